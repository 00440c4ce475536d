"""Stories that go out, or leave, at a time somebody set."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.utils import timezone
from wagtail.models import Revision

from solidary.stories.models import Story

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Due:
    """How many stories went out, left, or couldn't."""

    published: int = 0
    expired: int = 0
    failed: int = 0

    def __bool__(self) -> bool:
        return bool(self.published or self.expired or self.failed)


def publish_due() -> Due:
    """Publish every story whose time has come, and take back every one whose time is over.

    Costs two indexed questions when nothing is due. A story that can't be published is logged,
    keeps its schedule and keeps no other story waiting.
    """
    published = expired = failed = 0
    coming, going = _due()
    for story in going.order_by("expire_at"):
        story.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
        expired += 1
    for revision in coming.order_by("approved_go_live_at"):
        try:
            revision.publish(log_action="wagtail.publish.scheduled")
            published += 1
        except Exception:
            logger.exception("Scheduled story %s couldn't be published", revision.object_id)
            failed += 1
    return Due(published, expired, failed)


def is_anything_due() -> bool:
    """Whether a story's time has come, or is over."""
    return any(waiting.exists() for waiting in _due())


def _due() -> tuple[QuerySet[Revision], QuerySet[Story]]:
    """What has to go out by now, and the stories that have to leave."""
    now = timezone.now()
    return (
        Revision.objects.filter(
            approved_go_live_at__lte=now,
            base_content_type=ContentType.objects.get_for_model(Story),
        ),
        Story.objects.filter(live=True, expire_at__lte=now),
    )
