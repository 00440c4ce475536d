"""`make bench`: measure, and write docs/benchmarks.md."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime
from pathlib import Path

import click

from bench import hugo, slow_lines
from bench.bouts import Bout, fight
from bench.measure import machine, memory_there
from bench.report import report

PAGE = Path(__file__).resolve().parent.parent / "docs" / "benchmarks.md"
ROUNDS = {1_000: 5, 10_000: 7, 1_000_000: 1}
"""Rounds of a size; others get two."""


@click.command(epilog="Example: python -m bench 10000 --no-hugo --page -")
@click.argument("sizes", nargs=-1, type=click.IntRange(1))
@click.option("--rounds", type=click.IntRange(1), help="Rounds of every size.")
@click.option(
    "--hugo/--no-hugo",
    "beside_hugo",
    default=True,
    help="Measure Hugo in turns, where the machine has the memory it needs.",
)
@click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where to work, some 5 GB for 100,000 stories, 35 for 1,000,000. Default: the system's temporary folder.",
)
@click.option(
    "--page",
    type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
    default=PAGE,
    help="The page to write; - writes it to the terminal. Default: docs/benchmarks.md.",
)
def bench(
    sizes: tuple[int, ...],
    rounds: int | None,
    beside_hugo: bool,
    folder: Path | None,
    page: Path,
) -> None:
    """Measure import, full publish and one more story on generated archives of SIZES stories.

    Without SIZES: 1,000, 10,000 and 100,000.
    """
    bouts: list[Bout] = []
    slow: list[slow_lines.Timed] = []
    with tempfile.TemporaryDirectory(prefix="solidary-bench-", dir=folder) as work:
        place = Path(work)
        click.echo("slow senders …", err=True)
        slow = slow_lines.measure(place)
        for size in sizes or (1_000, 10_000, 100_000):
            click.echo(f"{size:,} stories …", err=True)
            bouts.append(
                fight(
                    size,
                    place / str(size),
                    rounds=rounds or ROUNDS.get(size, 2),
                    beside_hugo=beside_hugo and hugo.fits(size, memory_there()),
                )
            )
            # A million stories take an hour: what is measured before is kept whatever comes.
            day = datetime.now(UTC).date()
            text = report(bouts, slow, machine=machine(place), day=day)
            if str(page) != "-":
                page.write_text(text, encoding="utf-8")
    if str(page) == "-":
        click.echo(text)
    else:
        click.echo(f"{page.name} is written.", err=True)


if __name__ == "__main__":
    bench()
