"""Bring the schema of JSON lines up to the declared blocks: `python -m scripts.schema`.

Everything else in docs/features/json-lines.schema.json is written by hand; a test holds it to
what the wire checks.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from solidary.stories.body import paragraphs
from solidary.stories.body.blocks import BLOCKS
from solidary.stories.body.fields import (
    LONGEST_CELL,
    MOST_COLUMNS,
    MOST_ENTRIES,
    MOST_ROWS,
    Block,
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
from solidary.wire.out.bodies import record_of

PATH = Path(__file__).resolve().parents[1] / "docs" / "features" / "json-lines.schema.json"
Schema = dict[str, Any]
_ID = {"type": "string", "maxLength": 64}


def current(schema: Schema) -> Schema:
    """The schema with what follows from the blocks and the rule for markup as it is declared now."""
    made = _made()
    kept = {
        name: each
        for name, each in schema["$defs"].items()
        if name != "block" and not name.startswith(("block_", "listed_"))
    }
    kept["markup"] = made.pop("markup")
    names = list(kept)
    # What a story's content refers to stands before it.
    place = names.index("content")
    ordered = [*names[:place], *made, *names[place:]]
    return {**schema, "$defs": {name: {**kept, **made}[name] for name in ordered}}


def _made() -> dict[str, Schema]:
    things = {
        field.to for block in BLOCKS for field in block.fields if isinstance(field, References)
    }
    listed = {f"listed_{record_of(kind)}": _listed(record_of(kind)) for kind in sorted(things)}
    blocks = {f"block_{block.name}": _block(block) for block in BLOCKS}
    either = {"oneOf": [{"$ref": f"#/$defs/{name}"} for name in blocks]}
    return {"markup": _markup(), **listed, **blocks, "block": either}


def _markup() -> Schema:
    tags = ", ".join(
        [*paragraphs.PARAGRAPHS, *paragraphs.LISTS, paragraphs.ITEM, "br", *paragraphs.STYLES]
    )
    words = (
        f"HTML of {tags}, {paragraphs.LINK} (href) and {paragraphs.FOREIGN}; "
        "lang and dir on each; other markup is removed."
    )
    return {"type": "string", "description": words}


def _block(block: Block) -> Schema:
    about = {"description": block.about} if block.about else {}
    if block.bare:
        value = _field(block.fields[0])
    else:
        value = _object(
            {field.name: _field(field) for field in block.fields},
            [f.name for f in block.fields if f.needed and not isinstance(f, References)],
        )
    said = {"type": {"const": block.name}, "value": value, "id": _ID}
    return {**about, **_object(said, ["type", "value"])}


def _field(field: Field) -> Schema:
    match field:
        case Text():
            return {
                "type": "string",
                **({"minLength": 1} if field.needed else {}),
                **({"maxLength": field.most} if field.most else {}),
            }
        case Markup():
            return {"$ref": "#/$defs/markup"}
        case WebAddress():
            pattern = "^https?://" if field.needed else "^(https?://|$)"
            return {"type": "string", "pattern": pattern, "maxLength": field.most}
        case Flag():
            return {"type": "boolean"}
        case Language():
            return {"anyOf": [{"$ref": "#/$defs/language"}, {"const": ""}]}
        case Rows():
            cells = {"type": "string", "maxLength": LONGEST_CELL}
            row = {"type": "array", "items": cells, "maxItems": MOST_COLUMNS}
            return {"type": "array", "items": row, "maxItems": MOST_ROWS}
        case Day():
            return {"$ref": "#/$defs/day"} if field.needed else _or_null("day")
        case Reference():
            return _or_null("address")
        case Entries():
            fields = {each.name: _field(each) for each in field.fields}
            needed = [each.name for each in field.fields if each.needed]
            entry = _object({**fields, "id": _ID}, needed)
            return {"type": "array", "items": entry, "maxItems": MOST_ENTRIES}
        case References():
            return {"type": "array", "items": {"$ref": f"#/$defs/listed_{record_of(field.to)}"}}
    raise TypeError(f"the schema has nothing for a field of type {type(field).__name__}")


def _listed(record: str) -> Schema:
    """One of several things: its address, or an object that keeps the desk's own mark too."""
    identity = {"anyOf": [_ID, {"type": "null"}]}
    one = _object({record: _or_null("address"), "id": identity}, [record])
    return {"anyOf": [{"$ref": "#/$defs/address"}, one]}


def _or_null(name: str) -> Schema:
    return {"anyOf": [{"$ref": f"#/$defs/{name}"}, {"type": "null"}]}


def _object(fields: Schema, needed: list[str]) -> Schema:
    return {
        "type": "object",
        "properties": fields,
        "required": needed,
        "additionalProperties": False,
    }


def written(schema: Schema) -> str:
    """The schema as its file holds it."""
    return json.dumps(schema, indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    PATH.write_text(written(current(json.loads(PATH.read_text("utf-8")))), "utf-8")
