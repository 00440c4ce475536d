"""What became of a page, told line by line."""

from collections.abc import Iterator
from typing import Any

from solidary.wire.into.report import Report
from solidary.wire.into.telling import counts, notes, short


def report_lines(report: Report, width: int) -> Iterator[str]:
    """The layout, counts and notes, drafts that ask for a day, and the use of every line."""
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
    yield from notes(report)
    undated = [entry for entry in report.entries if entry.outcome == "draft added"]
    if undated:
        yield ""
        yield "Drafts that ask for a day (at the desk under “Imports without a date”)"
        for entry in undated:
            yield short(f"  line {entry.line:>4}  {entry.name}", width)
            yield f"             {entry.why}"
    yield ""
    yield "Line by line"
    for use in uses:
        yield short(_line(use), width)
    left = sum(1 for use in uses if use["item"] is None)
    yield ""
    yield f"{len(uses)} lines: {len(uses) - left} belong to items, {left} do not."
    if details["not_taken"]:
        lines = ", ".join(map(str, details["not_taken"]))
        yield f"Not taken, though long enough for an item: {len(details['not_taken'])} ({lines})."


def _line(use: dict[str, Any]) -> str:
    item = f"{use['item']:>4}" if use["item"] else "    "
    why = f"   ({use['why']})" if use["why"] else ""
    return f"{use['line']:>5}{item}  {use['use']:<14} {use['text'][:60]}{why}"
