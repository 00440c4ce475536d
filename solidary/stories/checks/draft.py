"""All that checks are told about a story that is being written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time

from solidary.stories.body.fields import Label, RawBlock


@dataclass(frozen=True, slots=True)
class ShownThing:
    """A photo or a recording that the draft shows. `in_language`: what is said in the story's own
    language, of a photo its alternative text; `fallback`: what readers get where that is empty."""

    key: int
    name: str
    credit: str
    consent: str
    in_language: str = ""
    fallback: str = ""
    poster: int | None = None
    decorative: bool = False
    """whether somebody said that a photo needs no alternative text"""


@dataclass(frozen=True, slots=True)
class Original:
    """What the story was translated from: the words of all versions of it that may still be in it."""

    headlines: frozenset[str] = frozenset()
    standfirsts: frozenset[str] = frozenset()
    lines: frozenset[str] = frozenset()
    """of its body, as `translation.lines_of` gives them"""


@dataclass(frozen=True, slots=True)
class Dead:
    """Where a link of the newsroom's own leads that readers can't follow. `headline`: of the story
    there, '' where there is none."""

    headline: str = ""
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    headline: str
    standfirst: str
    kind: str
    body: list[RawBlock]
    day: date | None
    time: time | None
    goes_out: datetime
    """when readers will get it, by the newsroom's own clock: now, or the time it is scheduled for"""
    has_topics: bool = False
    has_places: bool = False
    photos: Mapping[int, ShownThing] = field(default_factory=dict)
    recordings: Mapping[int, ShownThing] = field(default_factory=dict)
    original: Original | None = None
    sources: tuple[str, ...] = ()
    """addresses of its sources"""
    unnamed: tuple[tuple[str, Label], ...] = ()
    """bylines and sources that don't say whose they are: the story's field, and what is missing"""
    gone: frozenset[tuple[str, int]] = frozenset()
    """kinds and keys of what the body shows and the record no longer has"""
    dead: Mapping[str, Dead] = field(default_factory=dict)
    """those of its links, as they are written, that lead nowhere"""
