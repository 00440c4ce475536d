"""A body without what is to go. Pure: raw blocks in, raw blocks out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from solidary.stories.body.blocks import BLOCKS
from solidary.stories.body.entries import DECLARED, LISTS, name_of_entry, value_of
from solidary.stories.body.fields import (
    PHOTO,
    Block,
    Entries,
    Markup,
    RawBlock,
    Reference,
    References,
    Rows,
    Text,
)
from solidary.stories.erasing.words import TakenOver, has_one, plain, runs

_DECLARED = {block.name: block for block in DECLARED}
_PHOTOS = {
    block.name: [f for f in block.fields if isinstance(f, Reference | References) and f.to == PHOTO]
    for block in DECLARED
}
_SAYS = Text | Markup | Rows | Reference | References | Entries
_CONTENT = {block.name: [f for f in block.fields if isinstance(f, _SAYS)] for block in BLOCKS}
_NEEDED_LISTS = {
    block.name: [f.name for f in block.fields if f.needed and isinstance(f, References | Entries)]
    for block in BLOCKS
}
_BARE = {block.name for block in BLOCKS if block.bare}
Runs = Collection[tuple[str, ...]]


@dataclass(slots=True)
class Left:
    """What is left of a body."""

    body: list[RawBlock]
    changed: bool = False
    marked: set[str] = field(default_factory=set)
    """ids of blocks that hold such words among others: somebody has to decide about them"""


def said_in(body: Iterable[RawBlock], words: Iterable[TakenOver]) -> set[tuple[str, ...]]:
    """The words that are to go, as a body has them, to look for them in other places."""
    found: set[tuple[str, ...]] = set()
    for each in words:
        for _siblings, block in _with_id(body, each.block):
            text = plain(_held(block, each.field))
            if each.is_unchanged(text):
                found |= runs(text)
    return found


def without(
    body: list[RawBlock],
    photos: Collection[int],
    words: Iterable[TakenOver],
    elsewhere: Runs = (),
    *,
    marks: bool,
) -> Left:
    """A body without these photos and words.

    A block that holds such words among others is marked and kept where `marks`, for somebody to
    decide, else it goes. `elsewhere`: runs of words that give away a block they were copied to.
    """
    left = Left(deepcopy(body))
    for each in words:
        for siblings, block in list(_with_id(left.body, each.block)):
            left.changed = True
            if each.is_unchanged(plain(_held(block, each.field))):
                _take_out(left.body, siblings, block, each.field)
            elif marks:
                left.marked.add(_top_of(left.body, block))
            else:
                _remove(siblings, block)
    _without_photos(left, photos)
    for block in list(left.body):
        if elsewhere and has_one(plain(block.get("value")), elsewhere):
            left.changed = True
            if marks:
                left.marked.add(str(block.get("id", "")))
            else:
                _remove(left.body, block)
    before = len(left.body)
    left.body[:] = [block for block in left.body if not _is_hollow(block, body)]
    left.changed |= len(left.body) != before
    left.marked &= {str(block.get("id", "")) for block in left.body}
    return left


def without_blocks(body: list[RawBlock], ids: Collection[str]) -> list[RawBlock]:
    """A body without the blocks of these ids."""
    return [block for block in body if block.get("id") not in ids]


def _with_id(body: Any, wanted: str) -> Iterator[tuple[list[Any], dict[str, Any]]]:
    """The list and the block, or entry of a list, with an id, wherever it is in a body."""
    if isinstance(body, list):
        for each in body:
            if isinstance(each, dict) and each.get("id") == wanted:
                yield body, each
            yield from _with_id(each, wanted)
    elif isinstance(body, dict):
        for each in body.values():
            if isinstance(each, list | dict):
                yield from _with_id(each, wanted)


def _held(block: dict[str, Any], name: str) -> Any:
    value = block.get("value")
    return value.get(name, "") if name and isinstance(value, dict) else value


def _take_out(body: Any, siblings: list[Any], block: dict[str, Any], name: str) -> None:
    """Take out a field, or the block or entry where it is all of it, or nothing without it."""
    value = block.get("value")
    declared = next((found for _, each, found in _all(body) if each is block), None)
    needed = {f.name for f in declared.fields if f.needed} if declared else set()
    if not name or not isinstance(value, dict) or name in needed:
        _remove(siblings, block)
    else:
        value[name] = ""


def _remove(siblings: list[Any], block: dict[str, Any]) -> None:
    siblings[:] = [each for each in siblings if each is not block]


def _top_of(body: list[RawBlock], wanted: dict[str, Any]) -> str:
    """The id of the block of a body that an entry is in, or that it is itself."""
    for block in body:
        if block is wanted or any(
            each is wanted for _, each in _with_id(block.get("value"), str(wanted.get("id")))
        ):
            return str(block.get("id", ""))
    return str(wanted.get("id", ""))


def _all(body: list[RawBlock]) -> Iterator[tuple[list[Any], dict[str, Any], Block]]:
    """The blocks of a body and the entries of their lists: the list each is in, and what it is
    declared as."""
    for block in list(body):
        kind, value = block.get("type", ""), block.get("value")
        if kind in _DECLARED:
            yield body, block, _DECLARED[kind]
        if not isinstance(value, dict):
            continue
        for each in LISTS.get(kind, ()):
            entries = value.get(each.name) or []
            for entry in list(entries):
                yield entries, entry, _DECLARED[name_of_entry(kind, each)]


def _without_photos(left: Left, photos: Collection[int]) -> None:
    for siblings, block, declared in _all(left.body):
        value = value_of(block) if siblings is not left.body else block.get("value")
        if not isinstance(value, dict):
            continue
        for each in _PHOTOS[declared.name]:
            stored = value.get(each.name)
            if isinstance(each, References):
                kept = [item for item in stored or () if _key(item) not in photos]
                if len(kept) != len(stored or ()):
                    left.changed, value[each.name] = True, kept
                    if each.needed and not kept:
                        _remove(siblings, block)
            elif stored in photos and isinstance(stored, int):
                left.changed, value[each.name] = True, None
                if each.needed:
                    _remove(siblings, block)


def _key(item: Any) -> Any:
    """The photo of an entry of a list, in either of the two forms Wagtail has stored."""
    return item.get("value") if isinstance(item, dict) else item


def _is_hollow(block: RawBlock, before: list[RawBlock]) -> bool:
    """Whether a block has lost all it said and showed. A place alone is a heading of nothing."""
    name, value = block.get("type", ""), block.get("value")
    if name not in _CONTENT or name in _BARE or not isinstance(value, dict):
        return False
    was = next((each for each in before if each.get("id") == block.get("id")), None)
    if was is None or was.get("value") == value:
        return False
    if any(not value.get(each) for each in _NEEDED_LISTS[name]):
        return True
    return not any(
        value.get(each.name) for each in _CONTENT[name] if each.name not in ("place", "place_name")
    )
