"""A draft as the blocks of a body. Pure: identities come with it, keys of the record are handed in."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from solidary.intake.roundup.placing import Placed
from solidary.intake.roundup.shaping import Draft, Message, Photo
from solidary.stories.body.blocks import DISPATCH, WALL
from solidary.stories.body.fields import RawBlock


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a block, and what it was made of."""

    id: str
    made_of: Message | Photo


@dataclass(frozen=True, slots=True)
class Made:
    """Blocks, and what each entry in them was made of."""

    blocks: list[RawBlock]
    entries: list[Entry]


def blocks_of(
    draft: Draft, places: Mapping[str, int], photos: Mapping[tuple[str, str], int],
    *, wall_title: str, elsewhere: str, added: date | None = None,
) -> Made:  # fmt: skip
    """`places`: key of a place → of its row; `photos`: envelope and item → key of the photo;
    `elsewhere`: the heading of what has no place; `added`: the day, for what comes later."""
    day = added.isoformat() if added else None
    blocks: list[RawBlock] = []
    entries: list[Entry] = []
    for stop in draft.stops:
        said = [_entry(each, _words(each), entries) for each in stop.messages]
        seen = [_entry(each, photos[each.envelope, each.item], entries) for each in stop.photos]
        place, name = _heading(stop.at, places)
        value = {
            "place": place, "place_name": name or ("" if place else elsewhere), "text": "",
            "messages": said, "photos": seen, "added": day,
        }  # fmt: skip
        blocks.append({"type": DISPATCH.name, "value": value, "id": _identity()})
    if draft.wishes:
        wishes = list(_wishes(draft.wishes, places, entries))
        value = {"title": wall_title, "wishes": wishes, "added": day}
        blocks.append({"type": WALL.name, "value": value, "id": _identity()})
    return Made(blocks, entries)


def placed_in(body: list[RawBlock], blocks: Sequence[RawBlock]) -> list[RawBlock]:
    """A body with what came later behind its last dispatch or wall, at its end where it has none."""
    kinds = (DISPATCH.name, WALL.name)
    last = max((at for at, each in enumerate(body) if each["type"] in kinds), default=len(body) - 1)
    return [*body[: last + 1], *blocks, *body[last + 1 :]]


def _words(message: Message) -> dict[str, Any]:
    return {
        "text": message.text, "language": message.language, "who": message.who,
        "quoted": message.quoted,
    }  # fmt: skip


def _wishes(
    wishes: Sequence[tuple[Message, Placed]], places: Mapping[str, int], entries: list[Entry]
) -> Iterator[RawBlock]:
    for message, at in wishes:
        place, name = _heading(at, places)
        value = {
            "text": message.text, "language": message.language, "who": message.who,
            "place": place, "place_name": name,
        }  # fmt: skip
        yield _entry(message, value, entries)


def _heading(at: Placed, places: Mapping[str, int]) -> tuple[int | None, str]:
    """The key of a place and its name in other words, one of them or none."""
    return (places[at.key], "") if at.place is not None else (None, at.named)


def _entry(made_of: Message | Photo, value: Any, entries: list[Entry]) -> RawBlock:
    identity = _identity()
    entries.append(Entry(identity, made_of))
    return {"type": "item", "value": value, "id": identity}


def _identity() -> str:
    return str(uuid.uuid4())
