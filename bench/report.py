"""docs/benchmarks.md: the figures of a run, with what they were measured on and how."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from importlib.metadata import version
from statistics import median

from bench.bouts import Bout, Figures

_BEFORE = """# Benchmarks

Written by `make bench` on {day}. Machine: {machine}. Solidary {solidary}, Hugo {hugo}.

The same generated archive (`bench/archive.py`: stories of about 3.5 KB of text in four languages,
twenty topics, ten years, every third event told in more than one language) goes through both
programs in turns. Seconds are wall clock from starting a process to its end, median of the rounds;
memory is the highest sum over all processes, shared pages counted once.

Both write story pages, topic pages and listings by language with every story in them, front pages,
feeds with full text, and sitemaps with hreflang. Solidary also writes calendar archives where Hugo
writes numbered ones, three kinds of feed for Hugo's one, a news sitemap and a hash tree over the
release, and makes every file durable before it shows; Hugo reads Markdown where Solidary reads its
database. A page of either weighs about the same.
"""

_AFTER = """
Publishing one more story is what a newsroom does all day. Solidary is measured twice: as a command
of its own (cold: the process and its framework start first) and inside the running desk (warm:
median of {warm} publishes). Hugo has no such distinction; it builds the site again.

`make bench` takes sizes and rounds too: `.venv/bin/python -m bench --help`. What must hold on every
machine, files written and questions asked of the database, is a test: `tests/bench`.
"""


def report(bouts: Sequence[Bout], *, machine: str, day: date) -> str:
    """The page for these bouts."""
    parts = [
        _BEFORE.format(
            day=day.isoformat(), machine=machine, solidary=version("solidary"), hugo=version("hugo")
        ),
        "\n## Import\n\n| stories | seconds | stories a second | memory |\n|--:|--:|--:|--:|",
        *(
            f"| {_count(bout.size)} | {_seconds(bout.reading.seconds)} "
            f"| {_count(round(bout.size / bout.reading.seconds))} | {_memory(bout.reading)} |"
            for bout in bouts
        ),
        _publishing(bouts),
        _one_more(bouts),
        _AFTER.format(warm=len(bouts[0].warm) if bouts else 0),
    ]
    return "\n".join(parts)


def _publishing(bouts: Sequence[Bout]) -> str:
    rows = [
        "\n## Full publish\n\n"
        "| stories | Solidary | Hugo | of Hugo's time | files | Hugo's files | memory | Hugo's memory |\n"
        "|--:|--:|--:|--:|--:|--:|--:|--:|"
    ]
    for bout in bouts:
        rows.append(
            f"| {_count(bout.size)} | {_seconds(bout.whole.seconds)} s | {_rival(bout.hugo_whole)} "
            f"| {_share(bout.whole, bout.hugo_whole)} | {_count(bout.whole.written)} "
            f"| {_files(bout.hugo_whole)} | {_memory(bout.whole)} | {_memory(bout.hugo_whole)} |"
        )
    return "\n".join(rows)


def _one_more(bouts: Sequence[Bout]) -> str:
    rows = [
        "\n## One more story\n\n"
        "| stories | cold | warm | Hugo | files | Hugo's files | memory | Hugo's memory |\n"
        "|--:|--:|--:|--:|--:|--:|--:|--:|"
    ]
    for bout in bouts:
        rows.append(
            f"| {_count(bout.size)} | {_seconds(bout.one.seconds)} s "
            f"| {median(bout.warm) * 1000:.0f} ms | {_rival(bout.hugo_one)} "
            f"| {_count(bout.one.written)} | {_files(bout.hugo_one)} "
            f"| {_memory(bout.one)} | {_memory(bout.hugo_one)} |"
        )
    return "\n".join(rows)


def _rival(figures: Figures) -> str:
    return f"{_seconds(figures.seconds)} s" if figures.runs else "–"


def _files(figures: Figures) -> str:
    return _count(figures.written) if figures.runs else "–"


def _share(ours: Figures, theirs: Figures) -> str:
    """The median of the rounds' own ratios: each round ran under the same load."""
    if not theirs.runs:
        return "–"
    pairs = zip(ours.runs, theirs.runs, strict=True)
    return f"{median(one.seconds / other.seconds for one, other in pairs):.2f}"


def _seconds(seconds: float) -> str:
    return f"{seconds:.2f}" if seconds < 10 else f"{seconds:.0f}"


def _memory(figures: Figures) -> str:
    return f"{figures.memory / 2**20:,.0f} MiB" if figures.memory else "–"


def _count(number: int) -> str:
    return f"{number:,}"
