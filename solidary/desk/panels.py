"""What every panel of the dashboard is made of."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from wagtail.admin.ui.components import Component

from solidary.desk.preview import live_address
from solidary.stories.languages import own_name
from solidary.stories.models import Story

SHOWN = 6
"""Rows a panel shows; the listing has the others."""


@dataclass(frozen=True, slots=True)
class Line:
    """One story in a panel. `is_back`: a reviewer sent it back, with this comment."""

    story: Story
    headline: str
    language: str
    when: datetime | None = None
    by: str = ""
    live: str = ""
    state: str = ""
    comment: str = ""
    is_back: bool = False


def line(
    story: Story, when: datetime | None = None, by: str = "", headline: str = "", **more: Any
) -> Line:
    return Line(
        story=story,
        headline=headline or story.headline,
        language=own_name(story.language),
        when=when,
        by=by,
        live=live_address(story),
        **more,
    )


class DeskPanel(Component):
    """A panel of the dashboard. One with nothing in it is a line, not a box."""

    title: Any = ""
    nothing: Any = ""
    name = ""
    filter = ""
    """query of the listing that shows all of them"""

    def __init__(self, order: int) -> None:
        self.order = order

    @abstractmethod
    def lines(self, request: Any) -> list[Line]:
        """What the panel shows, the most pressing first."""

    def count(self, lines: list[Line]) -> int:
        return len(lines)

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        request = (parent_context or {}).get("request")
        lines = self.lines(request)
        return {
            "panel": self,
            "lines": lines[:SHOWN],
            "count": self.count(lines),
            "request": request,
        }
