"""What editors paste and machines garble: a suggestion less, a warning more, never a crash."""

from __future__ import annotations

import json
from datetime import date

import pytest

from solidary.chronicle.facts import Story, read_story
from solidary.chronicle.facts.lines import line_of
from solidary.chronicle.facts.story import Reading
from tests.chronicle.reading import MONDAY, read

RALLY = "About 200 people rallied in Riga on Sunday in support of Belarus."


def one_day(reading: Reading) -> str:
    (action,) = reading.actions
    assert action.day is not None
    return action.day.value.first


def test_without_a_publication_day_nothing_is_counted_and_a_warning_says_so() -> None:
    reading = read_story(Story("", RALLY, day=None, language="en"))
    assert [action.day for action in reading.actions] == [None]
    assert any("no publication day" in warning for warning in reading.warnings)


@pytest.mark.parametrize("day", [date.min, date.max, date(1, 2, 3), date(2500, 1, 1)])
def test_an_impossible_publication_day_is_left_out(day: date) -> None:
    reading = read_story(Story("", RALLY, day=day, language="en"))
    assert [action.day for action in reading.actions] == [None]
    assert any(day.isoformat() in warning for warning in reading.warnings)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Yesterday, on 7 February, 200 people rallied in Riga for Belarus."),
        ("ru", "Вчера, 7 февраля, в Риге на митинг за Беларусь вышли 200 человек."),
        ("pl", "Wczoraj, 7 lutego, w Rydze na wiecu dla Białorusi zebrało się 200 osób."),
        ("de", "Gestern, am 7. Februar, demonstrierten in Riga 200 Menschen für Belarus."),
    ],
)
def test_yesterday_beside_the_date_of_that_very_day_is_one_sure_day(
    language: str, text: str
) -> None:
    reading = read(text, language)
    assert one_day(reading) == "2021-02-07"
    day = reading.actions[0].day
    assert day is not None and day.sure
    assert reading.warnings == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "On Tuesday, 7 February, 200 people rallied in Riga for Belarus."),
        ("uk", "У вівторок, 7 лютого, у Ризі на мітинг за Білорусь вийшли 200 людей."),
        ("lt", "Antradienį, vasario 7 dieną, Rygoje mitingavo 200 žmonių už Baltarusiją."),
    ],
)
def test_a_weekday_that_contradicts_its_date_is_a_warning_and_the_day_unsure(
    language: str, text: str
) -> None:
    reading = read(text, language)
    assert one_day(reading) == "2021-02-07"
    day = reading.actions[0].day
    assert day is not None and not day.sure
    assert any("does not fit 2021-02-07" in warning for warning in reading.warnings)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "В Риге в воскресенье на митинг вышли 200 чeлoвeк: Žyvie Biełaruś, Ukraine, солидарность."),
        ("be", "У Рызе ў нядзелю на мiтынг выйшлi 200 чалавек з плакатамi салiдарнасцi."),
        ("be", "У Рызе ў нядзелю на мі\u0301тынг вы\u0301йшлі 200 чалавек з плака\u0301тамі салідарнасці."),
        ("pl", "W niedziele\u0328 w Rydze na wiecu solidarnos\u0301ci zebrało się 200 oso\u0301b."),
        ("lt", "Sekmadieni\u0328 Rygoje i\u0328 solidarumo mitinga\u0328 susirinko 200 z\u030cmoniu\u0328."),
    ],
)  # fmt: skip
def test_mixed_scripts_latin_i_and_combining_accents_are_read(language: str, text: str) -> None:
    reading = read(text, language)
    assert one_day(reading) == "2021-02-07"
    (action,) = reading.actions
    assert action.where is not None and action.where.value.city == "Riga"
    assert action.turnout is not None and action.turnout.value.low == 200


def test_letters_lost_anywhere_cost_a_suggestion_at_most() -> None:
    for at in range(len(RALLY)):
        reading = read(RALLY[:at] + RALLY[at + 1 :], "en")
        assert len(reading.actions) <= 1


@pytest.mark.parametrize(
    "name",
    ["=HYPERLINK(1)", "+1+1", "@SUM(A1)", "<b>x</b>", "\"><script>alert(1)</script>", "a\u202eb", "'; DROP TABLE--"],
)  # fmt: skip
def test_hostile_names_stay_words_of_the_text(name: str) -> None:
    text = f"200 people rallied on {name} Square in Riga on Sunday. It was organised by “{name}”."
    story = Story(name, text, day=MONDAY, language="en", id=name)
    reading = read_story(story)
    line = line_of(story, reading)
    assert json.loads(json.dumps(line))
    for action in reading.actions:
        names = [fact.value for fact in (action.venue, *action.organisers) if fact is not None]
        assert all(each in text for each in names)
