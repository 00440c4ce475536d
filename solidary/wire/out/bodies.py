"""Bodies on their way out: addresses for the database keys of what they refer to."""

from typing import Any

from solidary.stories.body.entries import DECLARED, LISTS, name_of_entry, value_of
from solidary.stories.body.fields import PLACE, Entries, Reference, References
from solidary.stories.changes import announced_models

Raw = dict[str, Any]


Known = dict[str, dict[Any, Any]]
"""What bodies refer to: for each kind of thing, its addresses by its keys, or its keys by its
addresses."""
_REFERRING = {
    block.name: [each for each in block.fields if isinstance(each, Reference | References)]
    for block in DECLARED
}
_KINDS = sorted({PLACE, *(each.to for fields in _REFERRING.values() for each in fields)})


def known_in_record(given: str, found: str) -> Known:
    """All the record has of them, from one of "pk" and "address" to the other."""
    models = announced_models()
    return {kind: dict(models[kind].objects.values_list(given, found)) for kind in _KINDS}


def record_of(kind: str) -> str:
    """What a line of such a thing says that it is: its kind, but for recordings, which lines
    called videos before there were others."""
    return "video" if kind == "recording" else kind


def body_out(raw: list[Raw], addresses: Known) -> list[Raw]:
    """A stored body with addresses for keys. What no longer exists is left out as null."""
    out = []
    for block in raw:
        kind, value = block["type"], block["value"]
        if isinstance(value, dict):
            value = _fields_out(kind, value, addresses)
            for field in LISTS.get(kind, ()):
                value[field.name] = _entries_out(kind, field, value.get(field.name), addresses)
        one = {"type": kind, "value": value}
        if block.get("id"):
            one["id"] = block["id"]
        out.append(one)
    return out


def _fields_out(kind: str, value: Raw, addresses: Known) -> Raw:
    value = dict(value)
    for each in _REFERRING.get(kind, ()):
        known = addresses[each.to]
        if isinstance(each, Reference):
            value[each.name] = known.get(value.get(each.name))
        elif each.name in value:
            name = record_of(each.to)
            value[each.name] = [_item_out(one, name, known) for one in value[each.name]]
    return value


def _entries_out(kind: str, field: Entries, stored: Any, addresses: Known) -> list[Raw]:
    """The entries of a list, each an object of its fields and of what the desk knows it by."""
    out = []
    for item in stored or ():
        one = _fields_out(name_of_entry(kind, field), value_of(item), addresses)
        if item.get("id") and value_of(item) is not item:
            one["id"] = item["id"]
        out.append(one)
    return out


def _item_out(item: Any, name: str, known: dict[Any, Any]) -> Any:
    if not isinstance(item, dict):
        return known.get(item)
    return {name: known.get(item["value"]), "id": item.get("id")}
