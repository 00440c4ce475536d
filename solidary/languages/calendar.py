"""Names of months and weekdays in all languages, in every form a newsroom's page may use.

Names come from CLDR (through Babel); the case forms that CLDR does not carry, short forms and
other spellings from each language's module.
"""

from functools import cache

from babel import Locale

from solidary.languages import LANGUAGES
from solidary.languages.phrases import fold


def _locales() -> list[Locale]:
    return [Locale.parse(code) for language in LANGUAGES for code in language.reads]


@cache
def months() -> dict[str, int]:
    """Every known form of a month's name, folded, to its number."""
    known: dict[str, int] = {}
    for locale in _locales():
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in locale.months[context][width].items():
                    known.setdefault(fold(name), number)
    for language in LANGUAGES:
        for number, names in enumerate(language.dates.months, 1):
            for name in names.split():
                known.setdefault(fold(name), number)
    return known


@cache
def weekdays() -> dict[str, frozenset[int]]:
    """Every known form of a weekday's name, folded, to its numbers (Monday 0).

    Short forms may name different days in different languages («pn»: Monday, Friday).
    """
    known: dict[str, set[int]] = {}
    for locale in _locales():
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated", "short"):
                for number, name in locale.days[context][width].items():
                    known.setdefault(fold(name), set()).add(number)
    for language in LANGUAGES:
        for number, names in enumerate(language.dates.weekdays):
            for name in names.split():
                known.setdefault(fold(name), set()).add(number)
    return {name: frozenset(numbers) for name, numbers in known.items()}
