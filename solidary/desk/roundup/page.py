"""The page that drafts a roundup: GET proposes, POST looks again at what was chosen, or makes the draft."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder

from solidary.desk.queue.base import QueuePage
from solidary.desk.queue.unlocked import keeper, page_with_line, unlocked
from solidary.desk.roundup.asked import MOST, SAID, Asked, read, with_proposals
from solidary.desk.roundup.cards import SHAPES, kept_out, left_out, sections_of
from solidary.desk.roundup.chosen import CHOSEN, kept
from solidary.intake.models import Use
from solidary.intake.roundup import reading
from solidary.intake.roundup.learning import Learned
from solidary.intake.roundup.making import Plan, RoundupError, add, finished, make
from solidary.intake.roundup.material import Material
from solidary.intake.roundup.shaping import Draft, drafted
from solidary.languages import BY_CODE
from solidary.stories.languages import own_name
from solidary.stories.models import Newsroom, Story, Topic

RECENT = 30
"""Roundups that later arrivals can be added to."""


class RoundupView(QueuePage, TemplateView):
    """`/desk/roundup/?c=<contribution>&c=…`, or `?chosen=<mark>` for what was chosen on the wall; without
    any, all that was accepted and is in no story."""

    template_name = "desk/roundup/page.html"
    http_method_names = ("get", "head", "post")
    page_title = gettext_lazy("Draft a roundup")
    header_icon = "doc-full"
    asked: Asked
    left = 0
    """contributions that are too many for one roundup"""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        said = request.GET
        if CHOSEN in said and "c" not in said:
            refs = kept(request.session, said[CHOSEN])
            if not refs:
                # Forgotten since: what was chosen must not become all that there is.
                messages.error(request, _("Nothing was chosen."))
                return redirect("desk_queue")
            said = said.copy()
            said.setlist("c", refs)
        return self._shown(said)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._shown(request.POST)

    def _shown(self, said: Any) -> HttpResponse:
        newsroom = Newsroom.load()
        asked = read(said, newsroom)
        refs = asked.refs or tuple(reading.unused())
        self.left = max(0, len(said.getlist("c") or refs) - MOST)
        refs = refs[:MOST]
        story = asked.story.address if asked.story else ""
        materials = reading.read(
            keeper(), self.request.keeper_token, refs, by=self.request.user, story=story
        )
        among = tuple(dict.fromkeys([*newsroom.languages, *BY_CODE]))
        draft = drafted(
            materials, asked.choices, Learned.load(), order=asked.order,
            language=asked.language, among=among,
        )  # fmt: skip
        asked = with_proposals(asked, draft, materials)
        status = 200
        if asked.is_draft and self.request.method == "POST":
            try:
                return self._made(asked, draft, materials)
            except RoundupError as error:
                messages.error(self.request, str(error))
                status = 409
        context = self.get_context_data(
            asked=asked, draft=draft, materials=materials, among=among, newsroom=newsroom
        )
        return self.render_to_response(context, status=status)

    def _made(self, asked: Asked, draft: Draft, materials: list[Material]) -> HttpResponse:
        plan = Plan(
            asked.language,
            headline=asked.headline or "",
            standfirst=asked.standfirst or "",
            wall_title=asked.wall_title or "",
            topics=list(Topic.objects.filter(address=asked.topic)) if asked.topic else [],
            order=[stop.at.key for stop in draft.stops if stop.at.key],
            learned=_corrected(asked, draft, materials),
        )
        if asked.story is None and not plan.headline:
            raise RoundupError(_("There is no headline."))
        files = finished(keeper(), self.request.keeper_token, draft.photos)
        if asked.story is None:
            story = make(draft, plan, files, by=self.request.user)
        else:
            story = add(asked.story, draft, plan, files, by=self.request.user)
        messages.success(self.request, _("The draft is made. Readers see it once it is published."))
        return redirect(AdminURLFinder().get_edit_url(story))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked, draft, materials = kwargs["asked"], kwargs["draft"], kwargs["materials"]
        sections, wall = sections_of(draft, materials, asked, kwargs["among"])
        cards = [card for section in sections for card in section.cards] + wall
        newsroom = kwargs["newsroom"]
        return {
            **super().get_context_data(**kwargs),
            "said": SAID,
            "most": MOST,
            "left": self.left,
            "sections": sections,
            "wall": wall,
            "left_out": left_out(draft, materials, asked),
            "kept_out": kept_out(draft),
            "refs": [each.ref for each in materials],
            "asking": [card for card in cards if card.asks],
            "shapes": SHAPES,
            "photos": len(draft.photos),
            "languages": [(code, own_name(code)) for code in newsroom.languages],
            "topics": Topic.objects.filter(merged_into=None).order_by("hashtag_key"),
            "roundups": _roundups(),
        }


def _roundups() -> list[Story]:
    """Roundups that were made here, the newest first."""
    made = Use.objects.values_list("story", flat=True)
    rows = Story.objects.filter(address__in=made, kind="roundup", withdrawn_at=None)
    return list(rows.select_related("locale").order_by("-pk")[:RECENT])


def _corrected(asked: Asked, draft: Draft, materials: list[Material]) -> list[tuple[str, int]]:
    """Spellings that an editor gave a place the program didn't read in them for sure."""
    known = Learned.load()
    found = []
    for each in materials:
        at = draft.placed[each.ref]
        if not (at.chosen and at.place and each.place) or each.ref in asked.forgotten:
            continue
        plain = drafted([each], {}, known).placed[each.ref]
        if plain.place != at.place or not plain.sure:
            found.append((each.place, at.place.id))
    return found


def _may_write(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
    if not request.user.has_perms(("stories.add_story", "stories.change_story")):
        return page_with_line(request, _("You may not do this."), 403)
    return RoundupView.as_view()(request, *args, **kwargs)


roundup = unlocked(_may_write)
