"""The word lists of receipts, made from free dictionaries: `make sources`."""
