"""The days of an imported draft between which its source does not decide, kept in its history."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogActionRegistry, log
from wagtail.models import ModelLogEntry

from solidary.stories.models import Story

ACTION = "solidary.possible_days"

Days = Mapping[str, date]
"""Where dates stand on the page ("above", "below" or "beside" their items) → the day of a story."""


def register(actions: LogActionRegistry) -> None:
    """Without this they could not be entered into a history."""
    actions.register_action(
        ACTION, _("Several dates are possible"), _("Several dates are possible")
    )


def keep_possible_days(days: Mapping[int, Days]) -> None:
    """Enter them into the history of each story, by its key."""
    for story in Story.objects.filter(pk__in=days):
        said = {where: day.isoformat() for where, day in days[story.pk].items()}
        log(story, ACTION, data=said)


def waiting() -> dict[Story, dict[str, date]]:
    """The undated drafts that have possible days, in the order they came in, and those of the
    latest import."""
    entries = ModelLogEntry.objects.get_for_model(Story).filter(action=ACTION)
    kept = {int(entry.object_id): entry.data for entry in entries.order_by("timestamp")}
    undated = Story.objects.undated().filter(pk__in=kept).select_related("locale").order_by("pk")
    return {
        story: {where: date.fromisoformat(day) for where, day in kept[story.pk].items()}
        for story in undated
    }
