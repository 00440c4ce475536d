"""`solidary export`: the whole record as JSON lines, to keep or to move out with."""

from __future__ import annotations

import json as json_format
import sys
from pathlib import Path

import click

from solidary.commands import open_record
from solidary.commands.bars import bars


@click.command(
    "export",
    short_help="Write the whole record as JSON lines.",
    epilog="""\b
Examples:
  solidary export archive.jsonl
  solidary export - | head""",
)
@click.argument("path", type=click.Path(dir_okay=False, allow_dash=True))
@click.option("--json", "as_json", is_flag=True, help="Print the counts as JSON.")
def command(path: str, as_json: bool) -> None:
    """Write every story, topic, place, photo, video, document, front page and setting to PATH.

    One record a line, as docs/features/json-lines.md describes; the files go into the folder
    PATH.files beside it. Drafts and withdrawn stories are in it too: keep it as you keep the desk.
    With “-” the lines go to standard output and no files are written.
    """
    open_record(desk=False)
    from solidary.stories.models import Story
    from solidary.wire.out.files import FilesOut
    from solidary.wire.out.lines import export, export_to

    to_stdout = path == "-"
    stories = Story.objects.count()
    with bars() as moved:

        def progress(done: int) -> None:
            moved("Stories", done, stories)

        if to_stdout:
            files = FilesOut(None)
            counts = export(sys.stdout.buffer, files, progress)
        else:
            counts, files = export_to(Path(path), progress)
    if as_json:
        result = {"counts": counts, "files": len(files.names), "missing": files.missing}
        click.echo(json_format.dumps(result), err=to_stdout)
    elif not to_stdout:
        stories = counts.get("story", 0)
        click.echo(
            f"{stories:,} stories and {sum(counts.values()) - stories:,} other records in {path}, "
            f"{len(files.names):,} files in {path}.files."
        )
    if files.missing:
        raise click.ClickException(
            f"{len(files.missing)} files that the record names are gone, such as "
            f"{files.missing[0]}; restore them from a backup and export again."
        )
