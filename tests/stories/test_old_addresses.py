"""Addresses of an older site are kept in one form, however they are written."""

from __future__ import annotations

import unicodedata
from urllib.parse import quote, unquote

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from solidary.stories.errors import OldAddressError, OldAddressFault
from solidary.stories.old_addresses import LONGEST, OldAddress, read_old_address
from tests.fixtures.laws import examples


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("/2021/02/08/day-of-solidarity/", "/2021/02/08/day-of-solidarity/"),
        ("2021/02/08/day-of-solidarity", "/2021/02/08/day-of-solidarity"),
        ("https://old.example/news/1.html", "/news/1.html"),
        ("//old.example/news/1.html#comments", "/news/1.html"),
        ("www.old.example/news//1.html", "/news/1.html"),
        ("http://old.example/?p=123", "/?p=123"),
        ("?p=123", "/?p=123"),
        ("/index.php?id=7&lang=be", "/index.php?id=7&lang=be"),
        ("https://old.example/x?utm_source=mail", "/x"),
        ("/%d0%bd%d0%b0%d0%b2%d1%96%d0%bd%d1%8b/1", "/навіны/1"),
        ("/навіны/1", "/навіны/1"),
        (unicodedata.normalize("NFD", "/салідарнасць-й/"), "/салідарнасць-й/"),
        ("/a b;c$d'e", "/a%20b;c$d'e"),
        ("/a%24b%27", "/a$b'"),
        ('/"quoted"{x}', "/%22quoted%22%7Bx%7D"),
        ("/%F1%EE%EB%E8%E4/", "/%F1%EE%EB%E8%E4/"),
        ("/?q=в%", "/?q=%D0%B2%25"),
        ("  /padded  ", "/padded"),
    ],
)
def test_an_old_address_is_kept_in_one_form(written: str, kept: str) -> None:
    assert read_old_address(written).text == kept


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ("/", OldAddressFault.TAKEN),
        ("https://old.example", OldAddressFault.TAKEN),
        ("/index.html", OldAddressFault.TAKEN),
        ("/be/", OldAddressFault.TAKEN),
        ("/be", OldAddressFault.TAKEN),
        ("/be-Latn/about.html", OldAddressFault.TAKEN),
        ("/be/s/7f/7f3kqwxyz.html", OldAddressFault.TAKEN),
        ("/robots.txt", OldAddressFault.TAKEN),
        ("/root.txt.minisig", OldAddressFault.TAKEN),
        ("/desk/stories/", OldAddressFault.TAKEN),
        ("/a/../b", OldAddressFault.AMBIGUOUS),
        ("/a/%2e%2e/b", OldAddressFault.AMBIGUOUS),
        ("/a%2Fb", OldAddressFault.AMBIGUOUS),
        ("/a\\b", OldAddressFault.AMBIGUOUS),
        ("/a\nb", OldAddressFault.CONTROL),
        ("/a%0Ab", OldAddressFault.CONTROL),
        ("mailto:a@old.example", OldAddressFault.NO_ADDRESS),
        ("javascript:alert(1)", OldAddressFault.NO_ADDRESS),
        ("http://[", OldAddressFault.NO_ADDRESS),
        ("/" + "x" * LONGEST, OldAddressFault.TOO_LONG),
    ],
)
def test_what_can_be_no_old_address_is_refused_with_its_reason(
    written: str, fault: OldAddressFault
) -> None:
    with pytest.raises(OldAddressError) as refused:
        read_old_address(written)
    assert refused.value.fault is fault


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("/a/b/", "/a/b"), ("/a/b/index.html", "/a/b/"), ("/%41", "/A"),
        ("/навіны", "/%D0%BD%D0%B0%D0%B2%D1%96%D0%BD%D1%8B/"), ("/?p=%d0", "/?p=%D0"),
    ],
)  # fmt: skip
def test_what_a_server_takes_for_one_address_is_one(one: str, other: str) -> None:
    assert read_old_address(one).key == read_old_address(other).key


@hypothesis_settings(max_examples=examples(60))
@given(st.text(max_size=80).map(lambda text: "/x" + text))
def test_reading_again_changes_nothing_and_nothing_hostile_is_kept(written: str) -> None:
    try:
        old = read_old_address(written)
    except OldAddressError:
        return
    assert read_old_address(old.text) == old
    assert read_old_address(old.key).key == old.key
    assert OldAddress(old.asked).asked == old.asked
    assert old.asked.isascii() and unquote(old.asked) == unquote(old.key)
    assert not set(old.text) & set(' "\\<>{}|^`\n\r\t\x7f')
    assert not any(part in (".", "..") for part in unquote(old.text.partition("?")[0]).split("/"))


@hypothesis_settings(max_examples=examples(60))
@given(st.text(alphabet=st.characters(codec="utf-8"), min_size=1, max_size=30))
def test_an_encoded_address_and_a_plain_one_are_the_same(name: str) -> None:
    if any(mark in name for mark in "/?#%\\"):
        return
    try:
        plain = read_old_address(f"/x/a{name}z")
    except OldAddressError:
        return
    assert read_old_address("/x/" + quote(f"a{name}z", safe="")).key == plain.key
