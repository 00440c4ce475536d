"""Dates by which old systems say that there is none: kept as nothing, never as a day of year one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_WHEN = frozenset(
    {
        "day",
        "first_published_at",
        "last_published_at",
        "updated_at",
        "go_live_at",
        "expire_at",
        "withdrawn_at",
    }
)
_EMPTY = ("0000-00-00", "0001-01-01")
"""What MySQL and .NET write where a date was never filled in."""


def without_empty_dates(record: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """A record as it is meant, and a line for each date that is none."""
    kept, lines = dict(record), []
    for name in _WHEN & kept.keys():
        value = kept[name]
        if isinstance(value, str) and value.startswith(_EMPTY):
            kept[name] = None
            lines.append(f"{name}: {value[:40]} is no date; none was taken over")
    return kept, lines
