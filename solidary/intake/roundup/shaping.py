"""The draft of a roundup: which words and photos stand where, and what stays out. Pure.

A dispatch for each place in the newsroom's order, those without one last; short messages side by side
on a wall. What a sender doesn't allow, what nobody accepted, and photos whose faces nobody decided about
are in no draft, but listed with the reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from solidary.gazetteer import Gazetteer
from solidary.intake.roundup.days import day_of
from solidary.intake.roundup.giveaways import LEFT_OUT, without
from solidary.intake.roundup.material import (
    CREDIT,
    PROPOSED,
    Choice,
    Material,
    Picture,
    Shape,
    Text,
)
from solidary.intake.roundup.phrases import asked_name
from solidary.intake.roundup.placing import NOWHERE, Placed, placed
from solidary.languages.guessing import guess_language
from solidary.languages.letters import may_be_in
from solidary.stories.known_places import name_of

SHORT, FEW_LINES = 280, 4
"""Letters and lines of a message that stands on the wall."""
LONG = 600
"""Letters from which a message is text: a quote of several paragraphs is hard to read."""
ENOUGH_TO_TELL = 20
"""Letters from which a language can be told by its words."""


class Why(StrEnum):
    """Why something is not in the draft."""

    NOT_ACCEPTED = "not accepted"
    NOT_QUOTED = "words may not be quoted"
    UNDECIDED = "nobody decided about faces"
    FACES = "faces may not be shown, and nobody decided about them"
    UNSHOWN = "can't be shown yet"
    UNREADABLE = "can't be opened whole"
    LEFT_OUT = "left out"
    THERE_ALREADY = "in the story already"


@dataclass(frozen=True, slots=True)
class Message:
    """Words as they are shown, and whose item they are."""

    ref: str
    envelope: str
    text: str
    language: str
    who: str
    quoted: bool = True


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture as it is shown."""

    ref: str
    envelope: str
    item: str
    who: str
    day: date | None


@dataclass(frozen=True, slots=True)
class Stop:
    """A dispatch: a place with what came from there."""

    at: Placed
    messages: tuple[Message, ...] = ()
    photos: tuple[Photo, ...] = ()


@dataclass(frozen=True, slots=True)
class KeptOut:
    """Something that isn't in the draft."""

    ref: str
    why: Why
    envelope: str = ""
    item: str = ""
    count: int = 1


@dataclass(frozen=True, slots=True)
class Draft:
    """A roundup before anything of it is written down."""

    stops: tuple[Stop, ...] = ()
    wishes: tuple[tuple[Message, Placed], ...] = ()
    kept_out: tuple[KeptOut, ...] = ()
    placed: Mapping[str, Placed] = field(default_factory=dict)
    """contribution → where it is from"""
    shapes: Mapping[str, Shape] = field(default_factory=dict)

    @property
    def photos(self) -> list[Photo]:
        return [photo for stop in self.stops for photo in stop.photos]

    @property
    def messages(self) -> list[Message]:
        own = [message for stop in self.stops for message in stop.messages]
        return [*own, *(message for message, _ in self.wishes)]

    def __bool__(self) -> bool:
        return bool(self.stops or self.wishes)


def drafted(
    materials: Sequence[Material],
    choices: Mapping[str, Choice],
    known: Mapping[str, int] | None = None,
    *,
    order: Sequence[str] = (),
    language: str = "en",
    among: Sequence[str] = (),
    places: Gazetteer | None = None,
) -> Draft:
    """The draft. `known`: spellings with a place; `order`: keys of places in the newsroom's order;
    `language`: the story's; `among`: languages that messages may be in."""
    stops: dict[str, tuple[Placed, list[Message], list[Photo]]] = {}
    wishes: list[tuple[Message, Placed]] = []
    out: list[KeptOut] = []
    where: dict[str, Placed] = {}
    shapes: dict[str, Shape] = {}
    for each in materials:
        choice = choices.get(each.ref, PROPOSED)
        at = placed(
            each.place, each.language, choice, known, story_language=language, places=places
        )
        where[each.ref], shapes[each.ref] = at, choice.shape or proposed_shape(each)
        out += kept_out(each, shapes[each.ref])
        messages = list(_messages(each, choice, shapes[each.ref], among))
        if shapes[each.ref] is Shape.WISH:
            wishes += [(message, at) for message in messages]
            messages = []
        photos = list(_photos(each, choice))
        if messages or photos:
            _at, said, seen = stops.setdefault(at.key, (at if at.key else NOWHERE, [], []))
            said += messages
            seen += photos
    found = [Stop(at, tuple(said), tuple(seen)) for at, said, seen in stops.values()]
    return Draft(
        tuple(in_order(found, order, language, places)), tuple(wishes), tuple(out), where, shapes
    )


def in_order(
    stops: Iterable[Stop], order: Sequence[str], language: str, places: Gazetteer | None = None
) -> list[Stop]:
    """Those the newsroom has an order for first, then by country and name, then what only an editor's
    words name, at last what has no place."""
    position = {key: number for number, key in enumerate(order)}

    def rank(stop: Stop) -> tuple[bool, int, bool, str, str]:
        at = stop.at
        country = at.place.country if at.place else ""
        name = name_of(at.place, language, places) if at.place else at.named
        given = position.get(at.key, len(position))
        return not at.key, given, at.place is None, country, name.casefold()

    return sorted(stops, key=rank)


def proposed_shape(material: Material) -> Shape:
    """What is short and comes without a photo stands on the wall; what is long is text."""
    words = [each.words.strip() for each in usable_texts(material)]
    longest = max(map(len, words), default=0)
    lines = max((text.count("\n") + 1 for text in words), default=0)
    if longest <= SHORT and lines <= FEW_LINES and not material.pictures:
        return Shape.WISH
    return Shape.TEXT if longest > LONG else Shape.QUOTE


def usable_texts(material: Material) -> list[Text]:
    """Its texts that may be shown."""
    allowed = material.may_quote and not material.there_already
    return [each for each in material.texts if allowed and each.accepted and each.words.strip()]


def kept_out(material: Material, shape: Shape) -> Iterator[KeptOut]:
    """What of a contribution isn't in a draft, and why."""
    if material.there_already:
        yield KeptOut(material.ref, Why.THERE_ALREADY)
        return
    if material.unreadable:
        yield KeptOut(material.ref, Why.UNREADABLE)
    for text in material.texts:
        if not text.words.strip():
            continue
        why = _why_not_said(material, text, shape)
        if why is not None:
            yield KeptOut(material.ref, why, text.envelope)
    for picture in material.pictures:
        if (why := _why_not_shown(material, picture)) is not None:
            yield KeptOut(material.ref, why, picture.envelope, picture.item)
    if material.unshown:
        yield KeptOut(material.ref, Why.UNSHOWN, count=material.unshown)


def language_of(text: str, said: str, among: Sequence[str]) -> str:
    """The language of a message; '' where nobody knows. `said`: that of the form it was sent by, which
    need not be the one it is written in."""
    if len(text) >= ENOUGH_TO_TELL and len(among) > 1:
        found = guess_language(text, among).language
        if found:
            return found
    return said if said and may_be_in(text, said) else ""


def who_of(material: Material, choice: Choice) -> str:
    """The name somebody asked for, without what leads to them unless it is kept; '' for the usual."""
    name = asked_name(material.credit)
    left = without(name, choice.kept.get(CREDIT, frozenset()))
    return "" if not left.replace(LEFT_OUT, "").strip(" ,;/|·()") else left


def _why_not_said(material: Material, text: Text, shape: Shape) -> Why | None:
    if not text.accepted:
        return Why.NOT_ACCEPTED
    if not material.may_quote:
        return Why.NOT_QUOTED
    return Why.LEFT_OUT if shape is Shape.OUT else None


def _why_not_shown(material: Material, picture: Picture) -> Why | None:
    if not picture.accepted:
        return Why.NOT_ACCEPTED
    if picture.covered:
        return None
    return Why.UNDECIDED if material.may_show_faces else Why.FACES


def _messages(
    material: Material, choice: Choice, shape: Shape, among: Sequence[str]
) -> Iterator[Message]:
    if shape is Shape.OUT:
        return
    for text in usable_texts(material):
        words = without(text.words, choice.kept.get(text.envelope, frozenset())).strip()
        if not words.replace(LEFT_OUT, "").strip(" .,;:!?\n"):
            continue
        yield Message(
            material.ref, text.envelope, words,
            language_of(text.words, material.language, among), who_of(material, choice),
            quoted=shape is not Shape.TEXT,
        )  # fmt: skip


def _photos(material: Material, choice: Choice) -> Iterator[Photo]:
    if material.there_already:
        return
    day, who = day_of(material.when, material.came_on), who_of(material, choice)
    for each in material.pictures:
        if _why_not_shown(material, each) is None:
            yield Photo(material.ref, each.envelope, each.item, who, day)
