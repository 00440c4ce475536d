"""The dashboard's line: how much of what stories report waits for a decision."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wagtail.admin.ui.components import Component

from solidary.chronicle.suggesting.queue import waiting
from solidary.chronicle.suggesting.watching import FIRST
from solidary.desk.chronicle.base import RIGHT
from solidary.desk.chronicle.wording import MOST_COUNTED, waiting_words


class WaitingFacts(Component):
    """Shown to whoever may decide."""

    name = "chronicle"
    template_name = "desk/chronicle/panel.html"

    def __init__(self, order: int) -> None:
        self.order = order

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        request = (parent_context or {}).get("request")
        if request is None or not request.user.has_perm(RIGHT):
            return {"shown": False}
        rows = waiting()
        return {
            "shown": True,
            "waiting": waiting_words(rows[: MOST_COUNTED + 1].count()),
            "corrected": rows.filter(sureness=FIRST)[: MOST_COUNTED + 1].count(),
        }
