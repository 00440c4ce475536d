"""What is read, and what comes out: a story, its actions, and a fact with the words it stands on."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Generic, TypeVar

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Story:
    """What is known of a story before it is read; `day` is the day of publication, if any."""

    headline: str = ""
    text: str = ""
    standfirst: str = ""
    day: date | None = None
    language: str = ""
    id: str = ""
    month_only: bool = False
    """Whether only the month of publication is known: `day` is its fifteenth, and nothing counts from it."""

    def parts(self) -> tuple[tuple[str, str], ...]:
        return ("headline", self.headline), ("standfirst", self.standfirst), ("text", self.text)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters of a part of the story, from `start` to before `end`."""

    part: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Fact(Generic[Value]):
    """A value, the words it was read from, the rule that read it, and whether nothing speaks against it."""

    value: Value
    spans: tuple[Span, ...]
    rule: str
    sure: bool = False


@dataclass(frozen=True, slots=True)
class Day:
    """The day of an action: `first` is an ISO day, month or year.

    `precision`: "day", "span" (with `last`), "month", "year", or "not later than". `basis`: what it rests
    on: "said", "relative", "recurring day", or "publication day".
    """

    first: str
    precision: str = "day"
    basis: str = "said"
    last: str | None = None


@dataclass(frozen=True, slots=True)
class Where:
    """The place of an action, by its English GeoNames name; latitude and longitude of towns only."""

    city: str | None
    country: str
    latitude: float | None = None
    longitude: float | None = None
    geoname: int | None = None


@dataclass(frozen=True, slots=True)
class Turnout:
    """How many, as it is said: "exact", "approx", "min", "max", "vague" or "range"."""

    low: int
    high: int
    bound: str
    words: str
    sayers: tuple[str, ...] = ()


@dataclass(slots=True)
class Action:
    """One action that a story reports. What is not said is None or empty."""

    standing: str = "unclear"
    day: Fact[Day] | None = None
    where: Fact[Where] | None = None
    venue: Fact[str] | None = None
    turnout: Fact[Turnout] | None = None
    forms: list[Fact[str]] = field(default_factory=list)
    sources: list[Fact[str]] = field(default_factory=list)
    organisers: list[Fact[str]] = field(default_factory=list)
    speakers: list[Fact[str]] = field(default_factory=list)


@dataclass(slots=True)
class Reading:
    """The actions of a story, the main one first, and what an editor should know of the reading."""

    language: str
    actions: list[Action]
    warnings: list[str]
