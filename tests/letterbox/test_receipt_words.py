"""Receipt words: 2,048 a language, kept apart by their first four letters however they are typed."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solidary.letterbox.receipt.folding import LONGEST, beginning, fold
from solidary.letterbox.receipt.words import COUNT, LANGUAGES, parse, words, written
from tests.repo.tree import ROOT

LISTS = ROOT / "solidary" / "letterbox" / "receipt" / "words"
EVERY = pytest.mark.parametrize("language", LANGUAGES)
IN = dict.fromkeys(LANGUAGES, 0)


def test_senders_have_a_list_in_each_of_their_languages() -> None:
    assert LANGUAGES == ("be", "de", "en", "lt", "pl", "ru", "uk")


@EVERY
def test_a_list_has_2048_words_of_four_to_eight_letters_in_order(language: str) -> None:
    chosen = words(language)
    assert len(chosen) == COUNT
    assert list(chosen) == sorted(set(chosen))
    assert all(4 <= len(word) <= 8 and word.isalpha() and word.islower() for word in chosen)


@EVERY
def test_the_first_four_letters_tell_a_word_from_every_other_once_folded(language: str) -> None:
    chosen = words(language)
    assert len({beginning(word) for word in chosen}) == COUNT
    assert all(len(fold(word)) >= 4 for word in chosen)


@EVERY
def test_a_list_is_a_file_of_at_most_20_kilobytes_that_reads_as_it_is_written(
    language: str,
) -> None:
    content = (LISTS / f"{language}.txt").read_bytes()
    assert len(content) <= 20_000
    assert written(list(parse(content.decode()))).encode() == content


@EVERY
def test_nothing_that_is_thrown_out_is_in_a_list(language: str) -> None:
    out = ROOT / "scripts" / "receipt_words" / "thrown_out" / f"{language}.txt"
    lines = [line for line in out.read_text(encoding="utf-8").splitlines() if line[:1] != "#"]
    entries = [entry for line in lines for entry in line.split()]
    beginnings = tuple(entry[:-1] for entry in entries if entry.endswith("*"))
    chosen = words(language)
    assert not set(entries) & set(chosen)
    assert not [word for word in chosen if word.startswith(beginnings)]


@EVERY
def test_words_typed_otherwise_are_the_same_words(language: str) -> None:
    for word in words(language):
        bare = "".join(
            c for c in unicodedata.normalize("NFD", word) if unicodedata.combining(c) == 0
        )
        for typed in (word.upper(), word.title(), f" {word}. ", bare, "\u00ad".join(word)):
            assert fold(typed) == fold(word)


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("ЕЛКА", "ёлка"), ("лед", "лёд"), ("пауза", "паўза"), ("imя", "імя"), ("Мiнск", "Мінск"),
        ("сусид", "сусід"), ("пьять", "пьять"), ("п’ять", "пять"), ("ганок", "ґанок"),
        ("zolty", "żółty"), ("ŁÓDKA", "łódka"), ("azuolas", "ąžuolas"), ("йод", "иод"),
        ("e\u0301cole", "école"), ("ﬁne", "fine"), ("STRASSE", "straße"), ("їжак", "ижак"),
    ],
)  # fmt: skip
def test_what_people_type_for_want_of_a_key_or_an_accent_is_forgiven(typed: str, word: str) -> None:
    assert fold(typed) == fold(word)


def test_words_that_differ_by_more_are_different() -> None:
    assert fold("сад") != fold("суд")
    assert fold("rok") != fold("rak")
    assert fold("лес") != fold("les")


@given(st.text())
def test_folding_twice_changes_nothing(typed: str) -> None:
    assert fold(fold(typed)) == fold(typed)


@given(st.text(st.characters(codec=None, min_codepoint=0xD000, max_codepoint=0xDFFF)))
def test_lone_surrogates_are_no_letters(typed: str) -> None:
    assert len(fold(typed)) <= LONGEST


def test_a_megabyte_is_cut() -> None:
    assert len(fold("ﷺ" * 1_000_000)) <= LONGEST
    assert fold("\u202eабв\u2066") == "абв"
