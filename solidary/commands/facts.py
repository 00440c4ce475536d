"""`solidary facts`: which actions stories report, without the desk."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator
from typing import TextIO

import click

from solidary.chronicle.facts import Story, read_story
from solidary.chronicle.facts.errors import FactsError
from solidary.chronicle.facts.lines import line_of, read_rows, sizes, story_of
from solidary.chronicle.facts.same import Report, groups
from solidary.commands.saying import say
from solidary.errors import as_shown


@click.command(
    short_help="Suggest what happened, when, where, how many and who says so.",
    epilog="""\b
Examples:
  solidary facts stories.jsonl > facts.jsonl
  solidary facts --turnout sizes.csv
  solidary facts --same stories.jsonl
  solidary facts --archive
  solidary facts --score
  solidary facts --export-labels labels.jsonl""",
)
@click.argument(
    "file", metavar="[FILE]", type=click.File("r", encoding="utf-8", errors="replace"), default="-"
)
@click.option(
    "--turnout", is_flag=True, help="Read sizes of crowds from CSV: id, lang, expression."
)
@click.option(
    "--archive", is_flag=True, help="Read every story of the record for the desk's queue."
)
@click.option(
    "--export-labels",
    metavar="FILE",
    type=click.File("w", encoding="utf-8", lazy=True),
    help="Write what editors decided of suggestions to FILE, a line of JSON each.",
)
@click.option(
    "--score", is_flag=True, help="Say how often each rule was right, by editors' decisions."
)
@click.option(
    "--same", is_flag=True, help="Write one line for each group of reports of the same action."
)
def command(
    file: TextIO,
    turnout: bool,
    same: bool,
    archive: bool,
    score: bool,
    export_labels: TextIO | None,
) -> None:
    """Suggest the actions that stories report; most report none, and nothing is suggested then.

    FILE holds a story a line, as JSON: id, headline, standfirst, text, pub_date, lang. A line is
    written for each, with every action, the characters it was read from, the rule, and whether it
    is sure. Nothing of it leaves the machine, no record is opened but for --archive, --score and
    --export-labels. Exit code 1 where a line could
    not be read; the others are read nevertheless.
    """
    asked = {
        "--turnout": turnout, "--same": same, "--archive": archive, "--score": score,
        "--export-labels": export_labels is not None,
    }  # fmt: skip
    given = [name for name, is_given in asked.items() if is_given]
    if len(given) > 1:
        raise click.UsageError(f"{' and '.join(given)} exclude each other.")
    if archive or score or export_labels is not None:
        _of_record(archive, export_labels)
        return
    if turnout:
        _write_sizes(file)
        return
    faults: list[str] = []
    if same:
        _write_groups(file, faults)
    else:
        for story, warnings in _stories(file, faults):
            _write(line_of(story, read_story(story), warnings))
    if faults:
        raise FactsError(f"{len(faults)} of the lines could not be read; the first: {faults[0]}")


def _of_record(archive: bool, labels: TextIO | None) -> None:
    """What is about the record's own stories; only this opens it."""
    from solidary.commands import open_record
    from solidary.commands.facts_record import read_archive, write_labels, write_score

    open_record()
    if archive:
        read_archive()
    elif labels is not None:
        write_labels(labels)
    else:
        write_score()


def _stories(file: TextIO, faults: list[str]) -> Iterator[tuple[Story, list[str]]]:
    for number, line in enumerate(file, 1):
        if not line.strip():
            continue
        try:
            yield story_of(line, number)
        except FactsError as fault:
            say(f"solidary: {fault}", err=True)
            faults.append(str(fault))


def _write(record: object) -> None:
    text = json.dumps(record, ensure_ascii=False)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:  # half of a surrogate pair that was escaped in the line
        text = json.dumps(record)
    click.echo(as_shown(text))


def _write_groups(file: TextIO, faults: list[str]) -> None:
    reports = [
        Report(story.id, number, action)
        for story, _warnings in _stories(file, faults)
        for number, action in enumerate(read_story(story).actions)
    ]
    for group in groups(reports):
        _write(
            {
                "ids": [report.story for report in group],
                "actions": {report.story: report.number for report in group},
            }
        )


def _write_sizes(file: TextIO) -> None:
    writer = csv.DictWriter(sys.stdout, ("id", "low", "high"), lineterminator="\n")
    writer.writeheader()
    for row in sizes(read_rows(file)):
        writer.writerow(row)
