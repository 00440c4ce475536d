"""`solidary reindex`: keep the words of every story anew."""

from __future__ import annotations

import json
from functools import partial

import click

from solidary.commands import open_record
from solidary.commands.bars import bars


@click.command(
    "reindex",
    epilog="Example: solidary reindex",
    short_help="Read every story again for the desk's search.",
)
@click.option("--json", "as_json", is_flag=True, help="Answer as one line of JSON.")
def command(as_json: bool) -> None:
    """Read every story again for the desk's search.

    The search follows the record by itself. This is for after an update that changes how words
    are read, and for a record written by other means. Nothing of the record changes.
    """
    open_record()
    from solidary.stories.search.index import index_all

    with bars() as moved:
        stories = index_all(partial(moved, "Reading stories"))
    if as_json:
        click.echo(json.dumps({"stories": stories}))
    else:
        click.echo(f"The search knows {stories} stories.")
