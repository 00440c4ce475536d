"""`solidary facts --archive`, `--score` and `--export-labels`: facts and the newsroom's own record."""

from __future__ import annotations

import json
from typing import TextIO

import click

from solidary.commands.bars import bars


def read_archive() -> None:
    """Read every story that readers have; what it reports waits for an editor."""
    from solidary.chronicle.suggesting import finding
    from solidary.chronicle.suggesting.queue import waiting

    with bars() as moved:
        stories = finding.read_archive(lambda done: moved("Reading stories", done, None))
    click.echo(
        f"{stories:,} stories were read; {waiting().count():,} suggestions wait at the desk."
    )


def write_labels(out: TextIO) -> None:
    """Write each decision as a line: what was suggested, by which rule, how surely, and what became of it."""
    from solidary.chronicle.labels import export

    count = 0
    for label in export():
        out.write(json.dumps(label, ensure_ascii=False) + "\n")
        count += 1
    click.echo(f"{count:,} decisions.", err=True)


def write_score() -> None:
    """Write a table: language, field, rule, sureness, how often it was right and wrong."""
    from solidary.chronicle.labels import score

    click.echo("lang\tfield\trule\tsure\tright\twrong\tdecided\tshare right")
    for each in score():
        share = f"{each.right / each.decided:.0%}"
        sure = "sure" if each.sure else "unsure"
        click.echo(
            f"{each.language}\t{each.field}\t{each.rule}\t{sure}"
            f"\t{each.right}\t{each.wrong}\t{each.decided}\t{share}"
        )
