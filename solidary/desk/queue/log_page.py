"""The log of who saw and did what, as everybody reads it who may see what was sent. It needs no key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext, pgettext
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from solidary.desk.queue.deeds import REASONS
from solidary.desk.queue.unlocked import unkept
from solidary.desk.queue.unlocking import QUEUE
from solidary.desk.receiving.panel import unusual_lines
from solidary.desk.views.rights import ForWhoMay
from solidary.intake.deciding import SEE
from solidary.intake.log import check_log
from solidary.intake.looking import short
from solidary.intake.models import LogLine
from solidary.intake.models.contribution import LABELS as STATES
from solidary.intake.models.log_line import LABELS, Verb
from solidary.stories.models import Topic

A_PAGE = 100


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the log in words."""

    line: LogLine
    verb: Any
    item: str
    """as `short` names it"""
    facts: str


class LogView(ForWhoMay, WagtailAdminTemplateMixin, TemplateView):
    """`/desk/queue/log/`, the newest line first."""

    right = SEE
    template_name = "desk/queue/log.html"
    page_title = gettext_lazy("Log of the queue")
    header_icon = "history"
    http_method_names = ("get", "head")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return unkept(super().dispatch(request, *args, **kwargs))

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        above = {"url": reverse("desk_queue"), "label": QUEUE}
        return [*self.breadcrumbs_items, above, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        who = self.request.GET.get("who", "")
        about = self.request.GET.get("about", "").strip().lower()[:32]
        lines = LogLine.objects.order_by("-number")
        people = sorted(
            filter(None, LogLine.objects.order_by().values_list("who", flat=True).distinct())
        )
        if who in people:
            lines = lines.filter(who=who)
        if about:
            lines = lines.filter(contribution__startswith=about)
        page = Paginator(lines, A_PAGE).get_page(self.request.GET.get("p"))
        faults = check_log()
        return {
            **context,
            "lines": [_line(each) for each in page.object_list],
            "page": page,
            "people": people,
            "who": who if who in people else "",
            "about": about,
            "faults": faults[:20],
            "more_faults": max(0, len(faults) - 20),
            "count": LogLine.objects.count(),
            "unusual": unusual_lines(),
        }


def _line(line: LogLine) -> Line:
    verb = LABELS[Verb(line.verb)] if line.verb in set(Verb) else line.verb
    item = short(*line.item.split(".", 1)) if "." in line.item else ""
    return Line(line, verb, item, ", ".join(_facts(line)))


def _facts(line: LogLine) -> list[str]:
    facts = line.facts if isinstance(line.facts, dict) else {}
    said = []
    if line.verb == Verb.WALL:
        items = facts.get("items", [])
        said.append(
            ngettext("%(count)s item", "%(count)s items", len(items)) % {"count": len(items)}
        )
    if "to" in facts:
        said.append(pgettext("log", "to %(who)s") % {"who": facts["to"]})
    if "key" in facts:
        said.append(str(facts["key"]))
    if facts.get("state") in STATES:
        said.append(str(STATES[facts["state"]]))
    if facts.get("reason") in REASONS:
        said.append(str(REASONS[facts["reason"]]))
    if "topic" in facts:
        said.append(_hashtag(facts["topic"]))
    if "story" in facts:
        said.append(pgettext("log", "story %(address)s") % {"address": facts["story"]})
    return said


def _hashtag(address: Any) -> str:
    """What a topic is called now; its address where it is gone."""
    found = Topic.objects.filter(address=address).values_list("hashtag", flat=True).first()
    return f"#{found}" if found else str(address)
