"""The newsroom as a sender meets it: what its last notice says, read again when it changes."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from solidary.home import current_home
from solidary.letterbox.limits import LIMITS, Limits
from solidary.sealing.bag.notice import FILE, Notice, Reply
from solidary.sealing.faults import DamagedError
from solidary.sealing.recipients import Recipients
from solidary.site.palette import DEFAULT_ACCENT

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


@dataclass(frozen=True, slots=True)
class Newsroom:
    """What the letterbox knows of the newsroom. Without keys it is closed."""

    notice: Notice

    @property
    def recipients(self) -> Recipients | None:
        """whom to seal for; None while the letterbox is closed"""
        return self.notice.sealing_for()

    @property
    def closed(self) -> bool:
        return self.recipients is None

    @property
    def paused(self) -> bool:
        return self.notice.paused

    @property
    def accent(self) -> str:
        """its colour, as `#rrggbb`"""
        given = self.notice.accent
        return given if _COLOUR.fullmatch(given) else DEFAULT_ACCENT

    @property
    def limits(self) -> Limits:
        """what may be sent: ours, or less where the newsroom asks for less"""
        asked = {
            name: min(most, self.notice.limits[name])
            for name, most in LIMITS._asdict().items()
            if self.notice.limits.get(name, 0) > 0 and not name.startswith("reserve")
        }
        return LIMITS._replace(**asked)

    def name(self, language: str) -> str:
        """Its name in a language, or in any; '' while nobody knows it."""
        names = self.notice.newsroom
        return names.get(language) or names.get("en") or next(iter(names.values()), "")

    def topics(self, language: str) -> list[tuple[str, str]]:
        """What a sender can choose to write about: reference and name, in the newsroom's order."""
        return [
            (
                topic.id,
                topic.names.get(language)
                or topic.names.get("en")
                or next(iter(topic.names.values())),
            )
            for topic in self.notice.topics
            if topic.names
        ]

    def reply_to(self, contribution: str) -> Reply | None:
        """What it says of a contribution; None before it says anything."""
        return self.notice.replies.get(contribution)


CLOSED = Newsroom(Notice())


class _Reader:
    """Keeps the last good notice. A damaged one changes nothing."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._known: tuple[object, Newsroom] | None = None

    def read(self, path: Path) -> Newsroom:
        with self._lock:
            try:
                found = path.stat()
            except OSError:
                return CLOSED
            mark = (path, found.st_mtime_ns, found.st_size, found.st_ino)
            if self._known is None or self._known[0] != mark:
                try:
                    newsroom = Newsroom(Notice.parsed(path.read_bytes()))
                except (OSError, DamagedError):
                    newsroom = self._known[1] if self._known else CLOSED
                self._known = (mark, newsroom)
            return self._known[1]


_READER = _Reader()


def current_newsroom() -> Newsroom:
    """The newsroom as the notice in the bag has it now."""
    return _READER.read(Path(os.path.join(current_home().letterbox_bag, *FILE.split("/"))))  # noqa: PTH118
