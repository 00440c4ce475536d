"""What the chronicle's pages share: their frame, who may open them, and what is found for an address."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import pgettext_lazy
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from solidary.chronicle.models import Action
from solidary.desk.publishing import publish_with_the_next
from solidary.desk.views.rights import ForWhoMay

RIGHT = "chronicle.decide_action"
CHRONICLE: Any = pgettext_lazy("room", "Chronicle")
WHAT_HAPPENED: Any = pgettext_lazy("chronicle", "What happened")
ACTIONS: Any = pgettext_lazy("chronicle", "Actions")
DAYS: Any = pgettext_lazy("chronicle", "Declared days")
ROOMS: tuple[tuple[str, Any], ...] = (
    ("desk_chronicle", pgettext_lazy("chronicle", "To decide")),
    ("desk_chronicle_actions", ACTIONS),
    ("desk_chronicle_open", pgettext_lazy("chronicle", "Places and days")),
    ("desk_chronicle_days", DAYS),
)


class ForWhoDecides(ForWhoMay):
    """Goes before a view: for whoever may decide; what it changes goes to readers together with the next."""

    right = RIGHT

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        publish_with_the_next(request)
        answer = super().dispatch(request, *args, **kwargs)
        add_never_cache_headers(answer)
        return answer


class ChroniclePage(ForWhoDecides, WagtailAdminTemplateMixin):
    """A page of the chronicle at the desk."""

    room = ""
    """the address of the room it belongs to"""
    request: HttpRequest
    kwargs: dict[str, Any]
    page_title: Any = CHRONICLE
    header_icon = "calendar"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        title = self.get_page_title()
        above = (
            [] if title is CHRONICLE else [{"url": reverse("desk_chronicle"), "label": CHRONICLE}]
        )
        return [*self.breadcrumbs_items, *above, {"url": "", "label": title}]

    def get_page_title(self) -> Any:
        return self.page_title

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        rooms = [
            {"label": label, "address": reverse(name), "is_here": name == self.room}
            for name, label in ROOMS
        ]
        return {**context, "rooms": rooms}


def action_or_404(address: str) -> Action:
    """An action by its id, also one that was merged into another."""
    if not address.isascii() or len(address) > 40:
        raise Http404
    return get_object_or_404(Action.objects.select_related("place"), address=address)


def is_asked_by_script(request: HttpRequest) -> bool:
    """Whether a page's script asks, which wants the data and no page."""
    return "application/json" in request.headers.get("Accept", "")


def page_with_line(request: HttpRequest, line: str, status: int) -> HttpResponse:
    """A page that says one thing."""
    context = {"title": CHRONICLE, "line": line}
    return TemplateResponse(request, "desk/chronicle/refused.html", context, status=status)
