"""Folding names: spellings of one name meet, and nothing hostile costs time."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solidary.gazetteer.folding import LONGEST, fold


@given(st.text())
def test_folding_twice_changes_nothing(name: str) -> None:
    assert fold(fold(name)) == fold(name)


@given(st.text(st.sampled_from("аaеeоoсcіiїийыўуyьъ'’-ЁёЯzЖß łŁ\u0301\u0306\u202e\ud800")))
def test_folding_twice_changes_nothing_in_mixed_scripts(name: str) -> None:
    assert fold(fold(name)) == fold(name)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Мінск", "Мiнск"), ("МІНСК", "мінск"), ("Бэрлін", "Берлін"), ("Берасьце", "Берасце"),
        ("Кёльн", "Кельн"), ("Вроцлаў", "Вроцлау"), ("Łódź", "lodz"), ("Šiauliai", "siauliai"),
        ("Нью-Йорк", "нью йорк"), ("Homyel'", "Homyel"), ("Івано-Франківськ", "ивано франкивск"),
        ("Frankfurt/Main", "Frankfurt Main"), ("Мiнcк", "Мінск"), ("Ki\u0456v", "Kiiv"[:2] + "iv"),
    ],
)  # fmt: skip
def test_spellings_of_one_name_meet(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@given(st.text(min_size=300, max_size=400))
def test_a_key_is_short(name: str) -> None:
    assert len(fold(name)) <= LONGEST
