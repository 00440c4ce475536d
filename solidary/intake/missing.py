"""Items whose headers are gone though the record still has them, as after an old backup of it.

Headers are in no backup: what was withdrawn since has none, and whoever opens the record first
takes back what was made of it. Where the whole folder of headers is away, nothing is taken back and
nothing goes on: its disk may not be mounted.
"""

from __future__ import annotations

from solidary.errors import SolidaryError
from solidary.intake.models import Item
from solidary.intake.models.contribution import WORDS
from solidary.intake.strongroom import checked_strongroom
from solidary.sealing.bag.manifest import ABOUT


class HeadersUnreadableError(SolidaryError):
    """Nobody can tell which headers are gone; one line."""


def missing_items(*, used: bool) -> list[Item]:
    """Items without a header; `used`: only those that a story shows.

    Raises StrongroomError where all headers are away, HeadersUnreadableError.
    """
    items = Item.objects.select_related("envelope__contribution").order_by("pk")
    if used:
        items = items.filter(uses__isnull=False).distinct()
    room = checked_strongroom()
    try:
        return [item for item in items if not room.has_header(item.envelope.ref, first_piece(item))]
    except OSError as error:
        raise HeadersUnreadableError(f"{room.keys} can't be read ({error.strerror})") from error


def first_piece(item: Item) -> str:
    """The piece without which an item counts as withdrawn."""
    return WORDS if item.ref == WORDS else f"{item.ref}.{ABOUT}"
