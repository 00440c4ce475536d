"""Whether a story reports already what is read of it: by what an editor confirmed or typed, or by an import."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import chain
from typing import Any

from solidary.chronicle.facts.same import is_same
from solidary.chronicle.facts.story import Action as ReadAction
from solidary.chronicle.facts.story import Fact, Span
from solidary.chronicle.models import Report
from solidary.chronicle.quotes import look
from solidary.chronicle.recorded import as_read as recorded
from solidary.chronicle.whole import Whole, whole

_PLACES = ("place", "venue")


class Known:
    """The reports that a story makes, against which what is read of it now is held."""

    def __init__(
        self,
        reports: Sequence[Report],
        parts: Mapping[str, str],
        read: Sequence[ReadAction] = (),
    ) -> None:
        """`read`: all that is read of the story now."""
        self.reports, self.parts, self.read = reports, parts, read

    def has(self, action: ReadAction) -> bool:
        return self._is_repeated(action) or any(
            self._is_that(action, report, places)
            for report, places in zip(self.reports, self._quoted, strict=True)
        )

    @cached_property
    def _quoted(self) -> list[dict[str, list[Span]]]:
        """Of each report, the field → where the words quoted for it are in the story now."""
        found = []
        for report in self.reports:
            places: dict[str, list[Span]] = {}
            for quote in report.quotes.all():
                at = look(quote.words, self.parts)
                if quote.exact and at.how.is_there:
                    places.setdefault(quote.field, []).append(Span(at.part, at.start, at.end))
            found.append(places)
        return found

    def _is_repeated(self, action: ReadAction) -> bool:
        """Whether day, place, main form and figure were all read from words that an editor has decided about,
        however they are put together now: nothing in it is new."""
        facts = [action.day, action.where, action.turnout, *action.forms[:1]]
        spans = [span for fact in facts if fact is not None for span in fact.spans]
        placed = action.where is not None and bool(action.where.spans)
        return placed and all(self._is_decided(span) for span in spans)

    def _is_decided(self, span: Span) -> bool:
        return any(_meet([span], chain(*places.values())) for places in self._quoted)

    def _is_that(
        self, action: ReadAction, report: Report, places: Mapping[str, list[Span]]
    ) -> bool:
        end = whole(report.action)
        if is_same(action, recorded(end)) and not self._is_of_another(action, places):
            return True
        said = {(quote.field, _plain(quote.exact)) for quote in report.quotes.all() if quote.exact}
        fields = ("turnout",) if action.where else ("turnout", "form")
        if said & self._words(action, fields):
            return True
        here = [span for field in _PLACES for span in places.get(field, ())]
        is_there = _meet(_spans(action.where, action.venue), here)
        # Of one place and one word for what was done there the rules read one action, whatever its day.
        if is_there and _meet(_spans(*action.forms), places.get("form", ())):
            return True
        if not {fact.value for fact in action.forms[:1]} <= {*end.forms}:
            return False
        if is_there and _meet(_spans(action.day), places.get("day", ())):
            return True
        # A headline sums up what the text says.
        is_there = is_there or (_is_summary(action.where) and _is_at(action, end))
        return is_there and _is_summary(*action.forms[:1])

    def _is_of_another(self, action: ReadAction, places: Mapping[str, list[Span]]) -> bool:
        """Whether the words that an editor decided about are those of another action that the story tells of
        besides, of that day and town as well: two pickets of one evening."""
        return not _stands_on(action, places) and any(
            other is not action and is_same(action, other) and _stands_on(other, places)
            for other in self.read
        )

    def _words(self, action: ReadAction, fields: Iterable[str]) -> set[tuple[str, str]]:
        facts: list[tuple[str, Fact[Any]]] = [("form", fact) for fact in action.forms]
        if action.turnout:
            facts.append(("turnout", action.turnout))
        return {
            (field, _plain(self.parts[span.part][span.start : span.end]))
            for field, fact in facts
            for span in fact.spans
            if field in fields
        }


def _stands_on(action: ReadAction, places: Mapping[str, list[Span]]) -> bool:
    """Whether its form or its figure was read from words that are quoted for that."""
    return _meet(_spans(*action.forms), places.get("form", ())) or _meet(
        _spans(action.turnout), places.get("turnout", ())
    )


def _spans(*facts: Fact[Any] | None) -> list[Span]:
    return [span for fact in facts if fact is not None for span in fact.spans]


def _is_summary(*facts: Fact[Any] | None) -> bool:
    """Whether something was read from headline and standfirst alone."""
    spans = _spans(*facts)
    return bool(spans) and all(span.part != "text" for span in spans)


def _is_at(action: ReadAction, end: Whole) -> bool:
    place = end.placed.place
    return (
        action.where is not None
        and place is not None
        and action.where.value.geoname is not None
        and action.where.value.geoname == place.geonames_id
    )


def _meet(spans: Iterable[Span], others: Iterable[Span]) -> bool:
    """Whether some letters are in one of both."""
    there = list(others)
    return any(
        span.part == each.part and span.start < each.end and each.start < span.end
        for span in spans
        for each in there
    )


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
