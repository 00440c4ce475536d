"""Pages and maps at addresses of an older site."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from solidary.press.kinds import KINDS
from solidary.press.reading.old_pages import page_of
from solidary.release import addresses as at
from solidary.stories.errors import OldAddressError
from solidary.stories.old_addresses import read_old_address
from tests.fixtures.laws import examples
from tests.press.test_addresses import KEYS


@pytest.mark.parametrize(
    ("old", "page"),
    [
        ("/2021/02/08/day/", "2021/02/08/day/index.html"),
        ("/2021/02/08/day", "2021/02/08/day/index.html"),
        ("/2021.02.08", "2021.02.08/index.html"),
        ("/a/30421234.html", "a/30421234.html"),
        ("/en/news/some-piece/", "en/news/some-piece/index.html"),
        ("/навіны/адна/", "навіны/адна/index.html"),
        ("/tag/minsk/", "tag/minsk/index.html"),
        ("/?p=1", ""),
        ("/news.php", ""),
        ("/news/1.aspx", ""),
        ("/x.html/y", ""),
        ("/en/news/", ""),  # a hashtag may come to have this place
        ("/.git/x", ""),
        ("/a%22b", ""),
        ("/%F1%EE%EB/", ""),
        ("/a%E2%80%8Bb", ""),
    ],
)
def test_a_page_can_stand_where_a_file_can(old: str, page: str) -> None:
    assert page_of(read_old_address(old)) == page
    if page:
        assert at.in_overlay(page)


def test_a_page_stands_below_where_the_site_begins() -> None:
    assert page_of(read_old_address("/news/2021/x"), "/news/") == "2021/x/index.html"
    assert page_of(read_old_address("/2021/x"), "/news/") == ""


@hypothesis_settings(max_examples=examples(60))
@given(st.text(max_size=80).map(lambda text: "/x" + text))
def test_a_page_is_where_its_address_says_and_part_of_the_overlay(written: str) -> None:
    try:
        old = read_old_address(written)
    except OldAddressError:
        return
    if page := page_of(old):
        assert at.in_overlay(page) and not at.is_proof(page) and not at.is_asset(page)
        assert "/" + page.removesuffix("/index.html") == old.path


def test_no_old_address_is_one_of_the_sites_own() -> None:
    for kind in KINDS:
        for key in KEYS[kind.name]:
            address = kind.address(*key)
            if kind.name in ("friendly name", "old page"):
                continue
            with pytest.raises(OldAddressError):
                read_old_address(f"/{address}")
