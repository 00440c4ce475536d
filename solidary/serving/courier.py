"""The courier of the serving process: mirrors are kept up without anyone asking.

It looks every few seconds which mirrors don't serve the release that stands, and has each
brought up to date in a thread of its own, so that a mirror that is slow, or down, holds up
neither a publish nor another mirror. Killed in between, a sync goes on later. What
was synced is then checked as readers meet it, which shows that what was withdrawn is gone.
A mirror that the desk has something done with is left alone meanwhile (`mirrors/under_way.py`).
"""

from __future__ import annotations

import logging

from solidary.counting import Kind, count
from solidary.home import current_home
from solidary.mirrors import under_way
from solidary.mirrors.check import SAMPLE, check, unseen
from solidary.mirrors.models import Mirror
from solidary.mirrors.sync import AT_ONCE, lacking, sync
from solidary.mirrors.under_way import UnderWay, Verb
from solidary.release.statements import read_root
from solidary.release.verify import State

FOR_THE_SLOW = AT_ONCE // 2
"""Errands that may be under way before none sets out to a mirror that failed the last time: however
many of them never answer, the others have their turn."""
INTERVAL = 5.0
"""Seconds between two looks at what mirrors lack."""

logger = logging.getLogger(__name__)


def look() -> list[UnderWay]:
    """Send for every mirror that lacks something and may be tried now; what is under way."""
    behind, unchecked = lacking(read_root(current_home().site)), unseen()
    for mirror in behind:
        among = FOR_THE_SLOW if mirror.failures else AT_ONCE
        under_way.set_out(mirror, Verb.SYNC, _bring, among=among)
    for mirror in unchecked:
        among = FOR_THE_SLOW if mirror.state == State.UNREACHABLE else AT_ONCE
        under_way.set_out(mirror, Verb.CHECK, _look_at, among=among)
    return under_way.everybody()


def _bring(mirror: Mirror, work: UnderWay) -> None:
    outcome = sync(mirror, work.show)
    if not outcome.left_to_another:
        count(Kind.SYNC_FAILED if outcome.problem else Kind.SYNCED)
    if outcome.problem and not outcome.left_to_another:
        logger.warning("The mirror %s is behind: %s", mirror.name, outcome.problem)


def _look_at(mirror: Mirror, work: UnderWay) -> None:
    report = check(mirror, SAMPLE)
    if report.state is not State.SOUND:
        logger.warning("The mirror %s was found %s", mirror.name, report.state)
