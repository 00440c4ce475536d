"""What waits at the desk, gathered for the page an editor sees first.

Each panel asks for a handful of rows from the small side (what is in review, what has a
schedule), so that the page is as quick in a large archive as in a new one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component
from wagtail.models import Revision, TaskState

from solidary.desk.asked.panel import Asked
from solidary.desk.chronicle.panel import WaitingFacts
from solidary.desk.keeping.panel import Backups
from solidary.desk.mirrors.trouble import MirrorTrouble
from solidary.desk.own_work import Yours
from solidary.desk.panels import SHOWN, DeskPanel, Line, line
from solidary.desk.receiving.panel import Receiving
from solidary.desk.security import SecurityContact
from solidary.press.index.ledger import stories_standing
from solidary.stories import possible_days
from solidary.stories.languages import own_name
from solidary.stories.models import Newsroom, Story


class ToReview(DeskPanel):
    name = "review"
    title = _("To review")
    nothing = _("Nothing waits for review.")
    template_name = "desk/panels/review.html"
    filter = "state=review"

    def lines(self, request: Any) -> list[Line]:
        waiting = (
            TaskState.objects.reviewable_by(request.user)
            .select_related("revision__user", "workflow_state")
            .order_by("started_at")
        )
        found = []
        for state in waiting[:50]:
            story = state.revision.content_object
            if isinstance(story, Story):
                by = state.revision.user.get_username() if state.revision.user else ""
                found.append(line(story, state.started_at, by, state.revision.object_str))
        return found


class Scheduled(DeskPanel):
    name = "scheduled"
    title = _("Scheduled")
    nothing = _("Nothing is scheduled.")
    template_name = "desk/panels/scheduled.html"
    filter = "state=scheduled"

    def lines(self, request: Any) -> list[Line]:
        approved = (
            Revision.objects.filter(
                base_content_type=ContentType.objects.get_for_model(Story),
                approved_go_live_at__isnull=False,
            )
            .order_by("approved_go_live_at")
            .values_list("object_id", "approved_go_live_at", "object_str")[:50]
        )
        stories = Story.objects.select_related("locale").in_bulk([int(row[0]) for row in approved])
        return [
            line(stories[int(key)], when, headline=words)
            for key, when, words in approved
            if int(key) in stories
        ]


class Behind(DeskPanel):
    name = "behind"
    title = _("Out-of-date translations")
    nothing = _("All translations are up to date.")
    template_name = "desk/panels/behind.html"

    def lines(self, request: Any) -> list[Line]:
        behind = (
            Story.objects.translations_behind()
            .prefetch_related("locale", "based_on__locale")
            .order_by("-based_on__last_published_at")
        )
        return [line(story, story.based_on.last_published_at) for story in behind[:50]]


class Undated(DeskPanel):
    name = "undated"
    title = _("Imports without a date")
    nothing = ""
    template_name = "desk/panels/undated.html"

    def lines(self, request: Any) -> list[Line]:
        undated = Story.objects.undated().select_related("locale").order_by("pk")
        self.waiting = undated.count()
        return [line(story) for story in undated[:SHOWN]]

    def count(self, lines: list[Line]) -> int:
        return self.waiting

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context_data(parent_context)
        context["csrf_token"] = (parent_context or {}).get("csrf_token")
        context["two_dates"] = len(possible_days.waiting()) if self.waiting else 0
        context["may_publish"] = context["request"].user.has_perm("stories.publish_story")
        context["today"] = Newsroom.load().now().date()
        return context


class RecentlyPublished(DeskPanel):
    name = "recent"
    title = _("Recently published")
    nothing = _("Nothing has been published yet.")
    template_name = "desk/panels/recent.html"
    filter = "state=published"

    def lines(self, request: Any) -> list[Line]:
        recent = Story.objects.published().prefetch_related("locale").order_by("-last_published_at")
        return [line(story, story.last_published_at) for story in recent[:SHOWN]]


@dataclass(frozen=True, slots=True)
class LanguageCount:
    code: str
    name: str
    published: int
    front: str


class Languages(Component):
    """The newsroom's languages: how many stories readers get in each, and a new one in each."""

    name = "languages"
    order = 10
    template_name = "desk/panels/languages.html"

    @cached_property
    def languages(self) -> list[LanguageCount]:
        counted = stories_standing()
        return [
            LanguageCount(code, own_name(code), counted.get(code, 0), f"/{code}/index.html")
            for code in Newsroom.load().languages
        ]

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        request = (parent_context or {}).get("request")
        return {
            "languages": self.languages,
            "may_write": request.user.has_perm("stories.add_story") if request else False,
        }


def panels() -> list[Component]:
    """The dashboard from top to bottom."""
    return [
        Languages(),
        MirrorTrouble(15),
        Backups(16),
        Receiving(17),
        Yours(18),
        WaitingFacts(19),
        Asked(19),
        SecurityContact(16),
        Undated(20),
        ToReview(30),
        Scheduled(40),
        Behind(50),
        RecentlyPublished(60),
    ]
