"""What an editor has in hand: her own unpublished stories, and above them what came back."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext_lazy as _
from wagtail.admin.templatetags.wagtailadmin_tags import user_display_name
from wagtail.models import WorkflowState

from solidary.desk.panels import DeskPanel, Line, line
from solidary.desk.viewsets.people import written_by
from solidary.stories.models import Story
from solidary.stories.state import states_of

MOST = 50
"""Stories that are looked at; the list has the others."""


class Yours(DeskPanel):
    """Her stories that readers don't have, or not in this version, the newest edit first; on top
    those that a reviewer sent back, with what the reviewer said."""

    name = "yours"
    title = _("Yours and what came back")
    nothing = _("Nothing of yours waits.")
    template_name = "desk/panels/yours.html"

    def lines(self, request: Any) -> list[Line]:
        self.filter = f"author={request.user.pk}"
        returned = self._returned(request.user)
        keys = {one.story.pk for one in returned}
        written = Story.objects.filter(
            pk__in=written_by(request.user.pk), has_unpublished_changes=True, withdrawn_at=None
        ).exclude(pk__in=keys)
        own = list(
            written.defer("body")
            .select_related("locale", "latest_revision")
            .order_by("-latest_revision")[:MOST]
        )
        return returned + [
            line(
                story,
                story.latest_revision and story.latest_revision.created_at,
                headline=story.latest_revision.object_str if story.latest_revision else "",
                state=state.label,
            )
            for story, state in zip(own, states_of(own), strict=True)
        ]

    def _returned(self, user: Any) -> list[Line]:
        """What she sent to review and a reviewer wants changed, the last answer first."""
        back = (
            WorkflowState.objects.filter(
                base_content_type=ContentType.objects.get_for_model(Story),
                status=WorkflowState.STATUS_NEEDS_CHANGES,
                requested_by=user,
            )
            .select_related("current_task_state__finished_by", "current_task_state__revision")
            .order_by("-current_task_state__finished_at")[:MOST]
        )
        states = list(back)
        stories = Story.objects.select_related("locale").in_bulk([int(s.object_id) for s in states])
        found = []
        for state in states:
            story, answer = stories.get(int(state.object_id)), state.current_task_state
            if story is None or answer is None:
                continue
            by = user_display_name(answer.finished_by) if answer.finished_by else ""
            words = answer.revision.object_str if answer.revision else ""
            found.append(
                line(story, answer.finished_at, by, words, comment=answer.comment, is_back=True)
            )
        return found
