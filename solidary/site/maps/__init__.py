"""Maps of readers' pages: where a point of the globe lies on them, and what they look like."""
