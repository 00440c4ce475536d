from __future__ import annotations

import platform
from datetime import date
from pathlib import Path

from bench.bouts import Act, Bout, Figures
from bench.measure import Run, machine
from bench.report import report


def figures(*seconds: float) -> Figures:
    made = Figures()
    for each in seconds:
        made.add(Run(each, each / 2, 100 * 2**20, ""), 1_000)
    return made


def bout(size: int = 10_000, **others: Figures) -> Bout:
    return Bout(
        size, figures(20), figures(3, 2, 4), figures(1),
        acts={"publish": Act([0.05, 0.01, 0.03], [30, 32, 31])}, page_weight=8_000, hugo_page_weight=6_000, **others,
    )  # fmt: skip


def test_the_page_shows_medians_and_the_share_of_each_round() -> None:
    page = report(
        [bout(hugo_whole=figures(6, 1, 8), hugo_one=figures(5))], machine="m", day=date(2026, 1, 1)
    )
    assert "| 10,000 | Solidary | 3.00 (2.00 – 4.00) | 1.50 | 100 MiB | 1,000 |" in page
    assert "|  | Hugo | 5.00 | 2.50 | 100 MiB | 1,000 |" in page
    assert "| | Solidary to Hugo | 0.50 | | | |" in page
    assert "| 10,000 | 0.030 s, 31 files |" in page
    assert "| 10,000 | 20 | 500 | 10 | 100 MiB |" in page


def test_the_page_can_do_without_hugo() -> None:
    assert "| Hugo |" not in report([bout()], machine="m", day=date(2026, 1, 1))


def test_where_the_machine_lacks_memory_for_hugo_the_page_says_how_much_it_needs() -> None:
    page = report([bout(10**9)], machine="m", day=date(2026, 1, 1))
    assert "| Hugo | not run | | needs some 37,253 GiB | |" in page


def test_the_machine_is_described_without_its_name(tmp_path: Path) -> None:
    told = machine(tmp_path)
    assert platform.node() not in told
    assert str(tmp_path) not in told
