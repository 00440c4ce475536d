"""“Same action as …?”: which actions of the record a suggestion may be one with, and why.

Only actions of the same days and of places nearby are looked at: an archive of a hundred thousand costs
what one of a hundred does.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from math import cos, radians

from django.db.models import Q

from solidary.chronicle.days import LONG_BEFORE, MONTH, NOT_LATER, YEAR, When, when_of
from solidary.chronicle.facts.same import BEFORE, NEAR, is_same
from solidary.chronicle.facts.story import Action as ReadAction
from solidary.chronicle.facts.story import Where
from solidary.chronicle.models import Action, Suggestion
from solidary.chronicle.recorded import as_read
from solidary.chronicle.whole import Whole
from solidary.chronicle.wholes import wholes
from solidary.stories.models import Place

TRANSLATION = "translation"
"""A translation of the story reports it: one story tells of one action, in whatever language."""
SAME_DAY, DAY_FITS = "same day", "day fits"
SAME_PLACE, PLACE_NEARBY = "same place", "place nearby"
SAME_VENUE, SAME_FIGURE, FIGURE_FITS = "same venue", "same figure", "figure fits"
SAME_FORM, SAME_PEOPLE = "same form", "same people"
_KILOMETRES = 111.2
"""A degree of latitude."""
_MOST = 200
"""Actions of those days and places that are compared one by one."""


def like_these(row: Suggestion) -> list[tuple[Action, list[str]]]:
    """Actions that a suggestion may be one with, the likeliest first, with plain codes for the reasons.

    An action that the story itself reports isn't among them; what was merged is what it was merged into.
    """
    said = row.action
    known = _by_translations(row)
    found: dict[int, tuple[Action, list[str]]] = {}
    for key, end in wholes((*known, *near(said))).items():
        if end.action.pk in found or _is_reported_by(end, row.story_id):
            continue
        reasons = _reasons(said, end)
        if key in known:
            if not (is_same(said, as_read(end)) or _is_open(said) or len(reasons) > 1):
                continue
            reasons.insert(0, TRANSLATION)
        elif not is_same(said, as_read(end)):
            continue
        found[end.action.pk] = end.action, reasons
    return sorted(found.values(), key=lambda each: (each[1][:1] != [TRANSLATION], -len(each[1])))


def proposed(row: Suggestion) -> Action | None:
    """The action that a translation of the story reports and this suggestion is of, if there is one."""
    for action, reasons in like_these(row):
        if TRANSLATION in reasons:
            return action
    return None


def same_without_asking(row: Suggestion) -> Action | None:
    """The one action that a translation of the story reports with the same day, place and figure: a story and
    its translations tell of one action, and nobody has to say so."""
    needed = {TRANSLATION, SAME_DAY, SAME_PLACE}
    found = [
        action
        for action, reasons in like_these(row)
        if needed <= set(reasons) and FIGURE_FITS not in reasons
    ]
    return found[0] if len(found) == 1 else None


def near(said: ReadAction) -> list[int]:
    """Keys of the actions of the record that may be of those days, at that place or nearby."""
    when = when_of(said.day.value) if said.day else None
    if when is None or said.where is None:
        return []
    rows = Action.objects.filter(_days(when)).filter(place__in=_places(said.where.value))
    return list(rows.order_by("first", "pk").values_list("pk", flat=True)[:_MOST])


def _by_translations(row: Suggestion) -> list[int]:
    rows = Action.objects.filter(reports__story__translation_key=row.story.translation_key)
    rows = rows.exclude(reports__story=row.story_id).distinct().order_by("pk")
    return list(rows.values_list("pk", flat=True)[:_MOST])


def _is_reported_by(end: Whole, story: int) -> bool:
    return any(report.story_id == story for report in end.reports)


def _is_open(said: ReadAction) -> bool:
    """Whether neither a day nor a place was read: nothing speaks against an action of its translation."""
    return said.day is None and said.where is None


def _days(when: When) -> Q:
    first = when.first - timedelta(days=BEFORE if when.precision == NOT_LATER else 0)
    last = when.last + timedelta(days=BEFORE)
    starts = Q(first__gte=first - LONG_BEFORE, first__lte=last, last__gte=first)
    # Only of what is "not later than" a day is it open whether it was before.
    starts &= Q(first__lte=when.last) | Q(precision=NOT_LATER)
    months = Q(precision=MONTH, first__in=[date(when.first.year, when.first.month, 1)])
    return starts | months | Q(precision=YEAR, first=date(when.first.year, 1, 1))


def _places(where: Where) -> Iterable[int]:
    same = Q(geonames_id=where.geoname) if where.geoname is not None else Q(pk=None)
    if where.latitude is not None and where.longitude is not None:
        tall = NEAR / _KILOMETRES
        wide = tall / max(cos(radians(where.latitude)), 0.01)
        same |= Q(
            latitude__range=(round(where.latitude - tall, 5), round(where.latitude + tall, 5)),
            longitude__range=(round(where.longitude - wide, 5), round(where.longitude + wide, 5)),
        )
    return list(Place.objects.filter(same).order_by().values_list("pk", flat=True)[:_MOST])


def _reasons(said: ReadAction, end: Whole) -> list[str]:
    """What a suggestion and an action have in common."""
    other, reasons = as_read(end), []
    mine, theirs = (when_of(each.day.value) if each.day else None for each in (said, other))
    if mine is not None and theirs is not None:
        if mine.is_exact and (mine.first, mine.last) == (theirs.first, theirs.last):
            reasons.append(SAME_DAY)
        elif mine.first <= theirs.last and theirs.first <= mine.last + timedelta(days=BEFORE):
            reasons.append(DAY_FITS)
    if said.where is not None and other.where is not None:
        here, there = said.where.value, other.where.value
        if here.geoname is not None and here.geoname == there.geoname:
            reasons.append(SAME_PLACE)
        elif here.latitude is not None and there.latitude is not None:
            reasons.append(PLACE_NEARBY)
    venues = [_plain(each.venue.value) for each in (said, other) if each.venue is not None]
    if len(venues) == 2 and venues[0] == venues[1]:
        reasons.append(SAME_VENUE)
    if {fact.value for fact in said.forms} & {fact.value for fact in other.forms}:
        reasons.append(SAME_FORM)
    if said.turnout is not None and end.turnout is not None:
        count = said.turnout.value
        same = (count.low, count.high) == (end.turnout.low, end.turnout.high)
        reasons.append(SAME_FIGURE if same else FIGURE_FITS)
    if _people(said) & _people(other):
        reasons.append(SAME_PEOPLE)
    return reasons


def _people(action: ReadAction) -> set[str]:
    return {_plain(fact.value) for fact in (*action.organisers, *action.speakers)}


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
