"""The fixed words: dates in each language's own form, names of languages, numbers."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from solidary.languages import LANGUAGES
from solidary.settings.languages import CONTENT_LANGUAGES
from solidary.site.words import (
    IN_OTHER_LETTERS,
    YEAR_WORD,
    catalogue_languages,
    direction,
    host,
    iso_part,
    locale_of,
    own_name,
    words_for,
)

DAY = date(2021, 2, 8)


@pytest.mark.parametrize(
    ("language", "day", "month"),
    [
        ("en", "8 February 2021", "February 2021"),
        ("be", "8\u00a0лютага 2021", "Люты 2021"),
        ("ru", "8\u00a0февраля 2021", "Февраль 2021"),
        ("uk", "8\u00a0лютого 2021", "Лютий 2021"),
        ("pl", "8\u00a0lutego 2021", "Luty 2021"),
        ("lt", "2021\u00a0m. vasario 8\u00a0d.", "2021\u00a0m. vasaris"),
        ("de", "8. Februar 2021", "Februar 2021"),
        ("ar", "8 فبراير 2021", "فبراير 2021"),
        ("he", "8 בפברואר 2021", "פברואר 2021"),
    ],
)
def test_a_date_is_written_as_its_language_writes_it(language: str, day: str, month: str) -> None:
    words = words_for(language)
    assert words.day(DAY) == day
    assert words.month(DAY) == month
    assert words.trail("2021-02") == month
    assert words.trail("2021-02-08") == day
    assert words.trail("2021") == words.year(DAY) == "2021"


@pytest.mark.parametrize("language", [code for code, _ in CONTENT_LANGUAGES])
def test_every_day_of_a_year_is_written_as_cldr_has_it(language: str) -> None:
    words, locale = words_for(language), locale_of(language)
    for number in range(366):
        day = date(2020, 1, 1) + timedelta(number)
        in_full = YEAR_WORD.sub("", format_date(day, "long", locale)).replace("\u00a0", " ")
        shown = words.day(day).replace("\u00a0", " ")
        assert shown == IN_OTHER_LETTERS.get(language, str)(in_full)


@pytest.mark.parametrize(
    ("language", "spoken", "translated"),
    [
        ("en", "in Polish and in Hebrew", "from Polish"),
        ("be", "па-польску і на іўрыце", "з польскай мовы"),
        ("ru", "на польском и на иврите", "с польского"),
        ("uk", "польською і івритом", "з польської"),
        ("pl", "po polsku i po hebrajsku", "z polskiego"),
        ("lt", "lenkų kalba ir hebrajų kalba", "iš lenkų kalbos"),
        ("de", "auf Polnisch und auf Hebräisch", "aus dem Polnischen"),
    ],
)
def test_a_language_is_bent_into_its_phrase(language: str, spoken: str, translated: str) -> None:
    words = words_for(language)
    assert words.in_languages(["pl", "he"]) == spoken
    assert words.from_language("pl") == translated


@pytest.mark.parametrize("language", catalogue_languages())
def test_every_language_of_the_world_fits_into_the_phrases(language: str) -> None:
    words = words_for(language)
    for code in map(str, locale_of("en").languages):
        spoken, translated = words.in_languages([code]), words.from_language(code)
        assert spoken and "{" not in spoken and spoken[0] != " "
        assert translated and "{" not in translated and translated[-1] != " "


def test_the_last_rule_of_each_language_takes_any_name() -> None:
    for language in LANGUAGES:
        assert language.in_language[-1][0] == language.from_language[-1][0] == ""


def test_a_language_without_a_catalogue_speaks_english_with_its_own_dates() -> None:
    words = words_for("cs")
    assert words.gettext("Sources") == "Sources"
    assert words.in_languages(["pl"]) == "in Polish"
    assert words.day(DAY) == "8. února 2021"


def test_a_variant_of_a_language_speaks_its_parents_words() -> None:
    assert words_for("be-tarask").gettext("Sources") == "Крыніцы"
    assert words_for("de-AT").day(DAY) == "8. Februar 2021"


def test_english_words_on_a_right_to_left_page_keep_their_order() -> None:
    words = words_for("ar")
    assert (
        words.ngettext("%(number)s story", "%(number)s stories", 45)
        == "\u2068%(number)s stories\u2069"
    )
    assert words.gettext("Sources") == "\u2068Sources\u2069"
    assert words_for("cs").gettext("Sources") == "Sources"


def test_an_unknown_language_is_called_by_its_code() -> None:
    assert own_name("qqx") == "qqx"
    assert words_for("en").language_name("qqx") == "qqx"
    assert words_for("qqx").day(DAY) == "8 February 2021"


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("be", "Беларуская"),
        ("pl", "Polski"),
        ("lt", "Lietuvių"),
        ("ar", "العربية"),
        ("en", "English"),
    ],
)
def test_a_language_names_itself_with_a_capital(code: str, name: str) -> None:
    assert own_name(code) == name


def test_direction_follows_the_script() -> None:
    assert [direction(code) for code in ("ar", "fa", "he", "be", "lt")] == ["rtl"] * 3 + ["ltr"] * 2


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("en", {1: "1 story", 2: "2 stories", 1204: "1,204 stories"}),
        ("be", {1: "1 матэрыял", 3: "3 матэрыялы", 11: "11 матэрыялаў", 21: "21 матэрыял"}),
        ("ru", {1: "1 материал", 3: "3 материала", 12: "12 материалов", 21: "21 материал"}),
        ("uk", {1: "1 матеріал", 4: "4 матеріали", 14: "14 матеріалів", 101: "101 матеріал"}),
        ("pl", {1: "1 materiał", 3: "3 materiały", 13: "13 materiałów", 21: "21 materiałów"}),
        (
            "lt",
            {1: "1 publikacija", 9: "9 publikacijos", 10: "10 publikacijų", 21: "21 publikacija"},
        ),
        ("de", {1: "1 Beitrag", 2: "2 Beiträge"}),
    ],
)
def test_counting_follows_the_languages_plural(language: str, forms: dict[int, str]) -> None:
    words = words_for(language)
    for number, text in forms.items():
        message = words.ngettext("%(number)s story", "%(number)s stories", number)
        assert message % {"number": words.number(number)} == text


def test_sizes_and_clock_are_for_people() -> None:
    words = words_for("be")
    assert words.size(2_437_000) == "2,4 МБ"
    assert words.size(12) == "1 КБ"
    assert words_for("en").size(999_400) == "999 kB"
    assert words_for("en").size(999_600) == "1 MB"
    assert words.clock(time(9, 5)) in ("9:05", "09:05")


@given(st.dates(min_value=date(1000, 1, 1), max_value=date(9999, 12, 31)))
def test_a_part_of_the_calendar_is_read_back_from_its_name(day: date) -> None:
    for length, precision in ((4, "year"), (7, "month"), (10, "day")):
        part = iso_part(day.isoformat()[:length])
        assert part is not None
        assert part.precision == precision
        assert part.start.isoformat()[:length] == day.isoformat()[:length]


@given(st.text(max_size=12))
def test_a_name_that_is_no_part_of_the_calendar_stays(label: str) -> None:
    if iso_part(label) is None:
        assert words_for("pl").trail(label) == label


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://www.example.org/a?b", "example.org"),
        ("http://user@example.net:8080/", "example.net"),
        ("no address", ""),
        ("http://[broken", ""),
    ],
)
def test_the_host_of_an_address(address: str, expected: str) -> None:
    assert host(address) == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "29 August"), ("be", "29 жніўня"), ("be-Latn", "29 žniŭnia"), ("ru", "29 августа"),
        ("uk", "29 серпня"), ("pl", "29 sierpnia"), ("lt", "rugpjūčio 29 d."), ("de", "29. August"),
    ],
)  # fmt: skip
def test_a_day_without_its_year(language: str, expected: str) -> None:
    assert words_for(language).day_of_year(date(2021, 8, 29)) == expected
