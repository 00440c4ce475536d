"""What a language still lacks to be whole: everything that its three files have to say.

Each rule yields sentences for whoever fills in the language; a whole language has none.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib.util import find_spec
from string import ascii_lowercase

import snowballstemmer
from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.messages.catalog import Catalog, Message
from django.conf.locale import LANG_INFO

from scripts.words import FOLDERS, catalogue_path, forms, gather, read_catalogue, real_messages
from solidary.languages import LANGUAGES
from solidary.languages.calendar import months, weekdays
from solidary.languages.dated_lines import read_date
from solidary.languages.guessing import points
from solidary.languages.language import Language, Rules
from solidary.languages.phrases import fold

KEYS = "en"
"""The language whose words are the keys of the catalogues: it needs no translation."""
MAY_SAY_NOTHING = {"formats", "calls"}
"""Fields for what only some languages have."""
EMPTY_IN_PLAIN_LETTERS = {"alphabet", "letters", "encodings"}
"""Fields that a language with no letter beyond ASCII leaves empty."""
FORMATS = {"DATE_FORMAT", "DATETIME_FORMAT", "TIME_FORMAT", "MONTH_DAY_FORMAT", "FIRST_DAY_OF_WEEK"}
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|\{(\w+)\}")


def lacking(language: Language) -> list[str]:
    """What is missing or wrong, a sentence each that begins with the language's code."""
    found: list[str] = []
    for rule in (empty_fields, of_cldr, of_writing, of_dates, of_stems, of_phrases, of_django):
        found += rule(language)
    for domain in FOLDERS:
        found += of_catalogue(domain, language)
    return [f"{language.code}: {sentence}" for sentence in found]


def empty_fields(language: Language) -> Iterator[str]:
    """Every field without a default has to say something."""
    plain = not language.alphabet
    for name in Language.__slots__:
        value = getattr(language, name)
        excused = name in MAY_SAY_NOTHING or (plain and name in EMPTY_IN_PLAIN_LETTERS)
        if not value and not excused:
            yield f"`{name}` says nothing"
        for part in getattr(type(value), "_fields", ()):
            if not getattr(value, part) and part not in type(value)._field_defaults:
                yield f"`{name}.{part}` says nothing"


def of_cldr(language: Language) -> Iterator[str]:
    """CLDR is the base: its locales exist, and agree on the name and the direction."""
    for code in (language.locale, *language.reads):
        try:
            locale = Locale.parse(code)
        except (UnknownLocaleError, ValueError):
            yield f"CLDR has no locale “{code}”"
            return
    locale = Locale.parse(language.locale)
    known = str(locale.languages.get(locale.language, ""))
    if known.casefold() != language.name.casefold():
        yield f"`name` is “{language.name}”, CLDR has “{known}”"
    if locale.text_direction != language.direction:
        yield f"`direction` is {language.direction}, CLDR has {locale.text_direction}"


def of_writing(language: Language) -> Iterator[str]:
    """Letters and small words tell the language from the others."""
    beyond = set(language.letters) - set(language.alphabet)
    if beyond:
        yield f"`letters` has what `alphabet` has not: {' '.join(sorted(beyond))}"
    both = set(language.letters) & set(language.foreign)
    if both:
        yield f"`letters` and `foreign` both have {' '.join(sorted(both))}"
    cyrillic = any("Ѐ" <= letter <= "ӿ" for letter in language.name.casefold())
    if cyrillic != (language.script == "cyrillic"):
        yield f"`script` is {language.script}, but `name` is written in another"
    rivals = {each.code: points(language.small_words, each.code) for each in LANGUAGES}
    best = max(rivals, key=lambda code: rivals[code])
    if language.code in rivals and best != language.code:
        yield f"`small_words` look more like “{best}”"
    for name in language.encodings.split():
        try:
            codecs.lookup(name)
        except LookupError:
            yield f"Python knows no encoding “{name}”"


def of_dates(language: Language) -> Iterator[str]:
    """Twelve months, seven weekdays, no name for two, and CLDR's own dates are read."""
    kinds = (("months", language.dates.months, 12), ("weekdays", language.dates.weekdays, 7))
    for name, lines, wanted in kinds:
        if len(lines) != wanted:
            yield f"`dates.{name}` has {len(lines)} lines of {wanted}"
    for number, names in enumerate(language.dates.months, 1):
        for name in names.split():
            if months().get(fold(name), number) != number:
                yield f"“{name}” of `dates.months` is month {months()[fold(name)]} already"
    for number, names in enumerate(language.dates.weekdays):
        for name in names.split():
            if number not in weekdays().get(fold(name), {number}):
                yield f"“{name}” of `dates.weekdays` is another day already"
    for locale in language.reads:
        try:
            days = [date(2021, month, 8) for month in range(1, 13)]
            written = [(day, format_date(day, "long", locale=locale)) for day in days]
        except (UnknownLocaleError, ValueError):
            continue  # `of_cldr` says so
        for day, text in written:
            found = read_date(text)
            if found is None or found.day != day:
                yield f"“{text}” is not read as {day}"


def of_stems(language: Language) -> Iterator[str]:
    """One stemmer, and lines of irregular words that have more than one form."""
    stems = language.stems
    if bool(stems.snowball) == bool(stems.own):
        yield "`stems` needs either `snowball` or `own`"
    if stems.snowball and stems.snowball not in snowballstemmer.algorithms():
        yield f"Snowball has no stemmer “{stems.snowball}”"
    for line in stems.irregular.strip().splitlines():
        if len(line.split()) < 2:
            yield f"`stems.irregular` has “{line.strip()}” in one form only"


def of_phrases(language: Language) -> Iterator[str]:
    """The rules for "in Polish" and "from Polish" take any name."""
    rules: dict[str, Rules] = {"in": language.in_language, "from": language.from_language}
    for name, phrases in rules.items():
        if phrases and (phrases[-1][0] or "{stem}" not in phrases[-1][1]):
            yield f"the last rule of `{name}_language` does not take any name"


def of_django(language: Language) -> Iterator[str]:
    """Django can name the language, and somebody says how the desk writes dates."""
    if language.code not in LANG_INFO:
        yield "Django does not know this language"
    locale = language.code.replace("-", "_")
    if not language.formats and not _has_formats(locale):
        yield "`formats` is empty, and Django has none"
    if language.formats and FORMATS - set(language.formats):
        yield f"`formats` lacks {', '.join(sorted(FORMATS - set(language.formats)))}"


def _has_formats(locale: str) -> bool:
    try:
        return find_spec(f"django.conf.locale.{locale}.formats") is not None
    except ModuleNotFoundError:
        return False


def of_catalogue(domain: str, language: Language) -> Iterator[str]:
    """The catalogue has just the words that are said, each translated with what is put into it and
    in the letters of the language."""
    code = language.code
    path = catalogue_path(domain, code)
    name = f"the catalogue {'/'.join(path.parts[-3:])}"
    if not path.exists():
        yield f"{name} is missing: `make words` begins it"
        return
    catalogue = read_catalogue(domain, code)
    said = {_key(message) for message in real_messages(_gathered(domain))}
    known = {_key(message) for message in real_messages(catalogue)}
    if said - known:
        yield f"{name} has not “{_first(said - known)}”: `make words` brings {len(said - known)}"
    if known - said:
        yield f"{name} keeps “{_first(known - said)}”, which nothing says: `make words`"
    if code == KEYS:
        return
    unsaid = [message for message in real_messages(catalogue) if not _is_whole(message, catalogue)]
    if unsaid:
        yield f"{name} leaves {len(unsaid)} untranslated, such as “{_key(unsaid[0])[0]}”"
    for message in real_messages(catalogue):
        lost = _lost_places(message)
        if lost and message not in unsaid:
            yield f"{name} loses {', '.join(sorted(lost))} in “{_key(message)[0]}”"
        if strange := _strange_letters(message, language):
            yield f"{name} has letters of another language in “{_key(message)[0]}”: {strange}"


@cache
def _gathered(domain: str) -> Catalog:
    return gather(domain)


def _key(message: Message) -> tuple[str, str | None]:
    said = message.id if isinstance(message.id, str) else message.id[0]
    return said, message.context


def _first(keys: set[tuple[str, str | None]]) -> str:
    return min(keys, key=str)[0]


def _is_whole(message: Message, catalogue: Catalog) -> bool:
    plural = not message.pluralizable or len(forms(message)) == catalogue.num_plurals
    return all(forms(message)) and plural and not message.fuzzy


def _lost_places(message: Message) -> set[str]:
    wanted = _places(message.id if isinstance(message.id, str) else message.id[1])
    # "one story" may say its number in a word; nothing else may be left out.
    spared = {"count", "number", "n"} if message.pluralizable else set()
    return {place for form in forms(message) for place in wanted - _places(form) - spared}


def _strange_letters(message: Message, language: Language) -> str:
    """Letters that the language doesn't write with: the translation is into another one."""
    used = {letter for form in forms(message) for letter in form.casefold() if letter.isalpha()}
    return "".join(sorted(used - set(language.alphabet) - set(ascii_lowercase)))


def _places(text: str) -> set[str]:
    return {first or second for first, second in PLACEHOLDER.findall(text)}
