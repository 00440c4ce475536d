"""How many: what a number counts, and what the words for about how many come to."""

from __future__ import annotations

import pytest

from solidary.chronicle.facts.fields import turnout
from solidary.chronicle.facts.lines import size_of
from tests.chronicle.reading import read, sentence


@pytest.mark.parametrize(
    ("language", "words", "low", "high"),
    [
        ("en", "dozens", 24, 24), ("en", "several", 3, 3), ("en", "a handful", 5, 5), ("en", "a couple of dozen people", 24, 24),
        ("en", "tens of thousands", 20_000, 20_000), ("en", "120-150", 120, 150), ("en", "60; dozens", 24, 60),
        ("en", "twenty-five people", 25, 25), ("en", "one hundred and fifty people", 150, 150), ("ru", "две-три сотни человек", 200, 300),
        ("ru", "тысяч пять человек", 5000, 5000), ("de", "fünfundzwanzig Menschen", 25, 25), ("en", "between 40 and 60 people", 40, 60), ("en", "up to 90,000 people", 90_000, 90_000), ("en", "12 supporters", 12, 12),
        ("ru", "десятки активистов", 20, 20), ("ru", "несколько сотен", 300, 300), ("ru", "около сотни человек", 100, 100), ("ru", "сотни человек", 200, 200), ("uk", "понад тисячі людей", 1000, 1000), ("be", "каля сотні чалавек", 100, 100), ("pl", "około setki osób", 100, 100), ("ru", "полсотни человек", 50, 50),
        ("ru", "от 20 до 60 тысяч человек", 20_000, 60_000), ("ru", "многотысячный митинг", 2000, 2000),
        ("ru", "100-тысячный митинг", 100_000, 100_000), ("ru", "около двухсот женщин", 200, 200), ("ru", "1 500 человек", 1500, 1500),
        ("uk", "декілька десятків людей", 30, 30), ("uk", "півсотні учасників", 50, 50), ("uk", "понад 3 тис. осіб", 3000, 3000),
        ("pl", "kilkanaście osób", 11, 19), ("pl", "kilkudziesięciu aktywistów", 30, 30), ("pl", "pół tysiąca osób", 500, 500),
        ("pl", "1,5 tys. osób", 1500, 1500), ("lt", "keliolika žmonių", 11, 19), ("lt", "pusšimtis žmonių", 50, 50),
        ("lt", "keli tūkstančiai žmonių", 3000, 3000), ("be", "паўсотні чалавек", 50, 50), ("be", "некалькі соцень чалавек", 300, 300),
        ("be", "каля паўтара дзясятка чалавек", 15, 15), ("be", "bolš za 200 čałaviek", 200, 200),
        ("de", "Zehntausende", 20_000, 20_000), ("de", "wenige Dutzend", 36, 36), ("de", "rund 1.200 Teilnehmerinnen und Teilnehmer", 1200, 1200),
        ("de", "eine 80-köpfige Gruppe", 80, 80),
    ],
)  # fmt: skip
def test_an_expression_says_so_many(language: str, words: str, low: int, high: int) -> None:
    assert size_of(words, language) == (low, high)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "a huge crowd"), ("en", "14 police officers"), ("en", "a 20-metre flag"), ("en", "3 of 40 rallies"), ("en", "45 years"),
        ("ru", "задержали 40 человек"), ("ru", "25 километров"), ("ru", "более 3 часов"), ("uk", "12 міст"), ("uk", "40-метровий прапор"),
        ("pl", "30 policjantów"), ("pl", "ponad 900 więźniów"), ("lt", "sulaikyta 15 žmonių"), ("lt", "30-osios metinės"),
        ("be", "40 палітвязняў"), ("be", "натоўп"), ("de", "über 20 Organisationen"), ("de", "300 Polizisten"), ("xx", "100"),
    ],
)  # fmt: skip
def test_an_expression_of_something_else_says_nothing(language: str, words: str) -> None:
    assert size_of(words, language) == (None, None)


@pytest.mark.parametrize(
    ("language", "text", "low"),
    [
        ("en", "Hundreds rallied in Riga to support the strike.", 200),
        ("ru", "На митинг в Риге пришло человек тридцать.", 30),
        ("pl", "Na wiec w Rydze przyszło około 40.", 40),
        ("uk", "На акцію в Ризі прийшли понад дві сотні людей.", 200),
        ("de", "In Riga demonstrierten mehr als 500 gegen den Krieg.", 500),
        ("lt", "Rygoje protestavo apie 90.", 90),
        ("be", "У Рызе на акцыю выйшла чалавек сорак.", 40),
    ],
)
def test_a_number_is_read_from_the_verb_or_from_behind_the_noun(
    language: str, text: str, low: int
) -> None:
    assert [found.turnout.low for found in turnout.found_in(sentence(text, language))] == [low]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Police detained 40 people at the rally in Riga."),
        ("en", "Organisers expect up to 5,000 people."),
        ("ru", "За участие в митинге задержали 40 человек."),
        ("ru", "Организаторы ожидают до тысячи участников."),
        ("pl", "Zatrzymano 40 osób."),
        ("uk", "Затримано понад 40 осіб."),
        ("de", "Dabei wurden 40 Menschen festgenommen."),
        ("lt", "Sulaikyta 40 žmonių."),
        ("be", "Затрымалі больш за 40 чалавек."),
        ("en", "100-thousand Lida welcomed them."),
    ],
)
def test_prisoners_and_expectations_are_no_turnout(language: str, text: str) -> None:
    assert turnout.found_in(sentence(text, language)) == []


def test_two_figures_of_two_sayers_are_a_range() -> None:
    action = read(
        "On Sunday thousands of people marched in Riga. Police counted 4,000 participants, "
        "the organisers spoke of 6,000.",
        "en",
        "March in Riga",
    ).actions[0]
    assert action.turnout is not None
    value = action.turnout.value
    assert (value.low, value.high, value.bound) == (4000, 6000, "range")
    assert len(value.sayers) == 2
