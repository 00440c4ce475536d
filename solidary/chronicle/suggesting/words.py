"""The words a suggestion was read from, as a key; what it has in common with its translations; how sure it is.

Pure: what was read in, plain values out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from hashlib import blake2b
from typing import Any

from solidary.chronicle.days import when_of
from solidary.chronicle.facts.story import Action, Fact

_CORE = ("day", "where", "turnout", "venue")
"""Fields whose words make a suggestion what it is, beside its forms. Whom a story cites is no part of it."""
_WEIGHTS = {"day": 35, "where": 35, "forms": 10, "turnout": 20}
"""How much of a hundred a sure field counts; no figure, where none is said, is as good as a sure one."""


def core_facts(action: Action) -> Iterator[Fact[Any]]:
    for name in _CORE:
        if (fact := getattr(action, name)) is not None:
            yield fact
    yield from action.forms


def key_of(action: Action, parts: Mapping[str, str]) -> str:
    """The same as long as the words are, wherever they are in the story and whatever is around them."""
    words = {
        " ".join(parts.get(span.part, "")[span.start : span.end].split()).casefold()
        for fact in core_facts(action)
        for span in fact.spans
    }
    return _hash(sorted(words))


def twin_of(action: Action, group: str) -> str:
    """The same for an action that the translations of a story tell with the same day, place and figure.
    `group`: their translation key. Without a day or a place, only for the same words."""
    day, where = action.day, action.where
    if day is None or where is None:
        return ""
    place = where.value.geoname or f"{where.value.country} {where.value.city or ''}"
    count = action.turnout.value if action.turnout else None
    figure = [count.low, count.high] if count else []
    banned = action.standing == "banned"
    said = [group, day.value.first, day.value.last or "", place, *figure, banned]
    return _hash(map(str, said))


def numbered(key: str, taken: Iterable[str]) -> str:
    """The key, or with a number, where another action of the story has it."""
    have, number, free = set(taken), 2, key
    while free in have:
        free, number = _hash([key, str(number)]), number + 1
    return free


def sureness(action: Action) -> int:
    """How much of an action is sure, 0 to 100."""
    have = {
        "day": action.day is not None and action.day.sure,
        "where": action.where is not None and action.where.sure,
        "forms": bool(action.forms) and action.forms[0].sure,
        "turnout": action.turnout is None or action.turnout.sure,
    }
    return sum(weight for name, weight in _WEIGHTS.items() if have[name])


def days_of(action: Action) -> tuple[date | None, date | None]:
    """The first and the last day on which it may have been."""
    when = when_of(action.day.value) if action.day else None
    return (when.first, when.last) if when else (None, None)


def _hash(words: Iterable[str]) -> str:
    return blake2b("\0".join(words).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
