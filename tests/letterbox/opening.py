"""What the newsroom finds when it opens an envelope of a live letterbox's bag."""

from __future__ import annotations

import json
from typing import Any

from solidary.sealing.bag.envelope import IN
from solidary.sealing.bag.manifest import KEYS, SEALED
from solidary.sealing.piece import Sealed, unseal
from tests.letterbox.live import Live


def piece(live: Live, envelope: str, name: str) -> bytes:
    """A piece, opened with the first desk key."""
    folder = live.bag / IN / envelope
    parts = Sealed((folder / KEYS / name).read_bytes(), (folder / SEALED / name).read_bytes())
    return unseal(parts, [live.identities[0]])


def words(live: Live, envelope: str) -> dict[str, Any]:
    """What the envelope says."""
    found: dict[str, Any] = json.loads(piece(live, envelope, "words"))
    return found


def files(live: Live, envelope: str) -> list[tuple[dict[str, Any], bytes]]:
    """Its files: what is said of each, and its bytes."""
    found = []
    names = sorted(each.name for each in (live.bag / IN / envelope / KEYS).iterdir())
    for name in names:
        if name.endswith(".about"):
            about = json.loads(piece(live, envelope, name))
            parts = [each for each in names if each.startswith(about["ref"]) and each != name]
            data = b"".join(piece(live, envelope, each) for each in parts)
            found.append((about, data))
    return found
