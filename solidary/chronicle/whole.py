"""An action with all that was merged into it, read as one.

Merging moves nothing: the rows of an action that was merged stay what they were, and what is shown is put
together here. So parting restores both, whatever was done to either meanwhile, and in whatever order.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, TypeVar

from solidary.chronicle.days import When, settled
from solidary.chronicle.models import Action, Bound, Estimate, Report

Item = TypeVar("Item")


class Turnout(NamedTuple):
    """From the lowest figure that an editor has kept to the highest."""

    low: int
    high: int
    bound: str
    """that of the figures, if they all say the same; else a range"""


@dataclass(frozen=True)
class Whole:
    """An action as it is shown. Its own fields first; what they leave empty, the merged ones fill."""

    parts: tuple[Action, ...]
    """itself, then what was merged into it, and into that"""
    reports: tuple[Report, ...]
    """of all parts, with their stories and estimates"""

    @property
    def action(self) -> Action:
        return self.parts[0]

    @property
    def address(self) -> str:
        return self.action.address

    @property
    def is_public(self) -> bool:
        """Whether readers see it: it is merged into no other, and a public story reports it."""
        return self.action.merged_into_id is None and bool(self.public_reports)

    @cached_property
    def public_reports(self) -> tuple[Report, ...]:
        return tuple(report for report in self.reports if report.is_public)

    @property
    def when(self) -> When | None:
        others = [part.when for part in self.parts[1:]]
        return settled(self.action.when, [each for each in others if each is not None])

    @property
    def placed(self) -> Action:
        """The part that says where it was: the first with a place, or else with a country."""
        for part in self.parts:
            if part.place_id is not None:
                return part
        return next((part for part in self.parts if part.country), self.action)

    @property
    def venue(self) -> str:
        return next((part.venue for part in self.parts if part.venue), "")

    @property
    def standing(self) -> str:
        return self.action.standing

    @property
    def forms(self) -> list[str]:
        """The main form first."""
        return _once(form for part in self.parts for form in (part.form, *part.further_forms))

    @property
    def organisers(self) -> list[str]:
        return _once(name for part in self.parts for name in part.organisers)

    @property
    def speakers(self) -> list[str]:
        return _once(name for part in self.parts for name in part.speakers)

    @property
    def solidarity_with(self) -> list[str]:
        return _once(name for part in self.parts for name in part.solidarity_with)

    @property
    def names(self) -> dict[str, str]:
        """Language → what the action is called in it."""
        found: dict[str, str] = {}
        for part in self.parts:
            found = {**part.names, **found}
        return found

    @property
    def estimates(self) -> list[Estimate]:
        """The figures that readers are shown: kept, of public stories, once for a story and its
        translations."""
        found: dict[object, Estimate] = {}
        for report in self.public_reports:
            for each in report.estimates.all():
                if each.kept:
                    key = report.story.translation_key, each.low, each.high
                    found.setdefault(key, each)
        return list(found.values())

    @property
    def turnout(self) -> Turnout | None:
        """The public range of how many came; None where nobody says."""
        return range_of(self.estimates)


def range_of(estimates: Iterable[Estimate]) -> Turnout | None:
    """The range that estimates come to; those that aren't kept count for nothing."""
    kept = [each for each in estimates if each.kept]
    if not kept:
        return None
    low, high = min(each.low for each in kept), max(each.high for each in kept)
    bounds = {each.bound for each in kept}
    same = {(each.low, each.high) for each in kept} == {(low, high)} and len(bounds) == 1
    return Turnout(low, high, str(bounds.pop() if same else Bound.RANGE))


def as_one(reports: Iterable[Report]) -> list[tuple[Report, ...]]:
    """Reports as readers count them: those of a story and of its translations are one."""
    found: dict[object, list[Report]] = {}
    for report in reports:
        found.setdefault(report.story.translation_key, []).append(report)
    return [tuple(group) for group in found.values()]


def end_of(action: Action) -> Action:
    """What an action is part of now, by the record: itself, or through all merges the one it was merged
    into."""
    row = Action.objects.filter(pk=action.pk).select_related("merged_into").first() or action
    while row.merged_into is not None:
        row = row.merged_into
    return row


def parts_of(action: Action) -> tuple[Action, ...]:
    """An action, then what was merged into it, and what into that; as the record has them now."""
    rows = Action.objects.select_related("place").order_by("pk")
    found: dict[int, Action] = {}
    level = {row.pk: row for row in rows.filter(pk=action.pk)}
    while level:
        found |= level
        level = {row.pk: row for row in rows.filter(merged_into__in=list(level))}
    return tuple(found.values())


def whole(action: Action) -> Whole:
    """An action as it is shown, or what it is part of, where it was merged."""
    parts = parts_of(end_of(action)) or (action,)
    reports = Report.objects.filter(action__in=[part.pk for part in parts])
    reports = reports.select_related("story", "story__locale").prefetch_related("estimates")
    return Whole(parts, tuple(reports.order_by("pk")))


def is_public(action: Action) -> bool:
    """Whether readers see this action under its own id."""
    found = whole(action)
    return found.action.pk == action.pk and found.is_public


def _once(items: Iterable[Item]) -> list[Item]:
    return list(dict.fromkeys(items))
