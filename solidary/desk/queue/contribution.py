"""One contribution, all of it: what was sent at first, what was added, what it allows, what was decided."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from solidary.desk.queue.base import QueuePage, contribution_or_404
from solidary.desk.queue.cards import note_of
from solidary.desk.queue.deeds import DEEDS, Deed, colleagues, reasons_for
from solidary.desk.queue.gathering import Sent, one_gathered
from solidary.desk.queue.grouping import walk
from solidary.desk.queue.parts import Part, parts_of, receipt_behind, receipt_of, what_to_ask
from solidary.desk.queue.unlocked import page_with_line, unlocked
from solidary.intake.asking import MOST
from solidary.intake.deciding import DECIDE, SEE, DecisionError
from solidary.intake.looking import note_opened
from solidary.intake.models import Contribution, Item, State
from solidary.intake.models.contribution import LABELS


class ContributionView(QueuePage, TemplateView):
    """`/desk/queue/<ref>/`: GET shows it, POST decides about it and goes on to the next."""

    template_name = "desk/queue/contribution.html"
    http_method_names = ("get", "head", "post")
    said: DecisionError | None = None

    @cached_property
    def row(self) -> Contribution:
        return contribution_or_404(self.kwargs["ref"])

    page_title = gettext_lazy("Contribution")

    @cached_property
    def sent(self) -> Sent:
        found = one_gathered(self.index, self.row.ref, self.topics)
        if found is None:
            raise Http404
        return found

    @cached_property
    def parts(self) -> list[Part]:
        """What the keeper opens of it; each look is in the log before."""
        items = Item.objects.select_related("envelope__contribution", "covering")
        items = items.filter(envelope__contribution=self.row).order_by("envelope__pk", "pk")
        note_opened(items, by=self.request.user)
        return parts_of(self.row, list(items), self.index, self.request.keeper_token)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        before, after, place, total = self._neighbours()
        spot = self.spots.of(self.sent.place, self.sent.language)
        return {
            **context,
            "sent": self.sent,
            "row": self.row,
            "label": LABELS[State(self.row.state)],
            "note": note_of(self.sent, self.request.user),
            "topic": self.topic_name(self.sent),
            "spot": spot,
            "parts": self.parts,
            "to_ask": what_to_ask(self.sent, self.parts),
            "can_be_asked": bool(receipt_of(self.parts)),
            "questions": list(self.row.questions.select_related("asked_by")),
            "reasons": reasons_for(),
            "colleagues": colleagues(self.request.user),
            "query": self.chosen.query(),
            "here": self.request.get_full_path(),
            "back": f"{reverse('desk_queue')}{self.chosen.query()}#c-{self.row.ref}",
            "before": before,
            "after": after,
            "place": place,
            "total": total,
            "said": self.said,
            "most": MOST,
            "typed": self.request.POST if self.said else {},
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        deed = DEEDS.get(request.POST.get("do", ""))
        if deed is None:
            return page_with_line(request, _("The desk doesn’t know what to do with this."), 400)
        if not request.user.has_perm(SEE if deed.for_who_sees else DECIDE):
            return page_with_line(request, _("You may not do this."), 403)
        # Before it is decided: what is decided leaves the list that this was the next of.
        _before, after, _place, _total = self._neighbours()
        after = after or self._first()
        try:
            return self._done(deed, after)
        except DecisionError as error:
            self.said = error
            page: HttpResponse = self.render_to_response(self.get_context_data(), status=409)
            return page

    def _done(self, deed: Deed, after: str) -> HttpResponse:
        token = self.request.keeper_token
        receipt = receipt_behind(self.row, token) if deed.needs_receipt else ""
        deed.do(self.request, self.sent, receipt)
        onward = after if deed.goes_on else reverse("desk_contribution", args=[self.row.ref])
        return deed.answer(self.request, onward or f"{reverse('desk_queue')}{self.chosen.query()}")

    def _first(self) -> str:
        """Where a walk begins again that has come to its end with some left; '' where none is."""
        found = next((each for each in walk(self.groups()) if each.ref != self.row.ref), None)
        if found is None:
            return ""
        return reverse("desk_contribution", args=[found.ref]) + self.chosen.query()

    def _neighbours(self) -> tuple[str, str, int, int]:
        """The addresses of the contribution before and after this one in the order of the wall, and the
        place it has there; '' and 0 where there is none."""
        refs = [each.ref for each in walk(self.groups())]
        query = self.chosen.query()

        def address(at: int) -> str:
            if not 0 <= at < len(refs):
                return ""
            return reverse("desk_contribution", args=[refs[at]]) + query

        if self.row.ref not in refs:
            return "", address(0), 0, len(refs)
        at = refs.index(self.row.ref)
        return address(at - 1), address(at + 1), at + 1, len(refs)


contribution = unlocked(ContributionView.as_view())
