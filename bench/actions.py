"""A chronicle of any size, and what one action costs its release: files of each kind, bytes, seconds.

Run as `python -m bench.actions 1000 100000`; writes a table for each size to the terminal.
"""

from __future__ import annotations

import re
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import click

from bench.measure import Snapshot, snapshot
from bench.record import start

KINDS = (
    ("tree and root", r"tree/|root\.txt|certificate\.txt"),
    ("stories", r"[^/]+/s/"),
    ("actions", r"x/"),
    ("log", r"c/changes/"),
    ("maps", r".+\.map\.[\w-]+\.html"),
    ("ways to data", r".+\.data(\.\d{4}-\d\d)?\.[\w-]+\.html"),
    ("calendars", r".+\.ics"),
    ("data", r"c/.+\.(csv|jsonl|geojson|json)"),
    ("days", r"c/\d{4}-\d\d-\d\d"),
    ("months", r"c/\d{4}-\d\d/"),
    ("timelines", r"c/\d{4}/"),
    ("places", r"w/"),
    ("sitemaps", r"sitemap"),
    ("others", r""),
)
"""What files are called in the table, and how their addresses begin; the first that fits."""
Act = tuple[str, Callable[[], object]]


class Cost(NamedTuple):
    """What a publish wrote and removed."""

    seconds: float
    files: Counter[str]
    bytes: Counter[str]
    worst: int
    """files it could have come to, whatever addresses things had got"""
    largest: int
    """bytes of the largest file"""


def kind_of(address: str) -> str:
    return next(name for name, pattern in KINDS if re.match(pattern, address))


def cost(site: Path, act: Callable[[], object]) -> Cost:
    """Do something to the record, publish it, and look at what the release has then."""
    from solidary.press.kinds import unit_of
    from solidary.press.publish import publish_pending
    from solidary.release import addresses as at

    before = snapshot(site)
    act()
    started = time.perf_counter()
    publish_pending()
    seconds = time.perf_counter() - started
    changed = list(_changed(site, before, snapshot(site)))
    changed = [each for each in changed if each[1] >= 0 or not at.is_proof(each[0])]
    files, sizes = Counter[str](), Counter[str]()
    for address, size in changed:
        files[kind_of(address)] += 1
        sizes[kind_of(address)] += max(size, 0)
    pages = [address for address, _ in changed if not at.is_proof(address)]
    parts = {unit_of(address) or address for address in pages}
    largest = max(size for _, size in changed)
    return Cost(seconds, files, sizes, len(pages) + len(parts) + 4, largest)


def _changed(site: Path, before: Snapshot, after: Snapshot) -> Iterator[tuple[str, int]]:
    """(address, bytes) of each file written; -1 for one removed."""
    for path in sorted(before.keys() | after.keys()):
        if before.get(path) != after.get(path):
            size = Path(path).stat().st_size if path in after else -1
            yield str(Path(path).relative_to(site)), size


def measure(size: int, home: Path) -> None:
    """Print what a chronicle of `size` actions costs."""
    start(str(home))
    from solidary.press.publish import publish_pending
    from tests.press.archive import topic
    from tests.press.many_actions import TOWNS, actions, four_languages, stories, towns

    four_languages()
    tags = [topic(f"Topic{each}") for each in range(5)]
    places = towns(min(TOWNS, size // 4))
    started = time.perf_counter()
    actions(size, places, stories(max(size // 5, 10), tags))
    made = time.perf_counter()
    todo = list(_acts(tags[0], places))
    publish_pending()
    ended = time.perf_counter()
    site = home / "site"
    whole = Counter[str]()
    sizes = Counter[str]()
    for path in snapshot(site):
        whole[kind_of(str(Path(path).relative_to(site)))] += 1
        sizes[kind_of(str(Path(path).relative_to(site)))] += Path(path).stat().st_size
    memory = max(
        resource.getrusage(who).ru_maxrss
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    print(f"\n{size:,} actions: made in {made - started:.0f} s, published in {ended - made:.0f} s, "
          f"{whole.total():,} files, {sizes.total() / 1e6:.0f} MB, {memory / 1024:.0f} MiB in one process")  # fmt: skip
    found = {name: cost(site, act) for name, act in todo}
    heads = ["", "all", *found]
    print(f"| {' | '.join(heads)} |")
    print("|:--" + "|--:" * (len(heads) - 1) + "|")
    for kind, _ in KINDS:
        cells = [f"{each.files[kind]}, {each.bytes[kind] / 1e3:.0f} kB" for each in found.values()]
        print(f"| {kind} | {whole[kind]:,}, {sizes[kind] / 1e6:.1f} MB | {' | '.join(cells)} |")
    totals = [f"{each.files.total()}, {each.bytes.total() / 1e6:.2f} MB" for each in found.values()]
    print(f"| together | {whole.total():,} | {' | '.join(totals)} |")
    print(f"| at worst | | {' | '.join(str(each.worst) for each in found.values())} |")
    print(
        f"| largest | | {' | '.join(f'{each.largest / 1e3:.0f} kB' for each in found.values())} |"
    )
    print(f"| seconds | | {' | '.join(f'{each.seconds:.1f}' for each in found.values())} |")


def _acts(tag: Any, places: list[Any]) -> Iterator[Act]:
    """What an editor does, in their order: with two reports in four languages each."""
    from solidary.chronicle.acts.merge import MergeActions
    from solidary.chronicle.acts.part import PartActions
    from solidary.chronicle.acts.withdraw_action import WithdrawAction
    from tests.press.many_actions import in_four_languages, moved, reported

    days = date(2021, 2, 8), date(2021, 2, 9)
    told = [in_four_languages(each, (tag,), days[each % 2]) for each in range(4)]
    made: list[Any] = []
    yield "confirm", lambda: made.append(reported(told[0], told[1], days[0], places[0]))
    yield "move", lambda: moved(made[0], date(2020, 7, 1), places[1])
    yield "confirm another", lambda: made.append(reported(told[2], told[3], days[0], places[2]))
    yield "merge", lambda: MergeActions(made[0], made[1]).execute()
    yield "part", lambda: PartActions(made[0]).execute()
    yield "withdraw", lambda: WithdrawAction(made[1]).execute()


@click.command()
@click.argument("sizes", nargs=-1, type=click.IntRange(60))
@click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where to work, some 8 GB for 100,000 actions. Default: the system's temporary folder.",
)
def bench(sizes: tuple[int, ...], folder: Path | None) -> None:
    """Measure what one action costs in chronicles of SIZES actions. Without SIZES: 1,000 and 100,000."""
    if len(sizes) == 1 and folder is not None and folder.name == "home":
        measure(sizes[0], folder)
        return
    for size in sizes or (1_000, 100_000):
        with tempfile.TemporaryDirectory(prefix="solidary-bench-", dir=folder) as work:
            home = Path(work) / "home"
            home.mkdir()
            # A process of its own for each: the framework opens one home.
            subprocess.run(
                [sys.executable, "-m", "bench.actions", str(size), "--folder", str(home)],
                check=True,
            )


if __name__ == "__main__":
    bench()
