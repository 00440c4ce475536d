"""solidary check: whether the home is whole."""

from __future__ import annotations

from contextlib import suppress

import click

from solidary.commands import bring_up_to_date, start_django
from solidary.commands.saying import say, say_json


@click.command(
    short_help="Look whether record, files, release and what was sent are whole.",
    epilog="""\b
Examples:
  solidary check
  solidary --home /srv/solidary/var check --json""",
)
@click.option("--json", "as_json", is_flag=True, help="Answer as one line of JSON.")
def command(as_json: bool) -> None:
    """Look at all of the home, beside whoever works with it, and change nothing that is wrong.

    Each file is read once and held against what the record, the press or the sender's list say of it. A line
    for each trouble says what to do. Exit code 0: all is well; 1: something is not.
    """
    from solidary.home import home_to_look_at
    from solidary.keeping.checking.whole import check

    home = home_to_look_at()
    if not home.path.is_dir():
        raise click.ClickException(f"There is no home at {home.path}.")
    lines = []
    for trouble in check(home, home.record, _start):
        lines.append(trouble.line)
        if not as_json:
            say(trouble.line)
    if as_json:
        say_json({"troubles": lines})
    elif not lines:
        click.echo("Nothing is wrong.")
    _note(lines)
    if lines:
        raise SystemExit(1)


def _start(whole: bool) -> None:
    start_django(desk_closed=True)
    if whole:
        bring_up_to_date()


def _note(lines: list[str]) -> None:
    """Keep for the dashboard what was found, if the record takes it."""
    from django.core.exceptions import ImproperlyConfigured
    from django.db import DatabaseError

    from solidary.keeping.upkeep import note_checked

    with suppress(DatabaseError, ImproperlyConfigured):
        note_checked(lines)
