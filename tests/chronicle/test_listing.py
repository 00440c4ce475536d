"""The page it all starts from: which of its stories report an action."""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path

import pytest

from solidary.chronicle.facts import Action, Story, read_story

LISTING = Path(__file__).parents[1] / "wire" / "data" / "solidaritybelarus.txt"
DAY = re.compile(r"\d\d\.\d\d\.\d{4}")


def listed() -> dict[date, list[Action]]:
    """Publication day → the actions of its stories; headline and standfirst are all there is."""
    found: dict[date, list[Action]] = {}
    lines: list[str] = []
    for line in LISTING.read_text("utf-8").splitlines()[1:]:
        if DAY.fullmatch(line.strip()):
            day = datetime.strptime(line.strip(), "%d.%m.%Y").date()
            story = Story(lines[0], " ".join(lines[1:]), day=day, language="en")
            found.setdefault(day, []).extend(read_story(story).actions)
            lines = []
        elif line.strip():
            lines.append(line.strip())
    return found


@pytest.fixture(scope="module")
def actions() -> dict[date, list[Action]]:
    return listed()


def test_the_chain_is_a_chain_in_vilnius_not_later_than_its_story(
    actions: dict[date, list[Action]],
) -> None:
    (chain,) = actions[date(2020, 7, 29)]
    assert [form.value for form in chain.forms] == ["chain"]
    assert chain.where and chain.where.value.city == "Vilnius"
    assert chain.venue and chain.venue.value == "Gediminas Avenue"
    assert chain.turnout and (chain.turnout.value.low, chain.turnout.value.bound) == (200, "min")
    assert chain.day and chain.day.value.first == "2020-07-29"
    assert chain.day.value.precision == "not later than"


def test_what_happened_on_which_day_and_where(actions: dict[date, list[Action]]) -> None:
    said = {
        published.isoformat(): [
            (
                action.day.value.first if action.day else None,
                action.where.value.city if action.where else None,
                action.forms[0].value,
            )
            for action in found
        ]
        for published, found in actions.items()
        if found
    }
    assert said["2020-07-02"] == [("2020-07-01", "Brussels", "rally")]
    assert ("2021-02-07", "Warsaw", "commemoration") in said["2021-02-08"]
    assert ("Minsk", "meeting") in [(town, form) for _day, town, form in said["2021-02-08"]]
    assert [place for _day, place, _form in said["2020-12-26"]] == ["Saint Petersburg"]


def test_the_source_that_is_cited_is_named(actions: dict[date, list[Action]]) -> None:
    (picket,) = actions[date(2020, 12, 26)]
    assert "MBKh Media" in [source.value for source in picket.sources]


def test_a_documentary_and_a_roundup_report_no_action_of_their_own(
    actions: dict[date, list[Action]],
) -> None:
    assert actions[date(2020, 9, 22)] == []
    assert actions[date(2021, 9, 7)] == []


def test_a_president_is_not_in_perth(actions: dict[date, list[Action]]) -> None:
    places = [action.where.value.city for action in actions[date(2021, 8, 31)] if action.where]
    assert "Perth" not in places
