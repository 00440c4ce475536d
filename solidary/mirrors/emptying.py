"""Emptying a mirror that is given up.

The root goes first. What is left then claims nothing: whoever checks the place finds no release,
instead of one that seems to have been tampered with. Then pages become placeholders, story pages
before all, and everything is removed in the order of any withdrawal. What is to go is noted in
the log before the root goes, for nothing else would tell it after a kill.
"""

from __future__ import annotations

import shutil
from contextlib import closing, suppress

from solidary.home import current_home
from solidary.mirrors.delivery.held import Held
from solidary.mirrors.delivery.order import Step
from solidary.mirrors.delivery.pacing import Pace
from solidary.mirrors.delivery.progress import NO_ROOT, Progress
from solidary.mirrors.delivery.seen import Seen, look, look_closer
from solidary.mirrors.delivery.sending import Sender
from solidary.mirrors.delivery.wanted import (
    MOVES,
    MovedOnError,
    UnpublishedError,
    Wanted,
    read_wanted,
)
from solidary.mirrors.faults import Fault
from solidary.mirrors.home import folder_of, held_by, log_of, mirror_lock
from solidary.mirrors.models import Mirror
from solidary.mirrors.places import open_store
from solidary.mirrors.problems import NO_PROBLEM, Problem, problem_of
from solidary.mirrors.store import Store, StoreError
from solidary.press.kinds import is_leaf
from solidary.release import addresses as at
from solidary.release.verify.walk import BrokenTreeError


def empty_out(mirror: Mirror, *, pace: Pace | None = None) -> Problem:
    """Remove every file of the release from a mirror; returns the problem, which is false for none.

    A sync that is under way ends first. Asked again after a failure, or a kill, it goes on where
    it stopped.
    """
    with mirror_lock(mirror.name, wait=True):
        for _ in range(MOVES):
            try:
                with closing(log_of(mirror.name)) as log, closing(open_store(mirror)) as store:
                    _empty(store, log, held_by(mirror.name), mirror.dangerous, pace or Pace())
            except MovedOnError:
                continue
            except (StoreError, OSError) as error:
                return problem_of(error)
            shutil.rmtree(folder_of(mirror.name).path, ignore_errors=True)
            return NO_PROBLEM
    return Problem("the release changed faster than it could be read", Fault.TOO_FAST)


def _empty(store: Store, log: Progress, held: Held, dangerous: bool, pace: Pace) -> None:
    sender = Sender(store, log, pace, dangerous=dangerous, on_done=lambda requests: None)
    seen = look(sender.read)
    there = _addresses(seen, sender, held)
    log.begin(seen.mark, NO_ROOT, doubted=True)
    log.touch(sorted(there))
    for address in (*at.SIGNED_ROOT, *at.SIGNED_OVERLAY):
        sender.clear_proof(address)
    every = sorted(log.touched | log.later)
    files = [address for address in every if not at.is_proof(address)]
    for step in (
        Step(placeholders=tuple(address for address in files if is_leaf(address))),
        Step(placeholders=tuple(address for address in files if not is_leaf(address))),
        Step(removals=tuple(files)),
        Step(removals=tuple(address for address in every if at.is_proof(address))),
    ):
        sender.carry(step)


def _addresses(seen: Seen, sender: Sender, held: Held) -> set[str]:
    """What stands there, by the mirror's own word; by ours too where that can't be had.

    Raises MovedOnError, and what reading the mirror raises.
    """
    ours = _ours()
    look_closer(seen, sender.read, held.read, len(list(ours.shards())) if ours else 0)
    found = seen.parts() | held.parts() | held.strangers(None)
    try:
        for shard, tree in seen.shards():
            found.update(path for path, _, _ in tree.lines(shard))
    except BrokenTreeError:
        seen.tree = None
    if seen.tree is None and seen.root_data and ours:
        found.update(ours.parts())
        # A release of ours that is damaged is no reason to leave the mirror full.
        with suppress(UnpublishedError):
            for shard, tree in ours.shards():
                found.update(path for path, _, _ in ours.lines(shard, tree))
    return found


def _ours() -> Wanted | None:
    """The release in the home; None where there is none that is whole. Raises MovedOnError."""
    try:
        return read_wanted(current_home().site, None)
    except UnpublishedError:
        return None
