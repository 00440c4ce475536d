"""Bringing a backup to its place while the desk works.

In this order, so that a kill anywhere leaves the backup before, or this one, and nothing unknown:

1. it is said at the place what may soon be there;
2. files that aren't there yet travel, each read back; their names are new, so nothing is written over;
3. the databases are copied as they are at one moment, looked through, and travel;
4. what came into the home meanwhile travels; what left it is left out;
5. index and list, then the head: from here on this is the backup;
6. what the head names no more is taken away, and stays on the list until it is seen to be gone.
"""

from __future__ import annotations

import hashlib
import random
import secrets
import time
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

from solidary.home import Home
from solidary.keeping.contents import walked
from solidary.keeping.faults import BackupDamagedError, BackupRefusedError, KeepingError
from solidary.keeping.place import SLICE, Place, Watched
from solidary.keeping.record_copy import copy_database
from solidary.keeping.sealing_files import Digest, digest_of, private, seal
from solidary.keeping.sent import Memory, Sent, stamp_of
from solidary.keeping.statement import COMING, HEAD, Head, Kept, Listed, index_text
from solidary.keeping.target import Target
from solidary.mirrors.delivery.pacing import Pace
from solidary.mirrors.store import StoreError
from solidary.press.lock import hold
from solidary.release.overwriting import overwrite_and_remove
from solidary.release.statements import now
from solidary.release.tree import Entry
from solidary.release.verify.walk import safe

SAMPLE = 50
"""Objects of earlier backups that are read back too, drawn by lot; all of them where one is wrong."""
LOAD = 64 << 20
"""Bytes that are made ready before they travel."""
_lots = random.SystemRandom()


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that was read back and is whole."""

    number: int
    files: int
    bytes: int
    """all it holds"""
    sent: int
    """objects that travelled"""
    removed: int
    seconds: float


def _unwatched(what: str, done: int, of: int) -> None:
    """Nobody looks."""


def back_up(
    home: Home,
    target: Target,
    name: str,
    recipient: str,
    *,
    record: Path | None = None,
    pace: Pace | None = None,
    watched: Watched = _unwatched,
) -> Made:
    """Bring a backup of a home to a place, and see that it is there.

    `name`: the newsroom's; another's backup is never written over. `recipient`: the public key it is
    sealed for, '' where files stay readable. `record`: the record, where it isn't in the home. Raises
    KeepingError with one line.
    """
    started = time.monotonic()
    home.keeping.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        with hold(home.backup_lock, wait=False) as held:
            if not held:
                raise KeepingError("a backup is being made already")
            target.prepare()
            with closing(target.open()) as store:
                work = _Work(home, Place(store, pace or Pace()), name, recipient, watched)
                made = work.run(record or home.record)
    except StoreError as error:
        raise KeepingError(f"{target.place}: {error}") from error
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        raise KeepingError(f"{error.strerror or error}{where}") from error
    return replace(made, seconds=time.monotonic() - started)


@dataclass(slots=True)
class _Work:
    """One backup under way."""

    home: Home
    place: Place
    name: str
    recipient: str
    watched: Watched
    before: Head | None = None
    old: Listed = field(default_factory=Listed)
    coming: set[str] = field(default_factory=set)
    """what may be there besides what the list of the backup before has"""
    sent: int = 0

    def run(self, record: Path) -> Made:
        self._look()
        memory = Memory(self.home.backup_sent)
        known = self._believed(memory)
        self._bring_files(known, memory)
        databases = self._bring_databases(record)
        # What came meanwhile goes with it; what was removed meanwhile must not come back.
        self._bring_files(known, memory)
        there = {path for path, _ in walked(self.home, sealed=bool(self.recipient))}
        kept = [known[path] for path in sorted(there & set(known))]
        head = self._finish([*databases, *kept])
        removed = self._take_away(head)
        memory.keep({each.path: each for each in kept})
        return Made(
            head.number, len(kept), sum(each.entry[2] for each in (*databases, *kept)), self.sent,
            removed, 0.0,
        )  # fmt: skip

    def _look(self) -> None:
        """What lies at the place. Raises BackupRefusedError for another newsroom's backup."""
        try:
            self.before = self.place.head()
            self.coming = self.place.coming()
            if self.before is None:
                return
            if self.before.name != self.name:
                raise BackupRefusedError(
                    "there is another newsroom's backup at this place: take another folder, or, if "
                    f"nobody needs it, remove {HEAD} there"
                )
            self.old = self.place.listed(self.before)
        except BackupDamagedError as error:
            raise BackupRefusedError(
                f"{error}. To begin a new backup there, remove {HEAD} at the place"
            ) from error

    def _believed(self, memory: Memory) -> dict[str, Sent]:
        """What is there already, by path: what the place lists, and what a backup that was stopped
        brought. Some of it is read back."""
        old = self.old.objects
        believed = {
            path: sent for path, sent in memory.known.items()
            if old.get(sent.entry[0]) == sent.entry or sent.entry[0] in self.coming
        }  # fmt: skip
        entries = [sent.entry for sent in believed.values()]
        doubted = [entry for entry in entries if entry[0] not in old]
        sure = [entry for entry in entries if entry[0] in old]
        wrong = self.place.lacking(doubted + _lots.sample(sure, min(SAMPLE, len(sure))))
        if any(entry[0] in old for entry in wrong):
            wrong = self.place.lacking(entries)
        gone = {entry[0] for entry in wrong}
        return {path: sent for path, sent in believed.items() if sent.entry[0] not in gone}

    def _bring_files(self, known: dict[str, Sent], memory: Memory) -> None:
        """Bring what isn't there as it is now."""
        due: list[tuple[str, Path]] = []
        for path, file in walked(self.home, sealed=bool(self.recipient)):
            try:
                if path not in known or known[path].stamp != stamp_of(file):
                    due.append((path, file))
            except FileNotFoundError:
                continue
        self.watched("Files", 0, len(due))
        done = 0
        for some in _loads(due):
            arrived = self._bring([(path, file, None) for path, file in some], known)
            memory.add(arrived)
            known.update((each.path, each) for each in arrived)
            done += len(some)
            self.watched("Files", done, len(due))

    def _bring_databases(self, record: Path) -> list[Sent]:
        """Bring the databases as they are now."""
        found: list[Sent] = []
        for source, path in (
            (record, self.home.record.name),
            (self.home.letterbox_database, self._inside(self.home.letterbox_database)),
        ):
            if not source.exists():
                continue
            self.watched("Record", len(found), 2)
            copy = self.home.backup_copy
            try:
                copy_database(source, copy)
                found += self._bring([(path, copy, path)], {})
            finally:
                overwrite_and_remove(copy)
        return found

    def _bring(
        self, files: Sequence[tuple[str, Path, str | None]], known: dict[str, Sent]
    ) -> list[Sent]:
        """Make files ready, say that they come, and bring them. `files`: path in the home, where it
        lies, and for a database its path once more."""
        ready: list[tuple[Sent, Path]] = []
        try:
            for number, (path, file, database) in enumerate(files):
                try:
                    ready.append(self._ready(number, path, file, known, database is not None))
                except FileNotFoundError:
                    # It was removed since it was seen, and must not come back.
                    continue
            self.coming |= {sent.entry[0] for sent, _ in ready}
            self.place.note_coming(self.coming)
            self.place.put_files([(sent.entry, file) for sent, file in ready])
            self.sent += len(ready)
        finally:
            # Also the one that was being sealed when the disk was full.
            for left in self.home.backup_ready.glob("*"):
                left.unlink(missing_ok=True)
        return [sent for sent, _ in ready]

    def _ready(
        self, number: int, path: str, file: Path, known: dict[str, Sent], database: bool
    ) -> tuple[Sent, Path]:
        """A file as it travels: sealed, or as it is."""
        stamp = stamp_of(file)
        if not self.recipient:
            sha, size = digest_of(file)
            address = self._readable_address(path, sha, known, database)
            return Sent(path, stamp, sha, (address, sha, size)), file
        self.home.backup_ready.mkdir(mode=0o700, exist_ok=True)
        sealed = self.home.backup_ready / str(number)
        (sha, _), (sealed_sha, size) = seal(file, sealed, self.recipient)
        return Sent(path, stamp, sha, (_new_address(), sealed_sha, size)), sealed

    def _readable_address(self, path: str, sha: str, known: dict[str, Sent], database: bool) -> str:
        """Where a readable file lies: under its own path, unless that would write over another."""
        if database:
            return f"databases/{sha[:16]}/{path.rpartition('/')[2]}"
        taken = self.old.objects.get(path)
        if safe(path) and path not in (HEAD, COMING) and (taken is None or taken[1] == sha):
            return path
        return f"versions/{sha[:32]}"

    def _finish(self, kept: Sequence[Sent]) -> Head:
        """Index, list and head: from here on this is the backup."""
        sizes = {each.path: each for each in kept}
        index = index_text(
            Kept(each.path, each.sha256, each.stamp[0], each.entry[0]) for each in sizes.values()
        )
        index_entry = self._bring_index(index)
        listed = Listed({each.entry[0]: each.entry for each in kept})
        listed.objects[index_entry[0]] = index_entry
        listed.going = (set(self.old.objects) | self.old.going | self.coming) - set(listed.objects)
        if self.before is not None:
            listed.going.add(self.before.objects[0])
        text = listed.text()
        address = f"lists/{hashlib.sha256(text).hexdigest()[:32]}.txt"
        self.coming.add(address)
        self.place.note_coming(self.coming)
        head = Head(
            self.name, self.before.number + 1 if self.before else 1, now(), self.recipient,
            self.place.put_text(address, text), index_entry,
        )  # fmt: skip
        self.place.put_text(HEAD, head.text())
        return head

    def _bring_index(self, index: bytes) -> Entry:
        file = self.home.backup_copy
        try:
            with private(file) as writing:
                writing.write(index)
            [sent] = self._bring([("index", file, "index.jsonl")], {})
        finally:
            overwrite_and_remove(file)
        return sent.entry

    def _take_away(self, head: Head) -> int:
        """Remove what the head names no more; how many objects that may have been."""
        listed = self.place.listed(head)
        going = (listed.going | self.coming) - set(listed.objects) - {head.objects[0]}
        self.place.remove(going)
        self.place.remove({COMING})
        return len(going)

    def _inside(self, path: Path) -> str:
        return path.relative_to(self.home.path).as_posix()


def _new_address() -> str:
    """A name that says nothing, for an object that nobody can read."""
    name = secrets.token_hex(16)
    return f"objects/{name[:2]}/{name}.age"


def _loads(files: Iterable[tuple[str, Path]]) -> Iterable[list[tuple[str, Path]]]:
    """Files in groups that take little room while they are made ready."""
    group: list[tuple[str, Path]] = []
    load = 0
    for path, file in files:
        group.append((path, file))
        try:
            load += file.stat().st_size
        except FileNotFoundError:
            continue
        if load > LOAD or len(group) == SLICE:
            yield group
            group, load = [], 0
    if group:
        yield group


__all__ = ["Digest", "Made", "back_up"]
