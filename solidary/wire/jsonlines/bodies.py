"""Bodies on their way in and out: references by address outside, by database key inside."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from solidary.wire.jsonlines import checks as c
from solidary.wire.jsonlines.markup import TooDeep, clean_markup
from solidary.wire.jsonlines.problems import LineProblem, not_there

Raw = dict[str, Any]
Step = Callable[[str, Any], Any]


@dataclass(slots=True)
class Shelf:
    """What bodies refer to: for each kind of thing, its addresses and keys."""

    photo: dict[Any, Any] = field(default_factory=dict)
    video: dict[Any, Any] = field(default_factory=dict)
    document: dict[Any, Any] = field(default_factory=dict)
    place: dict[Any, Any] = field(default_factory=dict)

    def turned(self) -> "Shelf":
        """The same the other way round."""
        return Shelf(
            *(
                {value: key for key, value in one.items()}
                for one in (self.photo, self.video, self.document, self.place)
            )
        )


REFERENCES = {
    "photo": ("photo", "photo"),
    "video": ("video", "video"),
    "audio": ("audio", "video"),
    "document": ("document", "document"),
}
"""Block → its field that names a thing, and the kind of thing."""

WORDS: dict[str, dict[str, Step]] = {
    "dispatch": {"place_name": c.text(120)},
    "quote": {"text": c.text(needed=True), "who": c.text(160), "about": c.text(200)},
    "photo": {"caption": c.text(500)},
    "gallery": {"caption": c.text(500)},
    "video": {"caption": c.text(500)},
    "audio": {"caption": c.text(500)},
    "embed": {
        "address": c.text(2000, needed=True),
        "title": c.text(300, needed=True),
        "outlet": c.text(120),
    },
    "document": {"note": c.text(300)},
    "correction": {"text": c.text(needed=True)},
}


def body_out(raw: list[Raw], addresses: Shelf) -> list[Raw]:
    """A stored body with addresses for keys. What no longer exists is left out as null."""
    out = []
    for block in raw:
        kind, value = block["type"], block["value"]
        if isinstance(value, dict):
            value = dict(value)
            if kind in REFERENCES:
                name, shelf = REFERENCES[kind]
                value[name] = getattr(addresses, shelf).get(value.get(name))
            if kind == "dispatch":
                value["place"] = addresses.place.get(value.get("place"))
            if kind == "embed":
                value["photo"] = addresses.photo.get(value.get("photo"))
            if "photos" in value:
                value["photos"] = [_item_out(item, addresses) for item in value["photos"]]
        one = {"type": kind, "value": value}
        if block.get("id"):
            one["id"] = block["id"]
        out.append(one)
    return out


def _item_out(item: Any, addresses: Shelf) -> Any:
    if not isinstance(item, dict):
        return addresses.photo.get(item)
    return {"photo": addresses.photo.get(item["value"]), "id": item.get("id")}


class BodyReader:
    """Checks bodies and puts keys for addresses; counts the markup it had to clean."""

    def __init__(self, keys: Shelf) -> None:
        self.keys = keys
        self.cleaned = 0

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
        if kind == "paragraph":
            return {"type": kind, "value": self._markup(f"{path}.value", value), "id": identity}
        if kind == "heading":
            heading = c.text(200, needed=True)(f"{path}.value", value)
            return {"type": kind, "value": heading, "id": identity}
        if not isinstance(kind, str) or kind not in WORDS:
            known = ", ".join(("paragraph", "heading", *WORDS))
            raise LineProblem(f"{path}.type", f"has to be one of {known}, not {c.shown(kind)}")
        if not isinstance(value, dict):
            raise LineProblem(f"{path}.value", f"has to be an object, not {c.named(value)}")
        return {"type": kind, "value": self._struct(f"{path}.value", kind, value), "id": identity}

    def _struct(self, path: str, kind: str, value: dict[str, Any]) -> dict[str, Any]:
        kept: dict[str, Any] = {}
        for name, each in value.items():
            at = f"{path}.{name}"
            if name in WORDS[kind]:
                kept[name] = WORDS[kind][name](at, each)
            elif kind in REFERENCES and name == REFERENCES[kind][0]:
                kept[name] = self._key(at, each, REFERENCES[kind][1])
            elif name == "place" and kind == "dispatch":
                kept[name] = self._key(at, each, "place")
            elif name == "photo" and kind == "embed":
                kept[name] = self._key(at, each, "photo")
            elif name == "photos" and kind in ("dispatch", "gallery"):
                kept[name] = self._photos(at, each)
            elif name == "text" and kind == "dispatch":
                kept[name] = self._markup(at, each)
            elif name == "day" and kind == "correction":
                kept[name] = c.day(at, each).isoformat()
            else:
                raise LineProblem(at, f"is not a field of a block of type {kind}")
        if kind == "embed" and not kept.get("address", "https://").startswith(
            ("http://", "https://")
        ):
            raise LineProblem(f"{path}.address", "has to begin with http:// or https://")
        for name in _needed(kind):
            if name not in kept:
                raise LineProblem(f"{path}.{name}", "is missing")
        for name, empty in _DEFAULTS.get(kind, {}).items():
            kept.setdefault(name, list(empty) if isinstance(empty, list) else empty)
        return kept

    def _photos(self, path: str, items: Any) -> list[Raw]:
        if not isinstance(items, list):
            raise LineProblem(path, f"has to be a list, not {c.named(items)}")
        kept = []
        for place, item in enumerate(items):
            at = f"{path}[{place}]"
            address, identity = item, None
            if isinstance(item, dict):
                address, identity = item.get("photo"), item.get("id")
            key = self._key(at, address, "photo")
            kept.append({"type": "item", "value": key, "id": identity or str(uuid.uuid4())})
        return kept

    def _key(self, path: str, address: Any, shelf: str) -> Any:
        if address is None:
            # What no longer exists was left out as null.
            return None
        key = getattr(self.keys, shelf).get(c.address(path, address))
        if key is None:
            raise not_there(path, shelf, address)
        return key

    def _markup(self, path: str, value: Any) -> str:
        try:
            markup, changed = clean_markup(c.text()(path, value))
        except TooDeep as deep:
            raise LineProblem(path, str(deep)) from None
        self.cleaned += changed
        return markup


_DEFAULTS: dict[str, dict[str, Any]] = {
    "dispatch": {"place": None, "place_name": "", "text": "", "photos": []},
    "quote": {"who": "", "about": ""},
    "photo": {"caption": ""},
    "gallery": {"caption": "", "photos": []},
    "video": {"caption": ""},
    "audio": {"caption": ""},
    "embed": {"outlet": "", "photo": None},
    "document": {"note": ""},
}


def _needed(kind: str) -> tuple[str, ...]:
    if kind in REFERENCES:
        return (REFERENCES[kind][0],)
    needed = {"quote": ("text",), "embed": ("address", "title"), "correction": ("day", "text")}
    return needed.get(kind, ())
