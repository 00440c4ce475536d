"""Which language a text is in."""

from __future__ import annotations

import pytest

from solidary.languages import BY_CODE
from solidary.languages.guessing import guess_language, looks_foreign
from tests.wire.pages import HEADLINES, STANDFIRSTS


@pytest.mark.parametrize("language", sorted(BY_CODE))
def test_the_language_of_a_text_is_told_from_six_others(language: str) -> None:
    text = "\n".join([*HEADLINES[language], *STANDFIRSTS[language]])
    assert guess_language(text, list(BY_CODE)).language == language


def test_a_language_the_newsroom_does_not_have_is_noticed() -> None:
    assert looks_foreign(" ".join(STANDFIRSTS["lt"]), ["en", "pl"]) == "lt"


def test_nothing_is_guessed_from_figures() -> None:
    assert guess_language("2021 8 02", ["en", "be"]).language == ""
