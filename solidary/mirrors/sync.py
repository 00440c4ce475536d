"""Bringing mirrors up to the release: the verb the desk, the clock and the command line call.

A mirror that fails is told on its row and tried again later; it never raises, and holds up
neither a publish nor another mirror.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from functools import partial

from django.db import connections
from django.utils import timezone

from solidary.home import current_home
from solidary.mirrors import overlay
from solidary.mirrors.delivery.bring import Delivery, Shown
from solidary.mirrors.delivery.pacing import Pace, rest_after
from solidary.mirrors.delivery.progress import Progress
from solidary.mirrors.delivery.wanted import (
    MOVES,
    MovedOnError,
    OverlaySpoiledError,
    UnpublishedError,
    Wanted,
    read_wanted,
)
from solidary.mirrors.faults import Fault
from solidary.mirrors.home import held_by, log_of, mirror_lock
from solidary.mirrors.models import Mirror
from solidary.mirrors.places import open_store
from solidary.mirrors.problems import KEPT, NO_PROBLEM, Problem, problem_of
from solidary.mirrors.profile import ProfileError
from solidary.mirrors.register import in_use
from solidary.mirrors.store import Store, StoreError
from solidary.mirrors.stores import store_kind
from solidary.press.index.calendar_archive import Rules
from solidary.press.models import Withdrawal
from solidary.press.publish import NothingPublishedError
from solidary.release.keyring import read_root_public
from solidary.release.minisign import PublicKey
from solidary.release.statements import Root

FASTER = Problem("the release changed faster than it could be sent", Fault.TOO_FAST)
AT_ONCE = 8
"""Mirrors brought up to date at the same time."""
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a sync did."""

    sent: int = 0
    removed: int = 0
    bytes: int = 0
    sequence: int = 0
    """the release the mirror serves now, as far as it could be seen"""
    seconds: float = 0.0
    problem: str = ""
    """one line for people: why it doesn't serve the standing release; '' where it does"""
    left_to_another: bool = False
    """another sync of this mirror is running"""


def sync(
    mirror: Mirror,
    shown: Shown | None = None,
    *,
    anew: bool = False,
    pace: Pace | None = None,
    rules: Rules | None = None,
) -> Outcome:
    """Bring one mirror up to the standing release, and keep on its row what came of it.

    `shown`: told how many requests are done of how many. `anew`: look at every file, whatever
    the mirror and the log say. `rules`: those the release is drawn by. Never raises for a
    mirror, or a home, that fails: it says so in the outcome.
    """
    started = time.monotonic()
    with mirror_lock(mirror.name) as held:
        if not held:
            return Outcome(
                sequence=mirror.sequence, problem="it is being synced already",
                left_to_another=True,
            )  # fmt: skip
        log = log_of(mirror.name)
        if anew or _is_found_false(mirror):
            log.distrust()
            anew = True
        with closing(log):
            errand = _Errand(mirror, log, pace or Pace(), rules, shown, anew)
            problem = errand.run()
    delivery = errand.delivery
    _record(mirror, delivery, problem)
    outcome = Outcome(
        sequence=mirror.sequence, seconds=time.monotonic() - started, problem=problem.line
    )
    if delivery is None:
        return outcome
    done = delivery.sender
    return replace(outcome, sent=done.sent, removed=done.removed, bytes=done.size)


def sync_all(
    mirrors: Iterable[Mirror] | None = None,
    *,
    anew: bool = False,
    watched: Callable[[str, int, int], None] | None = None,
) -> dict[str, Outcome]:
    """Bring several mirrors up to date at once, by name; all in use unless some are named.

    `watched`: told a mirror's name, and how many requests are done of how many.
    """
    wanted = in_use() if mirrors is None else list(mirrors)

    def one(mirror: Mirror) -> Outcome:
        return sync(mirror, partial(watched, mirror.name) if watched else None, anew=anew)

    def in_a_thread(mirror: Mirror) -> Outcome:
        try:
            return one(mirror)
        finally:
            connections.close_all()

    if len(wanted) < 2:
        return {mirror.name: one(mirror) for mirror in wanted}
    with ThreadPoolExecutor(min(AT_ONCE, len(wanted))) as pool:
        outcomes = pool.map(in_a_thread, wanted)
        return {mirror.name: outcome for mirror, outcome in zip(wanted, outcomes, strict=True)}


def lacking(root: Root | None) -> list[Mirror]:
    """Mirrors that don't serve this root and may be tried again now; the longest waiting first."""
    if root is None:
        return []
    moment = timezone.now()
    due = [
        mirror for mirror in in_use()
        if (mirror.root != root.sha256 or mirror.problem or _is_found_false(mirror))
        and (mirror.next_try is None or mirror.next_try <= moment)
    ]  # fmt: skip
    return sorted(due, key=lambda mirror: mirror.synced_at.timestamp() if mirror.synced_at else 0)


def _is_found_false(mirror: Mirror) -> bool:
    """Whether a check since the last sync found other bytes than were sent."""
    if mirror.state != "tampered" or mirror.checked_at is None:
        return False
    return mirror.synced_at is None or mirror.checked_at > mirror.synced_at


@dataclass(slots=True)
class _Errand:
    """One mirror's way to the release that stands."""

    mirror: Mirror
    log: Progress
    pace: Pace
    rules: Rules | None
    shown: Shown | None
    anew: bool
    delivery: Delivery | None = None
    """what was begun; None where there was nothing to bring, or no way to the mirror"""

    def run(self) -> Problem:
        """Go until the mirror serves the release that stands; false where nothing is wrong."""
        try:
            with ExitStack() as opened:
                return self._go(opened)
        except (StoreError, UnpublishedError, ProfileError, OSError) as error:
            return problem_of(error)
        except NothingPublishedError as error:
            return Problem(problem_of(error).line, Fault.PAGES)
        except Exception as error:
            logger.exception("The sync of the mirror %s failed", self.mirror.name)
            fault = f"a fault of the program: {type(error).__name__}: {error}"
            return Problem(problem_of(RuntimeError(fault)).line, Fault.PROGRAM)

    def _go(self, opened: ExitStack) -> Problem:
        for _ in range(MOVES):
            try:
                wanted = self._wanted()
                if self.delivery is None:
                    # Only now: a connection may not last as long as an overlay takes to draw.
                    store = opened.enter_context(closing(open_store(self.mirror)))
                    self.delivery = self._begun(store)
                self.delivery.bring(wanted)
                return NO_PROBLEM
            except OverlaySpoiledError:
                overlay.forget(self.mirror)
            except MovedOnError:
                continue
        return FASTER

    def _wanted(self) -> Wanted:
        """The release as this mirror should serve it. Raises as overlay.bring_up, read_wanted."""
        own = None
        if overlay.has_its_own(self.mirror):
            own = overlay.bring_up(self.mirror, self.rules)
        return read_wanted(current_home().site, own)

    def _begun(self, store: Store) -> Delivery:
        mirror = self.mirror
        return Delivery(
            store, self.log, held_by(mirror.name), withdrawn,
            pace=self.pace, dangerous=mirror.dangerous, anew=self.anew,
            served=store_kind(mirror.kind).local and mirror.sequence > 0 and not self.anew,
            shown=self.shown, root_key=_root_key(),
        )  # fmt: skip


def _root_key() -> PublicKey | None:
    """The newsroom's public root key; None where it signs nothing."""
    try:
        return read_root_public(current_home().keys)
    except FileNotFoundError:
        return None


def withdrawn() -> list[str]:
    """Files of the release that must be gone everywhere."""
    rows = Withdrawal.objects.values_list("addresses", flat=True)
    return [address for addresses in rows.iterator(chunk_size=500) for address in addresses]


def _record(mirror: Mirror, delivery: Delivery | None, problem: Problem) -> None:
    """Keep what came of a sync on the mirror's row, and when it is tried again."""
    moment = timezone.now()
    if delivery is not None and (delivery.sequence or not problem):
        mirror.sequence, mirror.root = delivery.sequence, delivery.root
    problem.keep(mirror)
    if problem:
        mirror.failures += 1
        mirror.next_try = moment + rest_after(mirror.failures)
        mirror.behind = (delivery.behind if delivery else 0) or _behind(mirror)
    else:
        mirror.failures, mirror.next_try = 0, None
        mirror.behind, mirror.synced_at = 0, moment
    mirror.save(
        update_fields=[
            "sequence", "root", "behind", "synced_at", *KEPT, "failures", "next_try",
        ]
    )  # fmt: skip


def _behind(mirror: Mirror) -> int:
    """Files a mirror that can't be reached lacks, by what it was given last."""
    try:
        wanted = read_wanted(current_home().site, None)
        if wanted.root.sha256 == mirror.root:
            return 0
        return max(1, held_by(mirror.name).behind(wanted, overlay=not overlay.has_its_own(mirror)))
    except (UnpublishedError, MovedOnError):
        return max(1, mirror.behind)
