"""Whether whoever sent a picture lets faces be shown."""

from __future__ import annotations

from solidary.intake.models import Item
from solidary.keeper.client import Index
from solidary.sealing.bag.manifest import Kind


def faces_may_be_shown(index: Index, item: Item) -> bool | None:
    """The strictest of what a contribution's envelopes say, from the last change of consent on; None
    where none says anything."""
    name = item.envelope.contribution.ref
    entries = [each for each in index.entries if each.contribution == name]
    entries.sort(key=lambda each: each.day)
    changes = [at for at, each in enumerate(entries) if each.kind == str(Kind.CONSENT)]
    said = [
        each.faces for each in entries[changes[-1] if changes else 0 :] if each.faces is not None
    ]
    return all(said) if said else None
