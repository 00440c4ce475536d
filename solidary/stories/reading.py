"""How the record asks the rooms above to show a story as its readers will see it.

The record knows no templates. Whoever draws reader's pages registers itself here once, when
the application starts; without anybody registered a preview says so instead of failing.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from wagtail.models import PreviewableMixin

Drawer = Callable[[PreviewableMixin, HttpRequest], HttpResponse]
"""Draws the page of a story."""

_drawers: list[Drawer] = []


def drawn_by(drawer: Drawer) -> None:
    """From now on `drawer` draws every preview; it takes the place of an earlier one."""
    _drawers[:] = [drawer]


def draw(story: PreviewableMixin, request: HttpRequest) -> HttpResponse:
    """The reader's page of a story that may never have been published."""
    if not _drawers:
        return HttpResponse(_("The preview is not available here."), content_type="text/plain")
    return _drawers[0](story, request)
