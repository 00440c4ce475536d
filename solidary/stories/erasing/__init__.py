"""Taking photos and words out of everything the record keeps, for good."""
