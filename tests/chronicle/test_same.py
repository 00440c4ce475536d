"""Which reports are of one action."""

from __future__ import annotations

from solidary.chronicle.facts.same import Report, groups
from tests.chronicle.reading import read

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
