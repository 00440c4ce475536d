"""What a raw body says in plain words, and of which places: for searching and for feeds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from solidary.stories.body.entries import DECLARED, with_entries
from solidary.stories.body.fields import PLACE, Day, Field, Markup, RawBlock, Rows, Text
from solidary.stories.body.markup import plain_text
from solidary.stories.body.rows import BETWEEN
from solidary.stories.body.uses import uses_of


def _fields(asked: Callable[[Field], bool]) -> dict[str, list[str]]:
    """Block → the names of those of its fields, in their order."""
    return {each.name: [f.name for f in each.fields if asked(f)] for each in DECLARED}


_SPOKEN = _fields(lambda field: field.is_spoken)
_MARKUP = _fields(lambda field: isinstance(field, Markup))
_MAIN = _fields(lambda field: field.is_spoken and not (isinstance(field, Text) and field.beside))
_ROWS = _fields(lambda field: isinstance(field, Rows))
_CORRECTED = _fields(lambda field: isinstance(field, Day) and field.corrects)


def words_of(body: list[RawBlock]) -> str:
    """All words a reader of the body would see, block after block, a field a line; of a table a row
    a line, with tabs between its cells."""
    return "\n".join(_lines(body, _SPOKEN))


def main_words(body: list[RawBlock]) -> list[str]:
    """What the body itself says, block after block, without captions."""
    return list(_lines(body, _MAIN))


def first_words(body: list[RawBlock], limit: int = 200) -> str:
    """The opening of the body's first paragraphs, in whatever block, cut at a word, at most
    `limit` letters."""
    for markup in _filled_in(body, _MARKUP):
        text = plain_text(markup)
        if len(text) > limit:
            text = text[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,;:–—-") + "…"
        if text:
            return text
    return ""


def last_correction(body: list[RawBlock]) -> date | None:
    """The day of the latest correction, None where nothing was corrected."""
    return max((date.fromisoformat(day) for day in _filled_in(body, _CORRECTED)), default=None)


def corrections(body: list[RawBlock]) -> list[tuple[date, str]]:
    """The day of each correction and what it says, in the body's order."""
    return [
        (date.fromisoformat(day), " ".join(main_words([block])))
        for block in body
        if _CORRECTED.get(block["type"])
        for day in _filled_in([block], _CORRECTED)
    ]


def places_reported_from(body: list[RawBlock]) -> list[int]:
    """Database keys of the places that dispatches come from."""
    return [key for kind, key in uses_of(body) if kind == PLACE]


def _lines(body: list[RawBlock], names: dict[str, list[str]]) -> Iterator[str]:
    """The words of these fields, without empty lines."""
    for block in with_entries(body):
        for name, filled in _fields_of(block, names):
            if name in _ROWS[block["type"]]:
                yield from (BETWEEN.join(map(_folded, row)) for row in filled)
            elif line := plain_text(filled) if name in _MARKUP[block["type"]] else _folded(filled):
                yield line


def _folded(text: str) -> str:
    return " ".join(text.split())


def _filled_in(body: list[RawBlock], names: dict[str, list[str]]) -> Iterator[str]:
    """What is filled in, block after block, in the fields of these names."""
    for block in with_entries(body):
        for _, filled in _fields_of(block, names):
            yield str(filled)


def _fields_of(block: RawBlock, names: dict[str, list[str]]) -> Iterator[tuple[str, Any]]:
    """What is filled in in those of a block's fields that have these names, with the name."""
    wanted, value = names.get(block["type"]), block["value"]
    for name in wanted or ():
        filled = value if isinstance(value, str) else value.get(name)
        if filled:
            yield name, filled
