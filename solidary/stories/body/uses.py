"""What a raw body shows besides words: photos, recordings, documents, places."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from solidary.stories.body.entries import DECLARED, with_entries
from solidary.stories.body.fields import Mark, RawBlock, Reference, References

_NAMED = {
    block.name: [field for field in block.fields if isinstance(field, Reference | References)]
    for block in DECLARED
}
NAMES_OF_USES = tuple(sorted({field.name for fields in _NAMED.values() for field in fields}))
"""Every field that may name a thing: the JSON of a body without one of them shows words only."""


def uses_of(body: list[RawBlock]) -> list[tuple[str, int]]:
    """What a body shows besides words, in its order: the kind of thing and its key."""
    return [
        (field.to, key)
        for block in with_entries(body)
        # Most blocks are words alone.
        if isinstance(value := block.get("value"), dict)
        for field in _NAMED.get(block.get("type", ""), ())
        for key in _keys(field, value)
    ]


def renamed(body: list[RawBlock], kind: str, old: int, new: int) -> bool:
    """Have a raw body refer to another thing of the same kind, in place; whether it did to this."""
    found = False
    for block in with_entries(body):
        value = block.get("value")
        if not isinstance(value, dict):
            continue
        for field in _NAMED.get(block.get("type", ""), ()):
            if field.to != kind or old not in _keys(field, value):
                continue
            found = True
            if isinstance(field, References):
                value[field.name] = [_item(item, old, new) for item in value[field.name]]
            else:
                value[field.name] = new
    return found


def _item(item: Any, old: int, new: int) -> Any:
    """An item of a stored list block, in either of its two forms, with another key."""
    if isinstance(item, dict):
        return {**item, "value": new} if item.get("value") == old else item
    return new if item == old else item


def marked(body: list[RawBlock]) -> Iterator[tuple[Mark, int, bool]]:
    """What listings say the body holds: the mark, the key of the thing, whether it is one of
    several that stand together."""
    for block in with_entries(body):
        for field in _NAMED.get(block["type"], ()):
            if field.mark is not None:
                several = isinstance(field, References)
                for key in _keys(field, block["value"]):
                    yield field.mark, key, several


def listed(items: Any) -> list[int]:
    """The values of a stored list block, in either of the two forms Wagtail has stored."""
    values = [item.get("value") if isinstance(item, dict) else item for item in items or ()]
    return [value for value in values if isinstance(value, int)]


def _keys(field: Reference | References, value: dict[str, Any]) -> list[int]:
    stored = value.get(field.name)
    if isinstance(field, References):
        return listed(stored)
    return [stored] if isinstance(stored, int) else []
