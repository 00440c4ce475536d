"""What a large page costs, counted: it grows with its lines alone."""

from collections.abc import Callable
from itertools import islice, product

import pytest

from solidary.languages import dates
from solidary.wire.formats.listing import dated, undated
from solidary.wire.formats.listing.cells import Cell
from solidary.wire.formats.listing.reader import read_listing
from solidary.wire.formats.listing.segments import Cut, Shape, cut


def headlines(count: int) -> list[str]:
    names = ("".join(name) for name in product("abcdefgh", repeat=4))
    return [f"The tram line called {name} loses another car" for name in islice(names, count)]


def with_one_date(count: int) -> list[str]:
    return [*headlines(count // 2), "8 February 2021", *headlines(count // 2)]


def with_many(count: int) -> list[str]:
    return [part for line in headlines(count // 2) for part in (line, "8 February 2021")]


@pytest.mark.parametrize("page", [headlines, with_one_date, with_many])
def test_twice_the_lines_take_no_more_than_twice_the_cuts(
    page: Callable[[int], list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = 0

    def counted(run: list[Cell], shape: Shape) -> Cut:
        nonlocal lines
        lines += len(run)
        return cut(run, shape)

    monkeypatch.setattr(dated, "cut", counted)
    monkeypatch.setattr(undated, "cut", counted)
    found = []
    for count in (200, 400):
        lines = 0
        read_listing("\n".join(page(count)).encode())
        found.append(lines)
    assert found[1] <= 2.2 * found[0] + 1000, found


def test_the_grammar_of_dates_is_not_asked_about_lines_without_a_digit() -> None:
    before = dates._in_line.cache_info()
    read_listing("\n".join(headlines(50)).encode())
    assert dates._in_line.cache_info() == before
