"""The page that it all started from: what of it is an action, and how exactly it is known."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from solidary.chronicle.days import settled, when_of
from solidary.chronicle.facts import Story, read_story
from solidary.chronicle.facts.same import is_same
from solidary.chronicle.facts.story import Action

PAGE = Path(__file__).parent.parent / "wire" / "data" / "solidaritybelarus.txt"
_DAY = re.compile(r"(\d\d)\.(\d\d)\.(\d{4})")


def items() -> dict[str, list[Action]]:
    """Headline → the actions that an item of the page suggests."""
    found: dict[str, list[Action]] = {}
    item: list[str] = []
    for line in PAGE.read_text("utf-8").splitlines()[1:]:
        if (stamp := _DAY.fullmatch(line.strip())) is None:
            item += [line.strip()] if line.strip() else []
            continue
        day = date(int(stamp[3]), int(stamp[2]), int(stamp[1]))
        story = Story(item[0], " ".join(item[1:]), day=day, language="en")
        found[item[0]] = read_story(story).actions
        item = []
    return found


def only(begins: str) -> Action:
    (found,) = (actions for headline, actions in items().items() if headline.startswith(begins))
    (action,) = found
    return action


def test_the_chain_is_one_in_vilnius_on_gediminas_avenue_of_more_than_two_hundred() -> None:
    chain = only("Over 200 people")
    assert chain.forms[0].value == "chain"
    assert chain.where is not None and chain.where.value.city == "Vilnius"
    assert chain.venue is not None and chain.venue.value == "Gediminas Avenue"
    assert chain.turnout is not None
    assert (chain.turnout.value.low, chain.turnout.value.bound) == (200, "min")
    assert chain.day is not None
    assert (chain.day.value.first, chain.day.value.precision) == ("2020-07-29", "not later than")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "On Monday, 27 July, a living chain was formed on Gediminas Avenue in Vilnius."),
        ("ru", "В понедельник, 27 июля, на проспекте Гедиминаса в Вильнюсе прошла живая цепь."),
        (
            "lt",
            "Pirmadienį, liepos 27 dieną, Gedimino prospekte Vilniuje susikibo gyvoji grandinė.",
        ),
        ("pl", "W poniedziałek 27 lipca w Wilnie utworzono żywy łańcuch na alei Giedymina."),
        ("de", "Am Montag, dem 27. Juli, bildeten Menschen in Vilnius eine Menschenkette."),
    ],
)
def test_another_report_settles_its_day(language: str, text: str) -> None:
    chain = only("Over 200 people")
    (other,) = read_story(Story("", text, day=date(2020, 7, 30), language=language)).actions
    assert is_same(chain, other)
    assert chain.day is not None and other.day is not None
    own, theirs = when_of(chain.day.value), when_of(other.day.value)
    assert own is not None and theirs is not None
    found = settled(own, [theirs])
    assert found is not None
    assert (found.first, found.precision, found.basis) == (
        date(2020, 7, 27), "day", "another report",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("begins", "day", "town", "form"),
    [
        ("Rally in support", "2020-07-01", "Brussels", "rally"),
        ("EU diplomats meet", "2021-02-07", "Minsk", "meeting"),
        ("St. Petersburg", "2020-12-26", "Saint Petersburg", "ban"),
        ("International Day", "2021-02-07", "Warsaw", "commemoration"),
    ],
)
def test_day_town_and_form_of_the_other_actions(
    begins: str, day: str, town: str, form: str
) -> None:
    action = only(begins)
    assert action.day is not None and action.day.value.first == day
    assert action.where is not None and action.where.value.city == town
    assert action.forms[0].value == form


def test_the_ban_in_st_petersburg_is_told_by_mbkh_media() -> None:
    assert [fact.value for fact in only("St. Petersburg").sources] == ["MBKh Media"]


@pytest.mark.parametrize(
    "begins", ["Solidary Białystok", "Belarusian diasporas", "‘We'll never stop", "Flowers instead"]
)
def test_a_film_a_roundup_and_a_speech_suggest_no_action(begins: str) -> None:
    """Nor is anything of the speech in Perth."""
    (found,) = (actions for headline, actions in items().items() if headline.startswith(begins))
    assert found == []
