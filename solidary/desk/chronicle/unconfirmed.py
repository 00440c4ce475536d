"""Places and days at which something was suggested that nobody has confirmed."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import Any

from django.http import Http404
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from solidary.chronicle.models import Action, Suggestion
from solidary.chronicle.same_as import like_these
from solidary.chronicle.suggesting.queue import (
    unconfirmed_days,
    unconfirmed_places,
    waiting,
)
from solidary.desk.chronicle.base import ChroniclePage
from solidary.desk.chronicle.cards import line_of
from solidary.desk.chronicle.filtering import Filter
from solidary.desk.chronicle.finding import lines_of
from solidary.desk.chronicle.placing import by_key
from solidary.desk.chronicle.wording import day_words, month_words, town_words
from solidary.stories.languages import own_name
from solidary.stories.models import Newsroom, Place

MOST = 100


class OpenView(ChroniclePage, TemplateView):
    """`/desk/chronicle/open/`: towns where something waits, and the days of a month."""

    template_name = "desk/chronicle/open.html"
    http_method_names = ("get", "head")
    room = "desk_chronicle_open"
    page_title: Any = gettext_lazy("Places and days with something unconfirmed")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        month = _month(self.request.GET.get("month", ""))
        first = month or _newest_month()
        last = first.replace(day=monthrange(first.year, first.month)[1])
        days = unconfirmed_days(first, last)
        return {
            **super().get_context_data(**kwargs),
            "places": [
                {"number": number, "name": town_words(number, str(number)), "count": count}
                for number, count in unconfirmed_places()
            ],
            "days": [
                {"day": day, "words": day_words(day), "count": count} for day, count in days.items()
            ],
            "month": first.isoformat()[:7],
            "month_words": month_words(first),
            "before": _moved(first, -1),
            "after": _moved(first, 1),
        }


class PlaceView(ChroniclePage, TemplateView):
    """`/desk/chronicle/open/place/<GeoNames' number>/`."""

    template_name = "desk/chronicle/unconfirmed.html"
    http_method_names = ("get", "head")
    room = "desk_chronicle_open"

    def get_page_title(self) -> Any:
        return town_words(self.kwargs["number"], str(self.kwargs["number"]))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        number = self.kwargs["number"]
        place = Place.objects.filter(geonames_id=number).first()
        if place is None and by_key(str(number)) is None:
            raise Http404
        rows = list(waiting(place=place or Place(geonames_id=number))[:MOST])
        rows_there = Action.objects.filter(place=place, merged_into=None)
        return {
            **super().get_context_data(**kwargs),
            **_parted(rows),
            "queue": Filter(place=str(number)).query(),
            "actions": lines_of(rows_there.order_by("-first", "-pk")[:MOST]) if place else [],
        }


class DayView(ChroniclePage, TemplateView):
    """`/desk/chronicle/open/day/<2020-07-26>/`."""

    template_name = "desk/chronicle/unconfirmed.html"
    http_method_names = ("get", "head")
    room = "desk_chronicle_open"

    @property
    def day(self) -> date:
        try:
            return date.fromisoformat(self.kwargs["day"])
        except ValueError as problem:
            raise Http404 from problem

    def get_page_title(self) -> Any:
        return day_words(self.day)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        day = self.day
        rows = list(waiting(day=day)[:MOST])
        actions = Action.objects.filter(first__lte=day, last__gte=day, merged_into=None)
        return {
            **super().get_context_data(**kwargs),
            **_parted(rows),
            "queue": Filter(day=day.isoformat()).query(),
            "actions": lines_of(actions.order_by("first", "pk")[:MOST]),
        }


def _parted(rows: list[Suggestion]) -> dict[str, Any]:
    """What waits, parted by whether an action of the record may be the same."""
    nowhere: list[dict[str, Any]] = []
    known: list[dict[str, Any]] = []
    for row in rows:
        line = {
            "key": row.pk, "words": line_of(row.action), "headline": row.story.headline,
            "code": row.story.language, "language": own_name(row.story.language),
        }  # fmt: skip
        (known if row.why or like_these(row) else nowhere).append(line)
    return {"nowhere": nowhere, "known": known}


def _month(text: str) -> date | None:
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        return None


def _newest_month() -> date:
    """The month of the newest day on which something waits."""
    row = waiting().exclude(day=None).order_by("-day").values_list("day", flat=True).first()
    day: date = row or Newsroom.load().now().date()
    return day.replace(day=1)


def _moved(month: date, step: int) -> str:
    number = month.year * 12 + month.month - 1 + step
    year, at = divmod(number, 12)
    return f"{year:04}-{at + 1:02}" if 1 <= year <= 9999 else ""
