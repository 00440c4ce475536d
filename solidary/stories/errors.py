"""What the record refuses."""

from __future__ import annotations

from solidary.errors import SolidaryError


class InUseError(SolidaryError):
    """Something that stories are made of can't be deleted while they are."""
