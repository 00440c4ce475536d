"""Several actions in one town in one story."""

from __future__ import annotations

import pytest

from solidary.chronicle.facts import Action
from tests.chronicle.reading import read

Seen = tuple[str | None, str | None, int | None, str]


def seen(action: Action) -> Seen:
    """Day, town, figure and main form."""
    return (
        action.day.value.first if action.day else None,
        action.where.value.city if action.where else None,
        action.turnout.value.low if action.turnout else None,
        action.forms[0].value,
    )


SATURDAY, SUNDAY = "2021-02-06", "2021-02-07"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "On Saturday 200 people rallied in Riga against the war. On Sunday 30 people picketed the Russian embassy in Riga."),
        ("en", "On Saturday 200 people rallied in Riga against the war. The next day 30 people picketed the Russian embassy."),
        ("ru", "В субботу в Риге прошёл митинг против войны, пришли 200 человек. На следующий день там же прошёл пикет у посольства России, в нём участвовали 30 человек."),
        ("de", "Am Samstag zogen rund 200 Menschen aus Solidarität mit Belarus durch Riga. Am Sonntag kamen 30 Menschen zu einem Protest vor der russischen Botschaft."),
        ("ru", "В субботу в Риге прошёл митинг против войны, пришли 200 человек. В воскресенье прошёл пикет у посольства России, в нём участвовали 30 человек."),
        ("uk", "У суботу в Ризі пройшов мітинг проти війни, прийшли 200 людей. У неділю відбувся пікет біля посольства Росії, у ньому взяли участь 30 людей."),
        ("be", "У суботу ў Рызе прайшоў мітынг супраць вайны, прыйшлі 200 чалавек. У нядзелю прайшоў пікет каля амбасады Расіі, у ім узялі ўдзел 30 чалавек."),
        ("be-Latn", "U subotu ŭ Ryzie prajšoŭ mitynh suprać vajny, pryjšli 200 čałaviek. U niadzielu prajšoŭ piket kala ambasady Rasii, u im uziali ŭdzieł 30 čałaviek."),
        ("pl", "W sobotę w Rydze odbył się wiec przeciw wojnie, przyszło 200 osób. W niedzielę pod ambasadą Rosji odbyła się pikieta, w której wzięło udział 30 osób."),
        ("lt", "Šeštadienį Rygoje vyko mitingas prieš karą, dalyvavo 200 žmonių. Sekmadienį prie Rusijos ambasados vyko piketas, kuriame dalyvavo 30 žmonių."),
        ("de", "Am Samstag demonstrierten in Riga 200 Menschen gegen den Krieg. Am Sonntag kamen 30 Menschen zu einem Protest vor der russischen Botschaft."),
    ],
)  # fmt: skip
def test_another_day_in_the_same_town_is_another_action(language: str, text: str) -> None:
    found = [seen(action) for action in read(text, language).actions]
    assert [each[:3] for each in found] == [(SATURDAY, "Riga", 200), (SUNDAY, "Riga", 30)]
    assert (found[0][3] in ("rally", "march"), found[1][3]) == (True, "picket")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "On Sunday 200 people rallied in Dome Square in Riga against the war. Another 30 people rallied outside the Russian embassy in Riga."),
        ("en", "On Sunday 200 people rallied in Riga against the war. In the evening 30 came to a concert of solidarity in Riga."),
        ("ru", "В воскресенье на Домской площади в Риге на митинг против войны пришли 200 человек. На концерт солидарности в Риге пришли 30 человек."),
        ("be", "У нядзелю на Домскай плошчы ў Рызе на мітынг супраць вайны прыйшлі 200 чалавек. На канцэрт салідарнасці ў Рызе прыйшлі 30 чалавек."),
        ("pl", "W niedzielę w Rydze na wiec przeciw wojnie przyszło 200 osób. Na koncert solidarności w Rydze przyszło 30 osób."),
        ("de", "Am Sonntag demonstrierten in Riga 200 Menschen auf dem Domplatz gegen den Krieg. Vor der russischen Botschaft in Riga demonstrierten 30 Menschen."),
    ],
)  # fmt: skip
def test_another_venue_or_form_with_a_figure_of_its_own_is_another_action(
    language: str, text: str
) -> None:
    found = [seen(action) for action in read(text, language).actions]
    assert [(day, town, low) for day, town, low, _form in found] == [
        (SUNDAY, "Riga", 200),
        (SUNDAY, "Riga", 30),
    ]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Hundreds rallied in Riga on Sunday against the war. Police counted 300 people at the march, the organisers 500."),
        ("en", "On Sunday 200 people rallied in Riga against the war. The march gathered at Freedom Monument. Protesters held placards."),
        ("en", "On Sunday 200 people rallied in Riga against the war. The broadcaster will air the concert on Saturday."),
        ("en", "The exhibition for Belarus opened in Riga on Saturday and is to close on Sunday, 14 February."),
        ("en", "The rally against the war in Riga began on Saturday and ended on Sunday. 200 people took part."),
        ("en", "A rally was held in Riga on Sunday, 7 February. About 200 people marched against the war on 7 February."),
        ("ru", "В воскресенье в Риге прошёл митинг против войны. Люди держали плакаты. На акцию пришли 200 человек."),
        ("de", "Am Sonntag demonstrierten in Riga 200 Menschen gegen den Krieg. Zu der Kundgebung kamen 200 Menschen."),
    ],
)  # fmt: skip
def test_what_is_told_further_of_an_action_is_that_one(language: str, text: str) -> None:
    assert len(read(text, language).actions) == 1


@pytest.mark.parametrize(
    ("language", "text", "low"),
    [
        ("en", "On Saturday 200 people rallied in Riga against the war, and on Sunday 500 marched to the embassy.", 500),
        ("en", "200 people rallied in Riga against the war on Saturday and 500 people marched on Sunday.", 500),
        ("ru", "В субботу в Риге прошёл митинг против войны, пришли 200 человек, а в воскресенье — марш.", None),
        ("uk", "У суботу в Ризі на мітинг проти війни вийшли 200 людей, а в неділю на марш вийшли 500 людей.", 500),
        ("be", "У суботу ў Рызе на мітынг супраць вайны выйшлі 200 чалавек, а ў нядзелю на марш выйшлі 500 чалавек.", 500),
        ("be-Latn", "U subotu ŭ Ryzie na mitynh suprać vajny vyjšli 200 čałaviek, a ŭ niadzielu na marš vyjšli 500 čałaviek.", 500),
        ("pl", "W sobotę w Rydze na wiec przeciw wojnie przyszło 200 osób, a w niedzielę w marszu szło 500 osób.", 500),
        ("lt", "Šeštadienį Rygoje mitinge prieš karą dalyvavo 200 žmonių, o sekmadienį eitynėse dalyvavo 500 žmonių.", 500),
        ("de", "Am Samstag demonstrierten in Riga 200 Menschen gegen den Krieg, am Sonntag zogen 500 Menschen durch die Stadt.", 500),
    ],
)  # fmt: skip
def test_one_sentence_may_tell_of_two(language: str, text: str, low: int | None) -> None:
    found = [seen(action) for action in read(text, language).actions]
    assert [each[:3] for each in found] == [(SATURDAY, "Riga", 200), (SUNDAY, "Riga", low)]
    assert (found[0][3], found[1][3]) == ("rally", "march")


def test_an_action_without_a_town_of_its_own_is_nowhere_behind_a_row_of_towns() -> None:
    text = (
        "On Saturday people rallied in Riga, Berlin and Vilnius against the war. "
        "On Sunday 30 people took part in a march for peace."
    )
    assert [seen(action)[:2] for action in read(text, "en").actions] == [
        (SATURDAY, "Riga"), (SATURDAY, "Berlin"), (SATURDAY, "Vilnius"), (SUNDAY, None),
    ]  # fmt: skip


def test_a_town_that_another_action_lends_is_not_sure() -> None:
    text = "On Saturday 200 people rallied in Riga against the war. On Sunday 30 people marched."
    places = [action.where for action in read(text, "en").actions]
    assert [place is not None and place.sure for place in places] == [True, False]
