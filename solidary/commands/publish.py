"""solidary publish: bring the reader's site up to the record."""

from __future__ import annotations

import json
from dataclasses import asdict
from functools import partial

import click

from solidary.commands import open_record
from solidary.commands.bars import bars
from solidary.commands.saying import say


@click.command(
    epilog="""\b
Example:
  solidary publish
  solidary publish --full --json"""
)
@click.option(
    "--full",
    is_flag=True,
    help="Render every page again, compare files by content, and sweep the home.",
)
@click.option("--json", "as_json", is_flag=True, help="Print what was done as JSON.")
def command(full: bool, as_json: bool) -> None:
    """Write the reader's site into SOLIDARY_HOME/site.

    Only the pages that changes touch are written; a new template or newsroom setting
    touches all of them. Scheduled stories whose time has come go out first. Stopped at any
    moment, the next run finishes the work. --full also removes what nothing in the record
    names any more, as `solidary run` does every hour.
    """
    open_record(desk=False)
    from solidary.desk.opening import open_desk
    from solidary.press.publish import publish_full, publish_pending
    from solidary.stories.schedule import is_anything_due, publish_due

    if is_anything_due():
        open_desk()
        publish_due()
    run = publish_full if full else publish_pending
    with bars() as moved:
        report = run(wait=True, progress=partial(moved, "Drawing pages"))
    swept, line = _sweep() if full else ({}, "")
    if as_json:
        click.echo(json.dumps({**asdict(report), "swept": swept}))
    else:
        click.echo(
            f"{report.written} files written, {report.removed} removed, {report.kept} right already "
            f"({report.seconds:.1f} s, release {report.sequence})."
        )
        if line:
            click.echo(line)
        for stop in report.stopped:
            say(f"Left out: “{stop.headline}” ({stop.reason})", err=True)
    for name in report.damaged:
        say(
            f"Damaged: files/{name}. Readers keep what was published of it, if that is right, and "
            "get nothing of it otherwise. Put it back from a backup, or upload it again.",
            err=True,
        )
    if report.stopped or report.damaged:
        raise SystemExit(1)


def _sweep() -> tuple[dict[str, int | bool], str]:
    """What a sweep removed, as facts and in one line. One that can't be made undoes no publish."""
    from django.db import DatabaseError

    from solidary.home import current_home
    from solidary.keeping.sweeping.whole import sweep

    try:
        swept = sweep(current_home(), wait=True)
    except (OSError, DatabaseError) as error:
        say(f"Not swept: {error}. `solidary run` tries again, and so does --full.", err=True)
        return {}, ""
    return asdict(swept), swept.line
