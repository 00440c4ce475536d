"""What the page's form says: about the whole, and about each contribution."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.http import QueryDict
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from solidary.intake.models import IntakeSettings
from solidary.intake.roundup.material import Choice, Material, Shape
from solidary.intake.roundup.placing import LONGEST_NAME
from solidary.intake.roundup.shaping import Draft
from solidary.sealing.bag.manifest import ENVELOPE
from solidary.stories.models import Newsroom, Story, Topic

MOST = 1000
"""Contributions of one roundup: a form has some six fields for each, and holds ten thousand. The page
says so where there are more."""
NOWHERE = "none"
"""What a choice of places says for none."""
LONGEST_HEADLINE = 300
SAID = "said"
"""A hidden field of the form: ticks that aren't there were taken away, not never offered."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What an editor said so far."""

    refs: tuple[str, ...]
    language: str
    story: Story | None = None
    """the roundup it is added to"""
    headline: str | None = None
    proposed: str = ""
    """the headline that the page would give it"""
    standfirst: str | None = None
    wall_title: str | None = None
    topic: str | None = None
    """its address, '' for none; None where nobody said"""
    order: tuple[str, ...] = ()
    choices: Mapping[str, Choice] = field(default_factory=dict)
    forgotten: frozenset[str] = frozenset()
    """contributions whose spelling of a place isn't to be learned"""
    do: str = ""

    @property
    def is_draft(self) -> bool:
        return self.do == "draft"


def read(said: QueryDict, newsroom: Newsroom) -> Asked:
    """What a request says. Whatever it can't mean is as if it weren't said."""
    refs = tuple(dict.fromkeys(filter(ENVELOPE.fullmatch, said.getlist("c"))))[:MOST]
    story = _story(said.get("story", ""))
    language = said.get("language", "")
    if story is not None:
        language = story.language
    elif language not in newsroom.languages:
        language = newsroom.languages[0]
    order = tuple(dict.fromkeys(said.getlist("order"))) or tuple(IntakeSettings.load().city_order)
    spoken = SAID in said
    # What was proposed in another language is proposed again in this one.
    same = spoken and said.get("proposed_in", language) == language
    headline = said.get("headline", "").strip()[:LONGEST_HEADLINE]
    # A headline that was left as it was proposed counts the places again.
    left_alone = bool(headline) and headline == said.get("proposed")
    asked = Asked(
        refs, language, story,
        headline=headline if same and not left_alone else None,
        standfirst=said.get("standfirst", "").strip() if same else None,
        wall_title=said.get("wall_title", "").strip()[:200] if same else None,
        topic=_address(said.get("topic", "")) if spoken else None,
        order=order,
        choices={ref: _choice(said, ref) for ref in refs},
        forgotten=frozenset(
            ref for ref in refs if spoken and f"pick-{ref}" in said and f"learn-{ref}" not in said
        ),
        do=said.get("do", ""),
    )  # fmt: skip
    return replace(asked, order=_moved(asked.order, asked.do))


def with_proposals(asked: Asked, draft: Draft, materials: Sequence[Material]) -> Asked:
    """The same with a headline, a standfirst, a title and a topic where nothing was said."""
    topic = asked.topic
    if topic is None:
        known = set(Topic.objects.filter(merged_into=None).values_list("address", flat=True))
        named = Counter(each.topic for each in materials if each.topic in known)
        topic = named.most_common(1)[0][0] if named else ""
    hashtag = Topic.objects.filter(address=topic).values_list("hashtag", flat=True).first()
    places = [*(stop.at for stop in draft.stops), *(at for _message, at in draft.wishes)]
    cities = len({at.key for at in places if at.key})
    with translation.override(asked.language):
        usual = _from(cities)
        proposed = f"#{hashtag}: {usual}" if hashtag else usual
        return replace(
            asked,
            topic=topic,
            headline=_or(asked.headline, proposed),
            proposed=proposed,
            standfirst=_or(asked.standfirst, _("What readers sent to our newsroom.")),
            wall_title=_or(asked.wall_title, _("Wishes")),
        )


def _from(cities: int) -> str:
    """What a roundup is called: after how many places it is from, where one is known."""
    if not cities:
        return _("Photos and messages from readers")
    return ngettext(
        "Photos and messages from %(count)s place",
        "Photos and messages from %(count)s places",
        cities,
    ) % {"count": cities}


def _or(said: str | None, proposed: str) -> str:
    return proposed if said is None else said


def _choice(said: QueryDict, ref: str) -> Choice:
    picked = said.get(f"pick-{ref}", "")
    named = " ".join(said.get(f"named-{ref}", "").split())[:LONGEST_NAME]
    shape = said.get(f"shape-{ref}", "")
    kept: defaultdict[str, set[int]] = defaultdict(set)
    for each in said.getlist(f"keep-{ref}"):
        where, _dot, number = each.rpartition(".")
        if where and number.isascii() and number.isdigit() and len(number) < 6:
            kept[where].add(int(number))
    return Choice(
        place=int(picked) if picked.isascii() and picked.isdigit() and len(picked) < 10 else None,
        named=named,
        nowhere=picked == NOWHERE and not named,
        shape=Shape(shape) if shape in set(Shape) else None,
        kept={where: frozenset(numbers) for where, numbers in kept.items()},
    )


def _story(address: str) -> Story | None:
    found: Any = Story.objects.filter(address=address, kind="roundup", withdrawn_at=None)
    row: Story | None = found.first() if _address(address) else None
    return row


def _address(said: str) -> str:
    """An address of the record, '' for what can't be one."""
    return said if said.isascii() and said.isalnum() and len(said) <= 16 else ""


def _moved(order: tuple[str, ...], do: str) -> tuple[str, ...]:
    """The order with one place moved up or down, where that was asked for."""
    way, _colon, key = do.partition(":")
    if way not in ("up", "down") or key not in order:
        return order
    moved = list(order)
    at = moved.index(key)
    to = at - 1 if way == "up" else at + 1
    if 0 <= to < len(moved):
        moved[at], moved[to] = moved[to], moved[at]
    return tuple(moved)
