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
        ("en", "Markets rally as oil falls", "Shares in London rallied on Monday. Thousands of investors returned."),
        ("en", "Rally driver wins in Sweden", "He won the rally in Umea on Sunday in front of 20,000 spectators."),
        ("en", "Ex-minister dies at 81", "He took part in the demonstrations of 1988 and marched with miners. The funeral is in Gdansk."),
        ("ru", "Акция в супермаркете", "В Минске с понедельника проходит акция: сыр со скидкой. Участвуют 30 магазинов."),
        ("ru", "Итоги марша: задержаны 120 человек", "После воскресного марша в Минске за решеткой 120 человек, сообщили в понедельник."),
        ("ru", "Выставка тракторов", "Выставка тракторов открылась в Гомеле в пятницу. Её посетили 2 тысячи человек."),
        ("uk", "Матч у Львові", "На стадіоні у Львові в суботу зібралося 12 тисяч глядачів. «Карпати» виграли."),
        ("pl", "Demonstracja sprzętu", "W Poznaniu w piątek odbyła się demonstracja sprzętu rolniczego dla 100 rolników."),
        ("pl", "Kolejne zatrzymania po marszu", "Po niedzielnym marszu w Mińsku w areszcie jest 120 osób."),
        ("lt", "Futbolo rungtynės Kaune", "Šeštadienį Kaune į stadioną susirinko 5 tūkst. žiūrovų. Rungtynės baigėsi lygiosiomis."),
        ("de", "Aktion im Supermarkt", "In Leipzig läuft seit Montag eine Aktion: Käse zum halben Preis."),
        ("de", "Nach Protesten: 200 Menschen in Haft", "Nach den Protesten vom Sonntag sitzen in Minsk 200 Menschen in Haft."),
        ("be", "Пасля маршу затрымалі 30 чалавек", "Пасля нядзельнага маршу ў Менску затрымалі 30 чалавек."),
        ("be", "Выстава кветак", "У Віцебску ў пятніцу адкрылася выстава кветак. Прыйшлі 500 чалавек."),
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
        ("A protest rally will be held in Riga on Saturday.", "announced"),
        ("Some 30 people rallied in Riga on Saturday.", "happened"),
        ("The city of Riga banned a march planned for Saturday.", "banned"),
        ("The protest planned for Saturday in Riga was cancelled.", "cancelled"),
    ],
)
def test_what_is_said_of_an_action(text: str, standing: str) -> None:
    assert read(text, "en").actions[0].standing == standing


def test_a_ban_is_the_form_of_a_ban() -> None:
    action = read("On Friday the city of Riga banned a march planned for Sunday.", "en").actions[0]
    assert action.forms[0].value == "ban"
    assert action.day is not None
    assert action.day.value.first == "2021-02-05"
