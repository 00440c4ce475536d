"""Faces in a picture: plain numbers here, for everybody; what opens pictures is in `inside/`."""
