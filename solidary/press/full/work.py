"""Drawing a whole release in parts, in other processes where that is worth it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from django.db import connection, connections

from solidary.press.drawing.composer import Composer
from solidary.press.folder.release import digest
from solidary.press.full.workers import share
from solidary.press.index.calendar_archive import Rules
from solidary.press.kinds import Undrawable, draw_part
from solidary.press.kinds.parts import YEAR, Task, tasks
from solidary.press.models import Standing
from solidary.press.reading.newsroom import PublishedNewsroom
from solidary.press.reading.snapshot import (
    RecordChangedError,
    journal_mark,
    open_snapshot,
    read_sparingly,
    snapshot,
)
from solidary.release.tree import Entry
from solidary.release.writing import make_folders, open_new, same_bytes, write_all

WORTH_IT = 2_000
"""Stories from which starting other processes takes less time than it saves."""

Progress = Callable[[int, int], None]
"""Told how many tasks are done, of how many."""


@dataclass(slots=True)
class Done:
    """What became of one task."""

    files: list[bytes] = field(default_factory=list)
    """the drawn files as `noted` writes them"""
    unchanged: int = 0
    faults: list[Undrawable] = field(default_factory=list)


def noted(address: str, sha256: str, size: int) -> bytes:
    """A file of the release in few bytes, for there may be millions; sorts as addresses do."""
    return b"%s\0%s%d" % (address.encode(), bytes.fromhex(sha256), size)


def read_note(note: bytes) -> Entry:
    """Back from `noted`."""
    address, _, rest = note.partition(b"\0")
    return address.decode(), rest[:32].hex(), int(rest[32:])


@dataclass(frozen=True, slots=True)
class Order:
    """Everything a worker has to know; it can be handed to another process."""

    newsroom: PublishedNewsroom
    rules: Rules
    mark: int
    record: str
    """the database this publish reads; a new process would open the one its settings name"""
    site: str
    staging: str
    fresh: bool
    """whether nothing stands yet that a drawn page could be equal to"""


class Worker:
    """Does one task after another, into the staging folder."""

    def __init__(self, order: Order) -> None:
        self.order = order
        self.composer = Composer(order.newsroom, order.rules)
        self._folders: set[str] = set()

    def work(self, task: Task) -> Done:
        done = Done()
        for part in task:
            if part.what == YEAR:
                year, _ = part.bounds
                self.composer.counts.fetch_year(year)
            for address, data in draw_part(self.composer, part):
                self._take(done, address, data)
        return done

    def _take(self, done: Done, address: str, data: bytes | Undrawable) -> None:
        """Note a drawn file, and write it unless the same bytes are in the release already."""
        if isinstance(data, Undrawable):
            done.faults.append(data)
            return
        done.files.append(noted(address, *digest(data)))
        if not self.order.fresh and same_bytes(f"{self.order.site}/{address}", data):
            done.unchanged += 1
        else:
            self._stage(address, data)

    def _stage(self, address: str, data: bytes) -> None:
        """Write without a rename and without waiting for the disk: nobody reads here yet."""
        path = f"{self.order.staging}/{address}"
        folder = path.rpartition("/")[0]
        if folder not in self._folders:
            make_folders(folder)
            self._folders.add(folder)
        write_all(open_new(path), data, path)


def work(order: Order, progress: Progress | None, workers: int | None) -> Iterator[Done]:
    """Do all tasks. Raises RecordChangedError where the record changed after the order's
    mark, and workers.WorkerKilledError."""
    processes = workers or len(os.sched_getaffinity(0))
    if connection.in_atomic_block or (workers is None and Standing.objects.count() < WORTH_IT):
        processes = 1
    if processes == 1:
        with snapshot(order.mark):
            worker = Worker(order)
            cut = list(tasks(worker.composer))
            for number, task in enumerate(cut, 1):
                yield worker.work(task)
                if progress:
                    progress(number, len(cut))
        return
    with snapshot(order.mark):
        composer = Composer(order.newsroom, order.rules)
        composer.warm()
        cut = list(tasks(composer))
    connections.close_all()
    for number, done in enumerate(share(begin_work, order, cut, processes), 1):
        if done is None:
            raise RecordChangedError
        yield done
        if progress:
            progress(number, len(cut))


def begin_work(order: Order) -> Callable[[Task], Done | None]:
    """In a worker process: its own view of the record, or nothing but None if that moved on."""
    connections.close_all()
    connection.settings_dict["NAME"] = order.record
    read_sparingly()
    open_snapshot()
    if journal_mark() != order.mark:
        return lambda task: None
    return Worker(order).work
