"""Which parts of the calendars of actions there are, as the ledger has them after a change; and what of the
chronicle's pages changes together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db.models.functions import Length

from solidary.press.index.moves import Changes
from solidary.press.models import ActionCount
from solidary.press.reading.asking import in_batches
from solidary.release.addresses import Listing

DATED = r"c/\d{4}(?:-\d\d)?"
"""A month with its days, or a year, in all languages and of all topics, and their data: one shard of the hash
tree each."""
LISTED = r"[tw](?=/)"
OF_ONE_LISTING = r"[tw]/../[^.]+"
"""All there is of a topic's or a place's actions that is no calendar page."""
OF_ALL = r"c/(?!\d)"
"""What is of all actions: their map, the way to the data, the log."""


def parts_of(listings: Iterable[Listing] | None, width: int) -> Iterator[tuple[Listing, str]]:
    """(listing spoken in '', part) of every part of these listings, or of all, that is written in so many
    letters: 4 a year, 7 a month, 10 a day."""
    rows = ActionCount.objects.annotate(width=Length("part")).filter(width=width)
    rows = rows.order_by("kind", "key", "part")
    if listings is None:
        for kind, key, part in rows.values_list("kind", "key", "part").iterator():
            yield Listing(kind, key, ""), part
        return
    keys: dict[str, set[str]] = {}
    for listing in listings:
        keys.setdefault(listing.kind, set()).add(listing.key)
    for kind, wanted in sorted(keys.items()):
        for batch in in_batches(wanted):
            found = rows.filter(kind=kind, key__in=batch)
            for key, part in found.values_list("key", "part"):
                yield Listing(kind, key, ""), part


def neighbours(listing: Listing, part: str) -> Iterator[str]:
    """The parts of a part's width that are before and after it, those that there are."""
    rows = ActionCount.objects.filter(kind=listing.kind, key=listing.key)
    rows = rows.annotate(width=Length("part")).filter(width=len(part))
    parts = rows.values_list("part", flat=True)
    for found in (
        parts.filter(part__lt=part).order_by("-part").first(),
        parts.filter(part__gt=part).order_by("part").first(),
    ):
        if found:
            yield found


def with_merged(changes: Changes, listing: Listing) -> Iterator[Listing]:
    """A listing spoken in '' in every language of the newsroom, and those of the topics merged into it."""
    around = changes.around
    for key in (listing.key, *around.leads_to.get(listing.key, ())):
        yield from around.everywhere(listing._replace(key=key))
