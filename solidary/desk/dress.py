"""The desk's dress: the newsroom's accent colour and mark, as on the reader's pages."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.cache import cache_control

from solidary.site.palette import accents
from solidary.stories.models import Newsroom

ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">'
    '<g fill="{accent}" stroke="{accent}"><path d="M16 5v22" stroke-width="2.5"/>'
    '<circle cx="16" cy="6" r="3.5"/><circle cx="16" cy="16" r="5.5"/>'
    '<circle cx="16" cy="26" r="3.5"/></g></svg>'
)


def style_sheets() -> str:
    """What every page of the desk has in its head besides Wagtail's own style."""
    return render_to_string("desk/dress.html", {"accents": accents(Newsroom.load().accent_color)})


@cache_control(private=True, max_age=3600)
def icon(request: HttpRequest) -> HttpResponse:
    """The chain in the newsroom's colour, for the browser's tab."""
    colour = accents(Newsroom.load().accent_color).on_light
    return HttpResponse(ICON.format(accent=colour), content_type="image/svg+xml")
