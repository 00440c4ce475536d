"""How well the layouts of public tag pages are read (tests/wire/layouts.py counts)."""

import pytest

from tests.wire.layouts import layouts, score


@pytest.mark.parametrize(
    ("put_away", "headlines", "days", "wrong"), [(False, 62, 49, 4), (True, 60, 36, 12)]
)
def test_layouts_are_read_no_worse_than_the_guide_says(
    put_away: bool, headlines: int, days: int, wrong: int
) -> None:
    found = score(layouts(put_away=put_away))
    assert found.headlines_right >= headlines, found
    assert found.days_right >= days, found
    assert found.days_wrong <= wrong, found


def test_there_are_forty_layouts_in_seven_languages_half_of_them_put_away() -> None:
    pages = layouts()
    assert len(pages) >= 40
    assert {page.language for page in pages} == {"en", "be", "ru", "uk", "pl", "lt", "de"}
    assert 2 * sum(page.put_away for page in pages) >= len(pages) - 1
