"""`solidary import`: moving in, from a listing or from JSON lines."""

from __future__ import annotations

import io
import json as json_format
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from solidary.commands import open_record
from solidary.commands.bars import bars

if TYPE_CHECKING:
    from solidary.wire.into.report import Report

HEAD = 64 * 1024


@click.command(
    "import",
    short_help="Take in a listing (a topic page as text) or JSON lines.",
    epilog="""\b
Examples:
  solidary import solidaritybelarus.txt --dry-run
  solidary import solidaritybelarus.txt --language en --topic SolidarityBelarus
  solidary import archive.jsonl --json""",
)
@click.argument("path", type=click.Path(dir_okay=False, allow_dash=True))
@click.option("--language", default="", help="The listing's language, such as be. Default: judged.")
@click.option("--topic", default="", help="The hashtag for a listing. Default: its heading.")
@click.option("--dry-run", is_flag=True, help="Show what would happen and change nothing.")
@click.option("--strict", is_flag=True, help="JSON lines: one bad line stops the whole import.")
@click.option(
    "--report", "report_path", type=click.Path(dir_okay=False), help="Write it to a file."
)
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def command(
    path: str,
    language: str,
    topic: str,
    dry_run: bool,
    strict: bool,
    report_path: str | None,
    as_json: bool,
) -> None:
    """Take in what PATH holds: a listing or JSON lines, told apart by what is in it.

    A listing is a topic page saved as plain text: headlines, standfirsts and dates, line by line.
    Dated items are published; undated ones become drafts that ask an editor for their day. Every
    line is accounted for. Importing the same again adds nothing. All of it is taken in, or none.
    """
    if path != "-" and not Path(path).is_file():
        raise click.ClickException(
            f"There is no file {path}. Say the path of a listing or JSON lines."
        )
    open_record()
    from solidary.wire.errors import WireError
    from solidary.wire.into.report import Report
    from solidary.wire.recognise import recognise

    try:
        with _opened(path) as source:
            head = source.peek(HEAD)[:HEAD]
            form = recognise(head, path)
            detailed = form == "listing" or dry_run or bool(report_path)
            report = Report(form, dry_run=dry_run, detailed=detailed)
            if form == "listing":
                _listing(source, report, language, topic)
            else:
                if language or topic:
                    raise WireError(
                        "--language and --topic are for listings; in JSON lines every story says "
                        "its own. Leave them out."
                    )
                _json_lines(source, report, path, strict)
    except WireError as problem:
        raise click.ClickException(str(problem)) from problem
    _tell(report, report_path, as_json)
    if report.left_out:
        rest = "the rest is in" if report.taken_in else "nothing was imported"
        some = "would be left out" if dry_run else f"left out; {rest}"
        raise click.ClickException(f"Lines {some}: {report.left_out:,}. The report names them.")


def _opened(path: str) -> io.BufferedReader:
    """The input with a peek of HEAD bytes; standard input has a smaller one of its own."""
    if path == "-":
        return io.BufferedReader(io.FileIO(sys.stdin.fileno(), closefd=False), HEAD)
    return io.BufferedReader(io.FileIO(path), HEAD)


def _listing(source: BinaryIO, report: Report, language: str, topic: str) -> None:
    from solidary.wire.listing import read_listing
    from solidary.wire.listing_in import Choices, import_listing

    import_listing(read_listing(source), report, Choices(language, topic))


def _json_lines(source: BinaryIO, report: Report, path: str, strict: bool) -> None:
    from solidary.wire.into.importing import import_lines

    folder = None if path == "-" else Path(f"{path}.files")
    total = None if path == "-" else Path(path).stat().st_size
    with bars() as moved:
        import_lines(
            source,
            report,
            folder=folder,
            strict=strict,
            progress=lambda read: moved("Importing", read, total),
        )


def _tell(report: Report, report_path: str | None, as_json: bool) -> None:
    from solidary.wire.into.telling import counts, told

    if report_path:
        whole = (
            json_format.dumps(report.as_json(), ensure_ascii=False, indent=1)
            if report_path.endswith(".json")
            else "\n".join(told(report, width=10_000))
        )
        Path(report_path).write_text(whole + "\n", encoding="utf-8")
    if as_json:
        click.echo(json_format.dumps(report.as_json(), ensure_ascii=False))
    elif report_path and report.format != "listing":
        click.echo("\n".join(counts(report)))
    else:
        width = max(60, shutil.get_terminal_size((100, 24)).columns)
        click.echo("\n".join(told(report, width=width)))
