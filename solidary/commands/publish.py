"""solidary publish: bring the reader's site up to the record."""

from __future__ import annotations

import json
from dataclasses import asdict

import click
from rich.console import Console

from solidary.commands import open_record
from solidary.commands.bars import drawn_bar


@click.command(
    epilog="""\b
Example:
  solidary publish
  solidary publish --full --json"""
)
@click.option("--full", is_flag=True, help="Draw every page anew, whatever has changed.")
@click.option("--json", "as_json", is_flag=True, help="Print what was done as JSON.")
def command(full: bool, as_json: bool) -> None:
    """Write the reader's site into SOLIDARY_HOME/site.

    Only the pages that changes touch are written; a new template or newsroom setting
    touches all of them. Scheduled stories whose time has come go out first. Stopped at any
    moment, the next run finishes the work.
    """
    open_record(desk=False)
    from solidary.desk.opening import open_desk
    from solidary.press.publish import NothingPublished, publish_everything, publish_pending
    from solidary.stories.schedule import is_anything_due, publish_due

    if is_anything_due():
        open_desk()
        publish_due()
    console = Console(stderr=True)
    with drawn_bar(console, disable=not console.is_terminal, auto_refresh=False) as bar:
        task = bar.add_task("Drawing pages", total=None, visible=False)

        def show(done: int, total: int) -> None:
            # No thread of the bar's own: worker processes can then be forked, not spawned.
            bar.update(task, completed=done, total=total, visible=True, refresh=True)

        run = publish_everything if full else publish_pending
        try:
            report = run(wait=True, progress=show)
        except NothingPublished as error:
            raise click.ClickException(str(error)) from error
    if as_json:
        click.echo(json.dumps(asdict(report)))
    else:
        click.echo(
            f"{report.written} files written, {report.removed} removed, {report.kept} right already "
            f"({report.seconds:.1f} s, release {report.sequence})."
        )
        for stop in report.stopped:
            click.echo(f"Left out: “{stop.headline}” ({stop.reason})", err=True)
    if report.stopped:
        raise SystemExit(1)
