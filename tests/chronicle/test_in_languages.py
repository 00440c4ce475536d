"""A venue and people are named in the language of the page, where a report in it names them."""

from __future__ import annotations

import pytest

from solidary.chronicle.face import Words
from solidary.chronicle.in_languages import names_by_language

EN, BE = "en", "be"


def quoted(language: str, field: str, *names: str) -> list[tuple[str, Words]]:
    return [(language, Words(field, name, "", "", "", True)) for name in names]


def test_a_venue_is_in_the_words_of_the_translation() -> None:
    words = quoted(EN, "venue", "on Gediminas Avenue") + quoted(BE, "venue", "праспекце Гедыміна")
    assert names_by_language([words], "venue", ["Gediminas Avenue"]) == {
        EN: ("Gediminas Avenue",), BE: ("праспекце Гедыміна",),
    }  # fmt: skip


def test_people_are_each_in_their_place() -> None:
    words = quoted(EN, "organiser", "Razam", "Open Door")
    words += quoted(BE, "organiser", "Разам", "Адкрытыя дзверы") + quoted(
        "pl", "organiser", "Razam"
    )
    assert names_by_language([words], "organiser", ["Razam", "Open Door"]) == {
        EN: ("Razam", "Open Door"), BE: ("Разам", "Адкрытыя дзверы"),
    }  # fmt: skip


def test_a_report_of_which_no_words_name_it_says_nothing() -> None:
    other = quoted(EN, "venue", "the embassy") + quoted(BE, "venue", "амбасады")
    mine = quoted("pl", "venue", "plac Katedralny") + quoted(BE, "venue", "Катэдральнай плошчы")
    found = names_by_language([other, mine], "venue", ["plac Katedralny"])
    assert found == {"pl": ("plac Katedralny",), BE: ("Катэдральнай плошчы",)}


@pytest.mark.parametrize("corrected", ["Cathedral Square", ""])
def test_what_an_editor_says_otherwise_is_in_no_other_words(corrected: str) -> None:
    words = quoted(EN, "venue", "Gediminas Avenue") + quoted(BE, "venue", "праспекце Гедыміна")
    names = [corrected] if corrected else []
    assert names_by_language([words], "venue", names) == {}
