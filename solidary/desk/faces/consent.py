"""Whether whoever sent a picture lets faces be shown."""

from __future__ import annotations

from solidary.intake.consent import consent_of
from solidary.intake.models import Item
from solidary.keeper.client import Index
from solidary.sealing.bag.manifest import Kind


def faces_may_be_shown(index: Index, item: Item) -> bool | None:
    """The consent that counts for a picture's contribution; None where nobody says anything."""
    contribution = item.envelope.contribution
    entries = [each for each in index.entries if each.contribution == contribution.ref]
    entries.sort(key=lambda each: (each.kind != Kind.CONTRIBUTION, each.day))
    if all(each.faces is None and not each.wrong for each in entries):
        return None
    # What is sealed for others may say no.
    whole = contribution.pk is None or contribution.envelopes.count() == len(entries)
    return consent_of(entries, whole=whole).faces
