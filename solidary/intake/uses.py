"""Noting that a story shows what somebody sent, so that it is found again."""

from __future__ import annotations

import secrets
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac

from solidary.home import current_home, write_once
from solidary.intake.log import enter
from solidary.intake.models import Item, Use
from solidary.intake.models.log_line import Verb
from solidary.sealing.disk import today
from solidary.stories.erasing.words import TakenOver, plain
from solidary.stories.models import Photo, Story


def mark_of(block: str, text: str, key: str | None = None) -> str:
    """What shows whether words are still those that were taken over, and to nobody without the
    newsroom's own key which words they were. `key`: where it isn't that one."""
    key = _key() if key is None else key
    return str(salted_hmac(f"intake.use.{block}", text, secret=key, algorithm="sha256").hexdigest())


def _key() -> str:
    """A key of its own, which is in backups as the secret of sessions isn't: made with the first use."""
    path = current_home().words_key
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_once(path, secrets.token_hex(32))
    return path.read_text(encoding="ascii")


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

    # Older uses were marked with the secret of sessions.
    keys = (_key(), settings.SECRET_KEY)

    def is_unchanged(text: str) -> bool:
        return any(constant_time_compare(mark_of(use.block, text, key), use.mark) for key in keys)

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
