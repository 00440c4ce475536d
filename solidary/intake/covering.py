"""What is covered in a picture before it is published: proposed by a model, confirmed by a person.

Without a confirmed covering no picture gets into a story; that there is no face is confirmed, too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from solidary.errors import SolidaryError
from solidary.intake.deciding import SEE
from solidary.intake.log import enter
from solidary.intake.models import Covering, Fill, Item
from solidary.intake.models.log_line import Verb
from solidary.sealing.disk import today

WHOLE = 1000
"""The width and the height of a picture in the units of boxes."""
MOST_BOXES = 300
SHORTEST, LONGEST = 64, 2048
"""Pixels of the longest side that a picture may be shrunk to."""


class CoveringError(SolidaryError):
    """This can't be covered, or not by whoever asks; the message is for the editor."""


@transaction.atomic
def confirm(
    item: Item, boxes: Iterable[Sequence[int]], fill: str, *, by: Any, longest: int = 0
) -> Covering:
    """Keep what somebody has confirmed, in place of what was confirmed before: `boxes` in thousandths of
    the picture, none for a picture without faces; `longest`: pixels to which it is shrunk, 0 for not.

    A line in the log says how many. Raises CoveringError.
    """
    if not by.has_perm(SEE):
        raise CoveringError(_("You may not do this."))
    if item.is_words:
        raise CoveringError(_("These are words, not a picture."))
    found = [checked(box) for box in boxes]
    if len(found) > MOST_BOXES:
        raise CoveringError(_("There are too many boxes in the picture."))
    if fill not in Fill.values:
        raise CoveringError(_("Faces are covered with black or with a mosaic."))
    if longest and not SHORTEST <= longest <= LONGEST:
        raise CoveringError(_("A picture can't be shrunk to this size."))
    row, _new = Covering.objects.update_or_create(
        item=item,
        defaults={
            "boxes": found, "fill": fill, "longest": longest,
            "confirmed_by": by, "confirmed_on": today(),
        },
    )  # fmt: skip
    enter(
        Verb.COVER, who=by, contribution=item.envelope.contribution.ref,
        item=f"{item.envelope.ref}.{item.ref}",
        facts={"boxes": len(found), "fill": str(fill), "longest": longest},
    )  # fmt: skip
    made: Covering = row
    return made


def confirmed(item: Item) -> Covering | None:
    """What was confirmed of a picture; None where nobody has decided yet."""
    found: Covering | None = Covering.objects.filter(item=item).first()
    return found


def edits_of(covering: Covering) -> list[dict[str, object]]:
    """What the keeper's `finish` takes."""
    covered: list[dict[str, object]] = [
        {"cover": list(box), "fill": covering.fill} for box in covering.boxes
    ]
    return [*covered, {"shrink": covering.longest}] if covering.longest else covered


def checked(box: Sequence[int]) -> list[int]:
    """A box within the picture. Raises CoveringError."""
    if len(box) != 4 or any(type(number) is not int for number in box):
        raise CoveringError(_("A box has four whole numbers."))
    x, y, width, height = box
    if x < 0 or y < 0 or width < 1 or height < 1 or x + width > WHOLE or y + height > WHOLE:
        raise CoveringError(_("A box is not within the picture."))
    return [x, y, width, height]
