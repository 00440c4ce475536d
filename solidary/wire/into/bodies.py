"""Bodies on their way in and out: references by address outside, by database key inside.

What a block may hold follows from its declaration (stories/body/blocks.py).
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from solidary.stories.body.blocks import BLOCKS
from solidary.stories.body.fields import (
    Block,
    Day,
    Field,
    Markup,
    Reference,
    References,
    Text,
    Thing,
    WebAddress,
)
from solidary.wire.into import checks as c
from solidary.wire.into.problems import LineProblem, not_there

Raw = dict[str, Any]
Step = Callable[[str, Any], Any]


@dataclass(slots=True)
class Shelf:
    """What bodies refer to: for each kind of thing, its addresses and keys."""

    photo: dict[Any, Any] = field(default_factory=dict)
    video: dict[Any, Any] = field(default_factory=dict)
    document: dict[Any, Any] = field(default_factory=dict)
    place: dict[Any, Any] = field(default_factory=dict)

    def of(self, thing: Thing) -> dict[Any, Any]:
        """The addresses and keys of one kind."""
        found: dict[Any, Any] = getattr(self, RECORD_OF[thing])
        return found


RECORD_OF = {
    Thing.PHOTO: "photo",
    Thing.RECORDING: "video",
    Thing.DOCUMENT: "document",
    Thing.PLACE: "place",
}
"""What a line of such a thing says that it is."""
_any_text = c.text()
_BLOCKS = {block.name: block for block in BLOCKS}
_REFERRING = {
    block.name: [each for each in block.fields if isinstance(each, Reference | References)]
    for block in BLOCKS
}


def body_out(raw: list[Raw], addresses: Shelf) -> list[Raw]:
    """A stored body with addresses for keys. What no longer exists is left out as null."""
    out = []
    for block in raw:
        kind, value = block["type"], block["value"]
        if isinstance(value, dict):
            value = dict(value)
            for each in _REFERRING.get(kind, ()):
                known = addresses.of(each.to)
                if isinstance(each, Reference):
                    value[each.name] = known.get(value.get(each.name))
                elif each.name in value:
                    name = RECORD_OF[each.to]
                    value[each.name] = [_item_out(one, name, known) for one in value[each.name]]
        one = {"type": kind, "value": value}
        if block.get("id"):
            one["id"] = block["id"]
        out.append(one)
    return out


def _item_out(item: Any, name: str, known: dict[Any, Any]) -> Any:
    if not isinstance(item, dict):
        return known.get(item)
    return {name: known.get(item["value"]), "id": item.get("id")}


class BodyReader:
    """Checks bodies and puts keys for addresses; counts the markup it had to clean."""

    def __init__(self, keys: Shelf) -> None:
        self.keys = keys
        self.cleaned = 0
        self._steps = {
            block.name: {each.name: self._step(each) for each in block.fields} for block in BLOCKS
        }

    def read(self, blocks: list[Any], path: str = "body") -> list[Raw]:
        """The raw body to store. Raises LineProblem naming the block and the field."""
        return [self._block(f"{path}[{place}]", block) for place, block in enumerate(blocks)]

    def _block(self, path: str, block: Any) -> Raw:
        if not isinstance(block, dict):
            raise LineProblem(path, f"has to be an object, not {c.named(block)}")
        extra = block.keys() - {"type", "value", "id"}
        if extra:
            raise LineProblem(f"{path}.{min(extra)}", "is not a field of a block")
        kind, value = block.get("type"), block.get("value")
        identity = block.get("id") or str(uuid.uuid4())
        if not isinstance(identity, str) or len(identity) > 64:
            raise LineProblem(f"{path}.id", "has to be text of up to 64 letters")
        if not isinstance(kind, str) or kind not in _BLOCKS:
            raise LineProblem(
                f"{path}.type", f"has to be one of {', '.join(_BLOCKS)}, not {c.shown(kind)}"
            )
        declared = _BLOCKS[kind]
        if declared.bare:
            [step] = self._steps[kind].values()
            return {"type": kind, "value": step(f"{path}.value", value), "id": identity}
        if not isinstance(value, dict):
            raise LineProblem(f"{path}.value", f"has to be an object, not {c.named(value)}")
        return {
            "type": kind,
            "value": self._fields(f"{path}.value", declared, value),
            "id": identity,
        }

    def _fields(self, path: str, block: Block, value: dict[str, Any]) -> dict[str, Any]:
        steps = self._steps[block.name]
        kept: dict[str, Any] = {}
        for name, each in value.items():
            at = f"{path}.{name}"
            if name not in steps:
                raise LineProblem(at, f"is not a field of a block of type {block.name}")
            kept[name] = steps[name](at, each)
        for one in block.fields:
            if one.name not in kept:
                # A list that is left out is an empty one.
                if one.needed and not isinstance(one, References):
                    raise LineProblem(f"{path}.{one.name}", "is missing")
                kept[one.name] = one.empty
        return kept

    def _step(self, one: Field) -> Step:
        """How a value of this field is checked, and what is kept of it."""
        match one:
            case Text():
                return c.text(one.most, needed=one.needed)
            case Markup():
                return self._markup
            case WebAddress():
                return c.web_address(one.most, needed=one.needed)
            case Day():
                return _day if one.needed else c.optional(_day)
            case Reference():
                return lambda path, value: self._key(path, value, one.to)
            case References():
                return lambda path, value: self._keys(path, value, one.to)
        raise TypeError(f"the wire has no check for a field of type {type(one).__name__}")

    def _keys(self, path: str, items: Any, thing: Thing) -> list[Raw]:
        if not isinstance(items, list):
            raise LineProblem(path, f"has to be a list, not {c.named(items)}")
        kept = []
        for place, item in enumerate(items):
            address, identity = item, None
            if isinstance(item, dict):
                address, identity = item.get(RECORD_OF[thing]), item.get("id")
            key = self._key(f"{path}[{place}]", address, thing)
            kept.append({"type": "item", "value": key, "id": identity or str(uuid.uuid4())})
        return kept

    def _key(self, path: str, address: Any, thing: Thing) -> Any:
        if address is None:
            # What no longer exists was left out as null.
            return None
        key = self.keys.of(thing).get(c.address(path, address))
        if key is None:
            raise not_there(path, RECORD_OF[thing], address)
        return key

    def _markup(self, path: str, value: Any) -> str:
        words = _any_text(path, value)
        markup = c.markup(path, words)
        self.cleaned += markup != words
        return markup


def _day(path: str, value: Any) -> str:
    return c.day(path, value).isoformat()
