"""Addresses of an older site as the release knows them, and which of them a change touches.

What the ledger says of an address follows from the record alone: whose it is there, or else whose
it was in the bin. Where it leads, and whether anything does, is asked when it is drawn.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from solidary.press.index.moves import NO_OLD_LEADS, Changes, OldLeads
from solidary.press.models import OldStanding, TopicStanding
from solidary.press.reading.asking import in_batches
from solidary.press.reading.old_pages import page_of
from solidary.press.reading.topics import Merges
from solidary.stories.models import Binned, OldAddress
from solidary.stories.old_addresses import OldAddress as Address

STORY = "story"
TOPIC = "topic"
_PACKED = "stories.OldAddress"


class _Lead(NamedTuple):
    """An address of an older site, and what has it."""

    key: str
    address: str
    page: str
    kind: str
    ref: int


def renew(stories: Iterable[int], topics: Iterable[int], root: str) -> set[_Lead]:
    """Bring the ledger up to the record as far as these stories and topics go; what differs, as it
    was and as it is. `root`: the path below which the newsroom's own site begins."""
    owned = {STORY: set(stories), TOPIC: set(topics)}
    keys = {address.key for address in _binned(owned[STORY])}
    ledger = OldStanding.objects.exists()
    for kind, refs in owned.items():
        for batch in in_batches(refs):
            now = OldAddress.objects.filter(**{f"{kind}__in": batch})
            keys.update(now.values_list("key", flat=True))
            if ledger:
                known = OldStanding.objects.filter(kind=kind, ref__in=batch)
                keys.update(known.values_list("key", flat=True))
    if not keys:
        return set()
    before: set[_Lead] = set()
    after: dict[str, _Lead] = {}
    for names in in_batches(keys):
        rows = OldStanding.objects.filter(key__in=names)
        before.update(map(_Lead._make, rows.values_list(*_Lead._fields)))
        after |= _in_record(OldAddress.objects.filter(key__in=names), root)
    if left := keys - after.keys():
        for address, ref in _binned().items():
            if address.key in left:
                after[address.key] = _lead(address, STORY, ref, root)
    differing = before ^ set(after.values())
    for names in in_batches(lead.key for lead in differing):
        OldStanding.objects.filter(key__in=names).delete()
    _write(lead for lead in after.values() if lead in differing)
    return differing


def write_anew(root: str) -> None:
    """All of it, from the record."""
    OldStanding.objects.all().delete()
    found = {address.key: _lead(address, STORY, ref, root) for address, ref in _binned().items()}
    _write((found | _in_record(OldAddress.objects.all(), root)).values())


def touched(
    differing: Collection[_Lead], changes: Changes, nowhere: Iterable[int], merges: Merges
) -> OldLeads:
    """What these changes touch: addresses that came or went, those of stories that came or went
    (`nowhere`: that stood nowhere before and after), and of topics whose pages did."""
    if not differing and not OldStanding.objects.exists():
        return NO_OLD_LEADS
    stories = {
        stand.story for move in changes.moves if move.seen_elsewhere for stand in move.standings()
    }
    listings = {
        count.listing.key
        for count in changes.counts
        if count.listing.key and not count.part and count.came_or_went
    }
    ends = {move.pk for move in changes.topics}
    for batch in in_batches(listings):
        rows = TopicStanding.objects.filter(address__in=batch)
        ends.update(rows.values_list("pk", flat=True))
    refs = {
        STORY: stories | set(nowhere),
        TOPIC: ends | {pk for pk, end in merges.ends.items() if end in ends},
    }
    pages = {lead.page for lead in differing}
    for kind, owners in refs.items():
        for some in in_batches(owners):
            found = OldStanding.objects.filter(kind=kind, ref__in=some)
            pages.update(found.values_list("page", flat=True))
    return OldLeads(tuple(sorted(pages - {""})), any_touched=bool(pages))


def _in_record(rows: object, root: str) -> dict[str, _Lead]:
    found = {}
    for text, key, story, topic in rows.values_list("address", "key", "story_id", "topic_id"):  # type: ignore[attr-defined]
        kind, ref = (STORY, story) if story is not None else (TOPIC, topic)
        found[key] = _lead(Address(text), kind, ref, root)
    return found


def _binned(stories: Iterable[int] | None = None) -> Mapping[Address, int]:
    """Addresses of stories in the bin; of two that had the same one, the later one's."""
    rows = Binned.objects.filter(kind=STORY, rows__icontains=_PACKED).order_by("pk")
    if stories is not None:
        wanted = list(stories)
        rows = rows.filter(ref__in=wanted) if wanted else rows.none()
    return {
        Address(row["fields"]["address"]): ref
        for ref, packed in rows.values_list("ref", "rows")
        for row in packed
        if row["model"] == _PACKED
    }


def _lead(address: Address, kind: str, ref: int, root: str) -> _Lead:
    return _Lead(address.key, address.text, page_of(address, root), kind, ref)


def _write(leads: Iterable[_Lead]) -> None:
    OldStanding.objects.bulk_create(
        [OldStanding(**lead._asdict()) for lead in leads], batch_size=400
    )
