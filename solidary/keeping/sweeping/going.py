"""What a file is called that is on its way out: a name that nobody has."""

from __future__ import annotations

import re
import secrets

_GOING = re.compile(r"[0-9a-f]{32}\.going")


def going_name() -> str:
    return f"{secrets.token_hex(16)}.going"


def is_going(name: str) -> bool:
    """Whether a sweep gave a file this name: it is overwritten and removed, and in no backup."""
    return _GOING.fullmatch(name) is not None
