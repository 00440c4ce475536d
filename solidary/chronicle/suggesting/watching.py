"""The watch over corrections: a fact whose words were edited away is asked about again.

When the words come back, nobody is asked any more.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from solidary.chronicle.facts.same import is_same
from solidary.chronicle.facts.story import Action as ReadAction
from solidary.chronicle.models import Answer, Quote, Report, Suggestion, Why
from solidary.chronicle.quotes import How
from solidary.chronicle.recorded import as_read as recorded
from solidary.chronicle.suggesting.plain import to_plain
from solidary.chronicle.suggesting.words import core_facts, days_of
from solidary.chronicle.telling import Checked, parts_of_story, quote_stands
from solidary.chronicle.whole import whole
from solidary.stories.models import Story

FIRST = 101
"""Facts that readers have and no words carry any more come before whatever is new."""

Keyed = tuple[str, ReadAction]
"""An action as it is read now, and the key of its words."""


class Lost(NamedTuple):
    """Words that a field of a report stood on, and what is in their place."""

    quote: Quote
    why: Why
    was: str
    now: str
    """'': nothing, or nobody can say what"""


def lost(report: Report) -> list[Lost]:
    """The words of a report that its story has no more as it is now."""
    parts = parts_of_story(report.story)
    return [_lost(each, parts) for each in quote_stands(report, report.story) if _is_lost(each)]


def watch(story: Story, reports: Sequence[Report], read: Sequence[Keyed]) -> list[Keyed]:
    """Ask again about reports of a story whose words changed; what it tells now and isn't the proposal
    for one of these."""
    rest = list(read)
    for report in reports:
        report.story = story
        words = lost(report)
        key = f"report {report.pk}"
        if not words:
            Suggestion.objects.filter(story=story, key=key, state=Answer.WAITING).delete()
            continue
        proposal = _proposal(report, rest)
        if proposal is not None:
            rest.remove(proposal)
        _ask(story, key, report, words, proposal[1] if proposal else None)
    return rest


def _is_lost(checked: Checked) -> bool:
    return not checked.found.how.is_there


def _lost(checked: Checked, parts: dict[str, str]) -> Lost:
    found, quote = checked.found, checked.quote
    if found.how is How.CHANGED:
        now = parts[found.part][found.start : found.end].strip()
        return Lost(quote, Why.CHANGED if now else Why.GONE, quote.exact, now)
    return Lost(quote, Why.GONE, quote.exact, "")


def _proposal(report: Report, read: Iterable[Keyed]) -> Keyed | None:
    """What the story tells now of this action: the same one, or one read from words that are left."""
    action = recorded(whole(report.action))
    left = {
        checked.found for checked in quote_stands(report, report.story) if not _is_lost(checked)
    }
    places = {(found.part, found.start, found.end) for found in left}
    by_words = next((each for each in read if places & _places(each[1])), None)
    same = [each for each in read if is_same(each[1], action)]
    if by_words is not None and by_words in same:
        return by_words  # a story may tell of two that are alike
    return next(iter(same), by_words)


def _places(action: ReadAction) -> set[tuple[str, int, int]]:
    return {(span.part, span.start, span.end) for fact in core_facts(action) for span in fact.spans}


def _ask(
    story: Story, key: str, report: Report, words: list[Lost], proposal: ReadAction | None
) -> None:
    why = Why.CHANGED if any(each.why is Why.CHANGED for each in words) else Why.GONE
    days = days_of(recorded(whole(report.action)))
    said = {
        "twin": "", "read": to_plain(proposal or ReadAction()), "sureness": FIRST, "why": why,
        "report": report, "state": Answer.WAITING, "day": days[0], "last": days[1],
        "country": report.action.country,
        "geoname": report.action.place.geonames_id if report.action.place else None,
    }  # fmt: skip
    Suggestion.objects.update_or_create(story=story, key=key, defaults=said)
