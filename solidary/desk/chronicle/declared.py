"""Declared days: listed, added, changed, removed."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from solidary.chronicle.acts.declare_day import ChangeDay, DeclareDay, RemoveDay
from solidary.chronicle.models import Day
from solidary.desk.chronicle.base import DAYS, ChroniclePage
from solidary.desk.chronicle.fields import add_names, names_in
from solidary.desk.chronicle.wording import day_words
from solidary.desk.languages import newsroom_choices
from solidary.site.words import locale_of, words_for
from solidary.stories.acts.base import NotNowError

YEARLY, MONTHLY, ONCE = "year", "month", "once"
HOW_OFTEN = (
    (YEARLY, gettext_lazy("every year")),
    (MONTHLY, gettext_lazy("every month")),
    (ONCE, pgettext_lazy("day", "once")),
)
_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class DayForm(forms.Form):
    """When it comes, since when, who declared it, and what it is called in each language."""

    often = forms.ChoiceField(label=gettext_lazy("It comes"), choices=HOW_OFTEN)
    day_of_month = forms.IntegerField(
        label=gettext_lazy("Day of the month"), required=False, min_value=1, max_value=31
    )
    month = forms.TypedChoiceField(
        label=gettext_lazy("Month"), required=False, coerce=int, empty_value=None,
        choices=[],
    )  # fmt: skip
    once = forms.DateField(label=gettext_lazy("The day itself"), required=False, widget=_DAY)
    since = forms.DateField(
        label=gettext_lazy("It counts since"), required=False, widget=_DAY,
        help_text=gettext_lazy("Empty: nobody knows."),
    )  # fmt: skip
    declared_by = forms.CharField(
        label=gettext_lazy("Who declared it"), required=False, max_length=200,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )  # fmt: skip
    use_required_attribute = False

    def __init__(self, data: Any = None, *, day: Day) -> None:
        often = ONCE if day.once else MONTHLY if day.day_of_month and not day.month else YEARLY
        initial = {
            "often": often, "day_of_month": day.day_of_month, "month": day.month or "",
            "once": day.once, "since": day.since, "declared_by": day.declared_by,
        }  # fmt: skip
        super().__init__(data, initial=initial, label_suffix="")
        self.fields["month"].choices = [("", "—"), *month_names()]
        add_names(self, day.names)

    @property
    def name_fields(self) -> list[Any]:
        return [self[name] for name in self.fields if name.startswith("name_")]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        often = said.get("often")
        if often == ONCE and not said.get("once"):
            self.add_error("once", _("Say the day itself."))
        if often in (YEARLY, MONTHLY) and not said.get("day_of_month"):
            self.add_error("day_of_month", _("Say which day of the month it is."))
        if often == YEARLY and not said.get("month"):
            self.add_error("month", _("Say the month."))
        return said

    def columns(self) -> dict[str, Any]:
        """As the acts take them."""
        said, often = self.cleaned_data, self.cleaned_data["often"]
        return {
            "names": names_in(said),
            "once": said["once"] if often == ONCE else None,
            "month": said["month"] if often == YEARLY else None,
            "day_of_month": None if often == ONCE else said["day_of_month"],
            "since": None if often == ONCE else said["since"],
            "declared_by": said["declared_by"],
        }


def month_names() -> list[tuple[int, str]]:
    """The months in the desk's language, as they are called by themselves."""
    names = locale_of(get_language() or "en").months["stand-alone"]["wide"]
    return [(number, names[number]) for number in range(1, 13)]


def name_of_day(day: Day) -> str:
    """Its name in the desk's language, or else in the newsroom's first that has one."""
    names = day.names
    for code in (get_language() or "", *(code for code, _name in newsroom_choices()), *names):
        if names.get(code):
            return str(names[code])
    return day.address


def often_words(day: Day) -> str:
    """When it comes, in words."""
    if day.once:
        return day_words(day.once)
    if day.month is None:
        return _("every month, on day %(day)s") % {"day": day.day_of_month}
    # A leap year has every day that a year can have.
    falls = date(2024, day.month, day.day_of_month or 1)
    return _("every year, %(day)s") % {"day": words_for(get_language() or "en").day_of_year(falls)}


class DaysView(ChroniclePage, TemplateView):
    """`/desk/chronicle/days/`: those that are declared, and a form for another one."""

    template_name = "desk/chronicle/days.html"
    http_method_names = ("get", "head", "post")
    room = "desk_chronicle_days"
    page_title: Any = DAYS
    form: DayForm | None = None

    @cached_property
    def day(self) -> Day:
        """The one that is changed; a new one at the list."""
        key = self.kwargs.get("pk")
        return get_object_or_404(Day, pk=key) if key is not None else Day()

    def get_page_title(self) -> Any:
        return name_of_day(self.day) if self.day.pk else self.page_title

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = [] if self.day.pk else Day.objects.all()
        undo = self.request.GET.get("undo", "")
        return {
            **super().get_context_data(**kwargs),
            "days": [
                {
                    "name": name_of_day(each), "often": often_words(each), "day": each,
                    "address": reverse("desk_chronicle_day", args=[each.pk]),
                }
                for each in rows
            ],
            "day": self.day,
            "form": self.form or DayForm(day=self.day),
            "undo": undo if undo.isdigit() and len(undo) < 16 else "",
        }  # fmt: skip

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        day = self.day
        act: Any
        if request.POST.get("do") == "remove" and day.pk:
            act, said = RemoveDay(day, user=request.user), _("The day is removed.")
        else:
            self.form = form = DayForm(request.POST, day=day)
            if not form.is_valid():
                return self._again(422)
            if day.pk:
                act, said = (
                    ChangeDay(day, user=request.user, **form.columns()),
                    _("The day is changed."),
                )
            else:
                act, said = (
                    DeclareDay(Day(**form.columns()), user=request.user),
                    _("The day is declared."),
                )
        try:
            act.execute()
        except NotNowError as error:
            self.form = self.form or DayForm(request.POST, day=day)
            self.form.add_error(None, str(error))
            return self._again(409)
        messages.success(request, said)
        undo = f"?undo={act.decision.pk}" if act.decision is not None else ""
        return redirect(reverse("desk_chronicle_days") + undo)

    def _again(self, status: int) -> HttpResponse:
        page: HttpResponse = self.render_to_response(self.get_context_data(), status=status)
        return page
