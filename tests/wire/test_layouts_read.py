"""Every layout of the set is read as its labels say (tests/wire/layouts.py counts)."""

import pytest

from tests.wire.layouts import Layout, layouts, score


@pytest.mark.parametrize("page", layouts(), ids=lambda page: f"{page.language} {page.name}")
def test_headlines_and_days_of_a_layout_are_read(page: Layout) -> None:
    found = score([page])
    assert found.headlines_right == found.headlines, found
    assert found.days_right == found.days, found
    assert not found.days_wrong, found
    assert not found.invented, found


def test_hardly_a_page_that_is_read_right_has_a_doubt() -> None:
    found = score(layouts())
    assert found.doubted_right * 10 <= found.right_pages, found


def test_there_are_forty_layouts_in_seven_languages_half_of_them_put_away() -> None:
    pages = layouts()
    assert len(pages) >= 40
    assert {page.language for page in pages} == {"en", "be", "ru", "uk", "pl", "lt", "de"}
    assert 2 * sum(page.put_away for page in pages) >= len(pages) - 1
