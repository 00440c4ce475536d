"""What a picture may be, and how large what is made of it. Known without an image library.

Memory is in bytes and is what a whole process may use, its libraries among it.
"""

from __future__ import annotations

MOST_BYTES = 64 * 1024 * 1024
"""Heaviest file taken in, in bytes: twice what a good phone writes."""

MOST_PIXELS = 64_000_000
"""Largest picture taken in, in pixels: a 64-megapixel camera."""

FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "HEIF", "TIFF", "GIF")
"""Pillow's names of the formats we decode; every other decoder stays shut."""

LONGEST_SIDE = 4096
"""Longest side kept, in pixels: enough for a printed page, and a larger original would bring
more of its camera's own noise pattern along."""

SENDERS_SIDE = 2048
"""Longest side of a picture that somebody sent who must not be found: what is published."""

LARGEST_SIDE = 65_500
"""Longest side a JPEG can have at all."""

JPEG_MEMORY = 300_000_000
"""For a JPEG that is decoded as large as it is needed: any camera's, up to `MOST_PIXELS`."""

MEMORY = 700_000_000
"""For any other picture, and for a JPEG that is wanted in full."""

SECONDS = 20
"""Longest that one file may take, by the clock on the wall."""
