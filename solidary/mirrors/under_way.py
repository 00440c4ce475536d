"""Who of this process is under way to which mirror, and with what.

A mirror may be slow, or never answer; neither the desk nor the courier waits for it. Both set out
from here, so each mirror has one errand at a time, in a thread of its own, whoever asked for it.
What comes of an errand stands on the mirror's own row. Another process, such as a command, is kept
out by the mirror's lock (`home.mirror_lock`).
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from django.db import connections
from django.utils.translation import gettext as _

from solidary.mirrors.models import Mirror

logger = logging.getLogger(__name__)


class Verb(StrEnum):
    """What can be done with a mirror."""

    SYNC = "sync"
    CHECK = "check"
    EMPTY = "empty"

    @property
    def label(self) -> str:
        """What is said while it is being done."""
        return {
            Verb.SYNC: _("Syncing now"),
            Verb.CHECK: _("Checking now"),
            Verb.EMPTY: _("Being emptied"),
        }[self]


@dataclass(slots=True)
class UnderWay:
    """One errand to a mirror."""

    verb: Verb
    done: int = 0
    total: int = 0
    """requests, 0 as long as it isn't known how many"""
    thread: threading.Thread | None = None

    def show(self, done: int, total: int) -> None:
        """Take down how far it has come."""
        self.done, self.total = done, total


Errand = Callable[[Mirror, UnderWay], None]

_under_way: dict[int, UnderWay] = {}
"""The register: by the key of the mirror's row."""
_guard = threading.Lock()


def set_out(
    mirror: Mirror, verb: Verb, errand: Errand, *, among: int | None = None
) -> UnderWay | None:
    """Begin an errand beside the caller; None where it isn't begun.

    That is where somebody is under way to the mirror already, or to as many as `among` of them.
    """
    work = UnderWay(verb)
    name = f"solidary-{verb.value}-{mirror.name}"
    work.thread = threading.Thread(target=_go, args=(mirror, work, errand), name=name, daemon=True)
    with _guard:
        if mirror.pk in _under_way or (among is not None and len(_under_way) >= among):
            return None
        _under_way[mirror.pk] = work
    try:
        work.thread.start()
    except RuntimeError:
        # The system has no thread to give: the way must not look taken for ever.
        _leave(mirror)
        raise
    return work


def under_way(mirror: Mirror) -> UnderWay | None:
    """What is being done with this mirror now."""
    return _under_way.get(mirror.pk)


def everybody() -> list[UnderWay]:
    """All errands that are under way."""
    with _guard:
        return list(_under_way.values())


def _go(mirror: Mirror, work: UnderWay, errand: Errand) -> None:
    try:
        errand(mirror, work)
    except Exception:
        logger.exception("The errand to the mirror %s failed (%s)", mirror.name, work.verb)
    finally:
        connections.close_all()
        _leave(mirror)


def _leave(mirror: Mirror) -> None:
    with _guard:
        del _under_way[mirror.pk]
