"""The state of a story on its way from draft to withdrawn, for one story and for many.

Each question is asked from the small side (the few drafts in review, the few schedules),
so that it costs the same in an archive of a thousand stories and of a million.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Protocol

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision, WorkflowState


class State(StrEnum):
    DRAFT = "draft"
    REVIEW = "review"
    SCHEDULED = "scheduled"
    PUBLISHED = "published"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        """The state in the reader's own language."""
        return str(STATE_LABELS[self])


STATE_LABELS = {
    State.DRAFT: _("draft"),
    State.REVIEW: _("in review"),
    State.SCHEDULED: _("scheduled"),
    State.PUBLISHED: _("published"),
    State.CORRECTED: _("corrected"),
    State.WITHDRAWN: _("withdrawn"),
}


class HasState(Protocol):
    """What has to be known of a story to say its state."""

    pk: int | None
    live: bool
    withdrawn_at: datetime | None
    corrected_on: date | None


class StoryQuerySet(models.QuerySet[Any]):
    def published(self) -> StoryQuerySet:
        """What readers may see, corrected stories included."""
        return self.filter(live=True, withdrawn_at=None, day__isnull=False)

    def corrected(self) -> StoryQuerySet:
        return self.published().filter(corrected_on__isnull=False)

    def withdrawn(self) -> StoryQuerySet:
        return self.filter(withdrawn_at__isnull=False)

    def in_review(self) -> StoryQuerySet:
        """Stories whose latest version waits in a workflow."""
        return self.filter(pk__in=_in_review())

    def scheduled(self) -> StoryQuerySet:
        """Stories with a version that will go out by itself."""
        return self.filter(pk__in=_scheduled())

    def drafts(self) -> StoryQuerySet:
        """Never published or taken back, and waiting for nobody but its writer."""
        waiting = _in_review() | _scheduled()
        return self.filter(live=False, withdrawn_at=None).exclude(pk__in=waiting)

    def undated(self) -> StoryQuerySet:
        """Imported without a day: an editor has to decide it."""
        return self.filter(live=False, withdrawn_at=None, day=None, import_key__isnull=False)

    def translations_behind(self) -> StoryQuerySet:
        """Translations whose source has been published anew since they were based on it."""
        # Only what was published at the desk has revisions: few in an archive that moved in.
        sources = self.model._default_manager.filter(live_revision__isnull=False, withdrawn_at=None)
        return self.filter(
            Q(based_on_revision=None) | ~Q(based_on__live_revision=F("based_on_revision")),
            withdrawn_at=None,
            based_on__in=sources,
        )


def states_of(stories: Sequence[HasState]) -> list[State]:
    """The state of each story, with no more than two questions to the record for all of them;
    what the public sees counts before what is being prepared."""
    unseen = [story.pk for story in stories if story.pk and not _row_says_it(story)]
    scheduled, reviewed = _scheduled(unseen), _in_review(unseen)

    def state(story: HasState) -> State:
        if story.withdrawn_at is not None:
            return State.WITHDRAWN
        if story.live:
            return State.CORRECTED if story.corrected_on else State.PUBLISHED
        if story.pk in scheduled:
            return State.SCHEDULED
        return State.REVIEW if story.pk in reviewed else State.DRAFT

    return [state(story) for story in stories]


def goes_out(stories: Sequence[HasState]) -> dict[int, datetime]:
    """Key → when, for those of the stories that wait for their time; one question for all of them,
    none for no story."""
    if not stories:
        return {}
    waiting = Revision.objects.filter(
        base_content_type=ContentType.objects.get_by_natural_key("stories", "story"),
        object_id__in=[str(story.pk) for story in stories],
        approved_go_live_at__isnull=False,
    )
    return {int(key): at for key, at in waiting.values_list("object_id", "approved_go_live_at")}


def _row_says_it(story: HasState) -> bool:
    return story.live or story.withdrawn_at is not None


def _in_review(among: Iterable[int] | None = None) -> set[int]:
    waiting = WorkflowState.objects.filter(status=WorkflowState.STATUS_IN_PROGRESS)
    return _stories_of(waiting, among)


def _scheduled(among: Iterable[int] | None = None) -> set[int]:
    return _stories_of(Revision.objects.filter(approved_go_live_at__isnull=False), among)


def _stories_of(rows: models.QuerySet[Any], among: Iterable[int] | None) -> set[int]:
    """Keys of the stories that reviews or revisions are about; `among`: only of these."""
    rows = rows.filter(base_content_type=ContentType.objects.get_by_natural_key("stories", "story"))
    if among is not None:
        rows = rows.filter(object_id__in=[str(key) for key in among])
    return {int(key) for key in rows.values_list("object_id", flat=True)}
