"""Columns of the desk's listings."""

from __future__ import annotations

from typing import Any

from django.utils.formats import date_format, time_format
from django.utils.text import capfirst
from wagtail.admin.ui.tables import Column

from solidary.stories.models import State

TONES = {
    State.DRAFT: "draft",
    State.REVIEW: "waiting",
    State.SCHEDULED: "waiting",
    State.PUBLISHED: "public",
    State.CORRECTED: "public",
    State.WITHDRAWN: "gone",
}
"""State → the tone of its mark; the word stands beside it, never the colour alone."""


class StateColumn(Column):
    cell_template_name = "desk/cells/state.html"

    def get_cell_context_data(
        self, instance: Any, parent_context: dict[str, Any]
    ) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        state = State(context["value"])
        context.update(tone=TONES[state], label=capfirst(state.label), instance=instance)
        return context


class EditedColumn(Column):
    """When somebody last wrote on a story, and who."""

    cell_template_name = "desk/cells/edited.html"

    def get_value(self, instance: Any) -> Any:
        draft = instance.latest_revision
        return draft and draft.created_at

    def get_cell_context_data(
        self, instance: Any, parent_context: dict[str, Any]
    ) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        draft = instance.latest_revision
        return {**context, "user": draft and draft.user}


class DayColumn(Column):
    """The day readers see, with the time where a story has one."""

    cell_template_name = "desk/cells/day.html"

    def get_value(self, instance: Any) -> str:
        if instance.day is None:
            return ""
        day = date_format(instance.day, "SHORT_DATE_FORMAT")
        return f"{day} {time_format(instance.time, 'H:i')}" if instance.time else day


class WordsColumn(Column):
    """Plain words in a quiet voice."""

    cell_template_name = "desk/cells/words.html"


class NamesColumn(WordsColumn):
    """What a thing is called in each language."""

    def get_value(self, instance: Any) -> str:
        return " · ".join(name.name for name in instance.names.all())
