"""What a stranger sends, as the tests send it."""

from __future__ import annotations

from pathlib import Path

from solidary.sealing.bag.envelope import EnvelopeWriter
from solidary.sealing.bag.manifest import Kind
from solidary.sealing.opening import open_envelope
from solidary.sealing.strongroom import Strongroom
from tests.sealing.keys import identities, recipients

PICTURE = b"a picture of a bridge" * 60_000
"""More than one piece."""


def sent(
    bag: Path, *items: bytes, words: str = "Greetings", kind: Kind = Kind.CONTRIBUTION, to: str = ""
) -> str:
    """Put a whole envelope into a bag; its name."""
    writer = EnvelopeWriter(bag, recipients(), kind=kind, contribution=to)
    writer.words({"words": words})
    for number, content in enumerate(items, 1):
        item = writer.begin_item(f"IMG_{number}.jpg", "image/jpeg")
        item.write(content)
        item.end()
    return writer.finish()


def received(strongroom: Strongroom) -> dict[str, tuple[str, list[bytes]]]:
    """Envelope → words and the contents of its items, for all that came home."""
    found = {}
    for name in strongroom.names():
        opened = open_envelope(strongroom.envelope(name), identities()[1:2])
        items = sorted(opened.items, key=lambda item: item.name)
        contents = [b"".join(opened.content(item)) for item in items]
        found[name] = (opened.words["words"], contents)
    return found
