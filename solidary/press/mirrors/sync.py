"""Bringing mirrors up to the release: the verb the desk, the clock and the command line call.

A mirror that fails is told on its row and tried again later; it never raises, and holds up
neither a publish nor another mirror.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from functools import partial

from django.db import connections
from django.utils import timezone

from solidary.press.keyring import KeyUnusable
from solidary.press.mirrors import overlay
from solidary.press.mirrors.delivery import Delivery, Shown
from solidary.press.mirrors.held import Held
from solidary.press.mirrors.home import folder_of, mirror_lock
from solidary.press.mirrors.models import Mirror
from solidary.press.mirrors.pacing import Pace, rest_after
from solidary.press.mirrors.places import open_store
from solidary.press.mirrors.progress import Progress
from solidary.press.mirrors.register import standing
from solidary.press.mirrors.setting import NoProfile
from solidary.press.mirrors.stores import Failed
from solidary.press.mirrors.wanted import MovedOn, OverlaySpoiled, Unpublished, Wanted, read_wanted
from solidary.press.models import Withdrawal
from solidary.press.publish import NothingPublished, site_folder
from solidary.press.root import Root
from solidary.press.touched import Rules

MOVES = 50
"""How often a sync begins anew because a publish moved on, before it is left for later."""
FASTER = "the release changed faster than it could be sent"
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
    progress: Shown | None = None,
    *,
    anew: bool = False,
    pace: Pace | None = None,
    rules: Rules | None = None,
) -> Outcome:
    """Bring one mirror up to the standing release, and keep on its row what came of it.

    `anew`: look at every file, whatever the mirror and the log say. `rules`: those the release
    is drawn by. Never raises for a mirror, or a home, that fails: it says so in the outcome.
    """
    started = time.monotonic()
    with mirror_lock(mirror.name) as held:
        if not held:
            return Outcome(
                sequence=mirror.sequence, problem="it is being synced already",
                left_to_another=True,
            )  # fmt: skip
        log = Progress(folder_of(mirror.name) / "progress.txt")
        if anew or _is_found_false(mirror):
            log.distrust()
            anew = True
        with closing(log):
            delivery, problem = _deliver(mirror, log, progress, anew, pace or Pace(), rules)
    _record(mirror, delivery, problem)
    sender = delivery.sender if delivery else None
    return Outcome(
        sent=sender.sent if sender else 0,
        removed=sender.removed if sender else 0,
        bytes=sender.size if sender else 0,
        sequence=mirror.sequence,
        seconds=time.monotonic() - started,
        problem=problem,
    )


def sync_all(
    mirrors: Iterable[Mirror] | None = None,
    *,
    anew: bool = False,
    watched: Callable[[str, int, int], None] | None = None,
) -> dict[str, Outcome]:
    """Bring several mirrors up to date at once, by name; all standing ones unless told.

    `watched`: told a mirror's name, and how many requests are done of how many.
    """
    wanted = standing() if mirrors is None else list(mirrors)

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
        mirror for mirror in standing()
        if (mirror.root != root.sha256 or mirror.problem or _is_found_false(mirror))
        and (mirror.next_try is None or mirror.next_try <= moment)
    ]  # fmt: skip
    return sorted(due, key=lambda mirror: mirror.synced_at.timestamp() if mirror.synced_at else 0)


def _is_found_false(mirror: Mirror) -> bool:
    """Whether a check since the last sync found other bytes than were sent."""
    if mirror.state != "tampered" or mirror.checked_at is None:
        return False
    return mirror.synced_at is None or mirror.checked_at > mirror.synced_at


def _deliver(
    mirror: Mirror,
    log: Progress,
    progress: Shown | None,
    anew: bool,
    pace: Pace,
    rules: Rules | None,
) -> tuple[Delivery | None, str]:
    """Try until the mirror serves the release that stands; what became of it, and the problem."""
    delivery = None
    try:
        wanted = _prepare(mirror, rules)
        with closing(open_store(mirror)) as store:
            delivery = Delivery(
                store, log, Held(folder_of(mirror.name) / "held"), withdrawn,
                dangerous=mirror.dangerous, anew=anew, pace=pace, shown=progress,
                served=mirror.kind == "folder" and mirror.sequence > 0 and not anew,
            )  # fmt: skip
            for _ in range(MOVES):
                try:
                    delivery.bring(wanted)
                    return delivery, ""
                except OverlaySpoiled:
                    overlay.forget(mirror)
                except MovedOn:
                    pass
                wanted = _prepare(mirror, rules)
        return delivery, FASTER
    except (Failed, Unpublished, KeyUnusable, NothingPublished, NoProfile) as error:
        return delivery, _line(str(error))
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        return delivery, _line(f"{error.strerror or error}{where}")
    except Exception as error:
        logger.exception("The sync of the mirror %s failed", mirror.name)
        return delivery, _line(f"a fault of the program: {type(error).__name__}: {error}")


def withdrawn() -> list[str]:
    """Files of the release that must be gone everywhere."""
    rows = Withdrawal.objects.values_list("addresses", flat=True)
    return [address for addresses in rows.iterator(chunk_size=500) for address in addresses]


def _prepare(mirror: Mirror, rules: Rules | None) -> Wanted:
    """The release as this mirror should serve it. Raises Unpublished, and what publishing raises."""
    for _ in range(MOVES):
        try:
            own = overlay.bring_up(mirror, rules) if mirror.address else None
            return read_wanted(site_folder(), own)
        except OverlaySpoiled:
            overlay.forget(mirror)
        except MovedOn:
            continue
    raise Unpublished(FASTER)


def _record(mirror: Mirror, delivery: Delivery | None, problem: str) -> None:
    """Keep what came of a sync on the mirror's row, and when it is tried again."""
    moment = timezone.now()
    if delivery is not None and (delivery.sequence or not problem):
        mirror.sequence, mirror.root = delivery.sequence, delivery.root
    mirror.problem = problem
    if problem:
        mirror.failures += 1
        mirror.next_try = moment + rest_after(mirror.failures)
        mirror.behind = (delivery.behind if delivery else 0) or _behind(mirror)
    else:
        mirror.failures, mirror.next_try = 0, None
        mirror.behind, mirror.synced_at = 0, moment
    mirror.save(
        update_fields=[
            "sequence", "root", "behind", "synced_at", "problem", "failures", "next_try",
        ]
    )  # fmt: skip


def _behind(mirror: Mirror) -> int:
    """Files a mirror that can't be reached lacks, by what it was given last."""
    try:
        wanted = read_wanted(site_folder(), None)
        if wanted.root.sha256 == mirror.root:
            return 0
        held = Held(folder_of(mirror.name) / "held")
        return max(1, held.behind(wanted, overlay=not mirror.address))
    except (Unpublished, MovedOn):
        return max(1, mirror.behind)


def _line(said: str) -> str:
    return " ".join(said.split())[:300]
