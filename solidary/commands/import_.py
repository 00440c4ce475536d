"""`solidary import`: moving in, from whatever format the wire can read."""

from __future__ import annotations

import io
import json as json_format
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from solidary.commands import open_record
from solidary.commands.bars import bars
from solidary.commands.saying import say, say_json, spoken
from solidary.errors import as_shown, shown
from solidary.wire.formats import formats, named, options, recognised

if TYPE_CHECKING:
    from collections.abc import Callable

    from solidary.wire.format import Format
    from solidary.wire.into.report import Report

HEAD = 64 * 1024
_WHAT = " or ".join(form.about for form in formats())
Command = TypeVar("Command", bound="Callable[..., Any]")


def _with_options_of_formats(command: Command) -> Command:
    """One option of the command line for each that a format declares."""
    for option in reversed(options().values()):
        command = click.option(f"--{option.name}", default="", help=option.help)(command)
    return command


LONGEST = 10_000
"""Letters of a line of the report that is kept in a file."""


@click.command(
    "import",
    short_help=f"Take in {_WHAT}.",
    epilog="""\b
Examples:
  solidary import solidaritybelarus.txt --dry-run
  solidary import solidaritybelarus.txt --language en --topic SolidarityBelarus
  solidary import archive.jsonl --json""",
)
@click.argument("path", type=click.Path(dir_okay=False, allow_dash=True))
@click.option(
    "--format",
    "format_name",
    type=click.Choice([form.name for form in formats()]),
    help="What PATH is written in. Default: judged by what is in it.",
)
@_with_options_of_formats
@click.option(
    "--files",
    "folder",
    type=click.Path(exists=True, file_okay=False),
    help="The folder of the files that PATH names. Default: PATH.files, or what its format calls it.",
)
@click.option("--dry-run", is_flag=True, help="Show what would happen and change nothing.")
@click.option("--strict", is_flag=True, help="One bad line stops the whole import.")
@click.option(
    "--report", "report_path", type=click.Path(dir_okay=False), help="Write it to a file."
)
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def command(
    path: str,
    format_name: str | None,
    folder: str | None,
    dry_run: bool,
    strict: bool,
    report_path: str | None,
    as_json: bool,
    **chosen: str,
) -> None:
    """Take in what PATH holds, in a format that is judged by what is in it.

    Dated stories of a page are published; undated ones become drafts that ask an editor for their
    day. Every line is accounted for. Importing the same again adds nothing. All of it is taken in,
    or none.
    """
    if path != "-" and not Path(path).is_file():
        raise click.ClickException(f"There is no file {path}. Say the path of {_WHAT}.")
    open_record()
    from solidary.wire.beside import Beside
    from solidary.wire.errors import WireError
    from solidary.wire.format import Source
    from solidary.wire.into.importing import bring_in
    from solidary.wire.into.report import Report

    try:
        with _opened(path) as stream, bars() as moved:
            form = named(format_name) if format_name else recognised(stream.peek(HEAD)[:HEAD], path)
            report = Report(
                form.name,
                dry_run=dry_run,
                detailed=bool(form.report_lines or dry_run or report_path),
            )
            total = None if path == "-" else Path(path).stat().st_size
            source = Source(
                stream,
                _understood(form, chosen),
                progress=lambda read: moved("Importing", read, total),
                beside=Beside(_folder_of(path, folder, form)),
            )
            bring_in(form, source, report, strict=strict)
    except WireError as problem:
        raise click.ClickException(shown(problem)) from problem
    _propose_topics(report, chosen.get("map", ""))
    _tell(report, form, report_path, as_json)
    if report.left_out:
        rest = "the rest is in" if report.taken_in else "nothing was imported"
        some = "would be left out" if dry_run else f"left out; {rest}"
        raise click.ClickException(f"Lines {some}: {report.left_out:,}. The report names them.")


def _opened(path: str) -> io.BufferedReader:
    """The input with a peek of HEAD bytes; standard input has a smaller one of its own."""
    if path == "-":
        return io.BufferedReader(io.FileIO(sys.stdin.fileno(), closefd=False), HEAD)
    return io.BufferedReader(io.FileIO(path), HEAD)


def _folder_of(path: str, chosen: str | None, form: Format) -> Path | None:
    """Where the files lie that an archive names: PATH.files where nothing else is there."""
    if chosen:
        return Path(chosen)
    if path == "-":
        return None
    whole = Path(f"{path}.files")
    places = (whole, *(Path(path).parent / name for name in form.folders))
    return next((place for place in places if place.is_dir()), whole)


def _propose_topics(report: Report, path: str) -> None:
    """Write the table of topics that a dry run proposes; one that is there already stays."""
    if path and report.dry_run and report.account.topics and not Path(path).exists():
        Path(path).write_text(report.account.topics, "utf-8")
        report.account.notes.append(
            f"The topics are proposed in {path}: change it and import with it."
        )


def _understood(form: Format, chosen: dict[str, str]) -> dict[str, str]:
    """The options that were given, if the format knows them all."""
    given = {name.replace("_", "-"): value for name, value in chosen.items() if value}
    foreign = [name for name in given if name not in {option.name for option in form.options}]
    if foreign:
        owners = [
            other.about for other in formats() if {o.name for o in other.options} & {*foreign}
        ]
        unknown = " and ".join(f"--{name}" for name in foreign)
        are, them = ("are", "them") if len(foreign) > 1 else ("is", "it")
        raise click.ClickException(
            f"{unknown} {are} for {' or '.join(owners)}, not for {form.about}. Leave {them} out."
        )
    return given


def _tell(report: Report, form: Format, report_path: str | None, as_json: bool) -> None:
    from solidary.wire.into.telling import counts, report_lines

    if report_path:
        whole = (
            as_shown(json_format.dumps(report.as_json(), ensure_ascii=False, indent=1))
            if report_path.endswith(".json")
            else "\n".join(map(spoken, report_lines(report, form, width=LONGEST)))
        )
        Path(report_path).write_text(whole + "\n", encoding="utf-8")
    lines: list[str] = []
    if as_json:
        say_json(report.as_json())
    elif report_path and not form.report_lines:
        lines = list(counts(report))
    else:
        width = max(60, shutil.get_terminal_size((100, 24)).columns)
        lines = list(report_lines(report, form, width=width))
    for line in lines:
        say(line, most=LONGEST)
