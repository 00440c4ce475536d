"""`solidary status`: what a newsroom that is served does, in numbers."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime

import click

from solidary.commands.saying import say, say_json
from solidary.counting import Counted, NoTableError, Table, today
from solidary.errors import as_shown
from solidary.home import Home, home_to_look_at

WEEK = 6
"""Days before today that belong to the last seven."""


@click.command(
    "status",
    epilog="""\b
Examples:
  solidary status
  solidary --home /srv/solidary/var status --json""",
    short_help="Show which processes run, and how much they did.",
)
@click.option("--json", "as_json", is_flag=True, help="Answer as one line of JSON.")
def command(as_json: bool) -> None:
    """Show which processes of this home run and how often what happened, today and in seven days.

    These are numbers by kind, which take the place of a log: who asked for what is written nowhere.
    They are in memory and end with `solidary run`. Exit code 0: it runs; 1: it doesn't, or a process doesn't.
    """
    home = home_to_look_at()
    try:
        table = _table(home)
    except (OSError, NoTableError):
        if as_json:
            say_json({"running": False})
        else:
            say(f"{home.path} is not served by a `solidary run` that counts.")
        raise SystemExit(1) from None
    counted = list(table.counted())
    if as_json:
        say_json({"running": True, "since": table.made_at, "processes": list(map(_facts, counted))})
    else:
        since = datetime.fromtimestamp(table.made_at, UTC)
        say(f"{home.path} has been served since {since:%Y-%m-%d %H:%M} UTC.")
        for line in _lines(counted):
            click.echo(as_shown(line))
    if not all(each.runs for each in counted):
        raise SystemExit(1)


def _table(home: Home) -> Table:
    """The table of the supervisor of a home. Raises OSError, or NoTableError, where none is at work."""
    descriptor = os.open(home.counts, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    try:
        return Table.opened(descriptor, to_count=False)
    finally:
        os.close(descriptor)


def _facts(each: Counted) -> dict[str, object]:
    return {
        "name": each.name,
        "running": each.runs,
        "starts": each.starts,
        "today": each.since(today()),
        "seven_days": each.since(today() - WEEK),
    }


def _lines(counted: list[Counted]) -> Iterator[str]:
    yield f"\n{'':24}{'today':>10}{'7 days':>10}"
    for each in counted:
        state = "runs" if each.runs else "DOES NOT RUN"
        again = f", started {each.starts} times" if each.starts > 1 else ""
        yield f"{each.name} {state}{again}"
        now = each.since(today())
        for kind, number in each.since(today() - WEEK).items():
            yield f"  {kind:22}{now.get(kind, 0):>10,}{number:>10,}"
