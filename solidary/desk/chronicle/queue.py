"""What waits for a decision: over the archive, or of one story; a suggestion at a time."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import TemplateView, View

from solidary.chronicle.models import Report, Suggestion
from solidary.chronicle.suggesting.finding import read_now
from solidary.chronicle.suggesting.queue import sure, unconfirmed_places
from solidary.chronicle.whole import whole
from solidary.desk.chronicle.base import WHAT_HAPPENED, ChroniclePage, ForWhoDecides
from solidary.desk.chronicle.cards import Card
from solidary.desk.chronicle.correcting import ReadForm, SuggestionForm
from solidary.desk.chronicle.filtering import MOST_IN_ORDER, Filter
from solidary.desk.chronicle.wording import MOST_COUNTED, action_line, town_words, waiting_words
from solidary.desk.languages import newsroom_choices
from solidary.stories.models import Story, Topic

MOST_SURE = 30
"""Suggestions that are confirmed with one press."""
_LOOKED_AT = 30
"""Of those that wait, so many are looked at for a batch."""


class Walk:
    """What was chosen, in the order in which it is decided."""

    def __init__(self, chosen: Filter) -> None:
        self.chosen = chosen

    @cached_property
    def order(self) -> list[int]:
        return list(self.chosen.rows().values_list("pk", flat=True)[:MOST_IN_ORDER])

    @property
    def left(self) -> int:
        count: int = self.chosen.rows()[: MOST_COUNTED + 1].count()
        return count

    def row(self, key: int) -> Suggestion | None:
        """A suggestion that still waits, read again where its story changed meanwhile."""
        rows = self.chosen.rows()
        row: Suggestion | None = rows.filter(pk=key).first()
        if row is not None:
            read_now(row.story)
            row = rows.filter(pk=key).first()
        return row

    def card(self, key: int, form: Any = None) -> Card | None:
        row = self.row(key)
        if row is None:
            return None
        card = Card(row, self.chosen, self.order)
        card.form = form or form_of(row, card.action)
        return card

    def first(self, wanted: str = "") -> Card | None:
        """The card that is asked for, or else the first that waits."""
        if wanted.isascii() and wanted.isdigit() and len(wanted) < 16:
            card = self.card(int(wanted))
            if card is not None:
                return card
        for key in self.order[:5]:
            # A story that is read again may have other suggestions than it had.
            if (card := self.card(key)) is not None:
                return card
        return None

    def after(self, key: int) -> str:
        """The key of the one behind this; '' at the end, where the walk begins again."""
        at = self.order.index(key) if key in self.order else -1
        return str(self.order[at + 1]) if 0 <= at < len(self.order) - 1 else ""

    def sure(self) -> list[Suggestion]:
        """Those that can be confirmed together: at most so many at once."""
        return sure(self.chosen.rows()[:_LOOKED_AT])[:MOST_SURE]


def form_of(row: Suggestion, read: Any, data: Any = None) -> ReadForm:
    """The form in which a suggestion is corrected; of a fact whose words changed, what its story says now."""
    made = ReadForm if row.why else SuggestionForm
    return made(data, read=read, auto_id=f"chron-{row.pk}-%s")


def html_of(request: HttpRequest, card: Card) -> str:
    """A card as the page's script puts it in: the same text as long as nothing in it is new, so without the
    token of a form, which the script has."""
    context = {"card": card, "for_script": True}
    return render_to_string("desk/chronicle/_card.html", context, request)


class QueueView(ChroniclePage, TemplateView):
    """`/desk/chronicle/`."""

    template_name = "desk/chronicle/queue.html"
    http_method_names = ("get", "head")
    room = "desk_chronicle"
    story: Story | None = None
    given: Card | None = None
    """the card that is shown whatever waits: what was typed into it couldn't be taken"""
    wrong = ""

    @cached_property
    def chosen(self) -> Filter:
        return Filter.read(self.request.GET)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        walk = Walk(self.chosen)
        card = self.given or walk.first(self.request.GET.get("at", ""))
        undo = self.request.GET.get("undo", "")
        return {
            **super().get_context_data(**kwargs),
            "chosen": self.chosen,
            "query": self.chosen.query(),
            "card": card,
            "order": " ".join(map(str, walk.order)),
            "left": waiting_words(walk.left),
            "sure": len(walk.sure()),
            "wrong": self.wrong,
            "undo": undo if all(part.isdecimal() for part in undo.split(".")) else "",
            "story": self.story,
            **self._choices(),
        }

    def _choices(self) -> dict[str, Any]:
        if self.story is not None:
            return {"reports": reports_of(self.story)}
        numbers = [number for number, _count in unconfirmed_places()]
        places = sorted(((str(number), town_words(number, "")) for number in numbers), key=_by_name)
        topics = Topic.objects.not_merged().order_by("hashtag")
        return {
            "topic_choices": [(str(topic.pk), str(topic)) for topic in topics],
            "language_choices": newsroom_choices(),
            "place_choices": places,
        }


def _by_name(choice: tuple[str, str]) -> str:
    return choice[1].casefold()


class StoryView(QueueView):
    """What happened, beside one story."""

    page_title: Any = WHAT_HAPPENED

    @cached_property
    def chosen(self) -> Filter:
        key = self.kwargs["pk"]
        self.story = Story.objects.select_related("locale").filter(pk=key).first()
        if self.story is None:
            raise Http404
        read_now(self.story)
        return Filter(story=str(key))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        # What was chosen is the story, which is looked up with it.
        _ = self.chosen
        return super().get_context_data(**kwargs)


def reports_of(story: Story) -> list[dict[str, str]]:
    """The actions that a story reports as the record has them."""
    found = []
    for report in Report.objects.filter(story=story).select_related("action"):
        end = whole(report.action)
        address = reverse("desk_chronicle_action", args=[end.address])
        found.append({"line": action_line(end), "address": address})
    return found


class CardView(ForWhoDecides, View):
    """One card, as the page's script asks for it ahead."""

    http_method_names = ("get", "head")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        card = Walk(Filter.read(request.GET)).card(kwargs["pk"])
        if card is None:
            raise Http404
        return HttpResponse(html_of(request, card))


def to_queue(chosen: Filter, *, at: str = "", undo: str = "") -> HttpResponse:
    """Back to where a decision was taken, at the suggestion that is next."""
    if chosen.story:
        address = reverse("desk_chronicle_story", args=[chosen.story])
        return redirect(address + Filter().query(at=at, undo=undo))
    return redirect(reverse("desk_chronicle") + chosen.query(at=at, undo=undo))
