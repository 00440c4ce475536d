"""Build the file of places: `python -m scripts.gazetteer [--check]`.

With `--check` nothing is written, and a byte that differs from the committed file is an error.
"""

from __future__ import annotations

import sys

from scripts.gazetteer.entries import Entry, entries
from solidary.gazetteer.places_file import (
    BEARER,
    BLOCK,
    DEGREE,
    FILE,
    HEADER,
    MAGIC,
    MASK,
    MOST_BEARERS,
    NOWHERE,
    OFFSET,
    PLACE,
    SECTIONS,
    VERSION,
    checksum,
)
from solidary.gazetteer.writings import BIT, WRITINGS

MOST = 12_000_000
"""Bytes the file may have."""


class Strings:
    """The names shown, each once."""

    def __init__(self) -> None:
        self.content = bytearray()
        self._known: dict[str, int] = {}

    def offset(self, name: str) -> int:
        """Where a name stands."""
        if name not in self._known:
            self._known[name] = len(self.content)
            text = name.encode("utf-8")
            self.content += bytes([len(text)]) + text
        return self._known[name]


def degrees(value: float | None) -> int:
    """A coordinate as the file has it."""
    return NOWHERE if value is None else round(value * DEGREE)


def written(places: list[Entry]) -> bytes:
    """The file that holds these places."""
    records, names, strings = bytearray(), bytearray(), Strings()
    for entry in places:
        records += PLACE.pack(
            entry.id, degrees(entry.latitude), degrees(entry.longitude), entry.population,
            entry.country.encode(), entry.kind, entry.capital, entry.area.encode()[:4], len(names),
        )  # fmt: skip
        names += MASK.pack(sum(BIT[writing] for writing in entry.shown))
        for writing in WRITINGS:
            if writing in entry.shown:
                names += OFFSET.pack(strings.offset(entry.shown[writing]))
    blocks, keys, count = _keys(places)
    parts = (bytes(records), bytes(names), bytes(strings.content), blocks, keys)
    counts = (len(places), len(places), len(strings.content), len(blocks) // OFFSET.size, count)
    body, at = bytearray(), HEADER.size
    table: list[int] = []
    for part, number in zip(parts, counts, strict=True):
        table += [at, number]
        at += len(part)
        body += part
    for section, part in zip(SECTIONS, parts, strict=True):
        print(f"{section}: {len(part):,} bytes")
    return HEADER.pack(MAGIC, VERSION, checksum(bytes(body)), at, *table) + bytes(body)


def _keys(places: list[Entry]) -> tuple[bytes, bytes, int]:
    """The blocks and the keys, and how many keys there are."""
    bearers: dict[bytes, list[tuple[int, int]]] = {}
    for number, entry in enumerate(places):
        for name, mask in entry.keys.items():
            bearers.setdefault(name.encode("utf-8"), []).append((number, mask))
    blocks, keys, before = bytearray(), bytearray(), b""
    for order, key in enumerate(sorted(bearers)):
        if order % BLOCK == 0:
            blocks += OFFSET.pack(len(keys))
            before = b""
        shared = next(
            (at for at, (one, other) in enumerate(zip(key, before, strict=False)) if one != other),
            min(len(key), len(before)),
        )
        keys += bytes([shared, len(key) - shared]) + key[shared:]
        most = sorted(
            bearers[key], key=lambda b: (places[b[0]].kind, -places[b[0]].population, b[0])
        )
        most = most[:MOST_BEARERS]
        keys.append(len(most))
        for number, mask in most:
            keys += BEARER.pack(number & 0xFFFF, number >> 16, mask)
        before = key
    return bytes(blocks), bytes(keys), len(bearers)


def main() -> None:
    """Write the file, or check that it is what would be written."""
    places = entries()
    content = written(places)
    print(f"{len(places):,} places, {len(content):,} bytes")
    if len(content) > MOST:
        sys.exit(f"The file of places would have {len(content):,} bytes, at most {MOST:,} may be.")
    if "--check" not in sys.argv:
        FILE.write_bytes(content)
    elif not FILE.exists() or FILE.read_bytes() != content:
        sys.exit("The file of places differs from what its sources give.")


if __name__ == "__main__":
    main()
