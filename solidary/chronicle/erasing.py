"""Words that left a story leave the chronicle as well: quotes, what is around them, names and figures."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from solidary.chronicle.models import (
    Action,
    Answer,
    Decision,
    Estimate,
    Quote,
    Report,
    Suggestion,
)
from solidary.chronicle.quotes import Words, cut, look
from solidary.chronicle.suggesting.due import note
from solidary.chronicle.telling import parts_of, parts_of_story
from solidary.stories.models import Binned

_BATCH = 500
NAMES = {"venue": "venue", "organiser": "organisers", "speaker": "speakers"}
"""Field of a quote → the column of the action that holds those words."""


def clean(report: Report) -> None:
    """Let a report keep no word that its story doesn't have any more. What no other words of the action
    speak for loses its name; a figure whose words are gone isn't kept."""
    parts = parts_of_story(report.story)
    lost = set()
    for quote in report.quotes.all():
        words = _left(quote.words, parts)
        if words.exact != quote.exact:
            lost.add(quote.field)
        if words != quote.words:
            quote.words = words
            quote.save()
    report.sources = [name for name in report.sources if _is_said(name, parts)]
    report.save()
    for estimate in report.estimates.all():
        if not _is_said(estimate.words, parts):
            estimate.words, estimate.kept = "", False
        estimate.sayers = [name for name in estimate.sayers if _is_said(name, parts)]
        estimate.save()
    _clean_action(report.action, lost)


def forget_suggestions(stories: Collection[int]) -> None:
    """Let suggestions keep no words of these stories. What waits is read again; of what was decided the key
    is left, which nobody can read."""
    rows = Suggestion.objects.filter(story__in=stories)
    rows.filter(state=Answer.WAITING).delete()
    rows.update(read={})
    note(stories)


def forget_decisions(
    stories: Collection[int], actions: Collection[int], reports: Collection[int]
) -> None:
    """Let decisions about these keep no rows: they may hold words that have to go. They can't be taken back
    any more; what they teach about rules is without words, and stays."""
    of_these = {
        "story_id": stories, "action_id": actions, "merged_into_id": actions, "report_id": reports,
    }  # fmt: skip
    keys = []
    for decision in Decision.objects.exclude(rows=[]).order_by("pk").iterator(_BATCH):
        if any(
            (each["model"] == Action._meta.label and each["key"] in actions)
            or any((fields or {}).get(name) in those for name, those in of_these.items())
            for each in decision.rows
            for fields in (each["was"], each["now"])
        ):
            keys.append(decision.pk)
    for start in range(0, len(keys), _BATCH):
        some = Decision.objects.filter(pk__in=keys[start : start + _BATCH])
        some.update(rows=[], forgotten=True)


def forget_decisions_of_binned(binned: Binned) -> None:
    """The same for a story that lies in the bin."""
    rows = [row["fields"] for row in binned.rows if row["model"] == Report._meta.label]
    forget_decisions(
        {binned.ref}, {fields["action_id"] for fields in rows}, {fields["id"] for fields in rows}
    )


def clean_binned(key: int) -> None:
    """The same for the reports of a story that lies in the bin."""
    binned = Binned.objects.get(pk=key)
    story = next(row["fields"] for row in binned.rows if row["model"] == "stories.Story")
    parts = parts_of(story["headline"], story["standfirst"], story["body"])
    rows = [row for row in binned.rows if not _waits(row)]
    for row in rows:
        fields = row["fields"]
        if row["model"] == Quote._meta.label:
            names = ("part", "exact", "before", "after")
            words = _left(Words(*(fields[name] for name in names)), parts)
            fields.update({name: getattr(words, name) for name in names})
        elif row["model"] == Estimate._meta.label:
            if not _is_said(fields["words"], parts):
                fields.update(words="", kept=False)
            fields["sayers"] = [name for name in fields["sayers"] if _is_said(name, parts)]
        elif row["model"] == Suggestion._meta.label:
            fields["read"] = {}
        elif row["model"] == Report._meta.label:
            fields["sources"] = [name for name in fields["sources"] if _is_said(name, parts)]
    Binned.objects.filter(pk=key).update(rows=rows)


def _waits(row: Mapping[str, Any]) -> bool:
    """Whether a row is a suggestion that nobody has decided about: it is read again when the story comes
    back."""
    is_one = row["model"] == Suggestion._meta.label
    return is_one and row["fields"]["state"] == Answer.WAITING


def _left(words: Words, parts: Mapping[str, str]) -> Words:
    """What is left of a quote: with what is around its words now, or nothing."""
    found = look(words, parts)
    if not found.how.is_there:
        return Words(words.part, "")
    return cut(found.part, parts[found.part], found.start, found.end)


def _is_said(name: str, parts: Mapping[str, str]) -> bool:
    return any(name in text for text in parts.values())


def _clean_action(action: Action, fields: set[str]) -> None:
    quotes = Quote.objects.filter(report__action=action).exclude(exact="")
    gone = fields.intersection(NAMES) - set(quotes.values_list("field", flat=True))
    for field in gone:
        setattr(action, NAMES[field], "" if field == "venue" else [])
    if gone:
        action.save()
