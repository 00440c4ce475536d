"""How many came and when, in the words a newspaper prints; and never more exactly than a report says it."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solidary.languages import LANGUAGES
from solidary.site.action_words import IN_WORDS, counted_as, turnout, when
from solidary.site.words import words_for

CODES = [language.code for language in LANGUAGES]


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (3, "a few people"), (24, "dozens of people"), (36, "dozens of people"),
        (200, "hundreds of people"), (300, "hundreds of people"), (2_000, "thousands of people"),
        (20_000, "tens of thousands of people"), (200_000, "hundreds of thousands of people"),
        (2_000_000, "millions of people"), (1, "about 1 person"), (150, "about 150 people"),
        (100_000, "about 100,000 people"),
    ],
)  # fmt: skip
def test_words_that_name_no_number_are_printed_as_words(number: int, said: str) -> None:
    assert turnout(words_for("en"), number, number, "vague") == said


@pytest.mark.parametrize("language", CODES)
def test_every_language_has_words_of_its_own_for_each_size(language: str) -> None:
    words = words_for(language)
    said = [turnout(words, number, number, "vague") for number in IN_WORDS]
    assert len(set(said)) == len(IN_WORDS)
    assert not any(re.search(r"\d", each) for each in said)
    english = [turnout(words_for("en"), number, number, "vague") for number in IN_WORDS]
    assert language == "en" or not set(said) & set(english)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "20–23 August 2020"), ("be", "20–23 жніўня 2020"), ("ru", "20–23 августа 2020"),
        ("uk", "20–23 серпня 2020"), ("pl", "20–23 sierpnia 2020"), ("de", "20.–23. August 2020"),
        ("lt", "2020 m. rugpjūčio 20–23 d."),
    ],
)  # fmt: skip
def test_days_of_one_month_share_its_name(language: str, said: str) -> None:
    shown = when(words_for(language), date(2020, 8, 20), date(2020, 8, 23), "span")
    assert shown.replace("\N{NO-BREAK SPACE}", " ") == said


@given(
    st.sampled_from(CODES),
    st.integers(min_value=0, max_value=10**9),
    st.sampled_from(["exact", "approx", "min", "max", "vague", "range"]),
)
def test_where_words_stand_for_a_number_the_page_says_which(
    language: str, number: int, bound: str
) -> None:
    words = words_for(language)
    said, counted = turnout(words, number, number, bound), counted_as(words, number, number, bound)
    assert bool(re.search(r"\d", said)) != bool(counted)
    assert words.number(number) in said + counted
    assert counted_as(words, number, number + 1, bound) == ""
