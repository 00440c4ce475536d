"""When what was sent dies. Pure: days and decisions in, days out.

What was refused, what waits and what was accepted but isn't used is deleted, all of it. Of what is
used the original is deleted; its header stays, for it shows that nobody withdrew it.
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from solidary.intake.models.contribution import State

NOTICE = timedelta(days=7)
"""How long before its death the dashboard says so; what nobody has looked at doesn't die sooner after
that was first shown."""


class Rules(NamedTuple):
    """Days after which something dies; 0 for never."""

    refused: int = 7
    waiting: int = 60
    used: int = 30


class Fate(StrEnum):
    """What dies of an item."""

    ALL = "all"
    ORIGINAL = "original"


class Held(NamedTuple):
    """What is known of an item."""

    state: State
    came_on: date
    """when the newest of its contribution came"""
    decided_on: date | None = None
    used_on: date | None = None
    """when it was last put into a story"""
    seen: bool = False
    noticed_on: date | None = None
    """when its coming death was first shown to somebody"""
    without_original: bool = False


def due_on(held: Held, rules: Rules) -> tuple[date, Fate] | None:
    """The day on which it may die, and what of it; None where it stays."""
    decided = held.decided_on or held.came_on
    if held.state == State.WITHDRAWN:
        return None
    if held.used_on is not None:
        # Whatever was decided later: a use ends by withdrawal, not by time.
        if held.without_original:
            return None
        return _after(held.used_on, rules.used, Fate.ORIGINAL)
    if held.state == State.REFUSED:
        return _after(decided, rules.refused, Fate.ALL)
    since = decided if held.state == State.ACCEPTED else held.came_on
    return _after(since, rules.waiting, Fate.ALL)


def dies_soon(held: Held, rules: Rules, today: date) -> bool:
    """Whether the dashboard says of it that it dies within a week."""
    due = due_on(held, rules)
    return due is not None and today >= due[0] - NOTICE


def dies_on(held: Held, rules: Rules) -> date | None:
    """The day on which it dies as things are now; None where it stays, or where nobody has looked at
    it and its week of notice hasn't begun."""
    due = due_on(held, rules)
    if due is None:
        return None
    if held.seen:
        return due[0]
    return None if held.noticed_on is None else max(due[0], held.noticed_on + NOTICE)


def dies(held: Held, rules: Rules, today: date) -> Fate | None:
    """What dies of it today; None where nothing does."""
    day, due = dies_on(held, rules), due_on(held, rules)
    return due[1] if day is not None and due is not None and today >= day else None


def _after(day: date, days: int, fate: Fate) -> tuple[date, Fate] | None:
    if not days:
        return None
    try:
        return day + timedelta(days=days), fate
    except OverflowError:
        return None
