"""The words of a language made ready: which tags a token has, and which phrases begin at it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import NamedTuple

from solidary.chronicle.facts import words as modules
from solidary.chronicle.facts.landmarks import LANDMARKS
from solidary.chronicle.facts.latin import cyrillic_key
from solidary.chronicle.facts.tokens import Sentence, Token
from solidary.chronicle.facts.words.words import Words
from solidary.gazetteer import fold

LATIN_BELARUSIAN = "be-Latn"
_ADJECTIVE = re.compile(
    "(?:[сцзж]к(?:ии|ая|ое|ие|ого|ои|ую|им|ими|их|ом|аи|ага|аму|ия|и|уи|а)"
    "|[sc]k(?:i|a|ie|iego|iej|ich|im|imi|iemu)|isch(?:e[nrsm]?)?|isk(?:as|a|o|u|os|i|us|ais|omis|oje))$"
)
"""How adjectives of nations and towns end, folded."""


class Tag(NamedTuple):
    """What a word is said to be: a kind (a field of `Words`) and its value there."""

    kind: str
    value: str | float


class Mark(NamedTuple):
    """A tag on the tokens from `start` to before `end` of a sentence."""

    kind: str
    value: str | float
    start: int
    end: int


class _Piece(NamedTuple):
    text: str
    open: bool

    def fits(self, key: str) -> bool:
        return key.startswith(self.text) if self.open else key == self.text


_FAR = 7
"""Tokens within which the second part of a phrase follows the first, in the same clause."""


@dataclass(frozen=True)
class _Entry:
    tag: Tag
    rest: tuple[_Piece, ...]
    far: tuple[_Piece, ...] = ()
    """What follows with other words between: "lit … candles"."""

    def goes_on(self, tokens: Sequence[Token], place: int) -> bool:
        """Whether the second part follows within the clause, from this token on."""
        for start in range(place, min(place + _FAR, len(tokens) - len(self.far) + 1)):
            if tokens[start].broken:
                return False
            if all(piece.fits(tokens[start + number].key) for number, piece in enumerate(self.far)):
                return True
        return False


class Lexicon:
    """Looks up the tags of tokens; every key is looked up once."""

    def __init__(self, code: str, words: Words) -> None:
        self.code = code
        self.words = words
        self.bends = code not in ("de", "en")
        """Whether names have cases."""
        self.key_of: Callable[[str], str] = cyrillic_key if code == LATIN_BELARUSIAN else fold
        self._whole: dict[str, list[_Entry]] = {}
        self._open: dict[str, list[_Entry]] = {}
        self._endings: list[tuple[str, _Entry]] = []
        self._known: dict[str, tuple[_Entry, ...]] = {}
        self.crowd_endings = tuple(fold(ending) for ending in words.crowd_endings.split())
        for kind, value, entries in _entries(words):
            for entry in entries.split():
                self._add(Tag(kind, value), entry)

    def _add(self, tag: Tag, entry: str) -> None:
        if entry.startswith("*"):
            self._endings.append((fold(entry[1:]), _Entry(tag, ())))
            return
        near, _, far = entry.partition("~")
        first, *rest = _pieces(near)
        if not first.text:
            return
        into = self._open if first.open else self._whole
        then = _pieces(far) if far else ()
        into.setdefault(first.text, []).append(_Entry(tag, tuple(rest), then))

    def _entries_of(self, key: str) -> tuple[_Entry, ...]:
        found = self._known.get(key)
        if found is None:
            every = list(self._whole.get(key, ()))
            for length in range(1, len(key) + 1):
                every += self._open.get(key[:length], ())
            every += [
                entry
                for ending, entry in self._endings
                if key.endswith(ending) and len(key) > len(ending) + 1
            ]
            if _ADJECTIVE.search(key):  # "белорусских" is no people
                every = [entry for entry in every if entry.tag.kind != "crowd"]
            found = tuple(every)
            if len(self._known) < 1 << 17:
                self._known[key] = found
        return found

    def marks(self, sentence: Sentence) -> list[Mark]:
        """Every tag and phrase of a sentence, in the order in which they stand."""
        tokens, found = sentence.tokens, []
        for place, token in enumerate(tokens):
            for entry in self._entries_of(token.key):
                end = place + 1
                for piece in entry.rest:
                    if end < len(tokens) and piece.fits(tokens[end].key):
                        end += 1
                    else:
                        break
                else:
                    if not entry.far or entry.goes_on(tokens, end):
                        found.append(Mark(entry.tag.kind, entry.tag.value, place, end))
        return found

    def tags(self, key: str) -> list[Tag]:
        """The tags of a word alone."""
        return [entry.tag for entry in self._entries_of(key) if not entry.rest and not entry.far]

    def is_person(self, token: Token) -> bool:
        """Whether a noun is one for persons by its ending."""
        return len(token.key) > 5 and token.key.endswith(self.crowd_endings)


def _pieces(phrase: str) -> tuple[_Piece, ...]:
    return tuple(
        _Piece(fold(piece.rstrip("*")), piece.endswith("*")) for piece in phrase.split("_")
    )


def _entries(words: Words) -> Iterator[tuple[str, str | float, str]]:
    """(kind, value, entries) of every field."""
    for kind in words.__dataclass_fields__:
        content = getattr(words, kind)
        if kind == "scales":
            for scale, (one, several) in content.items():
                yield "scale", float(scale), one
                yield "scales", float(scale), several
        elif kind == "weekdays":
            for number, entries in enumerate(content):
                yield "weekday", float(number), entries
        elif isinstance(content, Mapping):
            for value, entries in content.items():
                yield kind, value if isinstance(value, str) else float(value), entries
        elif kind != "crowd_endings":
            yield kind, "", content
    for city, entries in LANDMARKS.items():
        yield "landmarks", city, entries


def languages() -> tuple[str, ...]:
    """The codes whose facts are read."""
    names = [module.name for module in iter_modules(modules.__path__) if len(module.name) == 2]
    return (*sorted(names), LATIN_BELARUSIAN)


@cache
def lexicon(code: str) -> Lexicon:
    """The lexicon of a language that `languages` lists."""
    module = import_module(f"{modules.__name__}.{code.partition('-')[0]}")
    return Lexicon(code, module.WORDS)
