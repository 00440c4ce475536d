"""What the queue's pages share: their frame, and what is found for an address."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from solidary.desk.queue.filtering import Filter, says
from solidary.desk.queue.gathering import Sent, TopicNames, gathered
from solidary.desk.queue.grouping import Group, Spots, ordered
from solidary.desk.queue.unlocked import keeper
from solidary.desk.queue.unlocking import QUEUE
from solidary.intake.deciding import DECIDE, EXPORT
from solidary.intake.models import Contribution, Item, State
from solidary.intake.roundup.learning import Learned
from solidary.keeper.client import Index
from solidary.languages import BY_CODE


class QueuePage(WagtailAdminTemplateMixin):
    """A page behind an unlocked key."""

    sought = ""
    """words that are looked for; they come in a form, never in an address"""
    request: HttpRequest
    kwargs: dict[str, Any]
    page_title: Any = QUEUE
    header_icon = "mail"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        above = [] if self.page_title is QUEUE else [{"url": reverse("desk_queue"), "label": QUEUE}]
        return [*self.breadcrumbs_items, *above, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        session = self.request.keeper_session
        return {
            **context,
            "key_name": session.name,
            "may_decide": self.request.user.has_perm(DECIDE),
            "may_export": self.request.user.has_perm(EXPORT),
        }

    @cached_property
    def index(self) -> Index:
        """The keeper's index: one question to it for each page."""
        return keeper().index(self.request.keeper_token)

    @cached_property
    def topics(self) -> TopicNames:
        return TopicNames.load()

    @cached_property
    def chosen(self) -> Filter:
        return Filter.read(self.request.GET, self.topics.names, BY_CODE)

    @cached_property
    def spots(self) -> Spots:
        return Spots(get_language() or "en", Learned.load())

    def groups(self) -> list[Group]:
        """All that is chosen, in the order of the wall."""
        rows = self.chosen.rows(self.request.user)
        found = gathered(self.index, rows, self.topics)
        chosen = [each for each in found if self.chosen.lets_in(each) and says(each, self.sought)]
        return ordered(chosen, lambda each: self.spots.of(each.place, each.language))

    def topic_name(self, sent: Sent) -> str:
        return self.topics.names.get(sent.topic, "")


def contribution_or_404(ref: str) -> Contribution:
    """A contribution that was not withdrawn."""
    found = Contribution.objects.filter(ref=ref).exclude(state=State.WITHDRAWN).first()
    if found is None:
        raise Http404
    return found


def item_or_404(ref: str, envelope: str, item: str) -> Item:
    """An item of this envelope of this contribution, and of no other."""
    found = (
        Item.objects.select_related("envelope__contribution")
        .filter(ref=item, envelope__ref=envelope, envelope__contribution__ref=ref)
        .exclude(envelope__contribution__state=State.WITHDRAWN)
        .first()
    )
    if found is None:
        raise Http404
    return found


def page_number(request: HttpRequest) -> int:
    """The page an address asks for; the first where that is no number."""
    said = request.GET.get("p", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 7 else 1
