"""Which reports are of one action."""

from __future__ import annotations

from itertools import combinations
from typing import Any

from solidary.chronicle.facts.same import Report, groups
from tests.chronicle.reading import read
from tests.chronicle.scoring import actions_of_label as read_label
from tests.chronicle.scoring import stories

TOLD = {
    "en": "About 200 people rallied in Riga on Sunday.",
    "ru": "В воскресенье на митинг в Риге вышли 200 человек.",
    "pl": "W niedzielę w Rydze na wiecu zgromadziło się około 200 osób.",
    "lt": "Sekmadienį Rygoje į mitingą susirinko 200 žmonių.",
    "de": "Am Sonntag demonstrierten in Riga 200 Menschen.",
    "be": "У нядзелю на мітынг у Рызе выйшлі каля 200 чалавек.",
    "uk": "У неділю на мітинг у Ризі вийшли 200 людей.",
}


def reports(told: dict[str, str]) -> list[Report]:
    return [
        Report(language, number, action)
        for language, text in told.items()
        for number, action in enumerate(read(text, language.partition("/")[0]).actions)
    ]


def test_one_action_in_seven_languages_is_one() -> None:
    found = list(groups(reports(TOLD)))
    assert [len(group) for group in found] == [7]


def test_another_town_day_or_form_is_another_action() -> None:
    told = {
        "en/1": "About 200 people rallied in Riga on Sunday.",
        "en/2": "About 200 people rallied in Tallinn on Sunday.",
        "en/3": "About 200 people rallied in Riga on Friday.",
        "en/4": "A concert for the freedom of prisoners took place in Riga on Sunday.",
    }
    assert [len(group) for group in groups(reports(told))] == [1, 1, 1, 1]


def test_not_later_than_meets_the_day_that_another_report_says() -> None:
    told = {
        "en/1": "About 200 people rallied in Riga against the war.",
        "en/2": "About 200 people rallied in Riga on Sunday.",
    }
    assert [len(group) for group in groups(reports(told))] == [2]


def read_all(labels: list[dict[str, Any]]) -> list[Report]:
    return [
        Report(label["id"], number, action)
        for label in labels
        for number, action in enumerate(read_label(label))
    ]


def pairs_of(labels: list[dict[str, Any]]) -> set[frozenset[str]]:
    """Stories of which the labels say that they tell of one action."""
    return {
        frozenset((one["id"], other["id"]))
        for one, other in combinations(labels, 2)
        if one.get("same") and one.get("same") == other.get("same")
    }


def pairs_found(labels: list[dict[str, Any]]) -> set[frozenset[str]]:
    return {
        frozenset((one.story, other.story))
        for group in groups(read_all(labels))
        for one, other in combinations(group, 2)
    }


def test_one_action_in_many_stories_of_all_languages_is_found_and_near_misses_are_not() -> None:
    """The same town on the next day, another town on the same day, the same town a year later."""
    labels = [story for story in stories() if story.get("same")]
    wanted, found = pairs_of(labels), pairs_found(labels)
    assert len(wanted) >= 90
    assert len({frozenset((a.partition("-")[0], b.partition("-")[0])) for a, b in wanted}) >= 20
    assert len(found & wanted) >= 0.97 * len(found), found - wanted
    assert len(found & wanted) >= 0.90 * len(wanted), wanted - found
