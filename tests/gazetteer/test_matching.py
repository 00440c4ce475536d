"""Matching what senders typed: right for 95 in 100 of our own strings, and never wrong for sure."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solidary.gazetteer import Kind, fold, gazetteer, match
from solidary.letterbox.receipt.words import LANGUAGES, words
from tests.fixtures.laws import examples
from tests.repo.tree import ROOT

HERE = ROOT / "tests" / "gazetteer"
SETS = ("typed_places_seen", "typed_places_unseen")
DOCUMENT = ROOT / "docs" / "features" / "places.md"


@cache
def typed(name: str) -> tuple[tuple[str, str, str], ...]:
    """(what was typed, the right place or -, language of the form)."""
    lines = (HERE / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    return tuple((text, place, language) for text, place, language in rows)


def right_id(place: str) -> int:
    """The GeoNames id of "Vilnius LT": of those of that name in that country, the largest."""
    name, _, country = place.rpartition(" ")
    found = [b.place for b in gazetteer().bearers(name) if b.place.country == country]
    return max(found, key=lambda one: (one.kind, one.population)).id


def outcome(text: str, place: str, language: str) -> str:
    """right, unsure (right with a mark), wrong (with a mark) or "sure and wrong"."""
    found = match(text, language=language)
    if place == "-":
        return "sure and wrong" if found.sure else "right"
    if found.place is None or found.place.id != right_id(place):
        return "sure and wrong" if found.sure else "wrong"
    return "right" if found.sure else "unsure"


@cache
def outcomes() -> dict[str, Counter[str]]:
    """language → how often what came out."""
    counts: dict[str, Counter[str]] = {}
    for name in SETS:
        for text, place, language in typed(name):
            counts.setdefault(language, Counter())[outcome(text, place, language)] += 1
    return counts


@pytest.mark.parametrize("name", SETS)
def test_95_in_100_typed_places_are_matched_and_none_is_wrong_without_a_mark(name: str) -> None:
    results = Counter(outcome(*row) for row in typed(name))
    assert results["sure and wrong"] == 0
    assert results["right"] + results["unsure"] >= 0.95 * len(typed(name))
    assert sum(len(typed(each)) for each in SETS) >= 250


def test_the_document_gives_the_figures_of_each_language() -> None:
    table = re.findall(r"^\| ([A-Za-z-]+) \| (\d+) \| (\d+) \| (\d+) \| (\d+) \| (\d+) \|$", DOCUMENT.read_text(encoding="utf-8"), re.M)  # fmt: skip
    said = {row[0]: tuple(map(int, row[1:])) for row in table}
    assert said == {
        language: (
            sum(counts.values()), counts["right"], counts["unsure"], counts["wrong"],
            counts["sure and wrong"],
        )
        for language, counts in outcomes().items()
    }  # fmt: skip


@pytest.mark.parametrize("every", [80, pytest.param(5, marks=pytest.mark.exhaustive)])
def test_common_words_are_hardly_ever_taken_for_a_place(every: int) -> None:
    typed = [(word, language) for language in LANGUAGES for word in words(language)[::every]]
    sure = [word for word, language in typed if match(word, language=language).sure]
    assert len(sure) <= 0.02 * len(typed), sure


def test_several_places_of_one_name_are_offered_and_none_is_sure() -> None:
    found = match("Springfield", language="en")
    assert not found.sure
    assert len(found.several) >= 3


def test_a_country_a_state_or_a_flag_beside_a_name_decides() -> None:
    places = gazetteer()
    for text, country, area in [
        ("Brest, France", "FR", ""), ("Brest, Belarus", "BY", ""), ("Brest 🇫🇷", "FR", ""),
        ("Portland, OR", "US", "OR"), ("Portland, Maine", "US", "ME"), ("Paris, Texas", "US", "TX"),
    ]:  # fmt: skip
        found = match(text, language="en")
        assert found.place is not None
        assert found.place.country == country, text
        assert not area or found.place.area == area, text
    assert places


def test_a_country_that_contradicts_makes_the_match_unsure() -> None:
    assert not match("Berlin, Australia", language="en").sure
    assert not match("Мінск, Польшча", language="be").sure


def test_the_form_s_language_decides_between_namesakes() -> None:
    at_home = match("Брест", language="be").place
    assert at_home is not None and at_home.country == "BY"


@pytest.mark.parametrize(
    ("text", "language"),
    [("w Łodzi", "pl"), ("z Łodzi", "pl"), ("у Лодзі", "uk"), ("в Лодзи", "ru"), ("з Лодзі", "be")],
)
def test_an_inflected_neighbour_is_meant_sooner_than_a_namesake_far_away(
    text: str, language: str
) -> None:
    found = match(text, language=language)
    assert (found.place, found.sure) == (gazetteer().by_id(right_id("Łódź PL")), True)
    assert right_id("Lodi US") in {place.id for place in found.several}


def test_a_name_alone_that_may_be_an_inflected_one_is_unsure_and_offers_both() -> None:
    found = match("Łodzi", language="pl")
    assert not found.sure
    assert found.place is not None
    assert {right_id("Łódź PL"), right_id("Lodi US")} <= {
        place.id for place in (found.place, *found.several)
    }


def test_a_likely_country_may_be_handed_in() -> None:
    there = match("Frankfurt (Oder)", language="de", country="DE").place
    assert there is not None and there.country == "DE"


def test_a_country_alone_is_a_country() -> None:
    for text in ("Польшча", "Germany", "Lietuva", "🇱🇹", "в Германии", "США"):
        place = match(text).place
        assert place is not None and place.kind is Kind.COUNTRY, text


def test_two_towns_are_two_and_none_is_sure() -> None:
    found = match("Warszawa, Kraków", language="pl")
    assert not found.sure
    assert found.place is not None


def test_spellings_an_editor_decided_come_first() -> None:
    vilnius = gazetteer().bearers("Vilnius")[0].place
    known = {fold("Стольны град"): vilnius.id}
    assert match("стольны град!", known=known).place == vilnius
    assert match("стольны град!", known=known).sure


@given(st.text())
@settings(max_examples=examples(200))
def test_whatever_is_typed_has_an_answer(text: str) -> None:
    found = match(text, language="be")
    assert not found.sure or found.place is not None


@pytest.mark.parametrize(
    "text",
    [
        "Вільня" * 200_000, "a, " * 400_000, "\ud800\udfff\ud800", "\u202eлсьніВ", "\0" * 10, "🇧" * 1000,
        "/" * 1_000_000, "Minsk " * 100_000, "\u0301" * 100_000, "-" * 500_000, "x" * 1_000_000,
    ],
)  # fmt: skip
def test_hostile_input_is_cut_and_answered(text: str) -> None:
    match(text, language="be")


def test_invisible_characters_change_nothing() -> None:
    plain = match("Вільня, Літва", language="be")
    assert match("\u202eВіль\u200bня\u2066, Літва\ud800", language="be") == plain
