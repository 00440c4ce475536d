"""How entries of the word lists are understood."""

from __future__ import annotations

import pytest

from tests.chronicle.reading import sentence


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("They lit candles.", ["commemoration"]),
        ("They lit dozens of small white candles.", ["commemoration"]),
        ("They lit a fire, and there were candles.", []),
        ("They lit one two three four five six seven eight candles.", []),
        ("They lit up.", []),
    ],
)
def test_a_wave_stands_for_a_few_other_words_of_the_clause(text: str, forms: list[str]) -> None:
    found = {mark.value for mark in sentence(text, "en").spoken("deeds")}
    assert found == set(forms)
