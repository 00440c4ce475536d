"""What all languages say of one thing, put together: their phrases, and parts of patterns."""

from collections.abc import Iterable
from functools import cache
from operator import attrgetter

from solidary.languages import LANGUAGES


def fold(phrase: str) -> str:
    """The form under which phrases are kept: lower case, no final dot, one kind of apostrophe.

    A Latin i typed inside a Cyrillic word («лiстапада») is read as the Cyrillic letter.
    """
    phrase = phrase.casefold().rstrip(".").replace("’", "'").replace("ʼ", "'")
    if (
        not phrase.isascii()
        and "i" in phrase
        and any("а" <= letter <= "я" or letter in "ўёіїєґ" for letter in phrase)
    ):
        phrase = phrase.replace("i", "і")
    return phrase


@cache
def phrases(of: str) -> frozenset[str]:
    """Every phrase of a field of all languages, such as "page.navigation", folded."""
    text = "\n".join(map(attrgetter(of), LANGUAGES))
    entries = (entry.strip() for line in text.splitlines() for entry in line.split("|"))
    return frozenset(fold(entry) for entry in entries if entry)


@cache
def single_words(of: str) -> tuple[str, ...]:
    """Every word of a field of all languages, such as "dates.day_endings", once."""
    return tuple(dict.fromkeys(" ".join(map(attrgetter(of), LANGUAGES)).split()))


@cache
def patterns(of: str) -> tuple[str, ...]:
    """Every pattern of a field of all languages, such as "page.cookies", once."""
    return tuple(dict.fromkeys(each for language in LANGUAGES for each in attrgetter(of)(language)))


def one_of(alternatives: Iterable[str]) -> str:
    """A pattern that any of these patterns fits; nothing fits it if there are none."""
    return f"(?:{'|'.join(alternatives) or '(?!)'})"
