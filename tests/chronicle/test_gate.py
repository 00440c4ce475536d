"""Most stories report no action; what is said of one that is: announced, happened, banned, cancelled."""

from __future__ import annotations

import pytest

from tests.chronicle.reading import read


@pytest.mark.parametrize(
    ("language", "headline", "text"),
    [
        ("en", "Court fines woman over rally", "A court in Brest fined a woman on Friday for taking part in a rally in August."),
        ("ru", "Приговор участнику марша", "Суд в Бресте в пятницу приговорил участника марша к двум годам."),
        ("uk", "Нові санкції", "Рада ЄС у Брюсселі в понеділок запровадила санкції проти 20 осіб."),
        ("pl", "Wyrok za protest", "Sąd w Grodnie skazał w piątek kobietę za udział w proteście."),
        ("lt", "Apklausa apie sankcijas", "Pirmadienį Vilniuje paskelbta apklausa: 1000 žmonių atsakė."),
        ("de", "Urteil in Minsk", "Ein Gericht in Minsk hat am Freitag eine Frau wegen Teilnahme an einer Demonstration verurteilt."),
        ("be", "Прысуд за марш", "Суд у Брэсце ў пятніцу асудзіў мужчыну за ўдзел у маршы."),
        ("en", "Trains run again", "Trains between Vilnius and Warsaw run again from Monday. Some 300 people travel each day."),
        ("en", "", ""),
    ],
)  # fmt: skip
def test_a_story_that_reports_no_action_suggests_nothing(
    language: str, headline: str, text: str
) -> None:
    assert read(text, language, headline).actions == []


@pytest.mark.parametrize(
    ("text", "standing"),
    [
        ("A rally will be held in Riga on Saturday.", "announced"),
        ("Some 30 people rallied in Riga on Saturday.", "happened"),
        ("The city of Riga banned a march planned for Saturday.", "banned"),
        ("The rally planned for Saturday in Riga was cancelled.", "cancelled"),
    ],
)
def test_what_is_said_of_an_action(text: str, standing: str) -> None:
    assert read(text, "en").actions[0].standing == standing


def test_a_ban_is_the_form_of_a_ban() -> None:
    action = read("On Friday the city of Riga banned a march planned for Sunday.", "en").actions[0]
    assert action.forms[0].value == "ban"
    assert action.day is not None
    assert action.day.value.first == "2021-02-05"
