from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from solidary.stories.body.entries import DECLARED, with_entries
from solidary.stories.body.fields import Field, RawBlock, Reference, References
from solidary.stories.body.plain import plain_text
from solidary.stories.body.uses import listed
from solidary.stories.checks.draft import Draft
from solidary.stories.checks.finding import BODY, Finding, Found

_NEEDED = {
    block.name: (block, [field for field in block.fields if field.needed]) for block in DECLARED
}


def blocks(draft: Draft) -> Iterator[Finding]:
    """What a block can't be published without is there. A draft may leave it open."""
    for holder in draft.body:
        for raw in with_entries([holder]):
            block, needed = _NEEDED.get(str(raw.get("type")), (None, []))
            for field in needed:
                found = _missing(draft, field, _filled(raw, field))
                if block and found:
                    facts = {"block": block.label, "field": "" if block.bare else field.label}
                    yield Finding(found, BODY, facts, str(holder.get("id") or ""))


def names(draft: Draft) -> Iterator[Finding]:
    """Bylines and sources say whose they are."""
    for place, label in draft.unnamed:
        yield Finding(Found.NEEDED, place, {"block": "", "field": label})


def _filled(raw: RawBlock, field: Field) -> Any:
    value = raw.get("value")
    return value.get(field.name) if isinstance(value, dict) else value


def _missing(draft: Draft, field: Field, filled: Any) -> Found | None:
    if isinstance(field, Reference | References):
        keys = listed(filled) if isinstance(field, References) else [filled]
        if any(isinstance(key, int) and (field.to, key) in draft.gone for key in keys):
            return Found.GONE
        return None if any(isinstance(key, int) for key in keys) else Found.NEEDED
    if isinstance(filled, str):
        return None if plain_text(filled) else Found.NEEDED
    return None if filled else Found.NEEDED
