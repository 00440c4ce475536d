"""What the keeper answers with: plain data, as its client hands it on.

`by` is the name of the key with which something was opened, for a log of who looked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Facts = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Item:
    """A file somebody sent."""

    ref: str
    size: int
    """bytes"""
    type: str
    """its media type by the bytes it begins with; '' where they can't be read"""
    is_picture: bool
    """whether the darkroom may be asked for it"""
    wrong: str = ""
    """a `solidary.sealing.opening.Wrong`; '' where nothing is"""
    likeness: str = ""
    """128 bits in hexadecimal (`solidary.darkroom.likeness`); '' until somebody looked, and for what
    has none"""
    looked: bool = False
    """whether the darkroom was asked already"""
    name: str = ""
    """as the sender's device named it; in words only, never in the index"""

    @classmethod
    def read(cls, facts: Facts) -> Item:
        return cls(
            str(facts["ref"]), int(facts["size"]), str(facts["type"]), bool(facts["is_picture"]),
            str(facts["wrong"]), str(facts["likeness"]), bool(facts["looked"]), str(facts["name"]),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """What the queue shows of an envelope without opening it again."""

    envelope: str
    kind: str
    """a `solidary.sealing.bag.manifest.Kind`"""
    contribution: str
    """the contribution it belongs to; its own name where it is one"""
    day: str
    """the day it came, YYYY-MM-DD in UTC"""
    topic: str = ""
    language: str = ""
    place: str = ""
    """as typed"""
    when: str = ""
    """the day in the sender's own words"""
    credit: str = ""
    faces: bool | None = None
    """whether faces may be shown; None where the envelope doesn't say"""
    quote: bool | None = None
    letters: int = 0
    """signs of its words"""
    beginning: str = ""
    """the first of its words, for a card on the wall"""
    has_contact: bool = False
    items: tuple[Item, ...] = ()
    wrong: str = ""
    """a `solidary.sealing.opening.Wrong` where not even its words can be read"""

    @classmethod
    def read(cls, facts: Facts) -> Entry:
        said = {name: str(facts[name]) for name in _LINES}
        return cls(
            said["envelope"], said["kind"], said["contribution"], said["day"], said["topic"],
            said["language"], said["place"], said["when"], said["credit"],
            _consent(facts["faces"]), _consent(facts["quote"]), int(facts["letters"]),
            str(facts["beginning"]),
            bool(facts["has_contact"]), tuple(map(Item.read, facts["items"])), said["wrong"],
        )  # fmt: skip


_LINES = (
    "envelope", "kind", "contribution", "day", "topic", "language", "place", "when", "credit",
    "wrong",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Index:
    """All that is there for the key of whoever asks."""

    by: str
    entries: tuple[Entry, ...]
    unopened: tuple[str, ...]
    """envelopes that were sealed for other keys only"""
    unlooked: int
    """pictures whose likeness isn't known yet; the keeper works on it while a key is unlocked"""
    alike: tuple[tuple[tuple[str, str], ...], ...] = ()
    """pictures that show the same, in groups: envelope and item of each"""

    @classmethod
    def read(cls, facts: Facts) -> Index:
        return cls(
            str(facts["by"]), tuple(map(Entry.read, facts["entries"])),
            tuple(map(str, facts["unopened"])), int(facts["unlooked"]),
            tuple(tuple((str(a), str(b)) for a, b in group) for group in facts["alike"]),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Words:
    """All that an envelope says. Of what the sender wrote, signs that can't be shown are left out."""

    by: str
    entry: Entry
    text: str
    contact: str
    receipt: str
    """the public key behind the sender's receipt, to which questions are sealed; '' for none"""
    problems: tuple[tuple[str, str], ...]
    """pieces that aren't as they were sealed: name, and a `solidary.sealing.opening.Wrong`"""
    is_cut: bool
    """whether it was longer than what the letterbox takes, and is shown in part"""

    @classmethod
    def read(cls, facts: Facts) -> Words:
        return cls(
            str(facts["by"]), Entry.read(facts["entry"]), str(facts["text"]),
            str(facts["contact"]), str(facts["receipt"]),
            tuple((str(piece), str(wrong)) for piece, wrong in facts["problems"]),
            bool(facts["is_cut"]),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture made in the darkroom; width and height in pixels."""

    by: str
    data: bytes
    type: str
    """its media type"""
    width: int
    height: int

    @classmethod
    def read(cls, facts: Facts, data: bytes) -> Picture:
        return cls(
            str(facts["by"]), data, str(facts["type"]), int(facts["width"]), int(facts["height"])
        )


@dataclass(frozen=True, slots=True)
class FoundFace:
    """A face that the model proposes to cover."""

    box: tuple[int, int, int, int]
    """x, y, width, height in thousandths of the picture, a third larger than the face"""
    height: int
    """pixels of the face itself in the picture as it is published"""
    score: float
    """how sure the model is, from 0 to 1"""

    @classmethod
    def read(cls, facts: Facts) -> FoundFace:
        x, y, width, height = map(int, facts["box"])
        return cls((x, y, width, height), int(facts["height"]), float(facts["score"]))


@dataclass(frozen=True, slots=True)
class Faces:
    """What was found in a picture of this size in pixels: `Picture` as `view` answers it."""

    by: str
    width: int
    height: int
    found: tuple[FoundFace, ...]
    small: bool
    """whether there may be faces too small to be found"""
    shrunk: int
    """pixels of the longest side at which those can't be recognised any more"""

    @classmethod
    def read(cls, facts: Facts) -> Faces:
        return cls(
            str(facts["by"]), int(facts["width"]), int(facts["height"]),
            tuple(map(FoundFace.read, facts["found"])), bool(facts["small"]), int(facts["shrunk"]),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Unlocked:
    """A session: whoever has its token has the key of `name`, until it rests too long."""

    token: str
    name: str
    rest: int
    """seconds without use after which it is locked"""

    @classmethod
    def read(cls, facts: Facts) -> Unlocked:
        return cls(str(facts["token"]), str(facts["name"]), int(facts["rest"]))


@dataclass(frozen=True, slots=True)
class Session:
    """Whose token it is, and the seconds until it is locked if nobody uses it."""

    name: str
    seconds_left: int

    @classmethod
    def read(cls, facts: Facts) -> Session:
        return cls(str(facts["name"]), int(facts["seconds_left"]))


@dataclass(frozen=True, slots=True)
class State:
    """What the dashboard says of the keeper."""

    lacking: tuple[str, ...]
    """layers and lacks by name (`solidary.sandbox.layers.Layer`, `solidary.keeper.memory.Lack`)"""
    said: tuple[str, ...]
    """a sentence for each of them"""
    unlocked: tuple[str, ...]
    """whose keys are unlocked now"""

    @classmethod
    def read(cls, facts: Facts) -> State:
        return cls(*(tuple(map(str, facts[name])) for name in ("lacking", "said", "unlocked")))


def _consent(value: object) -> bool | None:
    return value if isinstance(value, bool) else None
