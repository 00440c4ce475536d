"""How well facts are read from stories of our own; see stories/README.md."""

from __future__ import annotations

import sys
from typing import Any

import pytest

from tests.chronicle.scoring import read, score, stories, table

FLOORS = {
    "day": 0.96,
    "city": 0.95,
    "country": 0.95,
    "turnout": 0.84,
    "no turnout: silent": 0.96,
    "main form first": 0.92,
    "day, city and turnout": 0.74,
    "no action: nothing suggested": 0.95,
    "list of actions: precision": 0.92,
    "list of actions: recall": 0.85,
    "event_date: sure and right": 0.985,
    "city: sure and right": 0.96,
    "turnout: sure and right": 0.96,
}
"""What has to be right, of stories that may be looked at."""


def half(name: str) -> list[dict[str, Any]]:
    return [story for story in stories() if story["half"] == name]


def test_a_third_of_the_stories_of_each_language_report_no_action() -> None:
    for language in {story["lang"] for story in stories()}:
        mine = [story for story in stories() if story["lang"] == language]
        silent = [story for story in mine if story.get("actions") == []]
        assert len(mine) >= 15
        assert len(silent) * 10 >= len(mine) * 3


def test_facts_are_read_well_enough_from_the_stories_that_may_be_looked_at() -> None:
    scores = score(half("mend"))
    short = {
        field: f"{right} of {every}"
        for field, least in FLOORS.items()
        if (right := scores[field][0]) < least * (every := scores[field][1])
    }
    assert short == {}


@pytest.mark.exhaustive
def test_facts_are_read_well_enough_from_the_stories_that_are_put_away(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The table is for docs/features/facts.md; nothing is mended on what is wrong here."""
    with capsys.disabled():
        sys.stdout.write("\n" + table(half("kept")) + "\n")
    scores = score(half("kept"))
    assert (
        scores["no action: nothing suggested"][0] * 10
        >= scores["no action: nothing suggested"][1] * 9
    )
    assert scores["day"][0] * 10 >= scores["day"][1] * 8


@pytest.mark.parametrize("story", stories()[::4], ids=lambda story: story["id"])
def test_what_the_spans_cut_out_is_what_was_read(story: dict[str, Any]) -> None:
    for action in read(story):
        for field, spans in action["spans"].items():
            cut = [story[span["in"]][span["start"] : span["end"]] for span in spans]
            assert all(cut)
            if field == "venue":
                assert action["venue"] in cut[0]
            if field in ("organisers", "speakers", "cited_source"):
                assert [name.strip('«»“”„"') for name in cut] == action[field]
            if field == "turnout" and action["turnout_bound"] != "range":
                assert action["turnout_text"] in cut
