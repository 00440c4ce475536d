"""Noting that a story shows what somebody sent, so that it is found again."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac

from solidary.intake.log import enter
from solidary.intake.models import Item, Use
from solidary.intake.models.log_line import Verb
from solidary.sealing.disk import today
from solidary.stories.erasing.words import TakenOver, plain
from solidary.stories.models import Photo, Story


def mark_of(block: str, text: str) -> str:
    """What shows whether words are still those that were taken over, and to nobody without the
    newsroom's own key which words they were."""
    return str(salted_hmac(f"intake.use.{block}", text, algorithm="sha256").hexdigest())


@transaction.atomic
def note_words(
    item: Item, story: Story, block: str, value: Any, *, field: str = "", by: Any = None
) -> Use:
    """Words of an item are in a block of a story. `value`: what was put there, as it is stored."""
    return _note(item, story, block, field=field, mark=mark_of(block, plain(value)), by=by)


@transaction.atomic
def note_photo(item: Item, story: Story, block: str, photo: Photo, *, by: Any = None) -> Use:
    """A photo made of an item is in a block of a story."""
    return _note(item, story, block, photo=photo.address, by=by)


def taken_over_by(use: Use) -> TakenOver:
    """A use of words as the record is asked to erase it."""

    def is_unchanged(text: str) -> bool:
        return constant_time_compare(mark_of(use.block, text), use.mark)

    return TakenOver(use.block, use.field, is_unchanged)


def _note(item: Item, story: Story, block: str, *, by: Any, **more: str) -> Use:
    use, _ = Use.objects.update_or_create(
        item=item, story=story.address, block=block, photo=more.pop("photo", ""),
        defaults={**more, "used_on": today()},
    )  # fmt: skip
    enter(
        Verb.USE, who=by, contribution=item.envelope.contribution.ref,
        item=f"{item.envelope.ref}.{item.ref}", facts={"story": story.address},
    )  # fmt: skip
    return use
