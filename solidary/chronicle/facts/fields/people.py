"""Names in a sentence: people, offices and papers, as runs of words with capitals or in quotation marks."""

from __future__ import annotations

from collections.abc import Iterator

from solidary.chronicle.facts import names
from solidary.chronicle.facts.annotated import Annotated

_SMALL_WORDS = """
of for the de la le von van und and i dla na w za des
der die для за и і права in am zu
"""
_SMALL = frozenset(_SMALL_WORDS.split())
_AND = frozenset(("and", "und", "i", "и", "і", "та", "ir", "of"))
_KINDS = """
venues forms nations crowd embassies capital weekday media others landmarks counters feasts scale scales
numbers cities
"""
_NO_PERSON = tuple(_KINDS.split())
KNOWN_TOWN = 100_000
"""People of a town that a word is rather the name of than a person's."""
LONGEST = 7
"""Words of a name."""


def names_in(sentence: Annotated) -> list[tuple[int, int]]:
    """Runs of tokens that are names, none within another: from `start` to before `end`."""
    found: list[tuple[int, int]] = []
    place = 0
    while place < len(sentence.tokens):
        end = _end_of_name(sentence, place)
        if end is None:
            place += 1
        else:
            found += parted(sentence, place, end)
            place = end
    return found


def _end_of_name(sentence: Annotated, place: int) -> int | None:
    tokens = sentence.tokens
    if quoted := _quoted(sentence, place):
        return quoted
    if not tokens[place].capital or _only_opens(sentence, place):
        return None
    end = place + 1
    while end < len(tokens) and end - place < LONGEST and not tokens[end].broken:
        if tokens[end].capital and not _opens_quotation(sentence, end):
            end += 1
        elif (
            tokens[end].text in _SMALL
            and end + 1 < len(tokens)
            and tokens[end + 1].capital
            and not tokens[end + 1].broken
        ):
            end += 2
        else:
            break
    return end


_OPENING = frozenset(
    [
        "zur",
        "zum",
        "beim",
        "vom",
        "als",
        "the",
        "a",
        "an",
        "der",
        "die",
        "das",
        "den",
        "dem",
        "ein",
        "eine",
        "einen",
    ]
)


def _only_opens(sentence: Annotated, place: int) -> bool:
    """Whether a word has its capital for opening a sentence only: «В Праге», "Zur Eröffnung"."""
    if place and not sentence.tokens[place].broken:
        return False
    return sentence.tokens[place].key in _OPENING or (
        sentence.at(place, "inside", "near", "start", "about", "over", "by") is not None
    )


def parted(sentence: Annotated, start: int, end: int) -> list[tuple[int, int]]:
    """A run of words with capitals, parted where "and" joins two names of two words or more."""
    for place in range(start + 2, end - 2):
        if sentence.tokens[place].text in _AND and sentence.tokens[place].text != "of":
            return [(start, place), *parted(sentence, place + 1, end)]
    return [(start, end)]


def _opens_quotation(sentence: Annotated, place: int) -> bool:
    start = sentence.tokens[place].start
    return sentence.text[start - 1 : start] in tuple('«“„"') if start else False


def _quoted(sentence: Annotated, place: int) -> int | None:
    """The end of a short name in quotation marks that begins at a token."""
    if not _opens_quotation(sentence, place):
        return None
    for end in range(place + 1, min(place + LONGEST, len(sentence.tokens)) + 1):
        behind = sentence.text[sentence.tokens[end - 1].end : sentence.tokens[end - 1].end + 1]
        if behind and behind in '»”“"':
            return end
    return None


def _is_known_place(sentence: Annotated, place: int) -> bool:
    key = sentence.tokens[place].key
    return names.country(key) is not None or any(
        town.population >= KNOWN_TOWN for town, firm, _exact in names.towns(key) if firm
    )


def is_person(sentence: Annotated, start: int, end: int) -> bool:
    """Whether a run looks like a person's name: two to four words with capitals, none of them a known word."""
    if not 2 <= end - start <= 4 or _opens_quotation(sentence, start):
        return False
    if any(sentence.tokens[place].text in _AND for place in range(start, end)):
        return False
    if all(_is_known_place(sentence, place) for place in range(start, end)):
        return False
    for place in range(start, end):
        token = sentence.tokens[place]
        if token.shouted or token.value is not None or sentence.at(place, *_NO_PERSON):
            return False
    return True


def near(sentence: Annotated, start: int, end: int, reach: int) -> Iterator[tuple[int, int, int]]:
    """Names within `reach` tokens of a mark and in its clause: how far, from where to where."""
    for first, last in names_in(sentence):
        far = start - last if last <= start else first - end if first >= end else -1
        if 0 <= far <= reach:
            yield far, first, last
