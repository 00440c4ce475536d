"""Bodies on their way out: addresses for the database keys of what they refer to."""

from dataclasses import dataclass, field
from typing import Any

from solidary.stories.body.blocks import BLOCKS
from solidary.stories.body.fields import Reference, References, Thing

Raw = dict[str, Any]


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
