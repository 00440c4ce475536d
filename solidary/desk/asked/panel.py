"""The panel of the dashboard that lists what writers ask for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component

from solidary.desk.asked.models import AskedChange
from solidary.desk.guarding import RIGHT
from solidary.desk.panels import SHOWN
from solidary.desk.things import edit_address
from solidary.stories.changes import announced_models

TITLE = _("Changes that writers ask for")


class Asked(Component):
    """Shown to those who may make them."""

    name = "asked"
    template_name = "desk/panels/asked.html"

    def __init__(self, order: int) -> None:
        self.order = order

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        context: Any = parent_context or {}
        request = context.get("request")
        asked = AskedChange.objects.select_related("by").order_by("at")
        may = request is not None and request.user.has_perm(RIGHT)
        rows = list(asked[:SHOWN]) if may else []
        lines = [(row, _address(row)) for row in rows]
        return {
            "title": TITLE,
            "lines": lines,
            "count": asked.count() if rows else 0,
            "csrf_token": context.get("csrf_token"),
        }


def _address(row: AskedChange) -> str:
    """Where the thing is edited; '' where it is gone."""
    model = announced_models().get(row.kind)
    thing = model._base_manager.filter(pk=row.ref).first() if model else None
    return edit_address(thing) if thing is not None else ""
