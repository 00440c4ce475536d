"""Which sentences of a story tell of the same action.

Another town in a sentence that reports an action is another action. In one town it is another one on another
day, or of another form or at another venue where each has a number of people of its own.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TypeVar

from solidary.chronicle.facts.fields import places, turnout, venues
from solidary.chronicle.facts.gate import Firmness, Read, cues
from solidary.gazetteer import Place, fold
from solidary.gazetteer.nearness import distance

SAME_TOWN = 12.0
"""Kilometres within which two names are of one place."""
T = TypeVar("T")
LENT = 8
"""Sentences of another action in which the town of one without a town is looked for."""
STEM = 5
"""Letters by which two names of a venue are compared, whatever their cases."""


@dataclass
class Particulars:
    """What sentences that report one action say: what tells it from another of the same town."""

    days: set[date] = field(default_factory=set)
    forms: set[str] = field(default_factory=set)
    venue: set[str] = field(default_factory=set)
    """The words of the venue, by their stems."""
    numbers: set[int] = field(default_factory=set)
    """Of those who came."""

    def add(self, read: Read) -> None:
        self.days |= _own_days(read)
        self.forms |= {str(mark.value) for mark in cues(read.sentence, "forms", "deeds")}
        self.numbers |= {one.turnout.low for one in read.people}
        if not self.venue and (venue := venues.read([read.sentence])):
            self.venue = {word[:STEM] for word in fold(venue.value).split()}


@dataclass
class Group:
    """Sentences that tell of one action."""

    place: Place | None
    reads: list[Read] = field(default_factory=list)
    row: bool = False
    """Whether its town stands in a row with those of other actions."""
    lent: list[Read] = field(default_factory=list)
    """Sentences of other actions of the story, which alone name its town."""
    particulars: Particulars = field(default_factory=Particulars)

    def add(self, read: Read) -> None:
        self.reads.append(read)
        if read.firmness is Firmness.REPORTED:
            self.particulars.add(read)


def grouped(reads: list[Read]) -> list[Group]:
    """The sentences of each action, the main one first."""
    headline = [read for read in reads if read.sentence.part == "headline"]
    groups: list[Group] = []
    current: Group | None = None
    leading: list[Read] = []
    for read in (r for r in reads if r.sentence.part != "headline"):
        towns = _distinct(read)
        if read.firmness is Firmness.REPORTED and towns:
            apart = _is_list(read, towns) or _each_counted(read, towns)
            for town in towns if apart else towns[:1]:
                current = _group_of(groups, town, read)
                current.row = current.row or apart
                current.add(read)
        elif read.firmness is Firmness.REPORTED:
            current = _here(groups, current, read)
            current.add(read)
        elif current is None:
            leading = [*leading[-1:], read]
        elif read.firmness is not Firmness.NOTHING or _goes_on(read, current):
            current.add(read)
    if not groups:
        groups = [Group(None)]
    groups[0].reads = [read for read in leading if _goes_on(read, groups[0])] + groups[0].reads
    _settle_open(groups)
    groups[0].reads = headline + groups[0].reads
    for group in groups:
        group.lent = headline + group.lent if group.lent else []
    return groups


def near_enough(one: Place, other: Place) -> bool:
    """Whether two names are of one place."""
    between = distance(one, other)
    return between is not None and between <= SAME_TOWN


def town_of(read: Read, one: turnout.Found, towns: list[places.Found]) -> places.Found:
    """The town that a number is of: one in its clause, or one before it, or the nearest."""

    def far(town: places.Found) -> tuple[bool, bool, int]:
        apart = not read.sentence.same_clause(town.start, one.start)
        between = min(abs(town.start - one.end), abs(one.start - town.end))
        return apart, apart and town.start > one.start, between

    return min(towns, key=far)


def _distinct(read: Read) -> list[Place]:
    found: list[Place] = []
    for one in sorted(read.towns, key=lambda one: (-(one.worth >= 5), one.start)):
        if one.place and not any(near_enough(one.place, other) for other in found):
            found.append(one.place)
    return found


def _is_list(read: Read, towns: list[Place]) -> bool:
    """Whether towns stand in a row: "in Berlin, Paris and London"."""
    if len(towns) < 2:
        return False
    hits = [
        one for one in read.towns if one.place in towns and not one.about and one.rule != "dateline"
    ]
    sentence = read.sentence
    for one, other in itertools.pairwise(hits):
        between = range(one.end, other.start)
        if len(between) > 2 or not all(
            sentence.at(place, "joins", "inside", "near") for place in between
        ):
            return False
    return len(hits) >= 2


def _each_counted(read: Read, towns: list[Place]) -> bool:
    """Whether several towns of a sentence have a figure each: "60 came in Bonn, 200 in Munich"."""
    if len(towns) < 2 or len(read.people) < 2:
        return False
    hits = [one for one in read.towns if one.place in towns]
    return len({town_of(read, one, hits).start for one in read.people}) > 1


def _group_of(groups: list[Group], town: Place, read: Read) -> Group:
    """The action of a town that a sentence tells of."""
    here = [group for group in groups if group.place and near_enough(group.place, town)]
    if here:
        return _fitting(here, read) or _added(groups, Group(town))
    counted = (
        bool(read.people) and any(other.people for other in groups[0].reads) if groups else False
    )
    if len(groups) == 1 and groups[0].place is None and not counted:
        if _is_another(groups[0], read):
            return _added(groups, Group(town))
        groups[0].place = town
        return groups[0]
    return _added(groups, Group(town))


def _here(groups: list[Group], current: Group | None, read: Read) -> Group:
    """The action that a sentence tells of which names no town: one of where the story is."""
    if current is None:
        return _added(groups, Group(None))
    place = current.place
    here = [
        group
        for group in groups
        if group is current or (place and group.place and near_enough(group.place, place))
    ]
    here.sort(key=lambda group: group is not current)
    if found := _fitting(here, read):
        return found
    if current.row:  # of several towns nobody knows which
        return _added(groups, Group(None))
    return _added(groups, Group(place, lent=current.lent or current.reads[:LENT]))


def _added(groups: list[Group], group: Group) -> Group:
    groups.append(group)
    return group


def _fitting(groups: list[Group], read: Read) -> Group | None:
    """The action among those of one town that a sentence may tell of: one of its day first."""
    may = [group for group in groups if not _is_another(group, read)]
    mine = _own_days(read)
    return next((group for group in may if mine & group.particulars.days), next(iter(may), None))


def _is_another(group: Group, read: Read) -> bool:
    """Whether a sentence tells of another action of the same town than a group's."""
    if not (cues(read.sentence, "forms", "deeds") or read.people) or _is_shown_later(read):
        return False
    if _differ(_own_days(read), group.particulars.days):
        return True
    if not _is_counted_apart(group, read):
        return False
    mine = Particulars()
    mine.add(read)
    return _differ(mine.forms, group.particulars.forms) or _differ(
        mine.venue, group.particulars.venue
    )


_AUXILIARY = frozenset(
    map(
        fold,
        [
            "will",
            "wird",
            "werden",
            "soll",
            "sollen",
            "будет",
            "будут",
            "будзе",
            "будуць",
            "буде",
            "будуть",
            "bus",
            "będzie",
            "będą",
        ],
    )
)


def _is_shown_later(read: Read) -> bool:
    """Whether no more is said than that something will be done with an action: "they will air the concert"."""
    ahead = read.sentence.spoken("ahead")
    return (
        bool(ahead)
        and all(read.sentence.tokens[mark.start].key in _AUXILIARY for mark in ahead)
        and not read.sentence.spoken("held", "gathered", "deeds")
    )


def _own_days(read: Read) -> set[date]:
    """The days that a sentence says, each day of a span."""
    found: set[date] = set()
    for one in read.days:
        if one.day.precision in ("day", "span") and one.day.basis in ("said", "relative"):
            last = date.fromisoformat(one.day.last or one.day.first)
            found.update(one.first + timedelta(days=n) for n in range((last - one.first).days + 1))
    return found


def _is_counted_apart(group: Group, read: Read) -> bool:
    """Whether a sentence has a number of people of its own, and no other sayer's of the same crowd."""
    own = [one for one in read.people if not one.loose]
    return bool(group.particulars.numbers and own) and not any(
        one.turnout.sayers or one.turnout.low in group.particulars.numbers for one in own
    )


def _differ(one: set[T], other: set[T]) -> bool:
    return bool(one and other) and one.isdisjoint(other)


def _goes_on(read: Read, current: Group | None) -> bool:
    """Whether a sentence without an action of its own goes on with the one before: figures, places, names."""
    if current is None or (read.sentence.aftermath or read.sentence.has("past")):
        return False
    return not any(
        one.place and current.place and not near_enough(one.place, current.place)
        for one in read.towns
    )


def _settle_open(groups: list[Group]) -> None:
    for group in groups:
        for read in group.reads:
            for one in read.towns:
                if group.place is None and one.place and one.worth >= 5:
                    group.place = one.place
