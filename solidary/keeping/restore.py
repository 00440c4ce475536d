"""Putting a home together from a backup.

In this order, so that a kill anywhere leaves the home as it was, or one that says it must go on:

1. everything is fetched beside the home's own files, checked by its hash, opened, checked again;
   the record is looked through;
2. from here on nothing else uses the home (`opening.check_restored`);
3. files move in; what the home has that can only be younger (headers, keys) stays;
4. the record there was is put aside with its log, what is left of its log goes, the record moves in;
5. whoever calls binds the record to what the world was shown, and only then gives the home free.

Asked again after a kill, it begins at the beginning, and fetches only what isn't there.
"""

from __future__ import annotations

import errno
import itertools
import json
import os
import shutil
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from solidary.home import Home
from solidary.keeping.contents import part_of
from solidary.keeping.faults import (
    BackupDamagedError,
    KeepingError,
    RecordDamagedError,
    RestoreRefusedError,
)
from solidary.keeping.mark import Known, keep, mark_in
from solidary.keeping.opening import LOGS, PLACING, remove_logs
from solidary.keeping.place import Place, Watched
from solidary.keeping.record_copy import check_database
from solidary.keeping.sealing_files import Counted, digest_of, private, unseal
from solidary.keeping.statement import Head, Kept, read_index
from solidary.keeping.target import Target
from solidary.mirrors.delivery.pacing import Pace
from solidary.mirrors.store import StoreError
from solidary.release.tree import Entry
from solidary.release.verify.source import MissingError, RedirectedError, UnreachableError
from solidary.release.writing import sync_folder
from solidary.sealing.disk import TORN
from solidary.sealing.identity import Identity

LANES = 4
"""Objects that are fetched at once, where the place takes that."""
STAGED, OBJECTS, BEFORE = "home", "objects", "before"
WHOLE = "whole"
"""In the folder of the record that was put aside, once all of it is there."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put back."""

    number: int
    made: datetime
    files: int
    fetched: int
    kept: list[str] = field(default_factory=list)
    """paths that the home has in a younger state than the backup, or the backup alone had before"""


def _unwatched(what: str, done: int, of: int) -> None:
    """Nobody looks."""


@dataclass(slots=True)
class Restore:
    """One restore, of a home that nobody else uses meanwhile."""

    home: Home
    target: Target
    identity: Identity | None
    pace: Pace = field(default_factory=Pace)
    watched: Watched = _unwatched
    _place: Place = field(init=False)
    _objects: dict[str, Entry] = field(init=False)

    def run(self) -> Restored:
        """Do all but the binding. Raises KeepingError, having changed nothing, or RestoreStoppedError
        the next time anybody uses the home."""
        self.home.restoring.mkdir(mode=0o700, exist_ok=True)
        try:
            with closing(self.target.open()) as store:
                self._place = Place(store, self.pace)
                head = self._head()
                index = self._index(head)
                fetched = self._fetch_all(index)
            self._check_databases(index)
            kept = self._move_in(index)
        except StoreError as error:
            raise KeepingError(f"{self.target.place}: {error}") from error
        except OSError as error:
            where = f" ({error.filename})" if error.filename else ""
            raise KeepingError(f"{error.strerror or error}{where}{self._left()}") from error
        return Restored(head.number, head.made, len(index), fetched, kept)

    def give_free(self, aside: Path) -> Path | None:
        """The home is whole and bound: nothing of the restore is left but the record that was there, if
        there was one; where that is now."""
        before = self.home.restoring / BEFORE
        found = None
        if (before / self.home.record.name).exists():
            (before / WHOLE).unlink(missing_ok=True)
            aside.parent.mkdir(mode=0o700, exist_ok=True)
            found = unused(aside)
            before.rename(found)
            sync_folder(str(aside.parent))
        (self.home.restoring / PLACING).unlink()
        sync_folder(str(self.home.restoring))
        shutil.rmtree(self.home.restoring)
        return found

    def _left(self) -> str:
        """What a restore that can't go on has left, to be said behind why."""
        if (self.home.restoring / PLACING).exists():
            return ". The home is put back by half, and nothing uses it until the same command was run again"
        return ". Nothing of the home was changed; run the same command again, and it goes on"

    def _head(self) -> Head:
        head = self._place.head()
        if head is None:
            raise RestoreRefusedError(f"there is no backup at {self.target.place}")
        if head.recipient and self.identity is None:
            raise RestoreRefusedError(
                "the backup is sealed: give the recovery key's file with --key /media/stick/recovery.key"
            )
        if head.recipient and self.identity and self.identity.public != head.recipient:
            raise RestoreRefusedError(
                f"the backup is sealed for {head.recipient}, and this key is {self.identity.public}"
            )
        return head

    def _index(self, head: Head) -> list[Kept]:
        self._objects = self._place.listed(head).objects
        if self._objects.get(head.index[0]) != head.index:
            raise BackupDamagedError("the list of the backup doesn't name its index")
        objects = self._folder(OBJECTS)
        index = objects / "index"
        self._fetch_object(head.index, index)
        data = index.read_bytes()
        index.unlink()
        found = read_index(data)
        if lost := [kept for kept in found if kept.address not in self._objects]:
            raise BackupDamagedError(f"the backup doesn't have {lost[0].path}")
        databases = (self.home.record.name, self._inside(self.home.letterbox_database))
        if strange := [
            kept.path for kept in found
            if kept.path not in databases and part_of(kept.path, self.home) is None
        ]:  # fmt: skip
            raise BackupDamagedError(f"{strange[0]} is nothing that a home has")
        if self.home.record.name not in {kept.path for kept in found}:
            raise BackupDamagedError("the backup has no record")
        return found

    def _fetch_all(self, index: Sequence[Kept]) -> int:
        """Have every file beside its place, or in it; how many had to be fetched."""
        self._folder(OBJECTS)
        due = [kept for kept in index if not self._is_there(kept)]
        self._check_room(due)
        done = 0
        lanes = max(1, min(LANES, self._place.store.lanes))
        with ThreadPoolExecutor(lanes) as pool:
            for _ in pool.map(self._fetch, range(len(due)), due):
                done += 1
                self.watched("Files", done, len(due))
        return len(due)

    def _check_room(self, due: Sequence[Kept]) -> None:
        """Raises KeepingError where the disk has no room for what is to come."""
        objects = [self._objects[kept.address][2] for kept in due]
        # One is there twice while it is opened.
        needed = sum(kept.size for kept in due) + max(objects, default=0)
        free = shutil.disk_usage(self.home.path).free
        if needed > free:
            raise KeepingError(
                f"{self.home.path} has {free / 1e6:.0f} MB left, and {needed / 1e6:.0f} MB are needed: make "
                "room, then run the same command again. Nothing of the home was changed"
            )

    def _is_there(self, kept: Kept) -> bool:
        """Whether the file is staged already, or in the home as the backup has it. A record never counts
        as there: the one in the home may have a log beside it."""
        places = [self._staged(kept.path)]
        part = part_of(kept.path, self.home)
        if part is not None:
            places.append(self.home.path / kept.path)
        for path in places:
            with suppress(OSError):
                if path.stat().st_size == kept.size and digest_of(path) == (kept.sha256, kept.size):
                    return True
        return False

    def _fetch(self, number: int, kept: Kept) -> None:
        target = self._staged(kept.path)
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = self.home.restoring / OBJECTS / f"{number}.opened"
        digest = self._fetch_object(self._objects[kept.address], draft)
        if digest != (kept.sha256, kept.size):
            raise BackupDamagedError(f"{kept.path} of the backup isn't the file that was brought")
        draft.replace(target)

    def _fetch_object(self, entry: Entry, target: Path) -> tuple[str, int]:
        """Fetch an object, see that it is the one that was brought, and open it."""
        address, sha, size = entry
        fetched = target.with_name(f"{target.name}.object")

        def once() -> tuple[str, int]:
            with private(fetched) as file:
                counted = Counted(file)
                try:
                    for piece in self._place.store.open(address, size + 1).pieces:
                        counted.write(piece)
                except (MissingError, RedirectedError) as error:
                    raise BackupDamagedError(f"{address} of the backup isn't there") from error
                except UnreachableError as error:
                    raise StoreError(str(error)) from error
            return counted.digest

        if self.pace.insist(once) != (sha, size):
            raise BackupDamagedError(f"{address} of the backup is damaged")
        if self.identity is None:
            fetched.replace(target)
            return sha, size
        try:
            return unseal(fetched, target, self.identity)
        finally:
            fetched.unlink(missing_ok=True)

    def _check_databases(self, index: Sequence[Kept]) -> None:
        for kept in index:
            if part_of(kept.path, self.home) is None:
                try:
                    check_database(self._staged(kept.path))
                except RecordDamagedError as error:
                    raise BackupDamagedError(f"{error}: take an older backup") from error

    def _move_in(self, index: Sequence[Kept]) -> list[str]:
        """From here on the home is the restore's; what stays of the home's own."""
        has_headers = self._begin_moving()
        stays: list[str] = []
        for kept in index:
            part = part_of(kept.path, self.home)
            if kept.path == self.home.record.name:
                continue
            there = self.home.path / kept.path
            younger = part is None or part.newest
            if (younger and there.exists()) or (has_headers and self._is_header(there)):
                if not there.exists() or digest_of(there) != (kept.sha256, kept.size):
                    stays.append(kept.path)
                continue
            if (staged := self._staged(kept.path)).exists():
                if part is None:
                    remove_logs(there)
                _move(staged, there)
        self._put_record_aside()
        remove_logs(self.home.record)
        _move(self._staged(self.home.record.name), self.home.record)
        keep(self.home, Known((mark_in(self.home.record),), unbound=True))
        return stays

    def _begin_moving(self) -> bool:
        """Say that it begins, durably; whether the home had headers of its own before: one that isn't
        there any more was withdrawn, and isn't brought back."""
        placing = self.home.restoring / PLACING
        with suppress(OSError, ValueError, KeyError):
            return bool(json.loads(placing.read_bytes())["headers"])
        has_headers = (self.home.intake_keys / "gone").exists()
        descriptor = os.open(placing, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as file:
            json.dump({"headers": has_headers}, file)
            file.flush()
            os.fsync(file.fileno())
        sync_folder(str(placing.parent))
        sync_folder(str(self.home.path))
        return has_headers

    def _is_header(self, path: Path) -> bool:
        return self.home.intake_keys in path.parents

    def _put_record_aside(self) -> None:
        """Keep the record that is there, with the log that belongs to it. Once that is done, whatever
        lies in its place is the backup's own, from a restore that was stopped."""
        before = self._folder(BEFORE)
        if (before / WHOLE).exists():
            return
        record = self.home.record
        for name in (record.name, *(record.name + log for log in LOGS)):
            if (path := record.with_name(name)).exists():
                path.rename(before / name)
        sync_folder(str(record.parent))
        (before / WHOLE).touch()
        sync_folder(str(before))

    def _folder(self, name: str) -> Path:
        folder = self.home.restoring / name
        folder.mkdir(mode=0o700, exist_ok=True)
        return folder

    def _staged(self, path: str) -> Path:
        return self.home.restoring / STAGED / path

    def _inside(self, path: Path) -> str:
        return path.relative_to(self.home.path).as_posix()


def forget_unmoved(home: Home) -> None:
    """Remove what a restore fetched that was refused before it moved anything. What it fetched whole is
    worth keeping only while somebody goes on with it."""
    if not (home.restoring / PLACING).exists():
        shutil.rmtree(home.restoring, ignore_errors=True)


def _move(staged: Path, there: Path) -> None:
    """Move a file to its place, durably; a part of the home may be a link to another disk."""
    there.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(staged, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    try:
        staged.replace(there)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        _move_over(staged, there)
    sync_folder(str(there.parent))


def _move_over(staged: Path, there: Path) -> None:
    """Move a file to a part of the home that is on a disk of its own."""
    draft = there.with_name(f"{there.name}{TORN}")
    with staged.open("rb") as reading, private(draft) as writing:
        shutil.copyfileobj(reading, writing)
        writing.flush()
        os.fsync(writing.fileno())
    draft.replace(there)
    staged.unlink()


def unused(path: Path) -> Path:
    """This path, or the first with a number behind it where nothing is: two restores may end within a second."""
    numbered = (path.with_name(f"{path.name}-{number}") for number in itertools.count(2))
    return next(each for each in itertools.chain((path,), numbered) if not each.exists())
