"""The chronicle: what happened, on which day, where, how many, and who says so."""
