"""Decisions as labels: what was suggested by which rule and how surely, and what an editor made of it.

No words of a story and no name of a person are in one, nor who decided.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import Any, NamedTuple

from solidary.chronicle.corrections import Corrections
from solidary.chronicle.facts.story import Action as ReadAction
from solidary.chronicle.facts.story import Fact
from solidary.chronicle.models import Action, Decision, Report, Why
from solidary.chronicle.recorded import as_read
from solidary.chronicle.whole import Whole
from solidary.stories.models import Story

Line = dict[str, Any]
_CORRECTED = {
    "forms": ("forms",), "when": ("day",), "place": ("where",), "country": ("where",), "venue": ("venue",),
    "organisers": ("organisers",), "speakers": ("speakers",),
}  # fmt: skip
"""Corrections of an action, and the fields of what was read that they are about."""
SHOWN = ("day", "place", "turnout", "form")
"""Fields whose values a label tells; of others only whether they were right."""
_BATCH = 500


class Score(NamedTuple):
    """How often a rule was right in one language, of what it called sure or didn't."""

    language: str
    field: str
    rule: str
    sure: bool
    right: int
    wrong: int

    @property
    def decided(self) -> int:
        return self.right + self.wrong


def fields_of(read: ReadAction, made: ReadAction | None) -> list[Line]:
    """What a decision says of each field that was read. `made`: the action as an editor has it; None where it
    was dismissed."""
    mine = list(_facts(made)) if made is not None else []
    lines = []
    for field, fact in _facts(read):
        values = [_value(other) for name, other in mine if name == field]
        right = _value(fact) in values
        line = {"field": field, "rule": fact.rule, "sure": fact.sure, "right": right}
        if field in SHOWN:
            line["suggested"], line["made"] = _value(fact), values
        lines.append(line)
    return lines


def made_of(said: ReadAction, action: Action, corrections: Corrections | None) -> ReadAction:
    """What a suggestion became: what was said, and where an editor corrected the action, what that says."""
    made = replace(said)
    record = as_read(Whole((action,), ()))
    for name in corrections or ():
        for field in _CORRECTED.get(name, ()):
            setattr(made, field, getattr(record, field))
    return made


def corrected(report: Report | None, fields: Collection[str]) -> list[Line]:
    """What a later correction says of the rules that read these fields of a report: they were wrong. Where a
    decision has called them right before, that is taken back (`instead`)."""
    if report is None or not fields:
        return []
    before = report.suggestions.filter(why=Why.NEW).exists()
    read = {
        (quote.field, quote.rule, quote.sure)
        for quote in report.quotes.all()
        if quote.field in fields and quote.rule
    }
    return [
        {"field": field, "rule": rule, "sure": sure, "right": False, "instead": before}
        for field, rule, sure in sorted(read)
    ]


def changed_fields(before: ReadAction, after: ReadAction) -> set[str]:
    """Fields of which the record says something else than before."""
    was, now = ([(name, _value(fact)) for name, fact in _facts(each)] for each in (before, after))
    names = {name for name, _ in (*was, *now)}
    return {
        name
        for name in names
        if [each for each in was if each[0] == name] != [each for each in now if each[0] == name]
    }


def export() -> Iterator[Line]:
    """Every decision about a suggestion that wasn't taken back. A story is named as long as readers have it."""
    rows = Decision.objects.filter(undone_on=None).exclude(fields=[]).order_by("pk")
    batch: list[Decision] = []
    for row in rows.iterator(_BATCH):
        batch.append(row)
        if len(batch) == _BATCH:
            yield from _lines(batch)
            batch = []
    yield from _lines(batch)


def score() -> list[Score]:
    """By language, field, rule and sureness: how often it was right."""
    counted: dict[tuple[str, str, str, bool], list[int]] = {}
    rows = Decision.objects.filter(undone_on=None).exclude(fields=[]).order_by("pk")
    for language, fields in rows.values_list("language", "fields").iterator(_BATCH):
        for each in fields:
            key = language, each["field"], each["rule"], bool(each["sure"])
            numbers = counted.setdefault(key, [0, 0])
            numbers[0 if each["right"] else 1] += 1
            if each.get("instead") and numbers[0]:
                numbers[0] -= 1
    return [Score(*key, *numbers) for key, numbers in sorted(counted.items())]


def _lines(rows: list[Decision]) -> Iterator[Line]:
    addresses = [row.story for row in rows if row.story]
    public = set(
        Story.objects.published().filter(address__in=addresses).values_list("address", flat=True)
    )
    for row in rows:
        yield {
            "decision": row.act, "day": row.made_on.date().isoformat(), "language": row.language,
            "story": row.story if row.story in public else None, "fields": row.fields,
        }  # fmt: skip


def _facts(action: ReadAction) -> Iterator[tuple[str, Fact[Any]]]:
    single = (
        ("day", action.day), ("place", action.where), ("venue", action.venue),
        ("turnout", action.turnout),
    )  # fmt: skip
    for name, fact in single:
        if fact is not None:
            yield name, fact
    for name, facts in (
        ("form", action.forms), ("source", action.sources), ("organiser", action.organisers),
        ("speaker", action.speakers),
    ):  # fmt: skip
        for fact in facts:
            yield name, fact


def _value(fact: Fact[Any]) -> Any:
    """A value as a label tells it: without words."""
    value = fact.value
    if hasattr(value, "precision"):
        return {"first": value.first, "last": value.last, "precision": value.precision}
    if hasattr(value, "geoname"):
        return {"geonameid": value.geoname, "country": value.country}
    if hasattr(value, "low"):
        return {"low": value.low, "high": value.high, "bound": value.bound}
    return value
