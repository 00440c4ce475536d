"""A body entry by entry: what a block holds in lists is walked through as blocks of their own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from solidary.stories.body.blocks import BLOCKS
from solidary.stories.body.fields import Block, Entries, RawBlock

LISTS = {
    block.name: lists
    for block in BLOCKS
    if (lists := [field for field in block.fields if isinstance(field, Entries)])
}
"""The lists of entries of those blocks that have any."""


def name_of_entry(block: str, field: Entries) -> str:
    """The name under which an entry of a block's list is declared: `wall.wishes`."""
    return f"{block}.{field.name}"


ENTRIES = tuple(
    Block(name_of_entry(block, field), field.each, icon="", fields=field.fields)
    for block, lists in LISTS.items()
    for field in lists
)
"""What entries are declared of, as blocks."""
DECLARED = (*BLOCKS, *ENTRIES)
"""All that `with_entries` may give."""


def with_entries(body: Iterable[RawBlock]) -> Iterator[RawBlock]:
    """The blocks of a raw body, each followed by its entries. The value of an entry is the one that is
    stored: who changes it changes the body."""
    for block in body:
        yield block
        lists, value = LISTS.get(block.get("type", "")), block.get("value")
        if lists and isinstance(value, dict):
            for field in lists:
                for entry in value.get(field.name) or ():
                    if isinstance(held := value_of(entry), dict):
                        name = name_of_entry(block["type"], field)
                        identity = entry.get("id") if held is not entry else None
                        yield {"type": name, "value": held, "id": identity}


def value_of(item: Any) -> Any:
    """What an item of a stored list block holds, in either of the two forms Wagtail has stored."""
    if isinstance(item, dict) and item.get("type") == "item" and "value" in item:
        return item["value"]
    return item
