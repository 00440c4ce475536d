"""What is being done with mirrors right now, beside the requests that asked for it.

A mirror may be slow, or never answer; nobody at the desk waits for it. Each mirror has one thread
at a time, and what comes of it stands on the mirror's own row.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db import connections
from django.utils.translation import gettext as _

from solidary.mirrors import register
from solidary.mirrors.check import UncheckableError, check
from solidary.mirrors.models import Mirror
from solidary.mirrors.sync import sync

SAMPLE = 2_000
"""Objects a check from the desk looks at, drawn by lot; `solidary mirror check` looks at all."""
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


@dataclass
class UnderWay:
    verb: Verb
    done: int = 0
    total: int = 0
    """files, 0 as long as it isn't known how many"""


_under_way: dict[int, UnderWay] = {}
_guard = threading.Lock()


def begin(mirror: Mirror, verb: Verb) -> bool:
    """Have it done, beside this request; False where something is being done with it already."""
    work = UnderWay(verb)
    with _guard:
        if mirror.pk in _under_way:
            return False
        _under_way[mirror.pk] = work
    name = f"solidary-{verb.value}-{mirror.name}"
    threading.Thread(target=_do, args=(mirror.pk, work), name=name, daemon=True).start()
    return True


def under_way(mirror: Mirror) -> UnderWay | None:
    return _under_way.get(mirror.pk)


def _do(key: int, work: UnderWay) -> None:
    try:
        mirror = Mirror.objects.get(pk=key)
        _DOING[work.verb](mirror, work)
    except Exception:
        logger.exception("What was asked of a mirror failed")
    finally:
        connections.close_all()
        with _guard:
            del _under_way[key]


def _sync(mirror: Mirror, work: UnderWay) -> None:
    def shown(done: int, total: int) -> None:
        work.done, work.total = done, total

    sync(mirror, shown)


def _check(mirror: Mirror, work: UnderWay) -> None:
    try:
        check(mirror, SAMPLE)
    except UncheckableError as error:
        logger.warning("The mirror %s wasn't checked: %s", mirror.name, error)


def _empty(mirror: Mirror, work: UnderWay) -> None:
    # What keeps it from being emptied stands on its row.
    with suppress(register.MirrorError):
        register.retire(mirror, empty=True)


_DOING: dict[Verb, Callable[[Mirror, UnderWay], Any]] = {
    Verb.SYNC: _sync,
    Verb.CHECK: _check,
    Verb.EMPTY: _empty,
}
