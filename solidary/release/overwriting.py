"""Removing files whose bytes nobody is to find on the disk afterwards."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

_AT_ONCE = 1 << 20
"""Bytes that are overwritten in one go."""


def overwrite_and_remove(path: Path) -> None:
    """Overwrite a file with zeros and remove it; one that is gone is fine.

    Where its bytes have another name as well, as in a copy that somebody made of links, they are whoever's
    that is: this name alone goes. A disk may keep what was overwritten (flash, copy on write), and may
    refuse it, as a full one that copies on write does; the file is removed all the same.
    """
    with suppress(OSError):
        descriptor = os.open(path, os.O_WRONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        try:
            found = os.fstat(descriptor)
            left = found.st_size if found.st_nlink == 1 else 0
            while left > 0:
                left -= os.write(descriptor, bytes(min(_AT_ONCE, left)))
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    path.unlink(missing_ok=True)
