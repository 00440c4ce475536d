"""`solidary sample`: a newsroom to look at."""

from __future__ import annotations

import json as json_format

import click

from solidary.commands import open_record


@click.command(
    "sample",
    epilog="Example: solidary sample",
    short_help="Fill an empty home with the sample dossier.",
)
@click.option("--json", "as_json", is_flag=True, help="Answer as one line of JSON.")
def command(as_json: bool) -> None:
    """Fill an empty home with the sample dossier: #SolidarityBelarus in four languages.

    A home that holds anything already is left as it is. `solidary publish` then makes the
    reader's pages of it.
    """
    open_record()
    from solidary.sample import fill_home

    stories = fill_home()
    if as_json:
        click.echo(json_format.dumps({"stories": stories}))
    else:
        click.echo(f"The home now holds the sample dossier: {stories} stories in four languages.")
