"""A body without what has to go: nothing of it is left, and nothing else is missing."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solidary.stories.body.uses import uses_of
from solidary.stories.erasing.bodies import said_in, without
from solidary.stories.erasing.words import TakenOver, has_one, plain, runs
from tests.fixtures.laws import examples

KEYS = st.integers(1, 6)
IDS = st.uuids().map(str)
SENT = "Seven words that somebody sent to us"


def item(key: int) -> dict[str, Any]:
    return {"type": "item", "value": key, "id": f"i{key}"}


BLOCKS = st.one_of(
    st.fixed_dictionaries(
        {"type": st.just("photo"), "id": IDS,
         "value": st.fixed_dictionaries({"photo": KEYS, "caption": st.just("")})}
    ),
    st.fixed_dictionaries(
        {"type": st.just("gallery"), "id": IDS,
         "value": st.fixed_dictionaries(
             {"caption": st.just("c"), "photos": st.lists(KEYS.map(item), max_size=4)})}
    ),
    st.fixed_dictionaries(
        {"type": st.just("dispatch"), "id": IDS,
         "value": st.fixed_dictionaries(
             {"place": st.none() | KEYS, "place_name": st.just("P"),
              "text": st.sampled_from(["", "<p>Own words here</p>"]),
              "photos": st.lists(KEYS, max_size=3)})}
    ),
    st.fixed_dictionaries(
        {"type": st.just("paragraph"), "id": IDS, "value": st.just("<p>Own words</p>")}
    ),
)  # fmt: skip


@given(st.lists(BLOCKS, max_size=8), st.sets(KEYS))
@settings(max_examples=examples(80))
def test_no_photo_that_has_to_go_is_left_and_every_other_one_is(
    body: list[dict[str, Any]], gone: set[int]
) -> None:
    left = without(body, gone, (), marks=True)
    before = [use for use in uses_of(body) if use[0] == "photo"]
    after = [use for use in uses_of(left.body) if use[0] == "photo"]
    assert after == [use for use in before if use[1] not in gone]
    assert left.changed is (after != before) and not left.marked
    paragraphs = [block for block in body if block["type"] == "paragraph"]
    assert [block for block in left.body if block["type"] == "paragraph"] == paragraphs
    assert without(left.body, gone, (), marks=True).body == left.body


def quote(text: str, key: str = "q") -> dict[str, Any]:
    return {"type": "quote", "id": key, "value": {"text": text, "who": "A", "about": ""}}


def taken(block: str = "q", field: str = "text") -> TakenOver:
    return TakenOver(block, field, lambda text: text == SENT)


@pytest.mark.parametrize(
    "text", [SENT, f"<b>{SENT}</b>", f"  {SENT.replace(' ', '  ')} ", SENT.replace("w", "&#119;")]
)
def test_words_are_the_same_however_they_are_marked_up(text: str) -> None:
    left = without([quote(text)], (), [taken()], marks=True)
    assert left.body == [] and not left.marked


def test_of_a_dispatch_only_the_words_go_where_photos_of_others_stay() -> None:
    block = {
        "type": "dispatch", "id": "d",
        "value": {"place": None, "place_name": "P", "text": f"<p>{SENT}</p>", "photos": [3]},
    }  # fmt: skip
    [left] = without([block], (), [taken("d")], marks=True).body
    assert left["value"]["text"] == "" and left["value"]["photos"] == [3]
    assert without([block], {3}, [taken("d")], marks=True).body == []


def test_an_entry_within_a_block_is_found_and_marks_the_block_it_is_in() -> None:
    def wall(text: str) -> dict[str, Any]:
        entries = [
            {"type": "item", "id": "e1", "value": {"text": text}},
            {"type": "item", "id": "e2", "value": {"text": "Another wish"}},
        ]
        return {"type": "wall", "id": "w", "value": {"wishes": entries}}

    [left] = without([wall(SENT)], (), [taken("e1", "")], marks=True).body
    assert [each["id"] for each in left["value"]["wishes"]] == ["e2"]
    merged = without([wall(f"{SENT} and more")], (), [taken("e1", "")], marks=True)
    assert merged.marked == {"w"} and len(merged.body[0]["value"]["wishes"]) == 2


@pytest.mark.parametrize("marks", [True, False])
def test_merged_words_are_marked_where_somebody_may_decide_and_go_elsewhere(marks: bool) -> None:
    left = without([quote(f"{SENT}, and ours")], (), [taken()], marks=marks)
    assert (len(left.body), left.marked) == ((1, {"q"}) if marks else (0, set()))


def test_words_are_found_where_they_were_copied_to_and_chance_is_no_copy() -> None:
    looked_for = said_in([quote(SENT)], [taken()])
    copied = {"type": "paragraph", "id": "p", "value": f"<p>We read: {SENT.upper()}!</p>"}
    chance = {"type": "paragraph", "id": "o", "value": "<p>Words that somebody sent us</p>"}
    left = without([copied, chance], (), [], looked_for, marks=True)
    assert left.marked == {"p"}


@given(st.lists(st.sampled_from(["one", "two", "три", "чатыры"]), max_size=20))
def test_every_text_of_three_words_is_found_in_itself(words: list[str]) -> None:
    text = " ".join(words)
    assert has_one(f"before {text} after", runs(text)) is (len(words) >= 3)
    assert plain(f"<p>{text}</p>") == text
