"""What commands say: each line as `shown` has it, whoever wrote what is in it."""

from __future__ import annotations

import json
from typing import Any

import click

from solidary.errors import LONGEST_SHOWN, as_shown, shown


def say(line: str, *, err: bool = False, most: int = LONGEST_SHOWN) -> None:
    """Say a line of which strangers may have written a part. What it is set in by stays."""
    click.echo(spoken(line, most), err=err)


def spoken(line: str, most: int = LONGEST_SHOWN) -> str:
    """A line as `say` says it: the spaces that set it in, and those between columns, stay."""
    indent = line[: len(line) - len(line.lstrip(" "))]
    columns = line[len(indent) :].split("  ")
    return (indent + "  ".join(shown(column, most) for column in columns))[:most]


def say_json(facts: Any, *, err: bool = False) -> None:
    """Say something as one line of JSON, its letters as they are but for those that do something."""
    click.echo(as_shown(json.dumps(facts, ensure_ascii=False)), err=err)
