"""The wall: everything that waits, small, by topic and place; some of it accepted or chosen at once."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView
from wagtail.admin import messages

from solidary.desk.queue.base import QueuePage, page_number
from solidary.desk.queue.cards import Card, card_of, state_choices
from solidary.desk.queue.filtering import MOST_SOUGHT, NO_TOPIC
from solidary.desk.queue.gathering import gathered
from solidary.desk.queue.grouping import Group, page_of
from solidary.desk.queue.unlocked import page_with_line, unlocked
from solidary.desk.roundup.chosen import CHOSEN, keep
from solidary.intake.deciding import DECIDE, DecisionError, decide
from solidary.intake.looking import note_wall
from solidary.intake.models import Contribution, State
from solidary.intake.models.contribution import LABELS
from solidary.languages import BY_CODE

A_PAGE = 60
"""Stacks on a page."""
MOST_FOUND = 200
"""Stacks that are shown of what was looked for: those have one page."""


class WallView(QueuePage, TemplateView):
    """`/desk/queue/`: GET shows, POST accepts what was chosen, or goes to the roundup with it."""

    template_name = "desk/queue/wall.html"
    http_method_names = ("get", "head", "post")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        groups = self.groups()
        total = sum(len(stack.all) for group in groups for stack in group.stacks)
        page, at, pages = page_of(
            groups, page_number(self.request), MOST_FOUND if self.sought else A_PAGE
        )
        sections = self._sections(page)
        shown = [stack for group in page for stack in group.stacks]
        covers = [each.cover for stack in shown for each in stack.all if each.cover]
        note_wall([(cover.envelope, cover.item) for cover in covers], by=self.request.user)
        return {
            **context,
            "sections": sections,
            "total": total,
            "sought": self.sought,
            "chosen": self.chosen,
            "query": self.chosen.query(),
            "states": state_choices(self.chosen),
            "topic_choices": self._topic_choices(),
            "language_choices": [(code, each.name) for code, each in BY_CODE.items()],
            "unlooked": self.index.unlooked,
            "unopened": len(self.index.unopened),
            "pages": pages,
            "at": at,
            "newer": self.chosen.query(p=at - 1) if at > 1 else "",
            "older": self.chosen.query(p=at + 1) if at < pages else "",
            "is_all_accepted": self.chosen.state == State.ACCEPTED,
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        refs = list(dict.fromkeys(request.POST.getlist("c")))
        if topic := request.POST.get("all_of"):
            return self._to_roundup(self._accepted_of("" if topic == NO_TOPIC else topic))
        if request.POST.get("do") == "find":
            self.sought = request.POST.get("sought", "").strip()[:MOST_SOUGHT]
            found: HttpResponse = self.render_to_response(self.get_context_data(**kwargs))
            return found
        if request.POST.get("do") == "roundup":
            return self._to_roundup(refs)
        if not request.user.has_perm(DECIDE):
            return page_with_line(request, _("You may not do this."), 403)
        if request.POST.get("do") != "accept":
            return page_with_line(request, _("The desk doesn’t know what to do with this."), 400)
        states, wrong = self._accept(refs)
        if "application/json" in request.headers.get("Accept", ""):
            labels = {ref: _said(state) for ref, state in states.items()}
            said = {"states": states, "labels": labels, "wrong": wrong}
            return JsonResponse(said, status=200 if states else 409)
        for line in dict.fromkeys(wrong):
            messages.error(request, line)
        accepted = sum(state == State.ACCEPTED for state in states.values())
        if accepted:
            messages.success(
                request,
                ngettext("%(count)s is accepted.", "%(count)s are accepted.", accepted)
                % {"count": accepted},
            )
        if proposed := len(states) - accepted:
            messages.warning(
                request,
                ngettext(
                    "%(count)s waits for a second person.",
                    "%(count)s wait for a second person.",
                    proposed,
                )
                % {"count": proposed},
            )
        return redirect(f"{reverse('desk_queue')}{self.chosen.query()}")

    def _to_roundup(self, refs: list[str]) -> HttpResponse:
        """To the page that drafts a roundup, with as many as were chosen."""
        if not refs:
            messages.error(self.request, _("Nothing was chosen."))
            return redirect(f"{reverse('desk_queue')}{self.chosen.query()}")
        mark = keep(self.request.session, refs)
        return redirect(f"{reverse('desk_roundup')}?{urlencode({CHOSEN: mark})}")

    def _accepted_of(self, topic: str) -> list[str]:
        """Every accepted contribution to a topic, on whatever page of the wall."""
        rows = Contribution.objects.filter(state=State.ACCEPTED)
        return [sent.ref for sent in gathered(self.index, rows, self.topics) if sent.topic == topic]

    def _accept(self, refs: list[str]) -> tuple[dict[str, str], list[str]]:
        """Accept each; what became of it, and a line for each that couldn't be."""
        rows = Contribution.objects.filter(ref__in=refs)
        states: dict[str, str] = {}
        wrong = []
        for sent in gathered(self.index, rows, self.topics):
            try:
                done = decide(
                    sent.row, State.ACCEPTED, by=self.request.user, sensitive=sent.sensitive
                )
            except DecisionError as error:
                wrong.append(str(error))
            else:
                states[sent.ref] = str(State.ACCEPTED if done else "proposed")
        if not states and not wrong:
            wrong.append(_("Nothing was chosen."))
        return states, wrong

    def _sections(self, page: list[Group]) -> list[dict[str, Any]]:
        """Topics, in each its places, in each its cards."""
        sections: list[dict[str, Any]] = []
        for group in page:
            if not sections or sections[-1]["topic"] != group.topic:
                name = self.topics.names.get(group.topic, "")
                sections.append({"topic": group.topic, "name": name, "places": []})
            cards = [
                (self._card(stack.top), [self._card(each) for each in stack.under])
                for stack in group.stacks
            ]
            sections[-1]["places"].append({"spot": group.spot, "cards": cards})
        return sections

    def _card(self, sent: Any) -> Card:
        return card_of(sent, self.request.user, self.chosen.query())

    def _topic_choices(self) -> list[tuple[str, str]]:
        names = sorted(self.topics.names.items(), key=lambda each: each[1].casefold())
        return [*names, (NO_TOPIC, _("without a topic"))]


def _said(state: str) -> str:
    """What a card says once it was accepted, or proposed to be."""
    if state == State.ACCEPTED:
        return str(LABELS[State.ACCEPTED])
    return _("waits for a second person")


wall = unlocked(WallView.as_view())
