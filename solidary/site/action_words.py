"""What pages say of an action of the chronicle, in words: its form, its standing, its day, how many, where.

The codes are those of the record (`solidary.chronicle.models`), which this room doesn't know.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date

from babel.lists import format_list

from solidary.site.words import Words, gettext_noop

CALENDAR = gettext_noop("Calendar")
"""The way to the months of a listing's actions."""
PART_OF_ANOTHER = gettext_noop("This action is part of another one")
"""What is said at an id that was merged."""
FORMS: Mapping[str, str] = {
    "rally": gettext_noop("rally"),
    "march": gettext_noop("protest march"),
    "chain": gettext_noop("living chain"),
    "picket": gettext_noop("picket"),
    "performance": gettext_noop("performance"),
    "statement": gettext_noop("public statement"),
    "meeting": gettext_noop("meeting"),
    "ban": gettext_noop("ban on an action"),
    "commemoration": gettext_noop("commemoration"),
    "concert": gettext_noop("concert"),
    "film": gettext_noop("film screening"),
    "messages": gettext_noop("messages of support"),
    "exhibition": gettext_noop("exhibition"),
    "other": gettext_noop("action of another form"),
}
STANDINGS: Mapping[str, str] = {
    "announced": gettext_noop("It was announced."),
    "happened": gettext_noop("It took place."),
    "banned": gettext_noop("It was banned."),
    "cancelled": gettext_noop("It was cancelled."),
    "unclear": gettext_noop("Whether it took place is unclear."),
}
SHORT_STANDINGS: Mapping[str, str] = {
    "announced": gettext_noop("announced"),
    "happened": gettext_noop("took place"),
    "banned": gettext_noop("banned"),
    "cancelled": gettext_noop("cancelled"),
    "unclear": gettext_noop("unclear whether it took place"),
}
BASES: Mapping[str, str] = {
    "said": gettext_noop("The report says the day."),
    "relative": gettext_noop("The day is counted from the day of publication."),
    "publication day": gettext_noop("The day is that of publication."),
    "recurring day": gettext_noop("The day is one that comes back every year."),
    "another report": gettext_noop("Another report says the day."),
}
"""What a day rests on."""
PLACE_PRECISIONS: Mapping[str, str] = {
    "venue": gettext_noop("known to the square, street or house"),
    "town": gettext_noop("known to the town"),
    "country": gettext_noop("known to the country only"),
}
IN_WORDS: Mapping[int, tuple[int, str]] = {
    2: (20, gettext_noop("a few people")),
    20: (100, gettext_noop("dozens of people")),
    200: (1_000, gettext_noop("hundreds of people")),
    2_000: (20_000, gettext_noop("thousands of people")),
    20_000: (100_000, gettext_noop("tens of thousands of people")),
    200_000: (1_000_000, gettext_noop("hundreds of thousands of people")),
    2_000_000: (1_000_000_000, gettext_noop("millions of people")),
}
"""The least number that words stand for → below which it is others, and the words."""
QUOTED: Mapping[str, str] = {
    "day": gettext_noop("the day"),
    "place": gettext_noop("the place"),
    "venue": gettext_noop("the square or house"),
    "turnout": gettext_noop("how many came"),
    "form": gettext_noop("the form of the action"),
    "source": gettext_noop("whom the report cites"),
    "organiser": gettext_noop("who organised it"),
    "speaker": gettext_noop("who spoke"),
}
"""What words of a report are quoted for, in the order of a page."""


def form(words: Words, code: str) -> str:
    return words.gettext(FORMS.get(code, FORMS["other"]))


def form_as_title(words: Words, code: str) -> str:
    """The same at the beginning of a line."""
    said = form(words, code)
    return said[:1].upper() + said[1:]


def standing(words: Words, code: str) -> str:
    """A whole sentence."""
    return words.gettext(STANDINGS.get(code, STANDINGS["unclear"]))


def short_standing(words: Words, code: str) -> str:
    """A word beside others."""
    return words.gettext(SHORT_STANDINGS.get(code, SHORT_STANDINGS["unclear"]))


def basis(words: Words, code: str) -> str:
    """What a day rests on, as a sentence; '' for what has none."""
    return words.gettext(BASES[code]) if code in BASES else ""


def place_precision(words: Words, code: str) -> str:
    return words.gettext(PLACE_PRECISIONS[code]) if code in PLACE_PRECISIONS else ""


def quoted(words: Words, field: str) -> str:
    """What words were quoted for; '' for a field that pages don't name."""
    return words.gettext(QUOTED[field]) if field in QUOTED else ""


def when(words: Words, first: date | None, last: date | None, precision: str) -> str:
    """A day as exactly as it is known."""
    if first is None or last is None:
        return words.gettext("The day is not known.")
    if precision == "month":
        return words.gettext("%(month)s, on a day that is not known") % {
            "month": words.month(first)
        }
    if precision == "year":
        return words.gettext("%(year)s, on a day that is not known") % {"year": words.year(first)}
    if precision == "not later than":
        return words.gettext("not later than %(day)s") % {"day": words.day(last)}
    if first == last:
        return words.day(first)
    if (first.year, first.month) == (last.year, last.month):
        return _days_of_a_month(words, first, last)
    return f"{words.day(first)} – {words.day(last)}"


def _days_of_a_month(words: Words, first: date, last: date) -> str:
    """Such as "22–23 August 2020", "22.–23. August 2020", "2020 m. rugpjūčio 22–23 d."."""
    number = re.compile(rf"\b{first.day}\b(\.?)")
    return number.sub(rf"{first.day}\1–{last.day}\1", words.day(first), count=1)


def turnout(words: Words, low: int, high: int, bound: str) -> str:
    """How many took part: "about 200 people", "200 to 300 people", "hundreds of people"."""
    said = {"low": words.number(low), "high": words.number(high), "number": words.number(high)}
    if low != high:
        return (
            words.ngettext("%(low)s to %(high)s person", "%(low)s to %(high)s people", high) % said
        )
    if bound == "vague" and (in_words := _in_words(words, high)):
        return in_words
    if bound in ("approx", "vague"):
        return words.ngettext("about %(number)s person", "about %(number)s people", high) % said
    if bound == "min":
        return (
            words.ngettext("at least %(number)s person", "at least %(number)s people", high) % said
        )
    if bound == "max":
        return words.ngettext("up to %(number)s person", "up to %(number)s people", high) % said
    return words.ngettext("%(number)s person", "%(number)s people", high) % said


def counted_as(words: Words, low: int, high: int, bound: str) -> str:
    """Which number stands for words that name none: "hundreds" are 200. '' where a number is said."""
    if low != high or bound != "vague" or not _in_words(words, high):
        return ""
    return words.gettext("Counted as %(number)s in the data.") % {"number": words.number(high)}


def _in_words(words: Words, number: int) -> str:
    """The words that a number was taken from where a report says no number (the Crowd Counting Consortium's
    rules, backwards: "hundreds" are at least two of them); '' for one that no such words stand for."""
    ranges = sorted(IN_WORDS.items(), reverse=True)
    least, (end, said) = next((each for each in ranges if each[0] <= number), (0, (0, "")))
    return words.gettext(said) if least <= number < end else ""


def in_a_row(words: Words, items: Iterable[str]) -> str:
    """Names or words with commas between them, and "and" before the last."""
    return str(format_list([*items], locale=words.locale))


def named(names: Iterable[tuple[str, str]], language: str) -> tuple[str, str]:
    """(language, name): that in a language, else the first there is; two empty ones where there is none."""
    found = [*names]
    return next((each for each in found if each[0] == language), found[0] if found else ("", ""))


def place(words: Words, name: str, country: str) -> str:
    """A place with its country: "Vilnius, Lithuania"; the country alone where no more is known."""
    parts = [name, words.country(country) if country else ""]
    return ", ".join(part for part in parts if part)
