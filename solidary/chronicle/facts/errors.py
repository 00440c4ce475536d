"""What can be wrong with what is given to be read."""

from __future__ import annotations

from solidary.errors import SolidaryError


class FactsError(SolidaryError):
    """A line or a table that cannot be read: one line says which."""
