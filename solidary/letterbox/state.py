"""What one process of the letterbox holds: its pepper, rows, tokens and buckets."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from threading import Lock

from solidary.home import current_home
from solidary.letterbox.buckets import Buckets
from solidary.letterbox.newsroom import Newsroom
from solidary.letterbox.rows import Row, Rows
from solidary.letterbox.taking import Taking
from solidary.letterbox.tokens import TokenMaker
from solidary.letterbox.unfinished import Unfinished
from solidary.sealing.bag.manifest import Kind


class Once:
    """Lets each page be sent once, however often it comes, even at the same moment."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._lock = Lock()
        self._under_way: set[str] = set()

    @contextmanager
    def page(self, once: str) -> Iterator[bool]:
        """Whether the page with this mark may be sent now; for the length of the block it is ours."""
        with self._lock:
            free = once not in self._under_way and not self._rows.is_used(once)
            if free:
                self._under_way.add(once)
        try:
            yield free
        finally:
            if free:
                with self._lock:
                    self._under_way.discard(once)


class Letterbox:
    """The letterbox of one home."""

    def __init__(self, bag: Path, database: Path, pepper: bytes) -> None:
        self.bag, self.pepper = bag, pepper
        self.rows = Rows(database)
        self.tokens = TokenMaker(pepper)
        self.buckets = Buckets()
        self.once = Once(self.rows)
        self.unfinished = Unfinished()

    def taking(
        self, newsroom: Newsroom, kind: Kind = Kind.CONTRIBUTION, row: Row | None = None
    ) -> Taking:
        """What takes the next request: of a new contribution, or of what is added to `row`."""
        recipients = newsroom.recipients
        if recipients is None:
            raise RuntimeError("the letterbox is closed")
        limits = newsroom.limits
        if row is None:
            return Taking(self.bag, recipients, limits, kind=kind)
        return Taking(
            self.bag, recipients, limits, kind=kind, contribution=row.name,
            room=(limits.files - row.files, limits.all_files - row.bytes),
        )  # fmt: skip

    def wait(self, kind: str, topic: str | None = None) -> int:
        """Minutes to wait until a bucket has something in it again; 0: go on."""
        return -int(-self.buckets.wait(kind, time.monotonic(), topic) // 60)


@cache
def current_letterbox() -> Letterbox:
    """The letterbox of this process."""
    home = current_home()
    pepper = home.letterbox_pepper.read_text(encoding="ascii").strip()
    return Letterbox(home.letterbox_bag, home.letterbox_database, bytes.fromhex(pepper))
