"""Actions of the record: listed, and found by words, by a day, or by their id."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from solidary.chronicle.models import Action, Report, Standing, Suggestion
from solidary.chronicle.wholes import wholes
from solidary.desk.chronicle.base import ACTIONS, ChroniclePage
from solidary.desk.chronicle.wording import action_line
from solidary.desk.searching import names_with
from solidary.stories.languages import own_name
from solidary.stories.models.place import PlaceName

MOST_FOUND = 20
A_PAGE = 50
MOST_WORDS = 6


@dataclass(frozen=True, slots=True)
class Line:
    """An action as a list shows it."""

    key: int
    id: str
    address: str
    words: str
    languages: str
    is_public: bool


def found_lines(sought: str, *, but: Action | None = None) -> list[Line]:
    """The actions that a search finds, the newest first."""
    rows = Action.objects.filter(merged_into=None).filter(asked_for(sought))
    if but is not None:
        rows = rows.exclude(pk=but.pk)
    return lines_of(rows.order_by("-first", "-pk").distinct()[:MOST_FOUND])


def asked_for(sought: str) -> Q:
    """Those with all the words: in a town's name in any language, a square or house, the headline of a story
    that reports it; or with a day ("2020-07-26"), a month ("2020-07"), an id."""
    asked = Q()
    for word in sought.split()[:MOST_WORDS]:
        towns = PlaceName.objects.filter(names_with(["name"], word)).values("place")
        reports = Report.objects.filter(names_with(["story__headline"], word)).values("action")
        here = Q(place__in=towns) | names_with(["venue"], word) | Q(pk__in=reports)
        asked &= here | Q(address=word) | _on(word)
    return asked


def _on(word: str) -> Q:
    nothing = Q(pk__in=[])
    try:
        day = date.fromisoformat(word)
    except ValueError:
        year, _, month = word.partition("-")
        if not (len(year) == 4 and year.isascii() and year.isdigit()) or (
            month and len(month) != 2
        ):
            return nothing
        if not month:
            return Q(first__year=int(year)) if int(year) else nothing
        if not (month.isascii() and month.isdigit() and 1 <= int(month) <= 12 and int(year)):
            return nothing
        return Q(first__year=int(year), first__month=int(month))
    return Q(first__lte=day, last__gte=day)


def lines_of(actions: Iterable[Action]) -> list[Line]:
    made = []
    for found in wholes(action.pk for action in actions).values():
        languages = dict.fromkeys(own_name(report.story.language) for report in found.reports)
        address = reverse("desk_chronicle_action", args=[found.address])
        made.append(
            Line(
                found.action.pk, found.address, address, action_line(found),
                ", ".join(languages), found.is_public,
            )
        )  # fmt: skip
    return made


class ActionsView(ChroniclePage, TemplateView):
    """`/desk/chronicle/actions/`; with `part`, only what was found, for a card that asks what it is the same
    as (`for`)."""

    template_name = "desk/chronicle/actions.html"
    http_method_names = ("get", "head")
    room = "desk_chronicle_actions"
    page_title: Any = ACTIONS

    @cached_property
    def sought(self) -> str:
        return self.request.GET.get("q", "").replace("\0", "").strip()[:100]

    @cached_property
    def suggestion(self) -> Suggestion | None:
        """The suggestion for which the same action is looked for."""
        key = self.request.GET.get("for", "")
        if not (key.isascii() and key.isdigit() and len(key) < 16):
            return None
        found: Suggestion | None = Suggestion.objects.filter(pk=key).first()
        return found

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "part" in request.GET:
            context = {
                "lines": found_lines(self.sought) if self.sought else [],
                "suggestion": self.suggestion, "sought": self.sought,
            }  # fmt: skip
            return render(request, "desk/chronicle/_found.html", context)
        answer: HttpResponse = super().get(request, *args, **kwargs)
        return answer

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        standing = self.request.GET.get("standing", "")
        standing = standing if standing in Standing.values else ""
        rows = Action.objects.filter(merged_into=None).filter(asked_for(self.sought))
        if standing:
            rows = rows.filter(standing=standing)
        asked = self.request.GET.get("p", "")
        at = int(asked) if asked.isascii() and asked.isdigit() and 0 < len(asked) < 6 else 1
        start = (max(at, 1) - 1) * A_PAGE
        page = list(rows.order_by("-first", "-pk").distinct()[start : start + A_PAGE + 1])
        undo = self.request.GET.get("undo", "")
        return {
            **super().get_context_data(**kwargs),
            "lines": lines_of(page[:A_PAGE]),
            "sought": self.sought,
            "suggestion": self.suggestion,
            "standing": standing,
            "standings": Standing.choices,
            "at": at,
            "older": at + 1 if len(page) > A_PAGE else 0,
            "newer": at - 1,
            "undo": undo if undo.isdigit() and len(undo) < 16 else "",
        }
