"""Where: towns in the roles that say so, and what is no place of an action."""

from __future__ import annotations

import pytest

from tests.chronicle.reading import read


@pytest.mark.parametrize(
    ("language", "text", "city"),
    [
        ("en", "Some 30 people picketed the Embassy of Belarus in Lithuania yesterday.", "Vilnius"),
        ("en", "Some 30 people rallied in the Polish capital yesterday in support of Minsk.", "Warsaw"),
        ("en", "Some 30 people rallied at London's Trafalgar Square yesterday.", "London"),
        ("en", "Some 30 people rallied outside the White House yesterday.", "Washington D.C."),
        ("ru", "Вчера у посольства Беларуси в Эстонии прошёл пикет.", "Tallinn"),
        ("ru", "Вчера 30 человек вышли на митинг в столице Грузии.", "Tbilisi"),
        ("ru", "Вчера в берлинском парке прошёл митинг.", "Berlin"),
        ("uk", "Учора в польській столиці мітингували 30 людей.", "Warsaw"),
        ("uk", "Учора біля Верховної Ради мітингували 30 людей.", "Kyiv"),
        ("pl", "Wczoraj 30 osób protestowało przed ambasadą Rosji na Litwie.", "Vilnius"),
        ("pl", "Wczoraj na gdańskim rynku odbył się wiec.", "Gdańsk"),
        ("lt", "Vakar Kaune protestavo 30 žmonių.", "Kaunas"),
        ("lt", "Vakar Lenkijos sostinėje protestavo 30 žmonių.", "Warsaw"),
        ("de", "Gestern demonstrierten 30 Menschen in der Hamburger Innenstadt.", "Hamburg"),
        ("de", "Gestern demonstrierten 30 Menschen vor dem Brandenburger Tor.", "Berlin"),
        ("be", "Учора ў сталіцы Літвы прайшоў мітынг.", "Vilnius"),
        ("be", "Учора на мітынг у Беластоку выйшлі 30 чалавек.", "Białystok"),
        ("be-tarask", "Учора ў Менску прайшоў мітынг супраць вайны.", "Minsk"),
        ("be-Latn", "Učora ŭ Biełastoku prajšoŭ mitynh.", "Białystok"),
        ("en", "A human chain was formed from Vilnius to Medininkai yesterday by 30 people.", "Vilnius"),
        ("ru", "Вчера в Нижнем Новгороде прошёл митинг.", "Nizhny Novgorod"),
    ],
)  # fmt: skip
def test_a_town_is_read(language: str, text: str, city: str) -> None:
    where = read(text, language).actions[0].where
    assert where is not None
    assert where.value.city == city


def test_what_is_supported_is_somewhere_else() -> None:
    where = (
        read("In Riga 30 people rallied yesterday in support of protesters in Minsk.", "en")
        .actions[0]
        .where
    )
    assert where is not None
    assert where.value.city == "Riga"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("pl", "Wczoraj na wiecu przemawiał Andrzej Duda, przyszło 30 osób."),
        ("en", "Yesterday 30 people rallied, and Jack London addressed the rally."),
    ],
)
def test_a_persons_name_is_no_place(language: str, text: str) -> None:
    for action in read(text, language).actions:
        assert action.where is None or action.where.value.city not in ("Perth", "London")


def test_a_country_alone_is_a_country() -> None:
    where = read("Yesterday 30 people rallied in Lithuania.", "en").actions[0].where
    assert where is not None
    assert (where.value.city, where.value.country, where.value.latitude) == (None, "LT", None)


def test_towns_in_a_row_are_actions_of_their_own() -> None:
    actions = read("On Sunday protests were held in Berlin, Paris and Prague.", "en").actions
    assert [action.where.value.city for action in actions if action.where] == [
        "Berlin",
        "Paris",
        "Prague",
    ]
