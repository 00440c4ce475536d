"""Writing an envelope into the bag, piece by piece, each sealed before it touches the disk.

An envelope is the folder `in/<name>` with `keys/` (headers), `sealed/` (payloads) and its manifest.
Until `finish` it is `in/<name>.open`; then one rename makes it whole. Pieces come in any number of
requests and processes; killed anywhere, an envelope is as it was after its last whole piece.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import os
import secrets
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from solidary.sealing import disk
from solidary.sealing.bag.manifest import (
    ABOUT,
    ENVELOPE,
    FILE,
    ITEM,
    KEYS,
    MOST_PIECES,
    SEALED,
    WORDS,
    Kind,
    Manifest,
    Payload,
)
from solidary.sealing.faults import EnvelopeUnwholeError, PieceTooLongError
from solidary.sealing.padding import padded
from solidary.sealing.piece import PIECE, seal
from solidary.sealing.recipients import Recipients

IN, OUT = "in", "out"
"""The two sides of the bag: letterbox → newsroom, newsroom → letterbox."""
OPEN = ".open"
"""Ending of an envelope that isn't whole yet."""
MOST_WORDS = PIECE // 2
"""Bytes of the longest words; the hashes of all pieces are sealed beside them."""


class EnvelopeWriter:
    """One envelope that is being written. `abandon` it where it can't be finished.

    `bag` is the folder with `in/` and `out/`; `reserve` the bytes that stay free on its disk. Every
    method raises EnvelopeRefusedError where the disk takes no more, and has then kept nothing of
    the piece.
    """

    def __init__(
        self,
        bag: Path,
        recipients: Recipients,
        *,
        kind: Kind = Kind.CONTRIBUTION,
        contribution: str = "",
        reserve: int = 0,
    ) -> None:
        """Begin an envelope; all but a contribution name the contribution they belong to."""
        self.name = secrets.token_hex(16)
        self._set(bag, recipients, kind, contribution or self.name, reserve)
        if (kind == Kind.CONTRIBUTION) != (self.contribution == self.name):
            raise EnvelopeUnwholeError("only a contribution belongs to no other one")
        if not ENVELOPE.fullmatch(self.contribution):
            raise EnvelopeUnwholeError("that is no contribution's reference")
        disk.check_room(_made(bag), 0, reserve)
        day = disk.today()
        try:
            for folder in (self.bag / IN, self.folder, self.folder / KEYS, self.folder / SEALED):
                disk.make_folder(folder, day)
            self._put_manifest({})
        except BaseException:
            self.abandon()
            raise

    def _set(
        self, bag: Path, recipients: Recipients, kind: Kind, contribution: str, reserve: int
    ) -> None:
        self.bag, self.recipients, self.reserve = bag, recipients, reserve
        self.kind, self.contribution = kind, contribution
        self.folder = bag / IN / (self.name + OPEN)
        self._words: dict[str, object] = {}
        self._known: dict[str, Payload] = {}

    @classmethod
    def resume(
        cls, bag: Path, recipients: Recipients, name: str, *, reserve: int = 0
    ) -> EnvelopeWriter:
        """Go on with an envelope that an earlier request or process began.

        Raises EnvelopeUnwholeError where there is none of that name that isn't whole.
        """
        writer = cls.__new__(cls)
        writer.name = name
        try:
            if not ENVELOPE.fullmatch(name):
                raise FileNotFoundError(name)
            found = Manifest.parsed(disk.read(bag / IN / (name + OPEN) / FILE))
        except FileNotFoundError as error:
            raise EnvelopeUnwholeError("there is no such unfinished envelope") from error
        writer._set(bag, recipients, found.kind, found.contribution, reserve)
        return writer

    def words(self, words: Mapping[str, object]) -> None:
        """Say what the envelope says, as far as JSON can; `finish` seals it.

        Raises PieceTooLongError where it is longer than MOST_WORDS.
        """
        self._words = dict(words)
        if len(_json(self._words)) > MOST_WORDS:
            raise PieceTooLongError("the words are too long: more than 500,000 bytes")

    def begin_item(self, name: str, type: str, ref: str = "") -> ItemWriter:
        """Begin an item, such as a photo, or go on with the one of this `ref`."""
        return ItemWriter(self, ref or secrets.token_hex(8), name, type)

    def next_piece(self, ref: str) -> int:
        """The number of the piece that an item waits for, from 1.

        Where it is higher than the number of the last piece, the last one came but the item wasn't
        made whole: `put_last` again.
        """
        return 1 + sum(name.startswith(f"{_item(ref)}.") for name in self._pieces(numbers=True))

    def is_whole(self, ref: str) -> bool:
        """Whether an item has all its pieces, its name among them."""
        return f"{_item(ref)}.{ABOUT}" in self._pieces()

    def put_piece(self, ref: str, number: int, data: bytes) -> None:
        """Put a piece that isn't the last: exactly PIECE bytes. One that is there already is kept.

        Raises EnvelopeUnwholeError where an earlier one is missing or the length is another.
        """
        if len(data) != PIECE:
            raise EnvelopeUnwholeError(f"every piece but the last has {PIECE} bytes")
        with self._locked():
            self._put_next(ref, number, data)

    def put_last(self, ref: str, number: int, data: bytes, *, name: str, type: str) -> int:
        """Put an item's last piece and make the item whole; the bytes of the item.

        What everybody sees of it, the sizes of its pieces, tells no more than its padded size.
        """
        if len(data) > PIECE:
            raise PieceTooLongError()
        size = (number - 1) * PIECE + len(data)
        with self._locked():
            if self.is_whole(ref):
                return size
            room = padded(size) - (number - 1) * PIECE
            if self.next_piece(ref) > number - (-room // PIECE):
                raise EnvelopeUnwholeError(f"more than {number} pieces of it came already")
            while room > 0:
                least = min(room, PIECE)
                self._put_next(ref, number, data, least)
                number, data, room = number + 1, b"", room - least
            about = {"v": 1, "ref": ref, "name": name, "type": type, "size": size}
            self._seal(f"{_item(ref)}.{ABOUT}", _json(about | {"pieces": number - 1}))
        return size

    def drop_item(self, ref: str) -> None:
        """Shred what came of an item."""
        with self._locked():
            for folder, removing in ((KEYS, disk.shred), (SEALED, Path.unlink)):
                for name in disk.names_in(self.folder / folder):
                    if name.startswith(f"{_item(ref)}."):
                        removing(self.folder / folder / name)
                disk.make_names_durable(self.folder / folder, disk.today())
            self._known.clear()

    def finish(self) -> str:
        """Seal the words and make the envelope whole; its name. From now on nothing is lost.

        Raises EnvelopeUnwholeError, and changes nothing, where an item isn't whole.
        """
        with self._locked():
            pieces = self._pieces()
            refs = {name.partition(".")[0] for name in pieces} - {WORDS}
            if lacking := [ref for ref in refs if f"{ref}.{ABOUT}" not in pieces]:
                raise EnvelopeUnwholeError(f"not all of {len(lacking)} files has come yet")
            known = {name: self._payload(name) for name in pieces if name != WORDS}
            if self._words or known:
                inner = {
                    "v": 1, **self._words, "envelope": self.name, "kind": self.kind,
                    "contribution": self.contribution,
                    "pieces": {name: each.sha256 for name, each in known.items()},
                }  # fmt: skip
                self._seal(WORDS, _json(inner))
                known[WORDS] = self._payload(WORDS)
            self._put_manifest(known)
            for name in set(disk.names_in(self.folder / SEALED)) - set(known):
                disk.remove(self.folder / SEALED / name)
            day = disk.today()
            disk.make_names_durable(self.folder / SEALED, day)
            disk.make_names_durable(self.folder, day)
            disk.move(self.folder, self.bag / IN / self.name, day)
        return self.name

    def abandon(self) -> None:
        """Shred what came of the envelope; nothing of it is kept."""
        remove_folder(self.folder)

    def _put_next(self, ref: str, number: int, data: bytes, least: int = 0) -> None:
        expected = self.next_piece(ref)
        if number > expected or not 1 <= number <= MOST_PIECES or self.is_whole(ref):
            raise EnvelopeUnwholeError(f"piece {expected} is waited for, and piece {number} came")
        if number == expected:
            self._seal(f"{ref}.{number:04d}", data, least)

    def _seal(self, name: str, data: bytes, least: int = 0) -> None:
        """Seal a piece and put it in place: the header last, with which it is there."""
        header, payload = seal(data, self.recipients, least)
        disk.check_room(self.folder, len(header) + len(payload), self.reserve)
        day, place = disk.today(), self.folder / SEALED / name
        try:
            disk.put(place, payload, day)
            disk.put(self.folder / KEYS / name, header, day)
        except BaseException:
            disk.remove(self.folder / KEYS / name, place)
            raise
        disk.set_day(self.folder, day)
        self._known[name] = _payload(payload)

    def _pieces(self, *, numbers: bool = False) -> list[str]:
        """The pieces that are there; only those with content where `numbers` are asked for."""
        names = disk.names_in(self.folder / KEYS)
        return [
            name
            for name in names
            if not name.endswith(disk.TORN) and (not numbers or name[-1:].isdigit())
        ]

    def _payload(self, name: str) -> Payload:
        return self._known.get(name) or _payload(disk.read(self.folder / SEALED / name))

    def _put_manifest(self, pieces: dict[str, Payload]) -> None:
        day = disk.today()
        text = Manifest(self.kind, self.contribution, day, pieces).text()
        disk.put(self.folder / FILE, text, day)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """The envelope for this request alone, for as long as one piece takes to write."""
        try:
            descriptor = os.open(self.folder, os.O_RDONLY | os.O_DIRECTORY)
        except FileNotFoundError as error:
            raise EnvelopeUnwholeError("there is no such unfinished envelope") from error
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            # Who waited may find it finished by the one it waited for.
            if not self.folder.is_dir():
                raise EnvelopeUnwholeError("the envelope is finished already")
            with disk.refusing(self.folder / FILE):
                yield
        finally:
            os.close(descriptor)


class ItemWriter:
    """An item whose bytes come as they come; they are cut into pieces and sealed at once."""

    def __init__(self, envelope: EnvelopeWriter, ref: str, name: str, type: str) -> None:
        self.envelope, self.ref, self.name, self.type = envelope, _item(ref), name, type
        self.number = envelope.next_piece(ref)
        self._held = bytearray()

    @property
    def size(self) -> int:
        """The bytes that came so far."""
        return (self.number - 1) * PIECE + len(self._held)

    def write(self, data: bytes) -> None:
        """Take more bytes; at most one piece of them is held in memory."""
        self._held += data
        while len(self._held) > PIECE:
            self.envelope.put_piece(self.ref, self.number, bytes(self._held[:PIECE]))
            self.number += 1
            del self._held[:PIECE]

    def end(self) -> int:
        """All bytes have come: make the item whole. The bytes of the item."""
        return self.envelope.put_last(
            self.ref, self.number, bytes(self._held), name=self.name, type=self.type
        )

    def drop(self) -> None:
        """Shred what came of it."""
        self._held.clear()
        self.envelope.drop_item(self.ref)


def remove_folder(folder: Path) -> None:
    """Remove an envelope's folder, its headers first; one that is gone is fine."""
    with disk.refusing(folder):
        with contextlib.suppress(FileNotFoundError), disk.alone(folder / KEYS):
            for name in disk.names_in(folder / KEYS):
                disk.shred(folder / KEYS / name)
        shutil.rmtree(folder, ignore_errors=True)
        if folder.parent.is_dir():
            disk.make_names_durable(folder.parent, disk.today())


def headers_in(bag: Path) -> list[Path]:
    """Every header in a bag of this machine."""
    found = (bag / IN / name / KEYS for name in disk.names_in(bag / IN))
    return [
        folder / each
        for folder in found
        for each in disk.names_in(folder)
        if not each.endswith(disk.TORN)
    ]


def _made(bag: Path) -> Path:
    with disk.refusing(bag):
        bag.mkdir(mode=0o700, parents=True, exist_ok=True)
    return bag


def _item(ref: str) -> str:
    if not ITEM.fullmatch(ref):
        raise EnvelopeUnwholeError("that is no item's reference")
    return ref


def _payload(data: bytes) -> Payload:
    return Payload(len(data), hashlib.sha256(data).hexdigest())


def _json(words: Mapping[str, object]) -> bytes:
    try:
        data = json.dumps(words, ensure_ascii=False).encode()
    except UnicodeEncodeError:  # half of a pair of surrogates, which UTF-8 has no bytes for
        data = json.dumps(words).encode()
    if len(data) > PIECE:
        raise PieceTooLongError("the words are longer than a piece of 1 MiB")
    return data
