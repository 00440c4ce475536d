"""What letters tell of words, and when they tell nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solidary.languages import BY_CODE
from solidary.languages.letters import (
    direction_of,
    language_by_letters,
    may_be_in,
    script,
    script_of,
)
from solidary.languages.named import BY_NAME


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("يوسف حداد", "ar"),
        ("پروین اعتصامی", "fa"),
        ("محمد", ""),  # letters of both
        ("דוד גרוסמן", "he"),
        ("Գայանե", "hy"),
        ("ნინო", "ka"),
        ("Jane Roe", ""),
        ("Иван Иванов", ""),
        ("Νίκος", ""),
        ("2021", ""),
        ("", ""),
    ],
)
def test_letters_tell_a_language_where_no_other_has_them(text: str, language: str) -> None:
    assert language_by_letters(text) == language


def test_every_language_is_written_in_the_letters_of_its_own_name() -> None:
    names = {**dict(BY_NAME), **{code: language.name for code, language in BY_CODE.items()}}
    for code, name in names.items():
        assert script(code) == script_of(name) != ""
        assert may_be_in(name, code)
    assert script("be-Latn") == "latin" and script("sr-Latn") == "latin"
    assert script("en-GB") == "latin" and script("xx") == ""


def test_a_foreign_name_does_not_make_words_foreign() -> None:
    assert may_be_in("Фота: Jane Roe / Agency Worldwide", "be")
    assert not may_be_in("Photo: Jane Roe / Agency", "be")
    assert may_be_in("12.07.2021 — 14:05", "be") and may_be_in("Anything", "xx")


@given(st.text(), st.sampled_from([*BY_CODE, *dict(BY_NAME), "xx"]))
def test_any_text_can_be_asked_about(text: str, code: str) -> None:
    assert direction_of(text) in ("ltr", "rtl", None)
    found = language_by_letters(text)
    assert not found or may_be_in(text, found)
    may_be_in(text, code)


def test_the_direction_is_that_of_most_letters() -> None:
    assert direction_of("NATO: הודעה לעיתונות") == "rtl"
    assert direction_of("The word سلام means peace") == "ltr"
    assert direction_of("2021 — !") is None
