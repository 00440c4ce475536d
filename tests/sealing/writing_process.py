"""A process that seals words, names and files full of needles, for a test that watches its writes.

`python -m tests.sealing.writing_process BAG KEYS HOW`: `whole`, `aborted`, `refused`, or `planted`,
which writes a plaintext on purpose.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from solidary.sealing.bag.envelope import EnvelopeWriter
from solidary.sealing.bag.fetching import fetch
from solidary.sealing.bag.folder import FolderCarrier
from solidary.sealing.faults import EnvelopeRefusedError
from solidary.sealing.identity import Identity
from solidary.sealing.opening import open_envelope
from solidary.sealing.recipients import Recipients
from solidary.sealing.strongroom import Strongroom

NEEDLE = "-".join(["needle", "7f3a91"])
EVERY = 50_000
"""Bytes between two needles of a file."""


def main(bag: Path, keys: list[str], how: str) -> None:
    piece = NEEDLE.encode().ljust(EVERY, b".")
    writer = EnvelopeWriter(bag, Recipients(tuple(keys)))
    if how == "refused":
        writer.reserve = 1 << 60
    words = {name: f"{NEEDLE} {name}" for name in ("words", "place", "day", "credit", "contact")}
    try:
        for number in range(2):
            item = writer.begin_item(f"{NEEDLE}-{number}.jpg", f"image/{NEEDLE}")
            for _ in range(50):
                item.write(piece)
            if how == "aborted":
                writer.abandon()
                return
            if how == "planted":
                with tempfile.NamedTemporaryFile(dir=bag) as file:
                    file.write(piece)
            item.end()
        writer.words(words)
        writer.finish()
    except EnvelopeRefusedError:
        writer.abandon()
        return
    room = Strongroom(bag / "keys", bag / "sealed")
    fetch(FolderCarrier(bag), room)
    opener = Identity.parsed(sys.stdin.read().strip())
    for name in room.names():
        opened = open_envelope(room.envelope(name), [opener])
        assert opened.words["contact"] == words["contact"]
        assert sum(len(part) for item in opened.items for part in opened.content(item)) == 5_000_000


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2].split(","), sys.argv[3])
