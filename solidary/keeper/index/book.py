"""The index in memory, while keys are unlocked, and what of it each of them may see.

An entry is in memory for the keys that have opened it themselves, and leaves it when the last of
them is locked. The envelopes in the strongroom decide what there is: whatever has no headers any more
leaves the index, in memory and on the disk, whether a key is unlocked or not.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from solidary.keeper.answers import Entry, Item
from solidary.keeper.faults import KeeperError, NotForKeyError, NotWholeError, RemovedError
from solidary.keeper.held_key import HeldKey
from solidary.keeper.index import file, record
from solidary.keeper.reading import entry_of, opened, stored, unread_entry, words_piece
from solidary.sealing.bag.manifest import ABOUT
from solidary.sealing.faults import SealingError
from solidary.sealing.opening import Wrong
from solidary.sealing.recipients import Recipients
from solidary.sealing.strongroom import Strongroom


class Book:
    """The index of one home. `recipients` raises SealingError where it can't be sealed for anybody."""

    def __init__(self, room: Strongroom, path: Path, recipients: Callable[[], Recipients]) -> None:
        self._room, self._path, self._recipients = room, path, recipients
        self._lock = threading.RLock()
        self._entries: dict[str, Entry] = {}
        self._words: dict[str, str] = {}
        """envelope → the SHA-256 of the words its entry was read from"""
        self._openers: defaultdict[str, set[str]] = defaultdict(set)
        """envelope → the public keys that have opened it"""
        self._seen: dict[tuple[str, str], str] = {}
        """envelope and item → likeness, of envelopes that nobody has listed yet"""
        self._changed: set[str] = set()
        """entries that aren't in the file as they are here"""
        self._sealed_for, self._records = file.read(path)

    def entries(self, key: HeldKey) -> tuple[list[Entry], list[str]]:
        """The entries this key may see, and the envelopes it doesn't open."""
        names = self._room.names()
        opener = record.opener(key)
        # One at a time, so that what was removed can leave while hundreds are read.
        unopened = [name for name in names if not self._let_in(name, key, opener)]
        with self._lock:
            self._leave_out(set(self._room.names()))
            kept = set(names) - set(unopened)
            found = [
                self._as_it_is(name) for name in names if name in kept and name in self._entries
            ]
            if self._changed:
                self._write_what_can_be()
            return found, unopened

    def unlooked(self, key: HeldKey) -> Iterator[tuple[str, Item]]:
        """Pictures of this key's entries whose likeness nobody has asked for: envelope, item."""
        with self._lock:
            mine = [
                (name, item)
                for name, entry in self._entries.items()
                if key.public in self._openers[name]
                for item in entry.items
                if item.is_picture and not item.looked and not item.wrong
            ]
        yield from mine

    def looked(self, envelope: str, ref: str, likeness: str) -> None:
        """Note what the darkroom said of an item: its likeness, '' where it has none."""
        with self._lock:
            if self._room.has_header(envelope, f"{ref}.{ABOUT}"):
                self._seen[envelope, ref] = likeness
                self._note_seen(envelope)

    def _note_seen(self, envelope: str) -> None:
        """What was said of items may have been said before the envelope was listed."""
        entry = self._entries.get(envelope)
        if entry is None:
            return
        items = tuple(
            replace(item, likeness=self._seen.pop((envelope, item.ref)), looked=True)
            if (envelope, item.ref) in self._seen
            else item
            for item in entry.items
        )
        if items != entry.items:
            self._entries[envelope] = replace(entry, items=items)
            self._changed.add(envelope)

    def forget(self, envelope: str) -> bool:
        """Take an envelope out at once, and whatever else isn't in the strongroom any more; whether
        anything was there. Raises EnvelopeRefusedError where the disk fails."""
        with self._lock:
            there = set(self._room.names()) - {envelope}
            gone = self._leave_out(there, write=False)
            if gone or self._has_stale(there):
                self._write_without(there)
            return gone

    def sweep(self) -> None:
        """Take out whatever isn't in the strongroom any more, where nobody said so."""
        with self._lock:
            self._leave_out(set(self._room.names()))

    def lock(self, key: str) -> None:
        """Write what is new, and drop every entry that no other key has opened."""
        with self._lock:
            self.write()
            for name, keys in list(self._openers.items()):
                keys.discard(key)
                if not keys:
                    self._drop(name)
            if not self._openers:
                self._seen.clear()

    def write(self) -> None:
        """Write what is new, if there is any and the disk and the keys allow it."""
        with self._lock:
            if self._changed:
                self._write_what_can_be()

    def _let_in(self, name: str, key: HeldKey, opener: Any) -> bool:
        """Whether this key may see an envelope's entry, which is read where nobody has yet."""
        with self._lock:
            return self._is_let_in(name, key, opener)

    def _is_let_in(self, name: str, key: HeldKey, opener: Any) -> bool:
        if name in self._entries and key.public in self._openers[name]:
            return True
        try:
            envelope = stored(self._room, name)
        except KeeperError:
            # Removed since it was listed, or without a list of its pieces: nothing says what it is.
            return True
        try:
            if not self._from_record(name, words_piece(envelope), opener):
                self._read(name, key)
        except NotForKeyError:
            return False
        except RemovedError:
            return True
        except NotWholeError:
            self._enter(name, unread_entry(envelope, Wrong.DAMAGED), words_piece(envelope))
        self._openers[name].add(key.public)
        self._note_seen(name)
        return True

    def _from_record(self, name: str, words: str, opener: Any) -> bool:
        if name not in self._records:
            return False
        try:
            entry, of = record.opened(self._records[name], opener)
        except SealingError:
            return False
        if entry.envelope != name or of != words:
            return False
        if name not in self._entries:
            self._entries[name], self._words[name] = entry, words
        return True

    def _read(self, name: str, key: HeldKey) -> None:
        read = opened(self._room, name, key)
        if name not in self._entries:
            self._enter(name, entry_of(read), words_piece(read.envelope))

    def _enter(self, name: str, entry: Entry, words: str) -> None:
        self._entries[name], self._words[name] = entry, words
        self._changed.add(name)

    def _as_it_is(self, name: str) -> Entry:
        """An entry, without what was shredded of its items since."""
        entry = self._entries[name]
        items = tuple(
            item
            if item.wrong or self._room.has_header(name, f"{item.ref}.{ABOUT}")
            else replace(item, wrong=str(Wrong.REMOVED), likeness="", looked=True)
            for item in entry.items
        )
        if items != entry.items:
            entry = replace(entry, items=items)
            self._enter(name, entry, self._words[name])
        return entry

    def _leave_out(self, names: set[str], *, write: bool = True) -> bool:
        """Drop what isn't among these; whether there was any. On the disk, too, where it is asked."""
        gone = {*self._entries, *self._records} - names
        for name in gone:
            self._drop(name)
            self._records.pop(name, None)
        if gone and write:
            with suppress(SealingError):
                self._write_without(names)
        return bool(gone)

    def _drop(self, name: str) -> None:
        self._entries.pop(name, None)
        self._words.pop(name, None)
        self._openers.pop(name, None)
        self._changed.discard(name)
        for each in [each for each in self._seen if each[0] == name]:
            del self._seen[each]

    def _has_stale(self, names: set[str]) -> bool:
        return bool(set(file.read(self._path).records) - names)

    def _write_without(self, names: set[str]) -> None:
        """Write the file again with nothing in it but these, sealed as they are."""
        kept = {name: each for name, each in self._records.items() if name in names}
        self._records = kept
        if self._sealed_for:
            file.write(self._path, file.Stored(self._sealed_for, kept), shred=True)

    def _write_what_can_be(self) -> None:
        try:
            recipients = self._recipients()
        except SealingError:
            return
        now = file.fingerprint(recipients)
        others = now != self._sealed_for
        if others:
            # Whoever was revoked since must not read it: what can't be sealed now is left out.
            self._records = {}
            self._changed = set(self._entries)
        for name in self._changed:
            self._records[name] = record.sealed(self._entries[name], self._words[name], recipients)
        with suppress(SealingError):
            file.write(self._path, file.Stored(now, self._records), shred=others)
            self._sealed_for = now
            self._changed.clear()
