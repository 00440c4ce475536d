"""What a format can tell of the chronicle: actions with what reports say of them, what became of their ids,
and days declared. As in `records`, each field has its check."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Required, TypedDict

from solidary.wire import checks as c

MOST_PEOPLE = 2**31 - 1
MOST_VERSIONS = 1_000_000
MOST_REPORTS = 10_000
Name = Annotated[str, c.text(200)]
Names = Annotated[list[str], c.listed(c.text(200, needed=True), 1_000)]
Day = Annotated[date | str | None, c.optional(c.day)]
Address = Annotated[str, c.address]
SomeAddress = Annotated[str | None, c.optional(c.address)]
RecordName = Annotated[str, c.text(20)]
Number = Annotated[int, c.integer(0, MOST_PEOPLE)]
Versions = Annotated[int, c.integer(0, MOST_VERSIONS)]
Title = Annotated[str, c.text(200, needed=True)]


def _of(name: str, *, empty: bool = False) -> c.Check:
    """One of the words that a field of the record knows."""

    def check(field: str, value: Any) -> str:
        # Looked up late: `solidary --help` asks each format what it is before any framework is loaded.
        from solidary.chronicle import models

        if empty and value == "":
            return ""
        return str(c.choice(list(getattr(models, name).values))(field, value))

    return check


def _language(field: str, value: Any) -> str:
    from solidary.wire.records import language

    return language(field, value)


class NameIn(TypedDict):
    """What a thing is called in one language."""

    language: Required[Annotated[str, _language]]
    name: Required[Title]


class Quote(TypedDict, total=False):
    """The words behind a field of a report, and what is around them."""

    field: Required[Annotated[str, c.text(16, needed=True)]]
    part: Required[Annotated[str, c.choice(["headline", "standfirst", "text"])]]
    exact: Required[Annotated[str, c.text(100_000)]]
    before: Annotated[str, c.text(40)]
    after: Annotated[str, c.text(40)]
    rule: Annotated[str, c.text(80)]
    sure: Annotated[bool, c.flag]


class Estimate(TypedDict, total=False):
    """How many, as a report says it."""

    words: Annotated[str, c.text(300)]
    low: Required[Number]
    high: Required[Number]
    bound: Annotated[str, _of("Bound")]
    sayers: Names
    rule: Annotated[str, c.text(80)]
    kept: Annotated[bool, c.flag]


class ActionReport(TypedDict, total=False):
    """An action as one story tells it."""

    story: Required[Address]
    sources: Names
    quotes: Annotated[list[Quote], c.listed(c.shape(Quote))]
    estimates: Annotated[list[Estimate], c.listed(c.shape(Estimate))]


class Action(TypedDict, total=False):
    """What people did in public, and which stories report it. `version`: the number of its newest change;
    `reports`: left out, those that are there stay."""

    record: RecordName
    address: Required[Address]
    names: Annotated[list[NameIn], c.per_language(c.shape(NameIn), 100)]
    form: Annotated[str, _of("Form")]
    further_forms: Annotated[list[str], c.listed(_of("Form"), 30)]
    standing: Annotated[str, _of("Standing")]
    first: Day
    last: Day
    precision: Annotated[str, _of("Precision", empty=True)]
    basis: Annotated[str, _of("Basis", empty=True)]
    place: SomeAddress
    place_precision: Annotated[str, _of("PlacePrecision", empty=True)]
    country: Annotated[str, c.text(2)]
    latitude: Annotated[str | float | None, c.optional(c.decimal(-90, 90))]
    longitude: Annotated[str | float | None, c.optional(c.decimal(-180, 180))]
    venue: Name
    organisers: Names
    speakers: Names
    solidarity_with: Names
    merged_into: SomeAddress
    public_since: Day
    version: Versions
    revised: Day
    reports: Annotated[list[ActionReport], c.listed(c.shape(ActionReport), MOST_REPORTS)]


class Former(TypedDict, total=False):
    """An id that readers had and that leads elsewhere now, or nowhere (`merged_into` null: withdrawn); and
    what a calendar needs to take its line back."""

    record: RecordName
    address: Required[Address]
    merged_into: SomeAddress
    day: Required[Annotated[date | str, c.day]]
    first: Day
    last: Day
    precision: Annotated[str, _of("Precision", empty=True)]
    announced: Annotated[bool, c.flag]
    topics: Annotated[list[str], c.listed(c.address)]
    place: SomeAddress
    version: Versions


class Version(TypedDict, total=False):
    """One change of what readers have under an id."""

    record: RecordName
    address: Required[Address]
    number: Required[Annotated[int, c.integer(1, MOST_VERSIONS)]]
    day: Required[Annotated[date | str, c.day]]
    what: Required[Annotated[str, _of("Change")]]


class DeclaredDay(TypedDict, total=False):
    """A day that somebody declared: every year, every month (`month` null), or once."""

    record: RecordName
    address: Required[Address]
    names: Annotated[list[NameIn], c.per_language(c.shape(NameIn), 100)]
    once: Day
    month: Annotated[int | None, c.optional(c.integer(1, 12))]
    day_of_month: Annotated[int | None, c.optional(c.integer(1, 31))]
    since: Day
    declared_by: Name
