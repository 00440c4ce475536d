"""A form's token is good for its page, for some hours, and for nobody who made one himself."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solidary.letterbox.tokens import (
    GOOD_FOR,
    ForgedTokenError,
    Purpose,
    QuickTokenError,
    StaleTokenError,
    TokenMaker,
)
from tests.fixtures.laws import examples

NOW = 1_800_000_000.5
MAKER = TokenMaker(b"pepper")
DAY = 24 * 60 * 60


def test_a_token_says_what_its_page_was_made_for() -> None:
    token = MAKER.read(MAKER.make(Purpose.ADD, NOW, of="c0ffee"), Purpose.ADD, NOW + 60)
    assert token.carries == {"of": "c0ffee"}
    assert token.made == int(NOW)


def test_no_two_pages_have_the_same_token() -> None:
    read = [MAKER.read(MAKER.make(Purpose.SEND, NOW), Purpose.SEND, NOW) for _ in range(50)]
    assert len({token.once for token in read}) == 50


@pytest.mark.parametrize("later", [DAY, GOOD_FOR + 2, -DAY, -2])
def test_a_token_of_yesterday_or_of_tomorrow_is_stale(later: float) -> None:
    with pytest.raises(StaleTokenError):
        MAKER.read(MAKER.make(Purpose.SEND, NOW), Purpose.SEND, NOW + later)


def test_a_form_that_comes_back_at_once_is_told_from_one_that_was_filled_in() -> None:
    made = MAKER.make(Purpose.SEND, NOW)
    with pytest.raises(QuickTokenError):
        MAKER.read(made, Purpose.SEND, NOW + 1, least=3)
    MAKER.read(made, Purpose.SEND, NOW + 4, least=3)


def test_a_token_is_good_for_its_own_page_and_its_own_letterbox_only() -> None:
    made = MAKER.make(Purpose.ADD, NOW, of="c0ffee")
    for maker, purpose in ((MAKER, Purpose.OPENED), (TokenMaker(b"other"), Purpose.ADD)):
        with pytest.raises(ForgedTokenError):
            maker.read(made, purpose, NOW)


@settings(max_examples=examples(60))
@given(st.integers(0, 10_000), st.integers(1, 63))
def test_a_token_with_one_sign_changed_is_forged(place: int, step: int) -> None:
    signs = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    made = MAKER.make(Purpose.ADD, NOW, of="c0ffee")
    place %= len(made.rstrip("=")) - 1
    other = signs[(signs.index(made[place]) + step) % 64]
    with pytest.raises(ForgedTokenError):
        MAKER.read(f"{made[:place]}{other}{made[place + 1 :]}", Purpose.ADD, NOW)


@settings(max_examples=examples(100))
@given(st.text())
def test_whatever_else_comes_as_a_token_is_forged(text: str) -> None:
    with pytest.raises(ForgedTokenError):
        MAKER.read(text, Purpose.SEND, NOW)


def test_a_token_says_nothing_to_whoever_holds_the_page() -> None:
    assert "c0ffee" not in MAKER.make(Purpose.ADD, NOW, of="c0ffee")
