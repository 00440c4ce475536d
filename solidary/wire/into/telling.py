"""A report as text, for a terminal or a file: what was done first, then line by line."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from solidary.wire.into.report import Entry, Report

WIDTH = 100
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
OUTCOMES = ("added", "draft added", "updated", "unchanged", "left out")
WORDS = {
    "added": "added",
    "draft added": "added as drafts",
    "updated": "updated",
    "unchanged": "here already",
    "left out": "left out",
    "version left out": "versions left out",
    "pin left out": "pins left out",
}


def told(report: Report, *, width: int = WIDTH) -> Iterator[str]:
    """The lines of the report."""
    if report.dry_run:
        yield "This is what would happen; nothing has been changed."
        yield ""
    if report.format == "listing":
        yield from _listing(report, width)
    else:
        yield from _archive(report, width)


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


def _archive(report: Report, width: int) -> Iterator[str]:
    yield from counts(report)
    yield from _notes(report)
    by_outcome = sorted(report.entries, key=lambda entry: (entry.outcome, entry.line))
    for outcome, entries in groupby(by_outcome, key=lambda entry: entry.outcome):
        yield ""
        yield f"{WORDS.get(outcome, outcome)[:1].upper()}{WORDS.get(outcome, outcome)[1:]}"
        for entry in entries:
            yield _short(f"  line {entry.line:>6}  {entry.record}  {_named(entry)}", width)


def _named(entry: Entry) -> str:
    return " · ".join(part for part in (entry.name, entry.why) if part)


def _listing(report: Report, width: int) -> Iterator[str]:
    details = report.details
    items, uses = details["items"], details["lines"]
    yield " · ".join(
        part
        for part in (
            details["topic"] or details["heading"] or "no topic",
            details["language"],
            f"{len(items)} items",
        )
        if part
    )
    yield details["layout"]
    yield ""
    yield from counts(report)
    yield from _notes(report)
    undated = [entry for entry in report.entries if entry.outcome == "draft added"]
    if undated:
        yield ""
        yield "Drafts that ask for a day (at the desk under “Imports without a day”)"
        for entry in undated:
            yield _short(f"  line {entry.line:>4}  {entry.name}", width)
            yield f"             {entry.why}"
    yield ""
    yield "Line by line"
    for use in uses:
        yield _short(_line(use), width)
    left = sum(1 for use in uses if use["item"] is None)
    yield ""
    yield f"{len(uses)} lines: {len(uses) - left} belong to items, {left} do not."


def _line(use: dict[str, Any]) -> str:
    item = f"{use['item']:>4}" if use["item"] else "    "
    why = f"   ({use['why']})" if use["why"] else ""
    return f"{use['line']:>5}{item}  {use['use']:<14} {use['text'][:60]}{why}"


def _notes(report: Report) -> Iterator[str]:
    if report.notes:
        yield ""
        yield from report.notes


def _short(line: str, width: int) -> str:
    return line if len(line) <= width else line[: width - 1] + "…"
