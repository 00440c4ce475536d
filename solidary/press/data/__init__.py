"""The chronicle as data: tables, and how they are written. Pure; the page kinds put them in place."""
