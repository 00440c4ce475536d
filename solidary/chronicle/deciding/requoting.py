"""A fact follows the words of its story: other words are quoted, and the fields say what those say."""

from __future__ import annotations

from collections.abc import Collection

from solidary.chronicle.corrections import precision_of
from solidary.chronicle.days import when_of
from solidary.chronicle.facts.story import Action as ReadAction
from solidary.chronicle.filling import estimate_of, fill, quotes_of
from solidary.chronicle.models import Action, Quote, Report
from solidary.chronicle.quotes import How, cut
from solidary.chronicle.suggesting.watching import Lost, lost
from solidary.chronicle.telling import parts_of_story, quote_stands

_PEOPLE = {"organiser": "organisers", "speaker": "speakers"}
"""Field of a quote → the column of the action that holds those names."""


def follow(action: Action, report: Report, said: ReadAction, keep: Collection[str]) -> None:
    """Bring the fields of an action whose words are gone, and the words, up to what its story says now; the
    action isn't saved."""
    words = lost(report)
    fresh = quotes_of(report, said)
    for field in dict.fromkeys(each.quote.field for each in words):
        if field in keep:
            _quote_again(report, field)
            continue
        mine = [each for each in words if each.quote.field == field]
        Quote.objects.filter(pk__in=[each.quote.pk for each in mine]).delete()
        _take(action, report, field, mine)
        _say(action, report, field, said)
        Quote.objects.bulk_create([quote for quote in fresh if quote.field == field])


def _quote_again(report: Report, field: str) -> None:
    """What is in the place of the old words is quoted for the same fact; what is gone, no more."""
    parts = parts_of_story(report.story)
    for checked in quote_stands(report, report.story):
        found, quote = checked.found, checked.quote
        if quote.field != field or found.how.is_there:
            continue
        if found.how is How.CHANGED and found.end > found.start:
            quote.words = cut(found.part, parts[found.part], found.start, found.end)
            quote.rule, quote.sure = "", False
            quote.save()
        else:
            quote.delete()


def _take(action: Action, report: Report, field: str, words: list[Lost]) -> None:
    """Empty a field that nothing speaks for any more."""
    if field == "turnout":
        parts = parts_of_story(report.story).values()
        gone = [row.pk for row in report.estimates.all() if not any(row.words in t for t in parts)]
        report.estimates.filter(pk__in=gone).delete()
        return
    if field == "source":
        report.sources = [name for name in report.sources if not _is_of(name, words)]
        report.save()
        return
    if field in _PEOPLE:
        column = _PEOPLE[field]
        left = [name for name in getattr(action, column) if not _is_of(name, words)]
        setattr(action, column, left)
        return
    if Quote.objects.filter(report__action=action, field=field).exclude(exact="").exists():
        return
    if field == "day":
        action.when = None
    elif field == "place":
        _unplace(action)
    elif field == "venue":
        action.venue = ""
    action.place_precision = precision_of(action)


def _is_of(name: str, words: list[Lost]) -> bool:
    return any(name in each.was or each.was in name for each in words if each.was)


def _say(action: Action, report: Report, field: str, said: ReadAction) -> None:
    """Write what was read of a field into the record."""
    own = ReadAction()
    if field == "turnout":
        if (estimate := estimate_of(report, said)) is not None:
            estimate.save()
    elif field == "source":
        names = [*report.sources, *(str(fact.value) for fact in said.sources)]
        report.sources = list(dict.fromkeys(names))
        report.save()
    elif field == "day" and said.day is not None:
        action.when = when_of(said.day.value)
    elif field == "place":
        if said.where is not None:
            _unplace(action)
        own.where = said.where
    elif field == "venue":
        if said.venue is not None:
            action.venue = ""
        own.venue = said.venue
    elif field == "form":
        own.forms = said.forms
    elif field in _PEOPLE:
        setattr(own, _PEOPLE[field], getattr(said, _PEOPLE[field]))
    fill(action, own)
    action.place_precision = precision_of(action)


def _unplace(action: Action) -> None:
    action.place, action.country = None, ""
    action.latitude = action.longitude = None
