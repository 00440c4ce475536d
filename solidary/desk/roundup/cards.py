"""What the page shows of a draft: places with the contributions from them, and what is kept out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from solidary.desk.roundup.asked import NOWHERE, Asked
from solidary.gazetteer import Place, gazetteer
from solidary.intake.roundup.giveaways import Kind, give_aways
from solidary.intake.roundup.material import CREDIT, PROPOSED, Material, Shape
from solidary.intake.roundup.phrases import asked_name
from solidary.intake.roundup.placing import Placed
from solidary.intake.roundup.shaping import Draft, KeptOut, Why, language_of, usable_texts
from solidary.stories.known_places import name_of

SHAPES = (
    (Shape.QUOTE, pgettext_lazy("roundup", "as a quote")),
    (Shape.TEXT, pgettext_lazy("roundup", "as text")),
    (Shape.WISH, pgettext_lazy("roundup", "on the wall")),
    (Shape.OUT, pgettext_lazy("roundup", "left out")),
)
REASONS = {
    Why.UNDECIDED: _("Nobody has decided about faces yet"),
    Why.FACES: _("Faces may not be shown, and nobody has decided about them yet"),
    Why.NOT_ACCEPTED: _("Nobody has accepted it"),
    Why.NOT_QUOTED: _("The words may not be quoted"),
    Why.LEFT_OUT: _("Left out by you"),
    Why.UNSHOWN: _("A file that can’t be shown yet"),
    Why.UNREADABLE: _("Your key doesn’t open all of it, or something is damaged"),
    Why.THERE_ALREADY: _("It is in this story already"),
}
KINDS = {
    Kind.LINK: _("link"),
    Kind.MAIL: pgettext_lazy("give-away", "mail address"),
    Kind.NAME: _("@name"),
    Kind.PHONE: _("phone"),
}


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of words: plain, or something that leads to somebody, with its tick."""

    text: str
    tick: str = ""
    kind: Any = ""
    kept: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """The words of one envelope."""

    parts: list[Part]
    language: str


@dataclass(frozen=True, slots=True)
class Card:
    """A contribution as the page shows it."""

    ref: str
    at: Placed
    typed: str
    options: list[tuple[str, str, bool]]
    """choices of places: value, words, whether it is chosen"""
    shape: Shape
    said: list[Said]
    credit: list[Part]
    pictures: list[tuple[str, str]]
    """envelope and item of each that is shown"""
    named: str = ""
    learns: bool = True

    @property
    def asks(self) -> bool:
        """Whether somebody has to look at its place."""
        return bool(self.typed) and not self.at.sure


@dataclass(frozen=True, slots=True)
class Section:
    """A place with what came from there; `key` is '' for none."""

    key: str
    name: str
    cards: list[Card]


@dataclass(frozen=True, slots=True)
class Out:
    """A reason, and what is kept out for it."""

    reason: Any
    things: list[tuple[str, str, int]]
    """contribution, where it is decided, how many"""

    @property
    def count(self) -> int:
        return sum(number for *_, number in self.things)


def sections_of(
    draft: Draft, materials: Sequence[Material], asked: Asked, among: Sequence[str]
) -> tuple[list[Section], list[Card]]:
    """The places in their order, and the cards of the wall."""
    by_ref = {each.ref: each for each in materials}
    cards = {ref: _card(by_ref[ref], draft, asked, among) for ref in by_ref}
    sections: list[Section] = []
    seen: set[str] = set()
    for stop in draft.stops:
        refs = dict.fromkeys(
            [*(message.ref for message in stop.messages), *(photo.ref for photo in stop.photos)]
        )
        seen.update(refs)
        name = _named(stop.at, asked.language)
        sections.append(Section(stop.at.key, name, [cards[ref] for ref in refs]))
    wall = dict.fromkeys(message.ref for message, _at in draft.wishes)
    return sections, [cards[ref] for ref in wall if ref not in seen]


def left_out(draft: Draft, materials: Sequence[Material], asked: Asked) -> list[Card]:
    """What an editor left out, to be brought back."""
    return [
        _card(each, draft, asked, ())
        for each in materials
        if draft.shapes.get(each.ref) is Shape.OUT and usable_texts(each)
        and not any(photo.ref == each.ref for photo in draft.photos)
    ]  # fmt: skip


def kept_out(draft: Draft) -> list[Out]:
    """What is in no draft, by reason, what can be mended first."""
    by_reason: defaultdict[Why, list[KeptOut]] = defaultdict(list)
    for each in draft.kept_out:
        by_reason[each.why].append(each)
    return [
        Out(words, [(each.ref, _decided_at(each), each.count) for each in by_reason[why]])
        for why, words in REASONS.items()
        if why in by_reason
    ]


def _card(material: Material, draft: Draft, asked: Asked, among: Sequence[str]) -> Card:
    choice, at = asked.choices.get(material.ref, PROPOSED), draft.placed[material.ref]
    return Card(
        material.ref, at, material.place, list(_options(at, choice.nowhere, asked.language)),
        draft.shapes[material.ref],
        [
            Said(
                list(_parts(each.words, each.envelope, choice.kept.get(each.envelope, ()))),
                language_of(each.words, material.language, among),
            )
            for each in usable_texts(material)
        ],
        list(_parts(asked_name(material.credit), CREDIT, choice.kept.get(CREDIT, ()))),
        [(each.envelope, each.item) for each in draft.photos if each.ref == material.ref],
        named=choice.named if at.named else "",
        learns=material.ref not in asked.forgotten,
    )  # fmt: skip


def _options(at: Placed, nowhere: bool, language: str) -> Iterator[tuple[str, str, bool]]:
    """What can be chosen. The first says nothing: it leaves the place as it was read, and the question
    open where that isn't sure."""
    if not at.chosen:
        read = _described(at.place, language) if at.place is not None else "—"
        yield "", read if at.sure or at.place is None else f"{read}?", True
    elif at.named:
        yield "", at.named, True
    found = [at.place, *at.several] if at.chosen or not at.sure else list(at.several)
    for place in dict.fromkeys(found):
        if place is not None:
            yield str(place.id), _described(place, language), at.chosen and place == at.place
    yield NOWHERE, str(_("no place")), nowhere


def _described(place: Place, language: str) -> str:
    """A place with its country, which tells namesakes apart."""
    country = next(
        (
            name_of(bearer.place, language)
            for bearer in gazetteer().bearers_of_key(place.country.lower())
            if bearer.place.kind.name == "COUNTRY"
        ),
        place.country,
    )
    name = name_of(place, language)
    return name if name == country else f"{name}, {country}"


def _named(at: Placed, language: str) -> str:
    return name_of(at.place, language) if at.place is not None else at.named


def _parts(words: str, where: str, kept: Any) -> Iterator[Part]:
    at = 0
    for number, found in enumerate(give_aways(words)):
        if found.start > at:
            yield Part(words[at : found.start])
        yield Part(
            words[found.start : found.end], f"{where}.{number}", KINDS[found.kind], number in kept
        )
        at = found.end
    if at < len(words):
        yield Part(words[at:])


def _decided_at(each: KeptOut) -> str:
    if each.why in (Why.UNDECIDED, Why.FACES):
        try:
            return reverse("desk_faces", args=[each.ref, each.envelope, each.item])
        except NoReverseMatch:
            pass
    return reverse("desk_contribution", args=[each.ref])
