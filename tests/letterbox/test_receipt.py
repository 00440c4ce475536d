"""A receipt is one secret, however it is written."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solidary.letterbox.pages.drawing import LANGUAGES
from solidary.letterbox.receipt.folding import fold
from solidary.letterbox.receipt.secret import (
    BITS,
    DIGITS,
    LIST,
    WORDS,
    as_digits,
    as_places,
    from_digits,
    from_places,
    material,
    new_secret,
)
from solidary.letterbox.receipt.words import words
from solidary.letterbox.receipt.writing import read_typed, written
from tests.fixtures.laws import examples

SECRETS = st.integers(0, 2**BITS - 1)
SIX = words("en")[:6]


@settings(max_examples=examples(100))
@given(SECRETS)
def test_words_and_digits_are_two_writings_of_one_secret(secret: int) -> None:
    places = as_places(secret)
    assert len(places) == WORDS
    assert all(0 <= place < LIST for place in places)
    assert from_places(places) == secret
    assert from_digits(as_digits(secret)) == secret


@settings(max_examples=examples(100))
@given(SECRETS, SECRETS)
def test_two_secrets_are_never_hashed_as_one(one: int, other: int) -> None:
    assert (material(one) == material(other)) == (one == other)


@settings(max_examples=examples(50))
@given(SECRETS, st.sampled_from(["", " ", "-", "\n", ". ", "\u00a0"]))
def test_digits_are_read_however_they_are_grouped(secret: int, between: str) -> None:
    digits = as_digits(secret).replace(" ", "")
    assert from_digits(between.join(digits)) == secret
    assert from_digits(digits.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))) == secret


@settings(max_examples=examples(100))
@given(st.text(max_size=40))
def test_anything_else_is_no_receipt(text: str) -> None:
    read = from_digits(text)
    assert read is None or from_digits(as_digits(read)) == read


@pytest.mark.parametrize(
    "text", ["", "1" * 23, "1" * 25, "9" * DIGITS, f"{'1' * 24} and more", str(2**BITS)]
)
def test_too_few_too_many_and_too_large_are_no_receipt(text: str) -> None:
    assert from_digits(text) is None


def test_the_largest_secret_fits_into_24_digits() -> None:
    assert len(as_digits(2**BITS - 1).replace(" ", "")) == DIGITS
    assert len({new_secret() for _ in range(100)}) == 100


def are_all_in(typed: Iterable[str], language: str) -> bool:
    """Whether these are words of a language's list, however they are spelt."""
    return set(map(fold, typed)) <= set(map(fold, words(language)))


@settings(max_examples=examples(60))
@given(SECRETS, st.sampled_from(LANGUAGES), st.randoms(use_true_random=False))
def test_a_receipt_is_read_however_its_words_are_typed(
    secret: int, language: str, by_chance: Random
) -> None:
    shown = written(secret, language)
    assert len(shown.words) == WORDS
    forms: tuple[Callable[[str], str], ...] = (
        str, str.upper, str.title, lambda word: unicodedata.normalize("NFD", word),
        lambda word: word.replace("ё", "е"), lambda word: f"1. {word},", lambda word: word[:4],
    )  # fmt: skip
    spelt = [by_chance.choice(forms)(word) for word in shown.words]
    typed = by_chance.choice((" ", "\n", ", ", "  ")).join(spelt)
    # Seven whole words of another list are a receipt of that language (one in millions is both).
    others = (other for other in LANGUAGES if other != language)
    if are_all_in(spelt, language) or not any(are_all_in(spelt, other) for other in others):
        assert read_typed(typed, "", language).secret == secret
    assert read_typed("", shown.digits, language).secret == secret
    assert read_typed(shown.digits, "", language).secret == secret


@settings(max_examples=examples(40))
@given(SECRETS, st.sampled_from(LANGUAGES), st.sampled_from(LANGUAGES))
def test_a_receipt_is_read_on_a_page_in_another_language_where_its_words_are_no_words_there(
    secret: int, language: str, page: str
) -> None:
    read = read_typed(" ".join(written(secret, language).words), "", page)
    both = read_typed(" ".join(written(secret, language).words), "", language)
    assert both.secret == secret
    assert read.secret is not None and (read.wrong, read.number) == ("", 0)
    shown = written(secret, language).words
    if sum(are_all_in(shown, other) for other in LANGUAGES) == 1:
        assert read.secret == secret


@settings(max_examples=examples(60))
@given(
    st.lists(st.sampled_from(words("en")), min_size=7, max_size=7, unique=True), st.integers(0, 6)
)
def test_words_in_another_order_are_another_secret(found: list[str], place: int) -> None:
    moved = [*found[:place], *found[place + 1 :], found[place]]
    same = (
        read_typed(" ".join(moved), "", "en").secret == read_typed(" ".join(found), "", "en").secret
    )
    assert same == (moved == found)


@pytest.mark.parametrize(
    ("typed", "wrong", "number"),
    [
        ("", "count", 0),
        (" ".join(SIX), "count", 0),
        (f"{SIX[0]} " * 8, "count", 0),
        ("1 2 3", "count", 0),
        (" ".join([*SIX[:2], "xyzzy", *SIX[2:]]), "words", 3),
        (" ".join([*SIX, "жжжж"]), "words", 7),
        ("\ud800 \u202e \0", "count", 0),
        ("x" * 1_000_000, "count", 0),
        ("a b c d e f g", "words", 1),
    ],
)
def test_what_is_wrong_with_a_receipt_is_one_thing(typed: str, wrong: str, number: int) -> None:
    assert read_typed(typed, "", "en") == (None, wrong, number)


@settings(max_examples=examples(100))
@given(st.text(max_size=200), st.text(max_size=40), st.sampled_from(LANGUAGES))
def test_whatever_is_typed_is_a_receipt_or_is_told_from_one(
    typed: str, digits: str, language: str
) -> None:
    read = read_typed(typed, digits, language)
    assert (read.secret is None) == bool(read.wrong)
