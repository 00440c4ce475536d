"""The newsroom as it is served, while others send slowly and hold connections that they never finish."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.slow_lines import ATTACK, measure

QUICK = 0.2
"""Seconds that a page may take; in the best of three tries, for the machine does other things too."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the newsroom's home is."""
    return tmp_path_factory.mktemp("stalled")


@pytest.mark.exhaustive
@pytest.mark.parametrize("descriptors", [64, 256])
def test_forty_uploads_and_two_hundred_half_open_connections_slow_no_page(
    folder: Path, descriptors: int
) -> None:
    """Each page was answered, with status 200, as often as it was asked for. With 64 descriptors a
    front has fewer places than there are uploads."""
    figures = measure(folder, [ATTACK], descriptors=descriptors)
    assert {each.page for each in figures} == {"site", "desk", "script", "letterbox"}
    assert {each.page: min(each.medians) for each in figures if min(each.medians) >= QUICK} == {}
