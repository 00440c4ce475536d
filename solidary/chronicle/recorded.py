"""An action of the record as facts have one, to compare it with what is read of a story."""

from __future__ import annotations

from solidary.chronicle.days import DAY, MONTH, YEAR, When
from solidary.chronicle.facts.story import Action as ReadAction
from solidary.chronicle.facts.story import Day, Fact, Turnout, Where
from solidary.chronicle.whole import Whole

_RULE = "record"


def as_read(found: Whole) -> ReadAction:
    """What the record says of an action, as if it had been read."""
    placed, when, turnout = found.placed, found.when, found.turnout
    action = ReadAction(standing=found.standing)
    action.forms = [_said(form) for form in found.forms]
    action.organisers = [_said(name) for name in found.organisers]
    action.speakers = [_said(name) for name in found.speakers]
    if found.venue:
        action.venue = _said(found.venue)
    if when is not None:
        action.day = Fact(_day(when), (), _RULE, sure=True)
    if placed.place is not None or placed.country or placed.latitude is not None:
        action.where = Fact(_where(found), (), _RULE, sure=True)
    if turnout is not None:
        count = Turnout(turnout.low, turnout.high, turnout.bound, "")
        action.turnout = Fact(count, (), _RULE, sure=True)
    return action


def _said(text: str) -> Fact[str]:
    return Fact(text, (), _RULE, sure=True)


def _day(when: When) -> Day:
    if when.precision == MONTH:
        return Day(when.first.isoformat()[:7], MONTH, when.basis)
    if when.precision == YEAR:
        return Day(when.first.isoformat()[:4], YEAR, when.basis)
    last = None if when.precision == DAY else when.last.isoformat()
    return Day(when.first.isoformat(), when.precision, when.basis, last)


def _where(found: Whole) -> Where:
    placed = found.placed
    place = placed.place
    pinned = placed if placed.latitude is not None else place
    latitude = getattr(pinned, "latitude", None)
    longitude = getattr(pinned, "longitude", None)
    return Where(
        None if place is None else str(place),
        placed.country or (place.country if place else ""),
        None if latitude is None else float(latitude),
        None if longitude is None else float(longitude),
        None if place is None else place.geonames_id,
    )
