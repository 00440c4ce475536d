"""How long a place may take to answer."""

from __future__ import annotations

from typing import Any

from solidary.mirrors.store import StoreRefusedError

TIMEOUT = 60
"""Seconds a request may take, besides what its size is worth."""


def seconds_of(options: dict[str, Any]) -> float:
    """How long a request may take. Raises StoreRefusedError for a time that is none."""
    told = options.get("timeout", TIMEOUT)
    try:
        seconds = float(str(told))
    except ValueError:
        seconds = 0.0
    if not 0.1 <= seconds <= 3600:
        raise StoreRefusedError(f"timeout is {told}; it must be from 0.1 to 3600 seconds")
    return seconds
