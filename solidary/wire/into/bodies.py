"""Bodies on their way in: checked block by block, with database keys for addresses.

What a block may hold follows from its declaration (stories/body/blocks.py).
"""

import uuid
from collections.abc import Callable, Iterable
from typing import Any

from solidary.stories.body.blocks import BLOCKS
from solidary.stories.body.fields import (
    LONGEST_CELL,
    MOST_COLUMNS,
    MOST_ENTRIES,
    MOST_ROWS,
    Day,
    Entries,
    Field,
    Flag,
    Language,
    Markup,
    Reference,
    References,
    Rows,
    Text,
    WebAddress,
)
from solidary.stories.body.foreign.kept import blocks_of, left_out_of_markup, markup_of
from solidary.stories.body.foreign.parts import LeftOut, Lost
from solidary.stories.body.foreign.reader import read as read_foreign
from solidary.stories.body.markup import is_foreign
from solidary.wire import checks as c
from solidary.wire.errors import LineError, not_there
from solidary.wire.out.bodies import Known, Raw, record_of
from solidary.wire.records import language

Step = Callable[[str, Any], Any]


_any_text = c.text()
_LOST = {
    Lost.PICTURE: "a picture was left out",
    Lost.RECORDING: "a recording was left out",
    Lost.FRAME: "a frame with another page was left out",
    Lost.FORM: "a field of a form was left out",
    Lost.LINK: "a link was left out, not its words",
    Lost.TABLE: "a table was kept as lines",
}
_BLOCKS = {block.name: block for block in BLOCKS}


class BodyReader:
    """Checks bodies and puts keys for addresses; counts the markup it had to clean, and remembers
    what of it couldn't be kept."""

    def __init__(self, keys: Known) -> None:
        self.keys = keys
        self.cleaned = 0
        self._without: set[str] = set()
        self._left_out: list[str] = []
        self._steps = {
            block.name: {each.name: self._step(each) for each in block.fields} for block in BLOCKS
        }

    def read(self, blocks: list[Any], path: str = "body") -> list[Raw]:
        """The raw body to store. Raises LineError naming the block and the field."""
        self._left_out = []
        kept = []
        for place, block in enumerate(blocks):
            at = f"{path}[{place}]"
            if self._without and (block := self._spared(at, block)) is None:
                continue
            kept += self._blocks(at, block)
        return kept

    def _spared(self, path: str, block: Any) -> Any:
        """A block without the things that couldn't come in; None where nothing of it is left."""
        value = block.get("value") if isinstance(block, dict) else None
        if not isinstance(value, dict):
            return block
        for each in _BLOCKS[block["type"]].fields if block.get("type") in _BLOCKS else ():
            said = value.get(each.name)
            if isinstance(each, Reference) and isinstance(said, str) and said in self._without:
                self._left_out.append(f"{path}: a {record_of(each.to)} was left out: {said}")
                if each.needed:
                    return None
                value = {**value, each.name: None}
            elif isinstance(each, References) and isinstance(said, list):
                rest = [one for one in said if one not in self._without]
                if len(rest) < len(said):
                    self._left_out.append(f"{path}: {len(said) - len(rest)} photos were left out")
                    if not rest:
                        return None
                    value = {**value, each.name: rest}
        return {**block, "value": value}

    def do_without(self, address: str) -> None:
        """A thing couldn't come in: from here on bodies come in without it, and say so."""
        self._without.add(address)

    def left_out(self) -> list[str]:
        """What the last body that was read held and couldn't keep: where, what, and its name."""
        return self._left_out

    def _blocks(self, path: str, block: Any) -> list[Raw]:
        """A block as it is stored; several for a paragraph of foreign markup that holds them."""
        if not isinstance(block, dict):
            raise LineError(path, f"has to be an object, not {c.named(block)}")
        extra = block.keys() - {"type", "value", "id"}
        if extra:
            raise LineError(f"{path}.{min(extra)}", "is not a field of a block")
        kind, value = block.get("type"), block.get("value")
        identity = _identity(f"{path}.id", block.get("id"))
        if not isinstance(kind, str) or kind not in _BLOCKS:
            raise LineError(
                f"{path}.type", f"has to be one of {', '.join(_BLOCKS)}, not {c.shown(kind)}"
            )
        declared = _BLOCKS[kind]
        if declared.bare:
            [field] = declared.fields
            if isinstance(field, Markup) and isinstance(value, str) and is_foreign(value):
                return self._foreign(f"{path}.value", value, identity)
            [step] = self._steps[kind].values()
            return [{"type": kind, "value": step(f"{path}.value", value), "id": identity}]
        if not isinstance(value, dict):
            raise LineError(f"{path}.value", f"has to be an object, not {c.named(value)}")
        fields = self._fields(
            f"{path}.value", declared.fields, self._steps[kind], value,
            f"a block of type {kind}",
        )  # fmt: skip
        return [{"type": kind, "value": fields, "id": identity}]

    def _foreign(self, path: str, value: str, identity: str) -> list[Raw]:
        """The blocks in foreign markup; the first keeps the identity that was given."""
        self.cleaned += 1
        reading = read_foreign(_any_text(path, value))
        self._leave_out(path, reading.left_out)
        blocks = blocks_of(reading)
        identities = [identity, *(str(uuid.uuid4()) for _ in blocks[1:])]
        return [{**block, "id": each} for block, each in zip(blocks, identities, strict=False)]

    def _leave_out(self, path: str, left_out: list[LeftOut]) -> None:
        self._left_out += [
            f"{path}, line {each.line}: {_LOST[each.what]}{each.name and ': '}{each.name}"
            for each in left_out
        ]

    def _fields(
        self, path: str, fields: Iterable[Field], steps: dict[str, Step], value: Raw, of: str
    ) -> Raw:
        kept: Raw = {}
        for name, each in value.items():
            at = f"{path}.{name}"
            if name not in steps:
                raise LineError(at, f"is not a field of {of}")
            kept[name] = steps[name](at, each)
        for one in fields:
            # That of words whose language was never asked for stays unsaid.
            if one.name not in kept and not isinstance(one, Language):
                # A list that is left out is an empty one.
                if one.needed and not isinstance(one, References):
                    raise LineError(f"{path}.{one.name}", "is missing")
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
            case Flag():
                return c.flag
            case Rows():
                return c.listed(c.listed(c.text(LONGEST_CELL), MOST_COLUMNS), MOST_ROWS)
            case Language():
                return lambda path, value: language(path, value) if value else ""
            case Day():
                return _day if one.needed else c.optional(_day)
            case Reference():
                return lambda path, value: self._key(path, value, one.to)
            case References():
                return lambda path, value: self._keys(path, value, one.to)
            case Entries():
                return self._entries(one)
        raise TypeError(f"the wire has no check for a field of type {type(one).__name__}")

    def _entries(self, one: Entries) -> Step:
        steps = {each.name: self._step(each) for each in one.fields}

        def entry(path: str, value: Any) -> Raw:
            if not isinstance(value, dict):
                raise LineError(path, f"has to be an object, not {c.named(value)}")
            identity = _identity(f"{path}.id", value.get("id"))
            said = {name: each for name, each in value.items() if name != "id"}
            kept = self._fields(path, one.fields, steps, said, f"an entry of {one.name}")
            return {"type": "item", "value": kept, "id": identity}

        return c.listed(entry, MOST_ENTRIES)

    def _keys(self, path: str, items: Any, kind: str) -> list[Raw]:
        if not isinstance(items, list):
            raise LineError(path, f"has to be a list, not {c.named(items)}")
        kept = []
        for place, item in enumerate(items):
            address, identity = item, None
            if isinstance(item, dict):
                address, identity = item.get(record_of(kind)), item.get("id")
            key = self._key(f"{path}[{place}]", address, kind)
            identity = _identity(f"{path}[{place}].id", identity)
            kept.append({"type": "item", "value": key, "id": identity})
        return kept

    def _key(self, path: str, address: Any, kind: str) -> Any:
        if address is None:
            # What no longer exists was left out as null.
            return None
        key = self.keys[kind].get(c.address(path, address))
        if key is None:
            raise not_there(path, record_of(kind), address)
        return key

    def _markup(self, path: str, value: Any) -> str:
        words = _any_text(path, value)
        if is_foreign(words):
            reading = read_foreign(words)
            self._leave_out(path, left_out_of_markup(reading))
            markup = markup_of(reading)
        else:
            markup = c.markup(path, words)
        self.cleaned += markup != words
        return markup


def _day(path: str, value: Any) -> str:
    return c.day(path, value).isoformat()


def _identity(path: str, value: Any) -> str:
    """By what a block is known to the desk; a new one where the line doesn't say."""
    if value and (not isinstance(value, str) or len(value) > 64):
        raise LineError(path, "has to be text of up to 64 letters")
    return value or str(uuid.uuid4())
