"""The chronicle as lines: actions with their reports, ids that lead elsewhere, their changes, days declared."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from solidary.chronicle.models import Action, Day, Former, Report, Version
from solidary.wire.out.stories import Line, plain

BATCH = 500
_ACTION = (
    "form", "further_forms", "standing", "first", "last", "precision", "basis", "place_precision", "country",
    "venue", "organisers", "speakers", "solidarity_with", "public_since", "version", "revised",
)  # fmt: skip
_FORMER = ("day", "first", "last", "precision", "announced", "topics", "version")


def action_lines(keys: Iterable[int]) -> list[Line]:
    """The lines of these actions, in the order of their keys."""
    wanted = sorted(keys)
    rows = (
        Action.objects.filter(pk__in=wanted).select_related("place", "merged_into").order_by("pk")
    )
    reports: dict[int, list[Line]] = {}
    of_these = Report.objects.filter(action__in=wanted).select_related("story").order_by("pk")
    for report in of_these.prefetch_related("quotes", "estimates"):
        reports.setdefault(report.action_id, []).append(_report(report))
    return [_action(row, reports.get(row.pk, [])) for row in rows]


def former_line(row: Former) -> Line:
    return {
        "record": "former", "address": row.address, "merged_into": row.merged_into or None,
        **{name: plain(getattr(row, name)) for name in _FORMER}, "place": row.place or None,
    }  # fmt: skip


def version_line(row: Version) -> Line:
    return {
        "record": "version", "address": row.address, "number": row.number,
        "day": plain(row.day), "what": row.what,
    }  # fmt: skip


def day_line(row: Day) -> Line:
    return {
        "record": "declared_day", "address": row.address, "names": _names(row.names),
        "once": plain(row.once), "month": row.month, "day_of_month": row.day_of_month,
        "since": plain(row.since), "declared_by": row.declared_by,
    }  # fmt: skip


def chronicle_lines() -> Iterator[Line]:
    """All of the chronicle, in the order in which it can be read back."""
    yield from map(day_line, Day.objects.order_by("pk"))
    keys = iter(list(Action.objects.order_by("pk").values_list("pk", flat=True)))
    while batch := list(islice(keys, BATCH)):
        yield from action_lines(batch)
    yield from map(former_line, Former.objects.order_by("pk").iterator(BATCH))
    yield from map(version_line, Version.objects.order_by("pk").iterator(BATCH))


def _lines_of_action(address: str) -> list[Line]:
    return action_lines(Action.objects.filter(address=address).values_list("pk", flat=True))


LINES_OF: dict[str, Callable[[dict[str, Any]], list[Line]]] = {
    "action": lambda line: _lines_of_action(line["address"]),
    "former": lambda line: [
        former_line(row) for row in Former.objects.filter(address=line["address"])
    ],
    "version": lambda line: [
        version_line(row)
        for row in Version.objects.filter(address=line["address"], number=line["number"])
    ],
    "declared_day": lambda line: [
        day_line(row) for row in Day.objects.filter(address=line["address"])
    ],
}
"""By kind of record: what the record says already of the one that a checked line is about; one line or none."""


def _action(row: Action, reports: list[Line]) -> Line:
    said = {name: plain(getattr(row, name)) for name in _ACTION}
    return {
        "record": "action",
        "address": row.address,
        "names": _names(row.names),
        **said,
        "place": row.place.address if row.place else None,
        "latitude": None if row.latitude is None else f"{row.latitude:.5f}",
        "longitude": None if row.longitude is None else f"{row.longitude:.5f}",
        "merged_into": row.merged_into.address if row.merged_into else None,
        "reports": reports,
    }


def _report(row: Report) -> Line:
    return {
        "story": row.story.address,
        "sources": row.sources,
        "quotes": [
            {
                "field": each.field, "part": each.part, "exact": each.exact,
                "before": each.before, "after": each.after, "rule": each.rule, "sure": each.sure,
            }
            for each in row.quotes.all()
        ],
        "estimates": [
            {
                "words": each.words, "low": each.low, "high": each.high, "bound": each.bound,
                "sayers": each.sayers, "rule": each.rule, "kept": each.kept,
            }
            for each in row.estimates.all()
        ],
    }  # fmt: skip


def _names(names: dict[str, str]) -> list[Line]:
    return [{"language": language, "name": name} for language, name in sorted(names.items())]
