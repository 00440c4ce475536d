"""Words that a fact stands on are found again in a text that was edited."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solidary.chronicle.quotes import AROUND, How, Words, cut, look
from tests.chronicle.record import CHAIN


def quoted(text: str, words: str) -> Words:
    start = text.index(words)
    return cut("text", text, start, start + len(words))


def looked(words: Words, text: str, **parts: str) -> tuple[How, str]:
    found = look(words, {"text": text, **parts})
    return found.how, {"text": text, **parts}.get(found.part, "")[found.start : found.end]


@pytest.mark.parametrize(
    ("words", "before", "after", "how", "there"),
    [
        ("200", "", "", How.SAME, "200"),
        ("200", "Over 200", "Over 300", How.CHANGED, "300"),
        ("200", "Over 200 people formed", "People formed", How.GONE, ""),
        ("Over 200 people", "formed a living", "made one long living", How.SAME, None),
        ("Monday", "on Monday, 8", "on a grey Monday, the 8", How.SAME, "Monday"),
        ("Vilnius", "in Vilnius on Monday", "in Kaunas on Monday", How.CHANGED, "Kaunas"),
        ("Gediminas Avenue", CHAIN[:95], "On Gediminas Avenue they stood. ", How.SAME, None),
        ("Gediminas Avenue", CHAIN, "Nothing is known.", How.GONE, ""),
    ],
)
def test_an_edit_is_told_from_a_correction(
    words: str, before: str, after: str, how: How, there: str | None
) -> None:
    edited = CHAIN.replace(before, after, 1) if before else CHAIN
    found = looked(quoted(CHAIN, words), edited)
    assert found == (how, words if there is None else there)


def test_the_same_figure_in_another_place_is_not_what_was_quoted() -> None:
    first = quoted(CHAIN, "200")
    assert not looked(first, CHAIN.replace("Over 200", "Almost 90"))[0].is_there
    last = cut("text", CHAIN, CHAIN.rindex("200"), CHAIN.rindex("200") + 3)
    found = look(last, {"text": CHAIN})
    assert (found.how, found.start) == (How.SAME, CHAIN.rindex("200"))


def test_words_that_moved_to_the_headline_are_there() -> None:
    how, there = looked(quoted(CHAIN, "Vilnius"), "People stood.", headline="A chain in Vilnius")
    assert (how, there) == (How.ELSEWHERE, "A chain in Vilnius"[-7:])


def test_a_word_inside_another_is_not_that_word() -> None:
    assert looked(quoted("In Riga people stood", "Riga"), "The Rigans stood")[0] is How.GONE


@pytest.mark.parametrize("text", ["", "x", "200", "200 " * 50_000, "\0\ud800", "́" * 1000])
def test_anything_is_looked_at(text: str) -> None:
    for words in (Words("text", ""), Words("nowhere", "200"), quoted(CHAIN, "200")):
        assert look(words, {"text": text}).how in How


SENTENCES = [
    "The weather was fair.", "Nobody was detained.", "«Мы разам», they sang.", "Music was played.",
    "A speech was read in Polish.", "Cars hooted.", "It rained later.",
]  # fmt: skip


@given(
    st.lists(st.sampled_from(SENTENCES), max_size=6),
    st.lists(st.sampled_from(SENTENCES), max_size=6),
    st.sampled_from(["Over 200 people", "200", "Gediminas Avenue", "Monday, 8 February"]),
)
def test_quotes_survive_edits_around_them(before: list[str], after: list[str], words: str) -> None:
    quote = quoted(" ".join(["Yesterday.", CHAIN, "The end."]), words)
    how, there = looked(quote, " ".join([*before, CHAIN, *after]))
    assert (how, there) == (How.SAME, words)


@given(st.text("abc 12", max_size=60), st.data())
def test_words_are_where_they_were_cut_and_what_is_said_to_be_there_is(
    text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    quote = cut("text", text, start, end)
    assert max(len(quote.before), len(quote.after)) <= AROUND
    found = look(quote, {"text": text})
    if quote.exact:
        assert found.how.is_there
        assert text[found.start : found.end] == quote.exact
    edited = data.draw(st.text("abc 12", max_size=60))
    found = look(quote, {"text": edited})
    if found.how.is_there:
        assert edited[found.start : found.end] == quote.exact
