"""From sentences to actions: which story reports any, and the facts of each."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from solidary.chronicle.facts.fields import days, forms, places, said, turnout, venues
from solidary.chronicle.facts.gate import Firmness, Read, is_civic
from solidary.chronicle.facts.grouping import Group, grouped, near_enough, town_of
from solidary.chronicle.facts.story import Action, Day, Fact, Story, Turnout, Where
from solidary.gazetteer import Place

MOST = 40
"""Actions of one story."""
RIVAL = 3
"""How near in worth another town makes a place unsure."""


def actions_of(reads: list[Read], story: Story) -> list[Action]:
    """The actions that the sentences of a story report, the main one first; often none."""
    if not is_civic(reads) or not _reports_any(reads):
        return []
    groups = grouped(reads)
    made = [
        _action(group, reads, story, main=number == 0) for number, group in enumerate(groups[:MOST])
    ]
    for action in made[1:]:
        _same_day(action, made[0])
        if not action.forms:  # "in Chicago there were about 40": of what the others were of
            action.forms = made[0].forms[:1]
    return [action for action in made if action.where or action.day]


def _same_day(action: Action, main: Action) -> None:
    """An action that names no day of its own is of the day of the main one."""
    if (
        action.day is not None
        and action.day.value.basis == "publication day"
        and main.day is not None
    ):
        action.day = replace(main.day, rule="day of the main action", sure=False)


def _reports_any(reads: list[Read]) -> bool:
    """Whether a story reports an action: a sentence says that one takes place, and the headline is not about
    a court, a sanction or the like unless it names an action itself."""
    headline = [read for read in reads if read.sentence.part == "headline"]
    body = [read for read in reads if read.sentence.part != "headline"]
    reported = [read for read in body if read.firmness is Firmness.REPORTED]
    if any(read.sentence.has("past") for read in headline) and not any(r.days for r in reported):
        return False
    named = any(read.firmness >= Firmness.NAMED for read in headline)
    if any(read.sentence.aftermath for read in headline) and not named:
        return any(read.people and read.towns and read.days for read in reported)
    lead = body[0] if body else None
    if not named and lead is not None and lead.sentence.aftermath:
        return any(read.sentence.spoken("deeds", "forms") and read.days for read in reported)
    if reported:
        return True
    if named and any(read.firmness is Firmness.NAMED for read in body):
        return True
    return any(read.firmness is Firmness.REPORTED for read in headline)


def _action(group: Group, reads: list[Read], story: Story, *, main: bool) -> Action:
    own = group.reads
    action = Action(standing=_standing(own))
    placing = [*own, *group.lent] or reads
    action.where = _where(group, placing, reads if main else placing)
    firm = sorted(own, key=lambda read: (read.sentence.part == "headline", -read.firmness))
    action.day = _day(firm, reads if main else own, story, action.standing)
    action.turnout = (
        _turnout(own, group.place) if action.standing not in ("banned", "announced") else None
    )
    sentences = [read.sentence for read in own]
    telling = [
        read.sentence
        for read in own
        if read.firmness or read.sentence.part == "headline" or not read.sentence.aftermath
    ]
    people = action.turnout.value.high if action.turnout else None
    at_embassy = any(
        sentence.ending(mark.start, "near", "inside")
        or sentence.at(max(mark.start - 1, 0), "near", "nations")
        for sentence in telling
        for mark in sentence.all("embassies")
    )
    action.forms = forms.read(telling, at_embassy=at_embassy, people=people)
    if action.standing == "banned":
        banned = next(s for read in own if (s := read.sentence).spoken("banned"))
        mark = banned.spoken("banned")[0]
        ban = Fact("ban", (banned.span(mark.start, mark.end),), "verb of banning", True)
        action.forms = [ban, *(form for form in action.forms if form.value != "ban")]
    action.venue = venues.read([*(s for s in sentences if s.part != "headline"), *sentences])
    every = [read.sentence for read in reads] if main else sentences
    action.sources = said.sources(every)
    action.organisers = said.organisers(sentences)
    action.speakers = said.speakers(every)
    return action


def _standing(own: list[Read]) -> str:
    standings = [read.standing for read in own if read.firmness is Firmness.REPORTED]
    headline = [read.standing for read in own if read.sentence.part == "headline" and read.firmness]
    for standing in ("cancelled", "banned"):
        if standing in headline or standing in standings[:2]:
            return standing
    return next((standing for standing in standings if standing != "unclear"), "unclear")


def _where(group: Group, own: list[Read], every: list[Read]) -> Fact[Where] | None:
    """The place with most worth: what its role says, more where an action is reported, less where it is the topic."""
    best: tuple[float, places.Found, Read] | None = None
    rivals: list[tuple[float, places.Found]] = []
    mine_all = set(map(id, own))
    for read in every:
        mine = id(read) in mine_all
        for one in read.places:
            if (
                group.place is not None
                and one.place is not None
                and mine
                and not near_enough(group.place, one.place)
            ):
                if not group.row:
                    rivals.append((one.worth + 2.0 * read.firmness, one))
                continue
            worth = one.worth + (2.0 * read.firmness if mine else -2.0)
            worth += 1.0 if read.sentence.part == "headline" and one.where.city else 0.0
            worth += 0.0 if one.where.city else -1.5
            rivals.append((worth, one))
            if best is None or worth > best[0]:
                best = worth, one, read
    if best is None or best[0] <= 0:
        return None
    worth, one, read = best
    sure = bool(one.where.city) and worth >= 8 and not one.about
    rival = any(
        value >= worth - RIVAL
        and other.place
        and one.place
        and not near_enough(other.place, one.place)
        for value, other in rivals
    )
    span = read.sentence.span(one.start, one.end)
    return Fact(
        one.where,
        (span,),
        one.rule,
        sure
        and not rival
        and read not in group.lent
        and one.rule not in ("embassy at home", "capital at home"),
    )


def _day(firm: list[Read], every: list[Read], story: Story, standing: str) -> Fact[Day] | None:
    published = None if story.month_only else story.day
    candidates: list[tuple[float, int, days.Found, Read]] = []
    mine_all = set(map(id, firm))
    for order, read in enumerate((*firm, *(r for r in every if id(r) not in mine_all))):
        mine = id(read) in mine_all
        for found in read.days:
            worth = 4.0 * mine + 2.0 * read.firmness - 0.5 * order
            worth -= 4.0 if found.day.basis == "recurring day" else 0.0
            worth -= 3.0 if found.day.precision in ("month", "year") else 0.0
            worth -= _mismatch(found, standing, read, published)
            if not mine and ((read.sentence.aftermath or read.sentence.has("past")) or read.towns):
                worth -= 6
            candidates.append((worth, -order, found, read))
    good = [one for one in candidates if one[0] > 0]
    if good:
        worth, _order, found, read = max(good, key=lambda one: (one[0], one[1], -one[2].start))
        agreeing = {one[2].day.first for one in good if one[0] >= worth - 2}
        sure = found.sure and len(agreeing) == 1 and read.firmness is Firmness.REPORTED
        span = read.sentence.span(found.start, found.end)
        return Fact(found.day, (span,), found.rule, sure)
    if story.month_only and story.day is not None:
        return Fact(Day(f"{story.day:%Y-%m}", "month", "publication day"), (), "publication month")
    if published is None:
        return None
    precision = "not later than" if standing == "happened" else "day"
    return Fact(Day(published.isoformat(), precision, "publication day"), (), "publication day")


def _mismatch(found: days.Found, standing: str, read: Read, published: date | None) -> float:
    """How little a day fits what is said: what happened lies behind, a ban is not the day it forbids."""
    if published is None:
        return 0.0
    ahead = found.first > published
    if found.day.precision == "not later than":  # told then, whatever it tells of
        return 20.0 if standing in ("announced", "cancelled") else 3.0
    if standing == "happened" and ahead:
        return 6.0
    if standing == "announced" and not ahead and found.first < published:
        return 4.0
    if standing == "cancelled":
        return 0.0 if found.first >= published else 2.0
    if standing == "banned":
        marks = read.sentence.spoken("ahead")
        planned = any(mark.start <= found.start <= mark.end + 8 for mark in marks)
        return 9.0 if ahead or planned else 0.0
    return 0.0


def _turnout(own: list[Read], place: Place | None) -> Fact[Turnout] | None:
    found: list[turnout.Found] = []
    where: dict[int, Read] = {}
    ordered = [r for r in own if r.sentence.part != "headline"] + [
        r for r in own if r.sentence.part == "headline"
    ]
    for read in ordered:
        if read.sentence.has("past") and not read.days:
            continue
        strange = [
            one for one in read.towns if one.place and place and not near_enough(one.place, place)
        ]
        for one in read.people:
            if strange and not _nearest_is(read, one, place):
                continue
            where[id(one)] = read
            found.append(one)
    firm = [one for one in found if where[id(one)].firmness is not Firmness.NOTHING]
    if firm:  # what is counted elsewhere is of the action only if somebody is said to have counted
        found = [one for one in found if one in firm or one.loose or one.turnout.sayers]
    best = turnout.together(found)
    if best is None:
        return None
    base = next(
        read
        for read in ordered
        if any(
            (p.start, p.end, p.turnout.words) == (best.start, best.end, best.turnout.words)
            for p in read.people
        )
    )
    spans = tuple(
        where[id(one)].sentence.span(one.start, one.end)
        for one in found
        if one.turnout.low in (best.turnout.low, best.turnout.high)
    )[:2]
    sure = (
        best.sure
        and base.firmness is not Firmness.NOTHING
        and len({o.turnout.low for o in found}) <= 2
    )
    return Fact(
        replace(best.turnout), spans or (base.sentence.span(best.start, best.end),), best.rule, sure
    )


def _nearest_is(read: Read, one: turnout.Found, place: Place | None) -> bool:
    """Whether the town that a number is of is the action's."""
    nearest = town_of(read, one, read.towns)
    return place is None or nearest.place is None or near_enough(nearest.place, place)
