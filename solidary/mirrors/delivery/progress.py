"""How far a sync has come: a log in the home, written line by line, that a kill can't spoil.

A mirror's root says what the mirror held when it was written. What a sync has changed since is
known only here: an address is noted before anything is sent there, and again once it has
arrived. So a sync that was stopped goes on where it was, and never takes for untouched what it
has touched. Where the log is lost, or belongs to another root than the mirror's, the mirror's
tree is only a claim, and each file is looked at before it is believed to be there.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from threading import Lock

from solidary.release.writing import put, sync_folder

FORMAT = "solidary-sync 1"
NO_ROOT = "-"
NOTHING = "-"
"""Stands for the hash where an address was cleared."""
SOMETHING = "?"
"""Stands for the hash where one of two files of ours stands."""
LEAVING = "!"
"""Stands for the hash where a placeholder stands, or nothing any more."""


class Progress:
    """The log of one mirror. Its lines are words; the first of each says what it tells.

    `clean HASH`: the mirror serves this root and nothing else. `from HASH` (`doubted HASH`: one
    whose tree is only a claim): a sync began there. `towards HASH`: it sends this release.
    `touch`, `sent HASH`, `gone`, `later`, each with an address: what may have changed, what
    arrived, what was removed, what is to be removed once the new root stands.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.root = ""
        """the root the log is about: '-' for a mirror without one, '' for a log that is lost"""
        self.doubted = True
        """whether the tree of that root is only a claim"""
        self.towards = ""
        self.touched: set[str] = set()
        """addresses whose bytes the mirror's root doesn't tell any more"""
        self.sent: dict[str, str] = {}
        """address → hash of what arrived there, of those touched; or one of the marks above"""
        self.later: set[str] = set()
        self._descriptor = -1
        self._lock = Lock()
        self._read()

    def vouches_for(self, root: str) -> bool:
        """Whether this log knows all that was done since the mirror got this root."""
        return root == self.towards or (root == self.root and not self.doubted)

    def begin(self, root: str, towards: str, *, doubted: bool) -> None:
        """Go on towards a release, from a mirror that serves `root`."""
        if self.towards and root == self.towards:
            # The root arrived and the log was stopped before it could say so.
            self._forget_changes()
            self.root, self.doubted = root, False
            self._rewrite()
        elif root != self.root or (doubted and not self.doubted):
            # What was touched may still lie there; what arrived may not.
            self.sent.clear()
            self.towards = ""
            self.root, self.doubted = root, doubted
            self._rewrite()
        if towards != self.towards:
            self.towards = towards
            self._write([f"towards {towards}"])

    def touch(self, addresses: Iterable[str], *, removing: bool = False) -> None:
        """Note, durably, where something is about to change, or to be removed."""
        lines = []
        for address in addresses:
            known = self.sent.get(address, NOTHING)
            if removing:
                mark = LEAVING
            elif known in (NOTHING, LEAVING):
                # Nothing of ours may be relied on to stand there until the new file has arrived.
                mark = ""
            else:
                mark = SOMETHING
            if mark:
                if known != mark:
                    lines.append(f"sent {mark} {address}")
                self.sent[address] = mark
            elif address in self.sent or address not in self.touched:
                self.sent.pop(address, None)
                lines.append(f"touch {address}")
            self.touched.add(address)
        if lines:
            self._write(lines)
            os.fsync(self._descriptor)

    def arrived(self, files: Iterable[tuple[str, str]]) -> None:
        """Note what stands where now: address and hash."""
        found = list(files)
        with self._lock:
            self.touched.update(address for address, _ in found)
            self.sent.update(found)
        self._write([f"sent {sha} {address}" for address, sha in found])

    def removed(self, addresses: Iterable[str]) -> None:
        """Note where nothing stands now."""
        gone = list(addresses)
        with self._lock:
            for address in gone:
                self._note_removed(address)
        self._write([f"gone {address}" for address in gone])

    def _note_removed(self, address: str) -> None:
        if address in self.later:
            self.later.discard(address)
        else:
            self.touched.add(address)
            self.sent[address] = NOTHING

    def remove_later(self, addresses: Iterable[str]) -> None:
        """Note what is to be removed once the new root stands."""
        fresh = [address for address in addresses if address not in self.later]
        self.later.update(fresh)
        self._write([f"later {address}" for address in fresh])

    def root_stands(self, root: str) -> None:
        """The mirror serves this root; only what is to be removed later is left to do."""
        if (self.root, self.doubted, self.towards) == (root, False, "") and not self.touched:
            return
        self.root, self.doubted, self.towards = root, False, ""
        self._forget_changes()
        self._rewrite()

    def distrust(self) -> None:
        """Forget what is said to have arrived; the mirror doesn't keep what it takes."""
        self.sent.clear()
        self.doubted = True
        self._rewrite()

    def close(self) -> None:
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    def _forget_changes(self) -> None:
        self.touched.clear()
        self.sent.clear()

    def _read(self) -> None:
        try:
            data = self.path.read_bytes().decode()
        except (OSError, UnicodeDecodeError):
            return
        lines = data.split("\n")
        if lines[0] != FORMAT:
            return
        # What follows the last line's end was being written when a kill came.
        for line in lines[1:-1]:
            word, _, rest = line.partition(" ")
            match word:
                case "clean" | "from":
                    self.root, self.doubted = rest, False
                case "doubted":
                    self.root, self.doubted = rest, True
                case "towards":
                    self.towards = rest
                case "touch":
                    self.touched.add(rest)
                    self.sent.pop(rest, None)
                case "sent":
                    sha, _, address = rest.partition(" ")
                    self.touched.add(address)
                    self.sent[address] = sha
                case "gone":
                    self._note_removed(rest)
                case "later":
                    self.later.add(rest)
        self._open(len("\n".join(lines[:-1]).encode()) + 1)

    def _rewrite(self) -> None:
        """Write the log anew, short: what it says, without how it came to say so."""
        self.close()
        clean = not self.doubted and not self.touched and not self.towards
        word = "clean" if clean else "doubted" if self.doubted else "from"
        lines = [FORMAT, f"{word} {self.root}"]
        if self.towards:
            lines.append(f"towards {self.towards}")
        lines += [f"touch {address}" for address in sorted(self.touched)]
        lines += [f"sent {sha} {address}" for address, sha in sorted(self.sent.items())]
        lines += [f"later {address}" for address in sorted(self.later)]
        put(str(self.path), ("\n".join(lines) + "\n").encode())
        sync_folder(str(self.path.parent))
        self._open(None)

    def _open(self, length: int | None) -> None:
        self._descriptor = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CLOEXEC)
        if length is not None:
            os.ftruncate(self._descriptor, length)

    def _write(self, lines: list[str]) -> None:
        if not lines:
            return
        view = memoryview(("\n".join(lines) + "\n").encode())
        with self._lock:
            while view:
                view = view[os.write(self._descriptor, view) :]
