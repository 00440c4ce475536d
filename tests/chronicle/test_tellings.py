"""The day on which somebody told of an action is no day of the action."""

from __future__ import annotations

import pytest

from tests.chronicle.reading import read


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Over 200 people formed a human chain in Vilnius, which we reported on 29 January."),
        ("en", "As we wrote on 29 January, hundreds rallied in Riga against the war."),
        ("en", "On 29 January, we reported that hundreds rallied in Riga against the war."),
        ("en", "The march which we reported on 29 January gathered 200 people in Riga against the war."),
        ("en", "Hundreds rallied in Riga against the war (see our report of 29 January)."),
        ("ru", "Более 200 человек встали в живую цепь в Вильнюсе, о чём мы писали 29 января."),
        ("ru", "Как уже сообщалось 29 января, в Риге прошёл митинг против войны."),
        ("ru", "В Риге прошёл митинг против войны. Об этом мы рассказывали в материале от 29 января."),
        ("uk", "Понад 200 людей стали в живий ланцюг у Вільнюсі, про що ми писали 29 січня."),
        ("uk", "Як ми повідомляли 29 січня, у Ризі пройшов мітинг проти війни."),
        ("be", "Больш за 200 чалавек сталі ў жывы ланцуг у Вільні, пра што мы пісалі 29 студзеня."),
        ("be", "Як мы паведамлялі 29 студзеня, у Рызе прайшоў мітынг супраць вайны."),
        ("be-Latn", "Bolš za 200 čałaviek stali ŭ žyvy łancuh u Vilni, pra što my pisali 29 studzienia."),
        ("be-Latn", "Jak my paviedamlali 29 studzienia, u Ryzie prajšoŭ mitynh suprać vajny."),
        ("pl", "Ponad 200 osób utworzyło żywy łańcuch w Wilnie, o czym pisaliśmy 29 stycznia."),
        ("pl", "29 stycznia informowaliśmy, że w Rydze odbył się wiec przeciw wojnie."),
        ("lt", "Daugiau kaip 200 žmonių Vilniuje sudarė gyvą grandinę, apie tai rašėme sausio 29 d."),
        ("lt", "Kaip skelbėme sausio 29 d., Rygoje vyko mitingas prieš karą."),
        ("de", "Mehr als 200 Menschen bildeten in Vilnius eine Menschenkette, wie wir am 29. Januar berichteten."),
        ("de", "Wie am 29. Januar berichtet, demonstrierten Hunderte in Riga gegen den Krieg."),
        ("de", "Wir haben am 29. Januar über die Demonstration in Riga gegen den Krieg berichtet, zu der 200 Menschen kamen."),
    ],
)  # fmt: skip
def test_a_day_on_which_we_told_of_it_says_nothing_of_when_it_was(language: str, text: str) -> None:
    day = read(text, language).actions[0].day
    assert day is not None
    assert (day.value.basis, day.value.precision) == ("publication day", "not later than")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Police said on Saturday that 200 people took part in the rally in Riga against the war."),
        ("en", "Over 200 people formed a human chain in Vilnius, as Belsat reported on Saturday."),
        ("ru", "В Риге прошёл митинг против войны, как писала в субботу наша редакция."),
        ("be", "У Рызе прайшоў мітынг супраць вайны, як пісала ў суботу наша рэдакцыя."),
        ("be-Latn", "U Ryzie prajšoŭ mitynh suprać vajny, jak pisała ŭ subotu naša redakcyja."),
        ("ru", "В субботу полиция сообщила, что на митинг против войны в Риге вышли 200 человек."),
        ("uk", "У суботу поліція повідомила, що на мітинг проти війни в Ризі вийшли 200 людей."),
        ("be", "У суботу паліцыя паведаміла, што на мітынг супраць вайны ў Рызе выйшлі 200 чалавек."),
        ("be-Latn", "U subotu palicyja paviedamiła, što na mitynh suprać vajny ŭ Ryzie vyjšli 200 čałaviek."),
        ("pl", "W sobotę policja podała, że na wiec przeciw wojnie w Rydze przyszło 200 osób."),
        ("lt", "Šeštadienį policija pranešė, kad Rygoje mitinge prieš karą dalyvavo 200 žmonių."),
        ("de", "Hunderte demonstrierten in Riga gegen den Krieg, wie die dpa am Samstag berichtete."),
    ],
)  # fmt: skip
def test_a_day_on_which_others_told_of_it_is_the_last_possible_one(
    language: str, text: str
) -> None:
    day = read(text, language).actions[0].day
    assert day is not None
    assert (day.value.first, day.value.precision) == ("2021-02-06", "not later than")
    assert not day.sure


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "We reported on the 29 January march in Riga, where hundreds gathered against the war."),
        ("en", "Hundreds rallied in Riga on 29 January against the war, police said."),
        ("en", "As we reported, on 29 January hundreds rallied in Riga against the war."),
        ("en", "Police said that 200 people took part in the rally in Riga on 29 January against the war."),
        ("en", "Police said 29 January's rally in Riga against the war drew 200 people."),
        ("ru", "29 января, как мы писали, в Риге прошёл митинг против войны."),
        ("ru", "Полиция сообщила, что 29 января в Риге прошёл митинг против войны."),
        ("be", "Мы пісалі, што 29 студзеня ў Рызе прайшоў мітынг супраць вайны."),
        ("pl", "Pisaliśmy, że 29 stycznia w Rydze odbył się wiec przeciw wojnie."),
        ("lt", "Rašėme, kad sausio 29 d. Rygoje vyko mitingas prieš karą."),
        ("de", "Wie wir berichteten, demonstrierten am 29. Januar Hunderte in Riga gegen den Krieg."),
    ],
)  # fmt: skip
def test_a_day_beside_what_was_done_is_that_of_the_action(language: str, text: str) -> None:
    day = read(text, language).actions[0].day
    assert day is not None
    assert (day.value.first, day.value.precision) == ("2021-01-29", "day")


def test_an_announcement_is_not_of_the_day_on_which_it_was_told() -> None:
    text = "Organisers said on Friday that a march against the war will be held in Riga on 20 February."
    action = read(text, "en").actions[0]
    assert action.day is not None
    assert (action.standing, action.day.value.first) == ("announced", "2021-02-20")


def test_a_ban_that_is_told_on_a_day_is_of_that_day() -> None:
    text = "The city said on Friday that it had banned the march against the war in Riga."
    day = read(text, "en").actions[0].day
    assert day is not None
    assert (day.value.first, day.value.precision) == ("2021-02-05", "day")
