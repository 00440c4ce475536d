"""Whether a sentence reports an action, and how firmly: what keeps verdicts, sanctions and border counts out.

Most stories report no action. A word for one is not enough: it has to take place in the sentence, now, ahead
or just before, and the sentence must not be about a court, a sanction, an interview or an earlier year.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from solidary.chronicle.facts.annotated import Annotated
from solidary.chronicle.facts.fields import days
from solidary.chronicle.facts.fields.days import Found as FoundDay
from solidary.chronicle.facts.fields.places import Found as FoundPlace
from solidary.chronicle.facts.fields.turnout import Found as FoundPeople
from solidary.chronicle.facts.lexicon import Mark
from solidary.chronicle.facts.story import Story

_CIVIC = ("march", "chain", "picket", "rally")
"""Forms that people come together in for a cause only."""
_PURPOSE = ("topic", "feasts", "embassies")


class Firmness(IntEnum):
    """How firmly a sentence says that an action takes place."""

    NOTHING = 0
    NAMED = 1
    """An action is named, beside a day, a place or a number."""
    REPORTED = 2
    """It takes place, took place, or will, or is forbidden."""


@dataclass(slots=True, eq=False)
class Read:
    """A sentence with all that its fields found."""

    sentence: Annotated
    days: list[FoundDay]
    places: list[FoundPlace]
    people: list[FoundPeople]
    firmness: Firmness = Firmness.NOTHING
    standing: str = "unclear"
    first_part: Read | None = None
    """What stands before it in its sentence, where that tells of another action."""

    @property
    def towns(self) -> list[FoundPlace]:
        """Towns in a role that says that something was there."""
        return [one for one in self.places if one.where.city and one.worth >= 3]


def names_action(reads: list[Read]) -> bool:
    """Whether a story names an action, or what it was for, where nothing else is told."""
    return any(
        cues(read.sentence, "forms", "deeds")
        or (read.sentence.part == "headline" and read.sentence.has(*_PURPOSE))
        for read in reads
        if not read.sentence.aftermath
    )


def is_civic(reads: list[Read]) -> bool:
    """Whether anything shows that people came together for a cause."""
    return any(read.sentence.has(*_PURPOSE, "civic") or _is_for_a_cause(read) for read in reads)


def _is_for_a_cause(read: Read) -> bool:
    """Whether a word for an action has that meaning only, or people are counted who do it."""
    sentence = read.sentence
    return any(
        mark.value in _CIVIC and not sentence.at(mark.start, "loose")
        for mark in cues(sentence, "forms", "deeds")
    ) or bool(
        read.people
        and (sentence.spoken("deeds") or (sentence.spoken("forms") and sentence.spoken("gathered")))
    )


def cues(sentence: Annotated, *kinds: str) -> list[Mark]:
    """Words for actions outside quotations; "after the march" only tells a time."""
    return [
        mark
        for mark in sentence.spoken(*kinds)
        if not any(
            sentence.ending(place, "since", "telling")
            for place in (mark.start, mark.start - 1, mark.start - 2)
        )
    ]


def judge(read: Read, story: Story, *, named: bool) -> None:
    """Say how firmly a sentence reports an action, and what is said of it; `named`: whether the story names one."""
    sentence, published = read.sentence, story.day
    forms, deeds = cues(sentence, "forms"), sentence.spoken("deeds")
    read.standing = _standing(read, None if story.month_only else published)
    if sentence.aftermath or _is_old(read, published):
        return
    named_thing = bool(forms or deeds or sentence.spoken("events"))
    if read.standing in ("banned", "cancelled") and named_thing:
        read.firmness = Firmness.REPORTED
        return
    happening = bool(sentence.spoken("held", "gathered", "ahead"))
    purpose = sentence.has(*_PURPOSE)
    beside = bool(read.people or read.days or read.towns)
    headline = sentence.part == "headline"
    counted = bool(read.people) or (happening and sentence.has("crowd"))
    if (
        (deeds and (beside or forms or headline or purpose))
        or (forms and happening and (beside or headline or purpose))
        or (happening and read.people and (named or purpose))
        or (named and read.days and read.towns and (sentence.spoken("gathered") or counted))
        or (named and forms and happening)
        or (sentence.spoken("feasts") and happening and read.towns)
        or (forms and read.people and read.days and read.towns)
        or (beside and any(mark.value == "messages" for mark in forms))
        or (purpose and read.days and read.towns and _protesters_gathered(sentence))
    ):
        read.firmness = Firmness.REPORTED
    elif sentence.has("arrests"):
        return
    elif (forms and (beside or headline)) or (read.people and purpose):
        read.firmness = Firmness.NAMED


def _protesters_gathered(sentence: Annotated) -> bool:
    """Whether those who come together are named for their cause: protesters, activists, Belarusians abroad."""
    return bool(sentence.spoken("gathered")) and any(
        sentence.at(mark.start, "civic") is not None for mark in sentence.spoken("crowd")
    )


def go_on_in_a_sentence(read: Read) -> None:
    """The second part of a sentence needs no verb of its own: "200 rallied on Saturday, and 500 on Sunday"."""
    first = read.first_part
    if first is not None and first.firmness is Firmness.REPORTED and not read.sentence.aftermath:
        if read.firmness < Firmness.REPORTED:
            read.standing = first.standing
        read.firmness = Firmness.REPORTED


def go_on(read: Read, before: Read | None) -> None:
    """A sentence of towns with a figure each goes on with one that reports an action and has a figure."""
    if before is None:
        if not read.sentence.spoken("gathered", "deeds", "forms"):
            read.people = [one for one in read.people if not one.elliptic]
        return
    is_aside = read.sentence.aftermath or read.sentence.has("past", "arrests")
    listed = bool(read.towns) and any(one.elliptic for one in read.people)
    if read.firmness < Firmness.REPORTED and listed and not is_aside:
        read.firmness, read.standing = Firmness.REPORTED, before.standing


def _standing(read: Read, published: date | None) -> str:
    sentence = read.sentence
    later = published is not None and any(day.first > published for day in read.days)
    for kind, standing in (("cancelled", "cancelled"), ("banned", "banned")):
        if sentence.spoken(kind):
            return standing
    if later and sentence.spoken("ahead", "forms"):
        return "announced"
    if sentence.spoken("ahead") and not read.people and not sentence.spoken("deeds"):
        return "announced"
    if sentence.spoken("held", "gathered", "deeds"):
        return "happened"
    return "announced" if sentence.spoken("ahead") else "unclear"


def _is_old(read: Read, published: date | None) -> bool:
    """Whether all that a sentence dates lies too far back, or it says that it does."""
    if read.days:
        return False
    return read.sentence.has("past") or days.is_background(read.sentence, published)
