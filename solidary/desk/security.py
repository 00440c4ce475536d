"""When the newsroom's security contact ends, said on the dashboard before it does."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from wagtail.admin.ui.components import Component

from solidary.stories.models import Newsroom

SOON = timedelta(days=30)
"""How long before: enough for somebody to be back from a holiday."""


class SecurityContact(Component):
    """Shown to whoever may set another day."""

    name = "security"
    template_name = "desk/panels/security.html"

    def __init__(self, order: int) -> None:
        self.order = order

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        request = (parent_context or {}).get("request")
        newsroom = Newsroom.load()
        until = newsroom.security_until
        ends = until if until is not None and until - newsroom.now().date() <= SOON else None
        may_change = request is not None and request.user.has_perm("stories.change_newsroom")
        return {
            "ends": ends if may_change else None,
            "is_over": ends is not None and ends < newsroom.now().date(),
            "newsroom": newsroom,
        }
