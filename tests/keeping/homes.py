"""Homes to back up, places to bring backups to, and what is at them."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from django.db import connection

from solidary.home import Home
from solidary.keeping.backup import Made, back_up
from solidary.keeping.models import BackupPlan
from solidary.keeping.statement import HEAD, Head, Kept, Listed, read_index
from solidary.keeping.target import Target
from solidary.mirrors.delivery.pacing import Pace
from solidary.sealing.identity import Identity

AT_ONCE = Pace(tries=2, sleep=lambda seconds: None)
KEY = Identity.new()
"""The recovery key of every newsroom here."""


def record() -> Path:
    """The file of the test's record."""
    return Path(connection.settings_dict["NAME"])


def target(place: Path | str, home: Path, **more: Any) -> Target:
    return Target.of(str(place), more.get("options", {}), more.get("secrets", {}), Home(home))


def backed_up(home: Path, place: Path | str | Target, recipient: str = KEY.public) -> Made:
    """A backup of a home with the test's record."""
    goal = place if isinstance(place, Target) else target(place, home)
    return back_up(
        Home(home), goal, BackupPlan.load().name, recipient, record=record(), pace=AT_ONCE
    )


sealed = partial(backed_up, recipient=KEY.public)
plain = partial(backed_up, recipient="")


def head_at(place: Path) -> Head:
    return Head.parsed((place / HEAD).read_bytes())


def listed_at(place: Path) -> Listed:
    return Listed.parsed((place / head_at(place).objects[0]).read_bytes())


def files_at(place: Path) -> set[str]:
    return {path.relative_to(place).as_posix() for path in place.rglob("*") if path.is_file()}


def index_at(place: Path) -> dict[str, Kept]:
    """What a backup has of which file, by path in the home."""
    import pyrage

    head = head_at(place)
    data = (place / head.index[0]).read_bytes()
    if head.recipient:
        data = pyrage.decrypt(data, [pyrage.x25519.Identity.from_str(KEY.secret)])
    return {kept.path: kept for kept in read_index(data)}


def filled(home: Path) -> dict[str, bytes]:
    """A home with files of every part; what they hold, by path."""
    wanted = {
        "files/photos/one.jpg": b"a photo", "files/media/two.webm": b"a film" * 50_000,
        "intake/sealed/aaaa/words": b"payload", "intake/keys/aaaa/words": b"header",
        "intake/keys/gone/bbbb": b"", "keys/root.pub": b"public", "keys/withdrawn.salt": b"salt",
        "keys/mirrors/berlin.json": b'{"password": "secret"}', "letterbox/pepper": b"pepper",
    }  # fmt: skip
    left_out = {
        "files/images/small.jpg": b"rendition", "keys/offline/root.key": b"root",
        "site/index.html": b"page", "press/derived.webp": b"picture", "secret_key": b"sessions",
        "intake/keys/cccc.coming/words": b"half", "intake/index.sealed": b"index",
        "letterbox/bag/in/dddd": b"bag", "files/photos/three.jpg.part": b"half",
    }  # fmt: skip
    for path, data in {**wanted, **left_out}.items():
        (home / path).parent.mkdir(parents=True, exist_ok=True)
        (home / path).write_bytes(data)
    return wanted
