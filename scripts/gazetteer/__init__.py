"""The gazetteer's file of places, made from GeoNames and lists of our own: `make sources`."""
