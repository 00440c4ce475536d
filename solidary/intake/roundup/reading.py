"""What the keeper reads out of contributions, for a roundup. Nothing of it is kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from solidary.intake.consent import consent_of
from solidary.intake.looking import note_opened
from solidary.intake.models import Contribution, Covering, Item, State, Use
from solidary.intake.models.contribution import WORDS
from solidary.intake.roundup.material import Material, Picture, Text
from solidary.keeper.client import Entry, Keeper, KeeperError, LockedError
from solidary.sealing.bag.manifest import Kind

SPOKEN = (Kind.CONTRIBUTION, Kind.ADDITION)
"""Envelopes whose words may be shown: an answer is for the newsroom that asked."""


def unused() -> list[str]:
    """References of what was accepted and stands in no story, the oldest first."""
    accepted = Contribution.objects.filter(state=State.ACCEPTED)
    used = Use.objects.values("item__envelope__contribution")
    return list(
        accepted.exclude(pk__in=used).order_by("came_on", "pk").values_list("ref", flat=True)
    )


def read(
    keeper: Keeper, token: str, refs: Sequence[str], *, by: Any, story: str = ""
) -> list[Material]:
    """The contributions of these references that are still there, in this order. Each that is opened
    has its line in the log. `story`: the address of the story they are added to. Raises KeeperError."""
    rows = {row.ref: row for row in Contribution.objects.filter(ref__in=refs)}
    items: defaultdict[str, list[Item]] = defaultdict(list)
    found = Item.objects.filter(envelope__contribution__in=rows.values())
    for item in found.select_related("envelope__contribution").order_by("envelope__came_on", "pk"):
        items[item.envelope.contribution.ref].append(item)
    covered = set(Covering.objects.filter(item__in=found).values_list("item", flat=True))
    uses = Use.objects.filter(story=story, item__in=found) if story else Use.objects.none()
    there = set(uses.values_list("item", flat=True))
    entries = {entry.envelope: entry for entry in keeper.index(token).entries}
    opened = [each for ref in rows for each in items[ref] if each.is_words]
    note_opened(opened, by=by)
    return [
        _material(keeper, token, rows[ref], items[ref], entries, covered, there)
        for ref in dict.fromkeys(refs)
        if ref in rows and rows[ref].state != State.WITHDRAWN
    ]


def _material(
    keeper: Keeper, token: str, row: Contribution, items: Sequence[Item],
    entries: dict[str, Entry], covered: set[int], there: set[int],
) -> Material:  # fmt: skip
    own, texts, pictures, unshown = [], [], [], 0
    by_envelope: defaultdict[str, dict[str, Item]] = defaultdict(dict)
    for item in items:
        by_envelope[item.envelope.ref][item.ref] = item
    unreadable = False
    for envelope, held in by_envelope.items():
        entry = entries.get(envelope)
        if entry is None or entry.wrong:
            unreadable = True
            continue
        own.append(entry)
        spoken = entry.letters and entry.kind in SPOKEN and WORDS in held
        if spoken and held[WORDS].pk not in there:
            try:
                words = keeper.words(token, envelope).text
            except LockedError:
                raise
            except KeeperError:
                unreadable = True
                continue
            texts.append(Text(envelope, words, _is_accepted(row, held[WORDS])))
        for each in entry.items:
            known = held.get(each.ref)
            if known is not None and known.pk in there:
                continue
            unreadable |= bool(each.wrong)
            if each.is_picture and not each.wrong and known is not None:
                accepted = _is_accepted(row, known)
                pictures.append(Picture(envelope, each.ref, accepted, known.pk in covered))
            else:
                unshown += not each.wrong
    consent = consent_of(own, whole=not unreadable)
    return Material(
        row.ref, row.came_on, tuple(texts), tuple(pictures),
        place=next((each.place for each in own if each.place), ""),
        when=next((each.when for each in own if each.when), ""),
        topic=next((each.topic for each in own if each.topic), ""),
        language=next((each.language for each in own if each.language), ""),
        credit=consent.credit, may_quote=consent.quote, may_show_faces=consent.faces,
        unshown=unshown, unreadable=unreadable,
        there_already=not (texts or pictures) and any(item.pk in there for item in items),
    )  # fmt: skip


def _is_accepted(row: Contribution, item: Item) -> bool:
    return row.state == State.ACCEPTED and item.state == State.ACCEPTED
