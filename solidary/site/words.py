"""The fixed words of the reader's site: catalogues, dates, numbers and names of languages.

Knows no Django. `words_for("be")` gives the words of one language; `Words.dress` hands them
to a Jinja environment. Words come from `locale/<language>/LC_MESSAGES/site.po`, read straight
from that file, so that there is no compiled copy to forget. A language without a catalogue is
served in English words, with its own dates, names of languages and direction of writing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, time
from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.dates import DateTimeFormat, format_skeleton, format_time
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from babel.units import format_unit
from jinja2 import Environment

from solidary.languages import BY_CODE
from solidary.languages.grammar import bend
from solidary.languages.lacinka import latin
from solidary.languages.language import Direction, Language
from solidary.languages.named import BY_NAME

CATALOGUES = Path(__file__).parent / "locale"
FALLBACK = "en"
NAMED = dict(BY_NAME)
IN_OTHER_LETTERS: Mapping[str, Callable[[str], str]] = {"be-Latn": latin}
"""Languages that have the words and dates of another spelling, written by rule."""
YEAR_WORD = re.compile(r"\s[гр]\.$")
"""Russian, Belarusian and Ukrainian CLDR forms add "of the year", which newspapers leave out."""
DAY_BEFORE_MONTH = re.compile(r"\} (?=\D)")
"""The break that a line must not make, in a date with a place left for its day."""
BEFORE_SHORT_WORD = re.compile(r"(?<=[\d}]) (?=[^\W\d_]{1,2}\.)")
"""The same before a shortened word: "2021 m.", "8 d."."""


def gettext_noop(message: str) -> str:
    """A line of the catalogues that is said elsewhere, by `Words.gettext`."""
    return message


@cache
def locale_of(language: str) -> Locale:
    """CLDR's locale of a BCP 47 code; of its parent, or British English, where CLDR has none."""
    if language in BY_CODE:
        return Locale.parse(BY_CODE[language].locale)
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        parent = language.rpartition("-")[0]
        return locale_of(parent or FALLBACK)


@cache
def direction(language: str) -> Direction:
    """'rtl' or 'ltr', by the script the language is written in."""
    if language in BY_CODE:
        return BY_CODE[language].direction
    return "rtl" if locale_of(language).text_direction == "rtl" else "ltr"


@cache
def own_name(language: str) -> str:
    """A language's name in itself, as a language switch shows it: "Беларуская", "Polski"."""
    if language in BY_CODE:
        return BY_CODE[language].name
    if language in NAMED:
        return NAMED[language]
    locale = locale_of(language)
    if locale.language != language.partition("-")[0].lower():
        return language
    return _raise_first(locale.languages.get(language) or locale.languages[locale.language])


def catalogue_languages() -> tuple[str, ...]:
    """Languages the fixed words are translated into, in alphabetical order of their codes."""
    return tuple(sorted(path.parts[-3] for path in CATALOGUES.glob("*/LC_MESSAGES/site.po")))


@cache
def words_for(language: str) -> Words:
    """The words of one language; read once in the life of a process."""
    return Words(language)


@cache
def territorial(language: str) -> str:
    """A language with the country most of its readers are in, as the Open Graph protocol names
    locales: "be_BY"; the language alone where CLDR knows no country."""
    locale = locale_of(language)
    likely = get_global("likely_subtags")
    territory = locale.territory or likely.get(locale.language, "").rpartition("_")[2]
    return f"{locale.language}_{territory}" if territory else locale.language


def other_locales(languages: Iterable[str], own: str) -> list[str]:
    """The same of other languages; variants of one that is named already are left out."""
    found = dict.fromkeys(map(territorial, languages))
    return [locale for locale in found if locale != territorial(own)]


class Words:
    """Everything a template may say in one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.locale = locale_of(language)
        self.spoken = _nearest_catalogue(language)
        """the language the fixed words are in: this one, its parent, or English"""
        self._messages = _messages(self.spoken)
        self._apart = direction(self.spoken) != direction(self.language)
        related = self.spoken.partition("-")[0] == language.partition("-")[0]
        self.lent_by = "" if related else self.spoken
        """the language the fixed words are borrowed from, '' where they are in this one"""
        self._write = IN_OTHER_LETTERS.get(language, str)
        self._said: dict[str, str] = {}

    def gettext(self, message: str) -> str:
        said = self._said.get(message)
        if said is None:
            said = self._said[message] = self._set_apart(self._messages.gettext(message))
        return said

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        return self._set_apart(self._messages.ngettext(singular, plural, number))

    def pgettext(self, context: str, message: str) -> str:
        """One of two lines that are alike in English and say different things."""
        key = f"{context}\x04{message}"
        said = self._said.get(key)
        if said is None:
            said = self._said[key] = self._set_apart(self._messages.pgettext(context, message))
        return said

    def npgettext(self, context: str, singular: str, plural: str, number: int) -> str:
        return self._set_apart(self._messages.npgettext(context, singular, plural, number))

    def day(self, when: date) -> str:
        """A day in full: "8 February 2021", «8 лютага 2021», "2021 m. vasario 8 d."."""
        return self._write(_days(self.language, when.year, when.month)(when.day))

    def day_of_year(self, when: date) -> str:
        """A day without its year: "29 August", «29 жніўня», "rugpjūčio 29 d."."""
        return self._write(format_skeleton("MMMMd", when, locale=self.locale))

    def month(self, when: date) -> str:
        """A month as a heading: "February 2021", «Люты 2021», "2021 m. vasaris"."""
        return self._write(_month(self.language, when.year, when.month))

    def year(self, when: date) -> str:
        return self._write(_year(self.language, when.year))

    def part(self, when: date, precision: str) -> str:
        """A part of the calendar by its first day; `precision` is year, month or day."""
        forms: dict[str, Callable[[date], str]] = {
            "year": self.year,
            "month": self.month,
            "day": self.day,
        }
        return forms[precision](when)

    def trail(self, label: str) -> str:
        """The name of a step in a trail: an ISO part ("2021-02") becomes words, names stay."""
        part = iso_part(label)
        return self.part(part.start, part.precision) if part else label

    def clock(self, when: time) -> str:
        return str(format_time(when, "short", locale=self.locale))

    def number(self, value: int) -> str:
        return format_decimal(value, locale=self.locale)

    def size(self, octets: int) -> str:
        """A file's size for people: "340 kB", "2,4 MB" (decimal, one digit above 1 MB)."""
        unit, value = "kilobyte", float(max(1, round(octets / 1000)))
        if octets >= 999_500:
            unit, value = "megabyte", round(octets / 1_000_000, 1)
        return self._write(
            format_unit(value, f"digital-{unit}", length="short", locale=self.locale)
        )

    def country(self, code: str) -> str:
        """A country's name by its code of two letters (ISO 3166); the code where CLDR has none."""
        return self._write(str(self.locale.territories.get(code.upper()) or code))

    def language_name(self, code: str) -> str:
        """A language's name in this language, as a dictionary lists it; its code if unknown."""
        return self._write(_name(code, self.language))

    def in_languages(self, codes: Iterable[str]) -> str:
        """Such as "in English and in Polish", "po angielsku i po polsku", «на английском»."""
        locale = locale_of(self.spoken)
        phrases = [
            bend(_name(code, self.spoken), _speaker(self.spoken).in_language) for code in codes
        ]
        return self._set_apart(format_list(phrases, locale=locale))

    def from_language(self, code: str) -> str:
        """Such as "from Belarusian", «з беларускай мовы», "z białoruskiego"."""
        name = _name(code, self.spoken)
        return self._write(bend(name, _speaker(self.spoken).from_language))

    def _set_apart(self, text: str) -> str:
        """English words on a page written right to left, isolated so that they keep their order."""
        text = self._write(text)
        return f"\u2068{text}\u2069" if self._apart else text

    def filters(self) -> Mapping[str, Callable[..., Any]]:
        """Filters of the templates, by name."""
        return {
            "day": self.day,
            "month": self.month,
            "year": self.year,
            "part": self.part,
            "trail": self.trail,
            "clock": self.clock,
            "number": self.number,
            "size": self.size,
            "language_name": self.language_name,
            "in_languages": self.in_languages,
            "from_language": self.from_language,
            "own_name": own_name,
            "direction": direction,
            "host": host,
            "territorial": territorial,
            "other_locales": other_locales,
        }

    def dress(self, environment: Environment) -> None:
        """Give a Jinja environment the words of this language."""
        environment.filters.update(self.filters())
        environment.globals.update(
            {
                "_": self.gettext,
                "ngettext": self.ngettext,
                "pgettext": self.pgettext,
                "words_lent_by": self.lent_by,
            }
        )


class Part(NamedTuple):
    """A year, month or day of the calendar by its first day."""

    start: date
    precision: str


def iso_part(label: str) -> Part | None:
    """Read "2021", "2021-02" or "2021-02-08" as a part of the calendar; None for anything else."""
    precision = {4: "year", 7: "month", 10: "day"}.get(len(label))
    if precision is None:
        return None
    try:
        return Part(date.fromisoformat(label + "0000-01-01"[len(label) :]), precision)
    except ValueError:
        return None


def host(address: str) -> str:
    """The host an outside address leads to, without "www."; '' where there is none."""
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


class _WithoutDay(DateTimeFormat):
    """CLDR's fields of a date, with a place left for the number of the day."""

    def __getitem__(self, field: str) -> str:
        return f"{{:0{len(field)}d}}" if field[0] == "d" else super().__getitem__(field)


@cache
def _days(language: str, year: int, month: int) -> Callable[[int], str]:
    """The days of a month in full. CLDR is slow to ask and an archive has many days."""
    locale = locale_of(language)
    form = locale.date_formats["long"] % _WithoutDay(date(year, month, 1), locale)
    after_day = _speaker(language).after_day
    form = DAY_BEFORE_MONTH.sub(f"}}{after_day}", _without_year_word(form))
    return BEFORE_SHORT_WORD.sub("\u00a0", form).format


@cache
def _month(language: str, year: int, month: int) -> str:
    when = date(year, month, 1)
    form = format_skeleton("yMMMM", when, locale=locale_of(language))
    return _raise_first(BEFORE_SHORT_WORD.sub("\u00a0", _without_year_word(form)))


@cache
def _year(language: str, year: int) -> str:
    return format_skeleton("y", date(year, 1, 1), locale=locale_of(language))


def _name(code: str, language: str) -> str:
    """A language as another one calls it, or as that one calls its parent; its code if unknown."""
    names, calls = locale_of(language).languages, _speaker(language).calls
    parent = code.partition("-")[0]
    return str(
        calls.get(code)
        or names.get(code.replace("-", "_"))
        or calls.get(parent)
        or names.get(parent)
        or code
    )


def _speaker(language: str) -> Language:
    """Whose rules put names of languages into phrases."""
    return BY_CODE.get(language) or BY_CODE.get(language.partition("-")[0]) or BY_CODE[FALLBACK]


def _nearest_catalogue(language: str) -> str:
    while language and not _catalogue(language).is_file():
        language = language.rpartition("-")[0]
    return language or FALLBACK


def _catalogue(language: str) -> Path:
    return CATALOGUES / language / "LC_MESSAGES" / "site.po"


@cache
def _messages(language: str) -> NullTranslations:
    path = _catalogue(language)
    if not path.is_file():
        return NullTranslations()
    compiled = BytesIO()
    with path.open("rb") as source:
        write_mo(compiled, read_po(source, locale=language.replace("-", "_")))
    compiled.seek(0)
    return GNUTranslations(compiled)


def _without_year_word(text: str) -> str:
    return YEAR_WORD.sub("", text)


def _raise_first(text: str) -> str:
    return text[:1].upper() + text[1:]
