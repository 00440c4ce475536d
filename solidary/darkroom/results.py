"""What comes out of the darkroom. Known without an image library."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Scrubbed:
    """A fresh picture file; width and height in pixels, as seen upright."""

    bytes: bytes
    media_type: str
    width: int
    height: int

    @property
    def extension(self) -> str:
        """The ending of its file name, without the dot."""
        return "png" if self.media_type == "image/png" else "jpg"


class Derived(NamedTuple):
    """A WebP file; width and height in pixels."""

    bytes: bytes
    width: int
    height: int
