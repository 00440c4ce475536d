"""One action, all of it: reports with their words, figures, what was merged into it, its history."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin.templatetags.wagtailadmin_tags import user_display_name
from wagtail.log_actions import registry as log_words
from wagtail.models import ModelLogEntry

from solidary.chronicle.models import Action, Estimate, Form, Report, Standing
from solidary.chronicle.telling import quote_stands
from solidary.chronicle.whole import Whole, end_of, whole
from solidary.desk.chronicle.base import ChroniclePage, action_or_404, page_with_line
from solidary.desk.chronicle.correcting import RecordForm
from solidary.desk.chronicle.deeds import DEEDS
from solidary.desk.chronicle.fields import FormError
from solidary.desk.chronicle.figures import FigureForm, new_figure
from solidary.desk.chronicle.finding import found_lines
from solidary.desk.chronicle.rules import rule_words
from solidary.desk.chronicle.wording import (
    FIELDS,
    action_line,
    basis_words,
    form_words,
    place_words,
    says_words,
    standing_words,
    turnout_words,
    when_words,
)
from solidary.desk.preview import live_address
from solidary.release.addresses import action_page
from solidary.stories.acts.base import NotNowError
from solidary.stories.languages import own_name
from solidary.stories.models import Newsroom

MOST_OF_HISTORY = 50


@dataclass(frozen=True, slots=True)
class Quoted:
    """The words of a field in one report, and whether they are still there."""

    label: str
    exact: str
    is_there: bool
    rule: str
    rule_lang: str


@dataclass(frozen=True, slots=True)
class Figured:
    figure: Estimate
    words: str
    sayers: str
    form: FigureForm


@dataclass(frozen=True, slots=True)
class Telling:
    """A report as the page shows it."""

    report: Report
    story_edit: str
    language: str
    is_public: bool
    quotes: list[Quoted]
    figures: list[Figured]
    new_figure: FigureForm


class ActionView(ChroniclePage, TemplateView):
    """`/desk/chronicle/action/<address>/`: GET shows it, POST does one thing with it."""

    template_name = "desk/chronicle/action.html"
    http_method_names = ("get", "head", "post")
    room = "desk_chronicle_actions"
    wrong = ""
    typed: Any = None

    @cached_property
    def found(self) -> Whole:
        found = whole(action_or_404(self.kwargs["address"]))
        prefetch_related_objects(found.reports, "quotes")
        return found

    def get_page_title(self) -> Any:
        line = action_line(self.found)
        return line[:1].upper() + line[1:]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.found.address != self.kwargs["address"]:
            return redirect("desk_chronicle_action", self.found.address)
        answer: HttpResponse = super().get(request, *args, **kwargs)
        return answer

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = self.found
        sought = self.request.GET.get("q", "").strip()[:100]
        undo = self.request.GET.get("undo", "")
        is_form = isinstance(self.typed, RecordForm)
        return {
            **super().get_context_data(**kwargs),
            "found": found,
            "facts": self._facts(found),
            "tellings": [self._telling(report) for report in found.reports],
            "parts": [
                {"address": each.address, "line": line_of_part(each)} for each in found.parts[1:]
            ],
            "form": self.typed if is_form else RecordForm(found=found),
            "is_open": is_form,
            "standings": Standing.choices,
            "sought": sought,
            "results": found_lines(sought, but=found.action) if sought else [],
            "history": history_of(found),
            "wrong": self.wrong,
            "undo": undo if undo.isdigit() and len(undo) < 16 else "",
            "live": live_page(found),
        }

    def _facts(self, found: Whole) -> list[dict[str, Any]]:
        placed, when = found.placed, found.when
        rows = (
            ("form", ", ".join(form_words(form) for form in found.forms if form in Form.values)),
            ("standing", standing_words(found.standing)),
            ("day", when_words(when)),
            ("place", place_words(placed.place, placed.country)),
            ("venue", found.venue),
            ("turnout", turnout_words(found.turnout) if found.turnout else ""),
            ("organiser", ", ".join(found.organisers)),
            ("speaker", ", ".join(found.speakers)),
            ("solidarity", ", ".join(found.solidarity_with)),
        )
        notes = {"day": basis_words(when.basis) if when else ""}
        return [
            {"label": FIELDS[field], "words": words, "note": notes.get(field, "")}
            for field, words in rows
            if words
        ]

    def _telling(self, report: Report) -> Telling:
        quotes = []
        for checked in quote_stands(report, report.story):
            quote = checked.quote
            rule, language = rule_words(quote.field, quote.rule)
            label = str(FIELDS.get(quote.field, quote.field))
            quotes.append(Quoted(label, quote.exact, checked.found.how.is_there, rule, language))
        figures = [
            Figured(each, turnout_words(each), says_words(each.sayers), self._figure_form(each))
            for each in report.estimates.all()
        ]
        return Telling(
            report,
            reverse("desk_stories:edit", args=[report.story_id]),
            own_name(report.story.language),
            bool(live_address(report.story)),
            quotes,
            figures,
            self._figure_form(new_figure(report)),
        )

    def _figure_form(self, figure: Estimate) -> FigureForm:
        typed = self.typed
        if isinstance(typed, FigureForm) and (typed.figure.pk, typed.figure.report_id) == (
            figure.pk,
            figure.report_id,
        ):
            return typed
        return FigureForm(None, figure)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        deed = DEEDS.get(request.POST.get("do", ""))
        if deed is None:
            return page_with_line(request, _("The desk doesn’t know what to do with this."), 400)
        try:
            act = deed.act(request, self.found)
            act.execute()
        except FormError as error:
            self.typed = error.form
            return self._again(str(error), 422)
        except NotNowError as error:
            return self._again(str(error), 409)
        messages.success(request, str(deed.said))
        return self._onward(getattr(act, "decision", None))

    def _onward(self, decision: Any) -> HttpResponse:
        undo = f"?undo={decision.pk}" if decision is not None else ""
        action = Action.objects.filter(pk=self.found.action.pk).first()
        if action is None:
            return redirect(reverse("desk_chronicle_actions") + undo)
        return redirect(reverse("desk_chronicle_action", args=[end_of(action).address]) + undo)

    def _again(self, line: str, status: int) -> HttpResponse:
        self.wrong = line
        self.__dict__.pop("found", None)
        page: HttpResponse = self.render_to_response(self.get_context_data(), status=status)
        return page


def live_page(found: Whole) -> str:
    """Where readers find it on this server, in the desk's language if there is such an edition; '' while
    they don't."""
    languages = Newsroom.load().languages
    if not found.is_public or not languages:
        return ""
    own = get_language() or ""
    return f"/{action_page(own if own in languages else languages[0], found.address)}"


def line_of_part(action: Action) -> str:
    """A part of an action by itself."""
    return " · ".join(
        (form_words(action.form), when_words(action.when, weekday=False),
         place_words(action.place, action.country))
    )  # fmt: skip


def history_of(found: Whole) -> list[dict[str, Any]]:
    """What was done with it and what was merged into it, the newest first."""
    entries: list[Any] = []
    for part in found.parts:
        entries += ModelLogEntry.objects.for_instance(part).select_related("user")[:MOST_OF_HISTORY]
    entries.sort(key=lambda entry: entry.timestamp, reverse=True)
    return [
        {
            "when": entry.timestamp,
            "who": user_display_name(entry.user) if entry.user else "",
            "what": log_words.get_formatter(entry).format_message(entry)
            if log_words.get_formatter(entry)
            else entry.action,
        }
        for entry in entries[:MOST_OF_HISTORY]
    ]
