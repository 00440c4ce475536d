"""A report as text, for a terminal or a file: counts first, then what needs to be looked at."""

from collections.abc import Iterator
from itertools import groupby

from solidary.wire.account import NAMED
from solidary.wire.format import Format
from solidary.wire.into.report import Entry, Report
from solidary.wire.into.schedule import LATE, OVER, SCHEDULED
from solidary.wire.into.stories import EDITED

WIDTH = 100
LONGEST_OF_TERMINAL = 1000
SHOWN = 5
"""How many of a kind a terminal is told by name; a file is told all that were kept."""
KINDS = {
    "newsroom": "newsroom settings",
    "photo": "photos",
    "video": "videos and audio",
    "document": "documents",
    "place": "places",
    "topic": "topics",
    "merge": "merges of topics",
    "story": "stories",
    "front": "front pages",
}
OUTCOMES = (
    "added",
    SCHEDULED,
    "draft added",
    LATE,
    OVER,
    "updated",
    "unchanged",
    EDITED,
    "in the bin",
    "left out",
)
WORDS = {
    "added": "added",
    SCHEDULED: "scheduled for their time",
    "draft added": "added as drafts",
    LATE: "added as drafts, as their schedule has passed",
    OVER: "added as drafts, as their time is over",
    "updated": "updated",
    "unchanged": "here already",
    EDITED: "edited here since, and left as they are",
    "in the bin": "in the bin, where they stay",
    "left out": "left out",
    "version left out": "versions left out",
    "pin left out": "pins left out",
}


def report_lines(report: Report, form: Format, *, width: int = WIDTH) -> Iterator[str]:
    """The lines of the report, in the format's own way where it has one."""
    if report.dry_run:
        yield "This is what would happen; nothing has been changed."
        yield ""
    yield from form.report_lines(report, width) if form.report_lines else _outcomes(report, width)


def counts(report: Report) -> Iterator[str]:
    """One line for each kind of record: how many of it became what."""
    for kind, name in KINDS.items():
        parts = []
        for outcome in (*OUTCOMES, "version left out", "pin left out"):
            number = report.counts[f"{kind} {outcome}"]
            if number:
                parts.append(f"{number:,} {WORDS[outcome]}")
        if parts:
            yield f"{name[:1].upper()}{name[1:]}: {', '.join(parts)}."


def notes(report: Report) -> Iterator[str]:
    """What else is to be said, after an empty line."""
    said = [*report.account.notes, *report.notes]
    if said:
        yield ""
        yield from said


def account(report: Report, most: int = SHOWN) -> Iterator[str]:
    """What the archive held by its own names, and what of it couldn't be kept, `most` of each kind by
    name."""
    if report.account.held:
        yield ""
        yield "What the archive held"
        for what, became in groupby(sorted(report.account.held.items()), lambda one: one[0][0]):
            yield f"  {what}: " + "; ".join(f"{number:,} {key[1]}" for key, number in became)
    for what, number in sorted(report.account.lost.items()):
        yield ""
        yield f"Not kept: {what} ({number:,})"
        names = report.account.named(what)
        yield from (f"  {name}" for name in names[:most])
        if len(names) > most:
            yield "  and others (--report names them)"


def short(line: str, width: int) -> str:
    """As much of a line as fits into so many letters."""
    return line if len(line) <= width else line[: width - 1] + "…"


def _outcomes(report: Report, width: int) -> Iterator[str]:
    yield from counts(report)
    yield from notes(report)
    yield from account(report, SHOWN if width <= LONGEST_OF_TERMINAL else NAMED)
    by_outcome = sorted(report.entries, key=lambda entry: (entry.outcome, entry.line))
    for outcome, entries in groupby(by_outcome, key=lambda entry: entry.outcome):
        yield ""
        yield f"{WORDS.get(outcome, outcome)[:1].upper()}{WORDS.get(outcome, outcome)[1:]}"
        for entry in entries:
            yield short(f"  line {entry.line:>6}  {entry.record}  {_named(entry)}", width)


def _named(entry: Entry) -> str:
    return " · ".join(part for part in (entry.name, entry.why) if part)
