"""What commands are told about a place: NAME=VALUE, and a file of credentials."""

from __future__ import annotations

from typing import Any

import click


def named_values(options: tuple[str, ...]) -> dict[str, Any]:
    """What `--option` was given, by name."""
    chosen: dict[str, Any] = {}
    for option in options:
        key, mark, value = option.partition("=")
        if not mark:
            raise click.UsageError(f"--option {option}: write it as NAME=VALUE.")
        chosen[key] = value
    return chosen
