"""What a hashtag may hold in every script, and when two are one."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solidary.stories.hashtags import composed, folded, is_hashtag

WORDS = ["Kraków", "Салідарнасць", "می\u200cخواهم", "स्वतंत्रता", "ස්‍රී", "ЁЖ_2020", "日本", "Жыве́"]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("word", WORDS)
def test_a_word_of_any_script_is_a_hashtag_however_its_marks_are_stored(
    word: str, form: str
) -> None:
    stored = unicodedata.normalize(form, word)  # type: ignore[arg-type]
    assert is_hashtag(stored)
    assert composed(stored) == unicodedata.normalize("NFC", word)
    assert folded(stored) == folded(word) == folded(f"#{word.upper()}")


BROKEN = """two words|a-b|a/b|../x|a.b|#a|⚑"""
"""A bar between two."""


@pytest.mark.parametrize(
    "text",
    [
        "",
        *BROKEN.split("|"),
        "\u0301a",
        "\u200ca",
        "a\u200d",
        "a" * 81,
        "a\u202eb",
        "a\u00a0b",
        "a\nb",
    ],
)
def test_what_would_break_an_address_or_a_line_is_no_hashtag(text: str) -> None:
    assert not is_hashtag(text)


def test_joiners_nobody_sees_make_no_second_topic() -> None:
    assert folded("می\u200cخواهم") == folded("میخواهم")


@given(st.text(max_size=100))
def test_a_hashtag_never_holds_blanks_slashes_or_turns_of_direction(text: str) -> None:
    if is_hashtag(text):
        assert not set(text) & set(" \t\n/\\.#\u202a\u202b\u202d\u202e\u2066\u2067\u2068")
