"""docs/benchmarks.md: the figures of a run, with what they were measured on and how."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from statistics import median

from bench import hugo, slow_lines
from bench.bouts import Act, Bout, Figures
from bench.measure import memory_there

_BEFORE = """# Benchmarks

Written by `make bench` on {day}. Machine: {machine}. Solidary {solidary}, Hugo {hugo}.

The same generated archive (`bench/archive.py`: stories of about 3.5 KB of text in four languages,
twenty topics, ten years, every third event in more than one language) goes through both
programs in turns. Seconds are wall clock from starting a process to its end, processor seconds
those of all cores together, each the median of the rounds, with the quickest and the slowest in
brackets; memory is the highest sum over all processes, shared pages counted once.

Both write story pages, topic pages and listings by language with every story in them, front pages,
feeds with full text, and sitemaps with hreflang. Solidary also writes calendar archives where Hugo
writes numbered ones, three kinds of feed for Hugo's one, a news sitemap and a hash tree over the
release, and waits for the disk before it says that a page is published. Hugo reads Markdown,
Solidary its database. {weights}
"""

_BETWEEN = """
Here Solidary is a command of its own: its process and framework start first, which is most of the
time. Hugo builds the site again.

## Acts on one story

Inside the running desk, in a newsroom with keys: the median of {times} times. “List”, “search” and
“save” are the desk's whole answers: the listing of stories, the search for a word, a draft saved.
“Publish at the desk” is the answer to an editor's click, from the form and its revision to the
signed root on disk; the others begin with a changed record and end there too. Files are those written, hash tree and
signatures included. The story has two topics, and its day has another story already;
the first one of a day also brings the day's shelf, a file more for each listing whose month is
crowded. Pages that link to the story are written with it when it is withdrawn or comes back: a
file more for each; nobody links to this one.
"""

_SLOW = """
## While others send slowly

A newsroom of the sample, served by `solidary run` and asked from the same machine forty times for each
page, in three tries, while bodies are under way: half of them to the desk, half to the letterbox, each
more than will ever come; in the last rows with two hundred connections to each that are never finished.
“Site” is the front page, “desk” the form that signs in, “script” the desk's largest, “letterbox” what a
sender sees first. Every request is a connection of its own.
"""

_AFTER = """
`.venv/bin/python -m bench 1000000` measures other sizes, `--help` lists the rest. What must hold on
every machine, files written and questions asked of the database, is a test: `tests/bench`.
"""

_HEAD = (
    "| stories | | seconds | processor seconds | memory | files written |\n"
    "|--:|:--|--:|--:|--:|--:|"
)


def report(
    bouts: Sequence[Bout], slow: Sequence[slow_lines.Timed] = (), *, machine: str, day: date
) -> str:
    """The page for these bouts, at least one, and what slow senders cost others."""
    parts = [
        _BEFORE.format(
            day=day.isoformat(),
            machine=machine,
            solidary=version("solidary"),
            hugo=_hugo_version(),
            weights=_weights(bouts),
        ),
        "## Import\n",
        "| stories | seconds | stories a second | processor seconds | memory |",
        "|--:|--:|--:|--:|--:|",
        *map(_reading, bouts),
        "\n## Full publish\n",
        _HEAD,
        *(row for bout in bouts for row in _whole(bout)),
        "\n## One more story\n",
        _HEAD,
        *(row for bout in bouts for row in _one_more(bout)),
        _BETWEEN.format(times=_times(bouts)),
        *_acts(bouts),
        *((_SLOW, *slow_lines.table(slow)) if slow else ()),
        _AFTER,
    ]
    return "\n".join(parts)


def _hugo_version() -> str:
    """Hugo's version; it is installed by `make bench` alone."""
    try:
        return version("hugo")
    except PackageNotFoundError:
        return "not installed"


def _weights(bouts: Sequence[Bout]) -> str:
    bout = next((bout for bout in reversed(bouts) if bout.hugo_whole.runs), bouts[-1])
    ours = f"A story's page of Solidary's weighs {bout.page_weight / 1000:.1f} kB on average"
    if not bout.hugo_whole.runs:
        return f"{ours}."
    return f"{ours}, one of Hugo's {bout.hugo_page_weight / 1000:.1f} kB."


def _reading(bout: Bout) -> str:
    figures = bout.reading
    return (
        f"| {bout.size:,} | {_seconds(figures.seconds)} | {bout.size / figures.seconds:,.0f} "
        f"| {_seconds(figures.processor)} | {_memory(figures)} |"
    )


def _whole(bout: Bout) -> Iterator[str]:
    yield _row(f"{bout.size:,}", "Solidary", bout.whole)
    if bout.hugo_whole.runs:
        yield _row("", "Hugo", bout.hugo_whole)
        yield f"| | Solidary to Hugo | {_share(bout)} | | | |"
    elif not hugo.fits(bout.size, memory_there()):
        needed = bout.size * hugo.MEMORY / 2**30
        yield f"|  | Hugo | not run | | needs some {needed:,.0f} GiB | |"


def _one_more(bout: Bout) -> Iterator[str]:
    yield _row(f"{bout.size:,}", "Solidary", bout.one)
    if bout.hugo_one.runs:
        yield _row("", "Hugo", bout.hugo_one)


def _times(bouts: Sequence[Bout]) -> int:
    return max((len(act.seconds) for bout in bouts for act in bout.acts.values()), default=0)


def _acts(bouts: Sequence[Bout]) -> Iterator[str]:
    names = list(dict.fromkeys(name for bout in bouts for name in bout.acts))
    yield f"| stories | {' | '.join(names)} |"
    yield f"|--:|{'--:|' * len(names)}"
    for bout in bouts:
        cells = map(_act, map(bout.acts.__getitem__, names))
        yield f"| {bout.size:,} | {' | '.join(cells)} |"


def _act(act: Act) -> str:
    seconds, files = f"{median(act.seconds):.3f} s", median(act.files)
    return f"{seconds}, {files:.0f} files" if files else seconds


def _row(size: str, program: str, figures: Figures) -> str:
    return (
        f"| {size} | {program} | {_spread(figures)} | {_seconds(figures.processor)} "
        f"| {_memory(figures)} | {figures.written:,} |"
    )


def _share(bout: Bout) -> str:
    """The median of the rounds' own ratios: both programs of a round met the same load."""
    pairs = zip(bout.whole.runs, bout.hugo_whole.runs, strict=True)
    return f"{median(one.seconds / other.seconds for one, other in pairs):.2f}"


def _spread(figures: Figures) -> str:
    """The median of the rounds, and how far they lie apart."""
    every = [each.seconds for each in figures.runs]
    lowest, highest = _seconds(min(every)), _seconds(max(every))
    middle = _seconds(figures.seconds)
    return middle if lowest == highest else f"{middle} ({lowest} – {highest})"


def _seconds(seconds: float) -> str:
    return f"{seconds:.2f}" if seconds < 10 else f"{seconds:,.0f}"


def _memory(figures: Figures) -> str:
    return f"{figures.memory / 2**20:,.0f} MiB" if figures.memory else "–"
