"""The order of the wall: by topic, then by place, newest day first; what is alike in one stack. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from solidary.desk.queue.gathering import Sent
from solidary.gazetteer.folding import fold
from solidary.gazetteer.gazetteer import gazetteer
from solidary.gazetteer.matching import match
from solidary.gazetteer.writings import WRITINGS


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something was, as the wall groups it."""

    key: str
    name: str
    """a place's name in the desk's language, or what was typed; '' for nothing"""
    is_sure: bool


@dataclass(slots=True)
class Stack:
    """A contribution, and others that show the same."""

    top: Sent
    under: list[Sent]

    @property
    def all(self) -> list[Sent]:
        return [self.top, *self.under]


@dataclass(slots=True)
class Group:
    """What was sent to one topic from one place."""

    topic: str
    spot: Spot
    stacks: list[Stack]


class Spots:
    """Places by what was typed, each looked up once for an answer and forgotten with it."""

    def __init__(self, language: str, known: Mapping[str, int] | None = None) -> None:
        """`language`: the desk's, in which places are named. `known`: spellings that editors gave a
        place to, as `match` takes them."""
        self._learned = known
        wide = language.partition("-")[0]
        self._writing = next((each for each in (language, wide) if each in WRITINGS), "en")
        self._known: dict[tuple[str, str], Spot] = {}

    def of(self, typed: str, language: str) -> Spot:
        """The place where the gazetteer is sure of it, otherwise what was typed."""
        at = (typed, language)
        if at not in self._known:
            self._known[at] = self._found(typed, language)
        return self._known[at]

    def _found(self, typed: str, language: str) -> Spot:
        if not typed:
            return Spot("", "", False)
        found = match(typed, language=language, known=self._learned)
        if found.place is not None and found.sure:
            name = gazetteer().name(found.place, self._writing)
            return Spot(f"id {found.place.id}", name, True)
        return Spot(f"typed {fold(typed) or typed}", typed, False)


def ordered(found: Iterable[Sent], spot_of: Callable[[Sent], Spot]) -> list[Group]:
    """Everything in groups: the topic with the newest day first, in it the place with the newest,
    in it the newest; without a topic or a place last. Of equal days places go by their names, so that
    no group moves because one of its contributions was decided."""
    topics: dict[str, dict[str, list[Sent]]] = {}
    spots: dict[str, Spot] = {}
    for sent in sorted(found, key=_newest):
        spot = spot_of(sent)
        spots.setdefault(spot.key, spot)
        topics.setdefault(sent.topic, {}).setdefault(spot.key, []).append(sent)
    groups = []
    for topic, places in sorted(topics.items(), key=_topic_order):
        names = {key: spots[key].name.casefold() for key in places}
        for key in sorted(places, key=lambda each: _place_order(each, places[each], names[each])):
            groups.append(Group(topic, spots[key], [Stack(each, []) for each in places[key]]))
    return list(_stacked(groups))


def page_of(groups: Sequence[Group], number: int, size: int) -> tuple[list[Group], int, int]:
    """One page of so many stacks, groups cut where it ends; which it is, the nearest there is, and of
    how many."""
    total = sum(len(group.stacks) for group in groups)
    pages = max(1, -(-total // size))
    at = min(max(number, 1), pages)
    skip, left = (at - 1) * size, size
    cut = []
    for group in groups:
        taken = group.stacks[skip : skip + left]
        skip = max(0, skip - len(group.stacks))
        if taken:
            cut.append(Group(group.topic, group.spot, taken))
            left -= len(taken)
    return cut, at, pages


def walk(groups: Iterable[Group]) -> list[Sent]:
    """One after another, as the wall shows them."""
    return [sent for group in groups for stack in group.stacks for sent in stack.all]


def _topic_order(one: tuple[str, dict[str, list[Sent]]]) -> tuple[bool, int, str]:
    topic, places = one
    return not topic, min(_newest(each[0])[0] for each in places.values()), topic


def _place_order(key: str, found: list[Sent], name: str) -> tuple[bool, int, str, str]:
    return not key, _newest(found[0])[0], name, key


def _newest(sent: Sent) -> tuple[int, str]:
    return -sent.row.came_on.toordinal(), sent.ref


def _stacked(groups: Sequence[Group]) -> Iterable[Group]:
    """What shows nothing but what something before it in its topic shows lies under that."""
    tops: dict[tuple[str, object], Stack] = {}
    for group in groups:
        kept = []
        for stack in group.stacks:
            alike = stack.top.alike
            shown = set(alike) if len(alike) == len(stack.top.pictures) else set()
            above = {
                id(tops[at]): tops[at] for each in shown if (at := (group.topic, each)) in tops
            }
            if shown and len(above) == 1 and all((group.topic, each) in tops for each in shown):
                next(iter(above.values())).under.append(stack.top)
                continue
            kept.append(stack)
            for each in alike:
                tops.setdefault((group.topic, each), stack)
        if kept:
            yield Group(group.topic, group.spot, kept)
