"""Keep what a decision changes: the rows of the chronicle it touches, before and after."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone

from solidary.chronicle.models import (
    Action,
    Day,
    Decision,
    Estimate,
    Quote,
    Report,
    Suggestion,
)
from solidary.stories.acts.base import Act
from solidary.stories.bin.packing import row_of

Key = tuple[str, int]
"""A model's label, and the key of a row."""
Rows = dict[Key, dict[str, Any]]
MODELS: tuple[type[models.Model], ...] = (Action, Day, Report, Quote, Estimate, Suggestion)
"""Whatever a decision may change; those that others point at first."""
LABELS = {model._meta.label: model for model in MODELS}


@dataclass
class Touched:
    """Keys of what a decision touches; rows it makes are added while it is carried out."""

    actions: set[int] = field(default_factory=set)
    days: set[int] = field(default_factory=set)
    suggestions: set[int] = field(default_factory=set)
    language: str = ""
    story: str = ""
    fields: list[dict[str, Any]] = field(default_factory=list)
    """what it says of rules, see `solidary.chronicle.labels`"""
    before: Rows = field(default_factory=dict)

    def label(self, report: Report | None, fields: Collection[str]) -> None:
        """Say that what was read of these fields of a report was wrong. A decision speaks of one language:
        that of the first report."""
        from solidary.chronicle.labels import corrected

        if report is not None and self.language not in ("", report.story.language):
            return
        if report is not None and (lines := corrected(report, fields)):
            self.language, self.story = report.story.language, report.story.address
            self.fields = [*self.fields, *lines]

    def add_suggestions(self, keys: Iterable[int]) -> None:
        """Rows that turn out to be touched, before anything is changed in them."""
        more = Touched(suggestions=set(keys) - self.suggestions)
        self.suggestions |= more.suggestions
        self.before |= rows_of(more)


def first_report(action: Action) -> Report | None:
    """The report by which an action came into the record: its fields are what that one was read from."""
    return action.reports.select_related("story__locale").order_by("pk").first()


@contextmanager
def kept(
    act: Act[Any],
    *,
    actions: Iterable[int] = (),
    days: Iterable[int] = (),
    suggestions: Iterable[int] = (),
) -> Iterator[Touched]:
    """Carry out a decision inside this, in a transaction; `act.decision` is then what takes it back."""
    touched = Touched(set(actions), set(days), set(suggestions))
    touched.before = rows_of(touched)
    yield touched
    after = rows_of(touched)
    act.decision = Decision.objects.create(  # type: ignore[attr-defined]
        act=act.name,
        made_on=timezone.now(),
        rows=_difference(touched.before, after),
        language=touched.language,
        story=touched.story,
        fields=touched.fields,
    )


def rows_of(touched: Touched) -> Rows:
    """The touched rows as they are now, with all that belongs to them."""
    reports = list(
        Report.objects.filter(action__in=touched.actions)
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    questions = (
        Action.objects.filter(pk__in=touched.actions),
        Day.objects.filter(pk__in=touched.days),
        Report.objects.filter(pk__in=reports),
        Quote.objects.filter(report__in=reports),
        Estimate.objects.filter(report__in=reports),
        Suggestion.objects.filter(pk__in=touched.suggestions),
    )
    return {(row._meta.label, row.pk): columns_of(row) for rows in questions for row in rows}


def columns_of(row: models.Model) -> dict[str, Any]:
    """The columns of a row as a decision keeps them."""
    plain: dict[str, Any] = json.loads(json.dumps(row_of(row)["fields"], cls=DjangoJSONEncoder))
    return plain


def decided(model: type[models.Model], fields: dict[str, Any]) -> dict[str, Any]:
    """The columns that decisions make; others are kept by what readers see of a row."""
    names = {
        each.attname
        for each in model._meta.local_concrete_fields
        if each.editable or each.name == "merged_into"
    }
    return {name: value for name, value in fields.items() if name in names}


def _difference(before: Rows, after: Rows) -> list[dict[str, Any]]:
    found = []
    for key in sorted(before.keys() | after.keys()):
        was, now = before.get(key), after.get(key)
        model = LABELS[key[0]]
        if (was and decided(model, was)) != (now and decided(model, now)):
            found.append({"model": key[0], "key": key[1], "was": was, "now": now})
    return found
