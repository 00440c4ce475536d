"""The courier of the serving process: mirrors are kept up without anyone asking.

It looks every few seconds which mirrors don't serve the release that stands, and has each
brought up to date in a thread of its own, so that a mirror that is slow, or down, holds up
neither a publish nor another mirror. Killed in between, a sync goes on later. What
was synced is then checked as readers meet it, which shows that what was withdrawn is gone.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from django.db import connections

from solidary.home import current_home
from solidary.mirrors.check import SAMPLE, check, unseen
from solidary.mirrors.models import Mirror
from solidary.mirrors.sync import AT_ONCE, lacking, sync
from solidary.release.statements import read_root
from solidary.release.verify import State

INTERVAL = 5.0
"""Seconds between two looks at what mirrors lack."""

logger = logging.getLogger(__name__)


class Courier:
    """Knows which mirrors somebody is under way to."""

    def __init__(self) -> None:
        self._under_way: dict[str, threading.Thread] = {}

    def look(self) -> list[threading.Thread]:
        """Send for every mirror that lacks something and may be tried now; what is under way."""
        due = [(mirror, _bring) for mirror in lacking(read_root(current_home().site))]
        due += [(mirror, _look_at) for mirror in unseen()]
        under_way = {name: one for name, one in self._under_way.items() if one.is_alive()}
        self._under_way = under_way
        for mirror, errand in due:
            if mirror.name not in under_way and len(under_way) < AT_ONCE:
                thread = threading.Thread(
                    target=_go, args=(errand, mirror), name=f"mirror-{mirror.name}", daemon=True
                )
                under_way[mirror.name] = thread
                thread.start()
        return list(under_way.values())


def _go(errand: Callable[[Mirror], None], mirror: Mirror) -> None:
    try:
        errand(mirror)
    except Exception:
        logger.exception("The courier's errand to the mirror %s failed", mirror.name)
    finally:
        connections.close_all()


def _bring(mirror: Mirror) -> None:
    outcome = sync(mirror)
    if outcome.problem and not outcome.left_to_another:
        logger.warning("The mirror %s is behind: %s", mirror.name, outcome.problem)


def _look_at(mirror: Mirror) -> None:
    report = check(mirror, SAMPLE)
    if report.state is not State.SOUND:
        logger.warning("The mirror %s was found %s", mirror.name, report.state)
