"""Words that left a story leave the chronicle as well: quotes, what is around them, names and figures."""

from __future__ import annotations

from collections.abc import Mapping

from solidary.chronicle.models import Action, Estimate, Quote, Report
from solidary.chronicle.quotes import Words, cut, look
from solidary.chronicle.telling import parts_of, parts_of_story
from solidary.stories.models import Binned

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


def clean_binned(key: int) -> None:
    """The same for the reports of a story that lies in the bin."""
    binned = Binned.objects.get(pk=key)
    story = next(row["fields"] for row in binned.rows if row["model"] == "stories.Story")
    parts = parts_of(story["headline"], story["standfirst"], story["body"])
    for row in binned.rows:
        fields = row["fields"]
        if row["model"] == Quote._meta.label:
            names = ("part", "exact", "before", "after")
            words = _left(Words(*(fields[name] for name in names)), parts)
            fields.update({name: getattr(words, name) for name in names})
        elif row["model"] == Estimate._meta.label:
            if not _is_said(fields["words"], parts):
                fields.update(words="", kept=False)
            fields["sayers"] = [name for name in fields["sayers"] if _is_said(name, parts)]
        elif row["model"] == Report._meta.label:
            fields["sources"] = [name for name in fields["sources"] if _is_said(name, parts)]
    Binned.objects.filter(pk=key).update(rows=binned.rows)


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
