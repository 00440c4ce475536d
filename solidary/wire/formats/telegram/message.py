"""A post of a channel, as both kinds of export tell of it. No number of a person, phone or place is in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class File:
    """What was sent with a post. `path`: below the export's folder, '' where it wasn't exported;
    `kind`: photo, video, audio, document, or what it is called where it can't be shown."""

    kind: str
    path: str = ""
    title: str = ""


@dataclass(slots=True)
class Message:
    """`number`: that of the post in its channel; `line`: its place in the export; `markup`: its words as
    HTML; `hashtags`: as written, with #; `forwarded`: the channel it was forwarded from, None where it
    is the channel's own, '' where the export names a person or nobody; `answers`: the number of the
    post it answers, 0 for none; `left_out`: what of it isn't kept, as (kind, name)."""

    number: int
    line: int
    at: datetime | None = None
    edited: datetime | None = None
    markup: str = ""
    hashtags: list[str] = field(default_factory=list)
    files: list[File] = field(default_factory=list)
    forwarded: str | None = None
    answers: int = 0
    signed: str = ""
    service: str = ""
    left_out: list[tuple[str, str]] = field(default_factory=list)

    @property
    def is_own(self) -> bool:
        return self.forwarded is None


@dataclass(slots=True)
class Channel:
    """`is_public`: whether everybody could read it; None where the export doesn't say."""

    name: str
    is_public: bool | None
    messages: list[Message] = field(default_factory=list)


PHONES = "telephone numbers"
PLACES = "places that a telephone knew"
PEOPLE = "addresses out of somebody's telephone"
