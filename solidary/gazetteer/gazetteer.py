"""Reading the file of places: who bears a name, and what a place is called."""

from __future__ import annotations

import mmap
import struct
from bisect import bisect_left
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from solidary.gazetteer.errors import GazetteerError
from solidary.gazetteer.folding import fold
from solidary.gazetteer.place import Bearer, Kind, Place
from solidary.gazetteer.places_file import (
    BEARER,
    BLOCK,
    DEGREE,
    FILE,
    FIRM,
    HEADER,
    MAGIC,
    MASK,
    NOWHERE,
    OFFSET,
    PLACE,
    SECTIONS,
    VERSION,
    checksum,
)
from solidary.gazetteer.writings import BIT, INSTEAD, WRITINGS, writings_of


class Gazetteer:
    """The places of a file. Opening reads the header only; one may be shared by threads."""

    def __init__(self, content: bytes | mmap.mmap, origin: str = "") -> None:
        self._content = content
        self._origin = origin
        if len(content) < HEADER.size or content[: len(MAGIC)] != MAGIC:
            raise GazetteerError(f"{origin} is not a file of places")
        _magic, version, self._checksum, length, *sections = HEADER.unpack_from(content)
        if version != VERSION:
            raise GazetteerError(f"{origin} has version {version}, this program reads {VERSION}")
        if length != len(content) or any(start > length for start in sections[::2]):
            raise GazetteerError(f"{origin} is damaged: {len(content)} of {length} bytes are there")
        self._start = dict(zip(SECTIONS, sections[::2], strict=True))
        self._count = dict(zip(SECTIONS, sections[1::2], strict=True))

    @classmethod
    def open(cls, path: Path = FILE) -> Gazetteer:
        """The places of a file, the program's own unless another is named.

        Raises GazetteerError where it is missing, cut off, of another version or something else.
        """
        try:
            with path.open("rb") as file:
                return cls(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ), path.name)
        except (OSError, ValueError) as problem:
            raise GazetteerError(f"The file of places cannot be read: {problem}") from problem

    def __len__(self) -> int:
        return self._count["places"]

    def check(self) -> None:
        """Read the whole file; raises GazetteerError where a byte is not what it was."""
        if checksum(memoryview(self._content)[HEADER.size :]) != self._checksum:
            raise GazetteerError(f"{self._origin} is damaged: its checksum differs")

    def bearers(self, name: str) -> tuple[Bearer, ...]:
        """The places a name is known for, those with most people first; none where it isn't known."""
        return self.bearers_of_key(fold(name))

    def bearers_of_key(self, key: str) -> tuple[Bearer, ...]:
        """As `bearers`, for a name that is folded already."""
        return tuple(
            Bearer(self.place(number), writings_of(mask), bool(mask & FIRM))
            for number, mask in self._postings(key)
        )

    def place(self, number: int) -> Place:
        """A place by its number in the file."""
        ident, latitude, longitude, people, country, kind, capital, area, _names = self._record(
            number
        )
        with self._read():
            return Place(
                number,
                ident,
                Kind(kind),
                country.decode("ascii"),
                area.rstrip(b"\0").decode("ascii"),
                people,
                bool(capital),
                None if latitude == NOWHERE else latitude / DEGREE,
                None if longitude == NOWHERE else longitude / DEGREE,
            )

    def by_id(self, ident: int) -> Place | None:
        """The place with a GeoNames id, if it is in the file."""
        number = bisect_left(range(len(self)), ident, key=lambda at: int(self._record(at)[0]))
        if number == len(self):
            return None
        place = self.place(number)
        return place if place.id == ident else None

    def name(self, place: Place, writing: str) -> str:
        """What a place is called in a writing; where that isn't known, in the nearest that is."""
        names = self.names(place)
        return next(names[each] for each in (writing, *INSTEAD[writing], "en") if each in names)

    def names(self, place: Place) -> dict[str, str]:
        """writing → the name shown; English is always there."""
        at = self._start["names"] + int(self._record(place.number)[-1])
        found = {}
        with self._read():
            mask = MASK.unpack_from(self._content, at)[0]
            for order, writing in enumerate(w for w in WRITINGS if mask & BIT[w]):
                offset = OFFSET.unpack_from(self._content, at + MASK.size + order * OFFSET.size)[0]
                start = self._start["strings"] + offset
                end = start + 1 + self._content[start]
                found[writing] = self._content[start + 1 : end].decode("utf-8")
        return found

    def keys(self) -> Iterator[str]:
        """Every folded name, in order."""
        for block in range(self._count["blocks"]):
            for key, _at in self._block(block):
                yield key.decode("utf-8")

    @contextmanager
    def _read(self) -> Iterator[None]:
        """What doesn't fit while reading is damage."""
        try:
            yield
        except (IndexError, ValueError, struct.error) as problem:
            raise GazetteerError(f"{self._origin} is damaged: build or fetch it again") from problem

    def _record(self, number: int) -> tuple:
        if not 0 <= number < len(self):
            raise GazetteerError(f"{self._origin} has no place {number}")
        return PLACE.unpack_from(self._content, self._start["places"] + number * PLACE.size)

    def _postings(self, key: str) -> Iterator[tuple[int, int]]:
        try:
            wanted = key.encode("utf-8")
        except UnicodeEncodeError:  # a lone surrogate is in no name
            return
        with self._read():
            yield from self._read_postings(wanted)

    def _read_postings(self, wanted: bytes) -> Iterator[tuple[int, int]]:
        block = bisect_left(range(self._count["blocks"]), wanted, key=self._first) - 1
        for candidate in (block, block + 1):
            if not 0 <= candidate < self._count["blocks"]:
                continue
            for found, at in self._block(candidate):
                if found == wanted:
                    for place in range(self._content[at]):
                        low, high, mask = BEARER.unpack_from(
                            self._content, at + 1 + place * BEARER.size
                        )
                        yield low | high << 16, mask
                    return

    def _at(self, block: int) -> int:
        offset = OFFSET.unpack_from(self._content, self._start["blocks"] + block * OFFSET.size)[0]
        return self._start["keys"] + int(offset)

    def _first(self, block: int) -> bytes:
        at = self._at(block)
        return bytes(self._content[at + 2 : at + 2 + self._content[at + 1]])

    def _block(self, block: int) -> Iterator[tuple[bytes, int]]:
        """The keys of a block, each with the place of its bearers."""
        at, key = self._at(block), b""
        for _ in range(min(BLOCK, self._count["keys"] - block * BLOCK)):
            shared, rest = self._content[at], self._content[at + 1]
            key = key[:shared] + self._content[at + 2 : at + 2 + rest]
            at += 2 + rest
            yield key, at
            at += 1 + self._content[at] * BEARER.size


@cache
def gazetteer() -> Gazetteer:
    """The program's own gazetteer, opened once."""
    return Gazetteer.open()
