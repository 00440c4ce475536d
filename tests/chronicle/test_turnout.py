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


AT_RIGA = {
    "en": "{} people rallied in Riga on Sunday against the war.",
    "ru": "На митинг против войны в Риге в воскресенье вышло {} человек.",
    "uk": "На мітинг проти війни в Ризі в неділю вийшло {} людей.",
    "be": "На мітынг супраць вайны ў Рызе ў нядзелю выйшла {} чалавек.",
    "be-Latn": "Na mitynh suprać vajny ŭ Ryzie ŭ niadzielu vyjšła {} čałaviek.",
    "pl": "Na wiec przeciw wojnie w Rydze w niedzielę przyszło {} osób.",
    "lt": "Mitinge prieš karą Rygoje sekmadienį dalyvavo {} žmonių.",
    "de": "Am Sonntag demonstrierten in Riga {} Menschen gegen den Krieg.",
}


@pytest.mark.parametrize(
    ("language", "words", "low", "bound"),
    [
        ("en", "A thousand", 1000, "exact"), ("en", "More than a thousand", 1000, "min"), ("en", "No fewer than a hundred", 100, "min"),
        ("en", "Well over half a million", 500_000, "min"), ("en", "More than an estimated 300", 300, "min"),
        ("en", "More than the 200", 200, "min"), ("en", "A hundred or more", 100, "min"), ("en", "A hundred or so", 100, "approx"), ("en", "Nearly a thousand", 1000, "max"),
        ("en", "Not more than a dozen", 12, "max"), ("en", "Fewer than 100", 100, "max"), ("en", "100-plus", 100, "min"), ("en", "At least about 200", 200, "min"),
        ("en", "More than one thousand five hundred", 1500, "min"), ("ru", "более чем тысяча", 1000, "min"), ("ru", "больше, чем сто", 100, "min"), ("ru", "200 с лишним", 200, "min"),
        ("ru", "по меньшей мере двести", 200, "min"), ("ru", "менее сотни", 100, "max"), ("ru", "не больше чем 50", 50, "max"), ("uk", "більше ніж тисяча", 1000, "min"),
        ("uk", "щонайменше дві сотні", 200, "min"), ("uk", "менш як сто", 100, "max"), ("be", "больш як тысяча", 1000, "min"), ("be", "ня менш за сотню", 100, "min"),
        ("be", "не больш за 50", 50, "max"), ("be", "200 з лішкам", 200, "min"), ("be-Latn", "bolš jak tysiača", 1000, "min"), ("be-Latn", "nia mienš za 200", 200, "min"),
        ("pl", "więcej niż tysiąc", 1000, "min"), ("pl", "nie więcej niż 50", 50, "max"), ("pl", "tysiąc lub więcej", 1000, "min"), ("lt", "daugiau negu tūkstantis", 1000, "min"),
        ("lt", "mažiau nei šimtas", 100, "max"), ("de", "mehr als ein Dutzend", 12, "min"), ("de", "über eine halbe Million", 500_000, "min"), ("de", "rund ein Dutzend", 12, "approx"),
        ("de", "gut tausend", 1000, "min"), ("de", "nicht mehr als hundert", 100, "max"),
        ("en", "A good hundred", 100, "min"), ("en", "Barely a hundred", 100, "max"), ("ru", "под тысячу", 1000, "max"), ("de", "an die tausend", 1000, "approx"),
        ("en", "Over two and a half thousand", 2500, "min"), ("ru", "более двух с половиной тысяч", 2500, "min"), ("uk", "дві з половиною тисячі", 2500, "exact"),
        ("be", "дзве з паловай тысячы", 2500, "exact"), ("be-Latn", "dzvie z pałovaj tysiačy", 2500, "exact"), ("pl", "dwa i pół tysiąca", 2500, "exact"),
        ("lt", "du su puse tūkstančio", 2500, "exact"), ("de", "zweieinhalb tausend", 2500, "exact"),
    ],
)  # fmt: skip
def test_a_number_has_the_bound_that_stands_beside_it(
    language: str, words: str, low: int, bound: str
) -> None:
    found = turnout.found_in(sentence(AT_RIGA[language].format(words), language))
    said = [(one.turnout.low, one.turnout.high, one.turnout.bound) for one in found]
    assert said == [(low, low, bound)]
    assert found[0].turnout.words.startswith(
        words.partition(" estimated")[0].removeprefix("Well ").removesuffix(",")
    )


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "На митинг в Риге пришло человек двести."), ("be", "На мітынг у Рызе прыйшло чалавек дзвесце."),
        ("uk", "На мітинг у Ризі прийшло людей двісті."), ("en", "At the rally in Riga there were 200 people, give or take."),
    ],
)  # fmt: skip
def test_words_in_another_order_say_about_how_many(language: str, text: str) -> None:
    found = turnout.found_in(sentence(text, language))
    assert [(one.turnout.low, one.turnout.bound) for one in found] == [(200, "approx")]


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
        ("ru", "За выходные на цепь записались больше 300 человек."),
        ("be", "За выходныя на ланцуг запісаліся больш за 300 чалавек."),
        ("pl", "Na łańcuch zapisało się ponad 300 osób."),
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
