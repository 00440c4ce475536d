"""Character references in plain words: other programs write them there as if it were HTML."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from solidary.stories.body.blocks import BLOCKS
from solidary.stories.body.entries import DECLARED, LISTS, name_of_entry
from solidary.stories.body.fields import Rows, Text
from solidary.wire.text import read_references

_WORDS = frozenset(
    {
        "alt_text",
        "caption",
        "cites",
        "credit",
        "dateline",
        "description",
        "headline",
        "name",
        "outlet",
        "role",
        "standfirst",
        "tagline",
        "title",
    }
)
"""Fields of records and of what is in them that hold plain words."""
_IN_BLOCKS = {
    block.name: {each.name for each in block.fields if isinstance(each, Text | Rows)}
    for block in DECLARED
}
_BARE = {block.name for block in BLOCKS if block.bare}


def with_references_read(record: Mapping[str, Any]) -> dict[str, Any]:
    """A record as it is meant, whatever it holds; what isn't plain words stays to the letter."""
    return {name: _field(name, value) for name, value in record.items()}


def _field(name: str, value: Any) -> Any:
    if name in _WORDS and isinstance(value, str):
        return read_references(value)
    if name == "body" and isinstance(value, list):
        return [_block(each) if isinstance(each, dict) else each for each in value]
    if isinstance(value, dict):
        return with_references_read(value)
    if isinstance(value, list):
        return [with_references_read(one) if isinstance(one, dict) else one for one in value]
    return value


def _block(block: dict[str, Any]) -> dict[str, Any]:
    kind, value = str(block.get("type")), block.get("value")
    words = _IN_BLOCKS.get(kind, set())
    if kind in _BARE and words:
        return block | {"value": _deep(value)}
    if isinstance(value, dict):
        read = _words_read(value, words)
        for field in LISTS.get(kind, ()):
            if isinstance(entries := read.get(field.name), list):
                inside = _IN_BLOCKS[name_of_entry(kind, field)]
                read[field.name] = [
                    _words_read(one, inside) if isinstance(one, dict) else one for one in entries
                ]
        return block | {"value": read}
    return block


def _words_read(value: dict[str, Any], words: Collection[str]) -> dict[str, Any]:
    return {name: _deep(each) if name in words else each for name, each in value.items()}


def _deep(value: Any) -> Any:
    """Words, or rows of words."""
    if isinstance(value, list):
        return [_deep(each) if isinstance(each, str | list) else each for each in value]
    return read_references(value) if isinstance(value, str) else value
