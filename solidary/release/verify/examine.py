"""The examination: root, certificate, age, trees, objects, what should not be there.

A release may change while it is read. Whenever something doesn't fit and the root has moved
on meanwhile, the examination begins anew, so that an honest place is never accused.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime

from solidary.release import addresses as at
from solidary.release.headers import headers_for
from solidary.release.minisign import PublicKey
from solidary.release.statements import MalformedError, Withdrawn, moment, now, parse_withdrawn
from solidary.release.tree import Entry, address_of
from solidary.release.verify.findings import Report, State
from solidary.release.verify.memory import Memory
from solidary.release.verify.objects import Objects
from solidary.release.verify.overlay import read_overlay
from solidary.release.verify.pages import Profile
from solidary.release.verify.places import open_place
from solidary.release.verify.signed import MOST_IN_A_STATEMENT
from solidary.release.verify.source import MissingError, RedirectedError, Source, UnreachableError
from solidary.release.verify.statements import read_statements
from solidary.release.verify.walk import fetch, read_all

TRIES = 3
PAUSE = 0.5
"""Seconds before a place is read anew: a publish puts root and signature in place within them."""
MOST_WITHDRAWN = 64 << 20
"""Bytes the list of what was withdrawn may have; each thing takes 65."""


@dataclass(frozen=True, slots=True)
class Task:
    """What is asked of an examination."""

    key: PublicKey
    sample: int | None = None
    """how many objects to check, drawn by lot; None for every one"""
    withdrawn: bool = False
    """prove that nothing is left of what the withdrawn list names"""
    gone: tuple[str, ...] = ()
    """addresses that must not be there any more"""
    memory: Memory | None = None
    moment: datetime | None = None
    """the time it is taken to be; None for the clock's"""
    profile: Profile = headers_for
    """the headers answers are held against"""
    own_overlay: bool = False
    """whether it must have an overlay of its own"""
    named: Callable[[Entry], None] | None = None
    """is handed each line of the trees that is looked at"""


def verify(place: str, task: Task) -> Report:
    """Examine a release. Never raises for what it finds; UnknownPlaceError for a place that is none."""
    try:
        source = open_place(place)
    except UnreachableError as error:
        report = Report(place, task.key.name)
        report.find("unreachable", "", str(error))
        return report
    with closing(source):
        return verify_source(source, place, task)


def verify_source(source: Source, place: str, task: Task) -> Report:
    """Examine what a source holds; `place` names it in the report."""
    for left in reversed(range(TRIES)):
        examination = Examination(source, task, Report(place, task.key.name))
        examination.run()
        report = examination.report
        if report.state in (State.SOUND, State.EXPOSED) or not left:
            break
        time.sleep(PAUSE)
        if not examination.moved_on():
            break
    return report


@dataclass(slots=True)
class Examination:
    """One reading of a release."""

    source: Source
    task: Task
    report: Report
    seen: bytes = b""
    """what stands above the trees, as it was read"""

    def run(self) -> None:
        task, report = self.task, self.report
        found = read_statements(self.source, report, task.key, task.memory, task.moment or now())
        self.seen = self._above_the_trees()
        if found is None or found.root.signed is None:
            return
        root, signed = found.root, found.root.signed
        report.sequence, report.root = root.sequence, root.sha256
        report.created, report.expires = moment(signed.created), moment(signed.expires)
        overlaid = read_overlay(self.source, report, found, needed=task.own_overlay)
        withdrawn = self._withdrawn(signed.withdrawn)
        if task.withdrawn:
            report.withdrawn = len(withdrawn.hashes)
        objects = Objects(
            self.source, report, withdrawn if task.withdrawn else None, task.profile,
            known={*at.SIGNED_ROOT, *root.statements, *overlaid.statements}, named=task.named,
        )  # fmt: skip
        objects.examine(root.tree, overlaid, task.sample)
        objects.expect_gone(task.gone)
        objects.note_given_up()

    def moved_on(self) -> bool:
        """Whether what stands above the trees changed since it was read."""
        return self._above_the_trees() != self.seen

    def _above_the_trees(self) -> bytes:
        seen = b""
        for address in (*at.SIGNED_ROOT, *at.SIGNED_OVERLAY):
            try:
                seen += read_all(self.source, address, MOST_IN_A_STATEMENT)
            except (MissingError, UnreachableError, RedirectedError):
                seen += b"\0"
        return seen

    def _withdrawn(self, sha: str) -> Withdrawn:
        """The list the root names; an empty one, and told, where it can't be read."""
        data = fetch(self.source, self.report, sha, None, MOST_WITHDRAWN)
        try:
            return parse_withdrawn(data or b"")
        except MalformedError as error:
            self.report.find("tree", address_of(sha), str(error))
            return Withdrawn("", frozenset())
