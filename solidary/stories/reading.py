"""How the record asks the rooms above to show a story as its readers will see it.

The record knows no templates. Whoever draws reader's pages registers itself here once, when
the application starts; without anybody registered a preview says so instead of failing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from solidary.stories.models.story import Story

Drawer = Callable[["Story", HttpRequest], HttpResponse]

_drawers: list[Drawer] = []


def drawn_by(drawer: Drawer) -> None:
    """From now on `drawer` draws every preview; it takes the place of an earlier one."""
    _drawers[:] = [drawer]


def draw(story: Story, request: HttpRequest) -> HttpResponse:
    """The reader's page of a story that may never have been published."""
    if not _drawers:
        return HttpResponse(_("Nothing here draws reader's pages."), content_type="text/plain")
    return _drawers[0](story, request)
