"""A receipt is one secret, however it is written."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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
from tests.fixtures.laws import examples

SECRETS = st.integers(0, 2**BITS - 1)


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
