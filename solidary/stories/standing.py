"""Where a story stands on its way from draft to withdrawn, for one story and for many.

Each question is asked from the small side (the few drafts in review, the few schedules),
so that it costs the same in an archive of a thousand stories and of a million.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision, WorkflowState

if TYPE_CHECKING:
    from solidary.stories.models.story import Story


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


class StoryQuerySet(models.QuerySet["Story"]):
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
        waiting = {*_in_review(), *_scheduled()}
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


def state_of(story: Story) -> State:
    """Where one story stands; what the public sees counts before what is being prepared."""
    if story.withdrawn_at is not None:
        return State.WITHDRAWN
    if story.live:
        return State.CORRECTED if story.corrected_on else State.PUBLISHED
    if story.pk and story.approved_schedule:
        return State.SCHEDULED
    if story.pk and story.workflow_in_progress:
        return State.REVIEW
    return State.DRAFT


def _story_type() -> ContentType:
    return ContentType.objects.get(app_label="stories", model="story")


def _in_review() -> list[int]:
    waiting = WorkflowState.objects.filter(
        base_content_type=_story_type(), status=WorkflowState.STATUS_IN_PROGRESS
    )
    return [int(key) for key in waiting.values_list("object_id", flat=True)]


def _scheduled() -> list[int]:
    approved = Revision.objects.filter(
        base_content_type=_story_type(), approved_go_live_at__isnull=False
    )
    return [int(key) for key in approved.values_list("object_id", flat=True)]
