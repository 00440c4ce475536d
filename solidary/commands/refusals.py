"""How a command ends where the house refuses what was asked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click


@contextmanager
def one_line(*refusals: type[Exception]) -> Iterator[None]:
    """Has these end the command with what they say, in one line, and an exit code of 1."""
    try:
        yield
    except refusals as error:
        raise click.ClickException(f"{error}.") from error
