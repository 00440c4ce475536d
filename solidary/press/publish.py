"""The conductor: from changes of the record to a release that shows them.

Every pass plans (one transaction), draws (one snapshot of the record), writes (crash-safe
order), and only then forgets what was due. Killed anywhere, the next run begins where the
books say.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db import transaction

from solidary.counting import Kind, count
from solidary.errors import SolidaryError
from solidary.home import current_home
from solidary.press import kinds, plan
from solidary.press.drawing.composer import Composer
from solidary.press.drawing.templates import templates_fingerprint
from solidary.press.folder.numbers import next_number
from solidary.press.folder.release import DamagedCopyError, ReleaseFolder
from solidary.press.folder.signing import check_keys, resign
from solidary.press.index import assets
from solidary.press.index.calendar_archive import Rules
from solidary.press.index.journal import ask_for_full_publish
from solidary.press.index.last_root import previous_of
from solidary.press.kinds import PageRef, Undrawable
from solidary.press.lock import press_lock
from solidary.press.models import DuePage, Journal, ReleaseState, Standing, Stopped
from solidary.press.reading.asking import in_batches
from solidary.press.reading.newsroom import PublishedNewsroom
from solidary.press.reading.snapshot import RecordChangedError, journal_mark, snapshot
from solidary.release.addresses import story_page
from solidary.release.keyring import open_signer
from solidary.release.statements import read_root
from solidary.release.tree import DamagedTreeError
from solidary.stories.models import Story
from solidary.stories.stored import damaged_files

Progress = Callable[[int, int], None]
"""Told how many parts of a full publish are done, of how many."""

MOST_STOPPED = 20
"""Stories that may be left out of a release, or a tenth of it; beyond that it is the templates."""


class NothingPublishedError(SolidaryError):
    """The release was left as it was, because pages can't be drawn; one line for people."""


class Stop(NamedTuple):
    """A story left out of the release because its page can't be drawn."""

    headline: str
    reason: str


@dataclass(slots=True)
class Report:
    """What a publish did."""

    written: int = 0
    removed: int = 0
    kept: int = 0
    """files drawn anew whose bytes were right already"""
    seconds: float = 0.0
    sequence: int = 0
    full: bool = False
    left_to_another: bool = False
    """another publish is running and will take this work with it"""
    stopped: list[Stop] = field(default_factory=list)
    damaged: list[str] = field(default_factory=list)
    """stored files that aren't what was stored; readers keep what they have of them, or get nothing"""

    def add(self, release: ReleaseFolder) -> None:
        self.written += len(release.folder.written)
        self.removed += len(release.folder.removed)
        self.kept += len(release.folder.unchanged)


class _Pass(NamedTuple):
    """One pass over the books."""

    rules: Rules
    report: Report
    stopped: set[int]
    progress: Progress | None
    workers: int | None
    doubted: set[str]
    """addresses of files that were damaged when they were to be carried in, and made again since"""

    def run(self, *, full: bool) -> bool:
        """Plan, draw, write; False where the record moved on and another pass is needed."""
        planned = plan.make_plan(self.rules, full=full, stopped=self.stopped)
        mark = journal_mark()
        if planned.full:
            return self._full(planned.newsroom, mark, by_content=full)
        return self._due(planned.newsroom, mark)

    def _due(self, newsroom: PublishedNewsroom, mark: int) -> bool:
        release = ReleaseFolder(current_home().site)
        if read_root(release.path) is None or DuePage.objects.count() > plan.ENOUGH:
            ask_for_full_publish()
            return False
        try:
            with snapshot(mark):
                rows = list(DuePage.objects.values_list("pk", "kind", "key"))
                if not rows:
                    return True
                due = [PageRef.of(kind, key) for _, kind, key in rows]
                files = assets.files_at("/".join(ref.key) for ref in due if ref.kind == assets.FILE)
                drawn, faults = {}, []
                composer = Composer(newsroom, self.rules)
                pages = (ref for ref in due if ref.kind != assets.FILE)
                for address, data in kinds.draw(composer, pages):
                    if isinstance(data, Undrawable):
                        faults.append(data)
                    else:
                        drawn[address] = data
        except RecordChangedError:
            return False
        if faults:
            self._stop(faults)
            return False
        try:
            changes = release.apply(drawn, files)
        except DamagedCopyError as damaged:
            return self._doubt(damaged)
        try:
            release.sign(changes, self._next_sequence(release))
        except DamagedTreeError:
            ask_for_full_publish()
            return False
        self.report.add(release)
        with transaction.atomic():
            for batch in in_batches(pk for pk, _, _ in rows):
                DuePage.objects.filter(pk__in=batch).delete()
        return True

    def _doubt(self, damaged: DamagedCopyError) -> bool:
        """Have everything drawn again, with files made again from their originals, or without them.

        Raises NothingPublishedError where one was made again, and is damaged again."""
        if damaged.file.href in self.doubted:
            raise NothingPublishedError(
                f"{damaged}, and so it was when it had been made again: is the disk failing?"
            )
        self.doubted.add(damaged.file.href)
        assets.doubt(damaged.file)
        ask_for_full_publish()
        return False

    def _full(self, newsroom: PublishedNewsroom, mark: int, *, by_content: bool) -> bool:
        # Read here: a publish of a few pages needs nothing of what draws on all cores.
        from solidary.press.full import publish as full_publish
        from solidary.press.full.workers import WorkerKilledError

        assets.renew_all(newsroom.logo_id, by_content=by_content)
        if journal_mark() != mark:
            return False
        release = ReleaseFolder(current_home().site)
        try:
            faults = full_publish.publish(
                release, newsroom, self.rules, mark, self._next_sequence(release),
                progress=self.progress, workers=self.workers, by_content=by_content,
            )  # fmt: skip
        except DamagedCopyError as damaged:
            return self._doubt(damaged)
        except RecordChangedError:
            return False
        except WorkerKilledError as error:
            raise NothingPublishedError(
                "A process that was drawing pages was killed, so the release was left as it was. "
                "Most often memory had run out: make some free, and publish again."
            ) from error
        if faults:
            self._stop(faults)
            return False
        assets.sweep_pictures()
        self.report.add(release)
        self.report.full = True
        with transaction.atomic():
            Journal.objects.filter(pk__lte=mark).delete()
            DuePage.objects.all().delete()
            ReleaseState.objects.filter(pk=1).update(
                templates=templates_fingerprint(), newsroom=newsroom.fingerprint
            )
        return True

    def _stop(self, faults: list[Undrawable]) -> None:
        """Leave out what can't be drawn, unless it is so much that the fault isn't a story's."""
        stopped = self.stopped | {fault.story for fault in faults}
        standing = Standing.objects.count()
        if len(stopped) > MOST_STOPPED or (len(stopped) > 3 and len(stopped) * 10 > standing):
            first = faults[0]
            raise NothingPublishedError(
                f"{len(stopped)} of {standing} stories can't be drawn, so the release was left as "
                f"it was. The first is “{first.headline}”: {first.reason}"
            )
        self.stopped.update(stopped)
        plan.stop_stories((fault.story, fault.headline, fault.reason) for fault in faults)

    def _next_sequence(self, release: ReleaseFolder) -> int:
        """The number of the next root; the release learns which root goes before it."""
        before = read_root(release.path)
        number = next_number(before, open_signer(current_home().keys))
        release.previous = previous_of(plan.release_state(), before)
        return number


def publish_pending(
    *,
    wait: bool = False,
    rules: Rules | None = None,
    progress: Progress | None = None,
    workers: int | None = None,
) -> Report:
    """Bring the release up to the record, writing the pages that changes touched.

    Where another publish is running it takes this work with it, and this call returns at
    once (`wait`: stands in line instead). Raises OSError where the release can't be written
    or a key can't be used, and NothingPublishedError where pages can't be drawn.
    A root that is halfway to its expiry is signed anew.
    """
    return _publish(False, wait, rules, progress, workers)


def publish_full(
    *,
    wait: bool = True,
    rules: Rules | None = None,
    progress: Progress | None = None,
    workers: int | None = None,
) -> Report:
    """Draw every page anew from the record; bytes that are right already are left alone."""
    return _publish(True, wait, rules, progress, workers)


def _publish(
    full: bool, wait: bool, rules: Rules | None, progress: Progress | None, workers: int | None
) -> Report:
    started = time.monotonic()
    report = Report()
    work = _Pass(rules or Rules(), report, set(), progress, workers, set())
    check_keys()
    while True:
        with press_lock(wait=wait) as held:
            if not held:
                report.left_to_another = True
                break
            while not work.run(full=full) or plan.is_pending():
                full = full and not report.full
            full = False
            resign()
        # Whoever found the press held between the last look and its release left work here.
        if not plan.is_pending():
            break
    root = read_root(current_home().site)
    report.sequence = root.sequence if root else 0
    report.stopped = [
        Stop(headline, reason)
        for headline, reason in Stopped.objects.order_by("pk").values_list("headline", "reason")
    ]
    report.damaged = damaged_files()
    report.seconds = time.monotonic() - started
    if report.written or report.removed:
        count(Kind.PUBLISHED)
    return report


def address_of(story: Story) -> str:
    """Where a story's page stands in the release, relative to its root."""
    return story_page(story.locale.language_code, story.address)
