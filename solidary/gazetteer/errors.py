"""What can be wrong with the gazetteer itself."""

from __future__ import annotations

from solidary.errors import SolidaryError


class GazetteerError(SolidaryError):
    """The file of places is missing, damaged or of another version: one line says which."""
