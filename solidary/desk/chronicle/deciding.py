"""Decisions about suggestions: one press each, and taken back by another."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext
from django.views.generic import View

from solidary.chronicle.acts.confirm import Confirm
from solidary.chronicle.acts.dismiss import Dismiss
from solidary.chronicle.acts.follow_words import FollowWords
from solidary.chronicle.acts.undo import undo_all
from solidary.chronicle.acts.withdraw_report import WithdrawReport
from solidary.chronicle.models import Action, Decision, Suggestion
from solidary.chronicle.suggesting.watching import lost
from solidary.desk.chronicle.base import ForWhoDecides, is_asked_by_script, page_with_line
from solidary.desk.chronicle.correcting import SuggestionForm
from solidary.desk.chronicle.fields import FormError
from solidary.desk.chronicle.filtering import Filter
from solidary.desk.chronicle.queue import QueueView, StoryView, Walk, form_of, html_of, to_queue
from solidary.desk.chronicle.wording import waiting_words
from solidary.stories.acts.base import Act, NotNowError

MOST_AHEAD = 2
"""Cards that a script gets with an answer."""


def _confirm(request: HttpRequest, row: Suggestion) -> Act[Any]:
    if row.why:
        return FollowWords(row, user=request.user)
    return Confirm.of(row, user=request.user)


def _dismiss(request: HttpRequest, row: Suggestion) -> Act[Any]:
    if row.why and row.report is not None:
        return WithdrawReport(row.report, user=request.user)
    return Dismiss(row, user=request.user)


def _correct(request: HttpRequest, row: Suggestion) -> Act[Any]:
    form = form_of(row, row.action, request.POST)
    if not form.is_valid():
        raise FormError(form)
    corrections = form.corrections()
    if isinstance(form, SuggestionForm):
        return Confirm.of(row, said=form.said(), corrections=corrections, user=request.user)
    return FollowWords(row, corrections=corrections, user=request.user)


def _keep(request: HttpRequest, row: Suggestion) -> Act[Any]:
    fields = {each.quote.field for each in lost(row.report)} if row.report is not None else set()
    return FollowWords(row, keep=fields, user=request.user)


def _merge(request: HttpRequest, row: Suggestion) -> Act[Any]:
    into = request.POST.get("into", "")
    action = None
    if into.isascii() and into.isdigit() and len(into) < 16:
        action = Action.objects.filter(pk=into).first()
    if action is None:
        raise NotNowError(pgettext("chronicle", "Choose the action that it is the same as."))
    return Confirm.of(row, same_as=action, user=request.user)


DEEDS: dict[str, tuple[Callable[[HttpRequest, Suggestion], Act[Any]], Any]] = {
    "confirm": (_confirm, gettext_lazy("Confirmed.")),
    "dismiss": (_dismiss, gettext_lazy("Dismissed.")),
    "correct": (_correct, gettext_lazy("Corrected and confirmed.")),
    "keep": (_keep, gettext_lazy("It stays as it is.")),
    "merge": (_merge, gettext_lazy("Confirmed as the same action.")),
}
"""What a form says → the act, and what is said when it is done."""


class Deciding(ForWhoDecides, View):
    """What the answers have in common: for a script data, otherwise the page again."""

    http_method_names = ("post",)

    @cached_property
    def chosen(self) -> Filter:
        return Filter.read(self.request.GET)

    def answer(
        self, said: str, *, undo: str = "", at: str = "", status: int = 200, wrong: str = ""
    ) -> HttpResponse:
        """`at`: the suggestion to be shown next."""
        if is_asked_by_script(self.request):
            walk = Walk(self.chosen)
            shown = (
                [at, *self.request.POST.getlist("card")]
                if at
                else self.request.POST.getlist("card")
            )
            keys = [int(key) for key in dict.fromkeys(shown) if key.isascii() and key.isdigit()]
            known = [key for key in keys if key in walk.order]
            ahead = (known + [key for key in walk.order if key not in known])[:MOST_AHEAD]
            cards = {key: walk.card(key) for key in ahead}
            found = {key: html_of(self.request, card) for key, card in cards.items() if card}
            data = {
                "said": said, "wrong": wrong, "undo": undo, "at": at, "cards": found,
                "order": walk.order, "left": waiting_words(walk.left),
            }  # fmt: skip
            return JsonResponse(data, status=status)
        if wrong:
            messages.error(self.request, wrong)
        else:
            messages.success(self.request, said)
        return to_queue(self.chosen, at=at, undo=undo)


class DecideView(Deciding):
    """`/desk/chronicle/decide/<pk>/`."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        deed = DEEDS.get(request.POST.get("do", ""))
        if deed is None:
            return page_with_line(request, _("The desk doesn’t know what to do with this."), 400)
        # Before it is decided: what is decided leaves the list that this was in.
        walk = Walk(self.chosen)
        after = walk.after(kwargs["pk"])
        row = Suggestion.objects.select_related("story__locale", "report__action")
        row = row.filter(pk=kwargs["pk"]).first()
        if row is None:
            return self.answer("", at=after, status=409, wrong=_("This doesn’t wait any more."))
        try:
            act = deed[0](request, row)
            act.execute()
        except FormError as error:
            return self._again(walk, row, error)
        except NotNowError as error:
            return self.answer("", at=str(row.pk), status=409, wrong=str(error))
        decision: Decision | None = act.decision  # type: ignore[attr-defined]
        return self.answer(str(deed[1]), undo=str(decision.pk) if decision else "", at=after)

    def _again(self, walk: Walk, row: Suggestion, error: FormError) -> HttpResponse:
        card = walk.card(row.pk, error.form)
        if card is None:
            return self.answer("", status=409, wrong=_("This doesn’t wait any more."))
        if is_asked_by_script(self.request):
            html = html_of(self.request, card)
            return JsonResponse({"wrong": str(error), "form": html}, status=422)
        view = StoryView() if self.chosen.story else QueueView()
        view.setup(self.request, pk=int(self.chosen.story or 0))
        view.given, view.wrong = card, str(error)
        page: HttpResponse = view.render_to_response(view.get_context_data(), status=422)
        return page


class UndoView(Deciding):
    """`/desk/chronicle/undo/`: takes back one decision, or those of one batch."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        keys = [key for key in request.POST.get("decision", "").split(".") if key.isdecimal()]
        found = list(Decision.objects.filter(pk__in=keys[:_MOST_UNDONE]))
        if not found:
            return self.answer("", status=409, wrong=_("There is nothing to undo."))
        back = _suggestions_of(found)
        try:
            undo_all(found, user=request.user)
        except NotNowError as error:
            return self.answer("", status=409, wrong=str(error))
        said = ngettext(
            "Undone: it waits again.", "%(count)s decisions undone: they wait again.", len(found)
        )
        back_to = request.POST.get("back", "")
        if back_to.startswith(reverse("desk_chronicle")) and "//" not in back_to:
            messages.success(request, said % {"count": len(found)})
            return redirect(back_to)
        waits = next((key for key in back if key in Walk(self.chosen).order), None)
        return self.answer(said % {"count": len(found)}, at=str(waits or ""))


_MOST_UNDONE = 200


def _suggestions_of(decisions: Sequence[Decision]) -> list[int]:
    """Keys of the suggestions that were decided, the first decision's first."""
    label = Suggestion._meta.label
    rows = [row for each in decisions for row in each.rows]
    return [row["key"] for row in rows if row["model"] == label]


class SureView(Deciding):
    """`/desk/chronicle/sure/`: confirms what is sure in every field, in one batch with one undo."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        decisions: list[Decision] = []
        with transaction.atomic():
            for row in Walk(self.chosen).sure():
                act = Confirm.of(row, user=request.user)
                try:
                    act.execute()
                except NotNowError:
                    # Decided meanwhile, or a translation's report of it was: it is asked about by itself.
                    continue
                if act.decision is not None:
                    decisions.append(act.decision)
        if not decisions:
            return self.answer(
                "", status=409, wrong=_("Nothing that waits is sure in every field.")
            )
        said = ngettext("%(count)s is confirmed.", "%(count)s are confirmed.", len(decisions))
        undo = ".".join(str(each.pk) for each in decisions)
        return self.answer(said % {"count": len(decisions)}, undo=undo)
