"""How many stories stand where, as the pages of one publish ask for it: read in few questions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db.models import Q

from solidary.press.index.calendar_archive import Count
from solidary.press.models import ShelfCount
from solidary.press.reading.record import in_batches

REMEMBERED = 3_000
"""Listings kept in mind at once."""

Known = dict[str, dict[str, int]]
"""Language → part of the calendar → stories."""


class Counts:
    """The ledger's counts. Two of them over the same ledger tell the same."""

    def __init__(self, languages: Sequence[str]) -> None:
        self.languages = languages
        self._wide: dict[int, Known] = {}
        """scope → its whole and its years"""
        self._around: dict[tuple[int, str], Known] = {}
        """scope and a year or a month → all that stands around it in the calendar"""
        self._year = ""
        self._of_year: dict[int, Known] = {}
        """scope → every shelf of the one year that was fetched"""

    def of(self, scope: int, language: str, part: str = "") -> Count:
        """Counts of a listing: its whole and its years; with `part` those of the months of its
        year and, from a month on, of the days of its month."""
        if not part:
            known = self._wide_of(scope)
        elif part[:4] == self._year:
            known = self._of_year.get(scope, {})
        else:
            known = self._around_of(scope, part[:7])
        found = known.get(language, {})
        return lambda asked: found.get(asked, 0)

    def years(self, scope: int, language: str) -> list[tuple[str, int]]:
        """The years of a listing with their counts, newest first."""
        known = self._wide_of(scope).get(language, {})
        return sorted(((part, known[part]) for part in known if part), reverse=True)

    def fetch(self, scopes: Iterable[int]) -> None:
        """Read the wholes and years of many listings at once."""
        if len(self._wide) > REMEMBERED:
            self._wide.clear()
        for batch in in_batches(scope for scope in scopes if scope not in self._wide):
            self._wide.update((scope, defaultdict(dict)) for scope in batch)
            rows = ShelfCount.objects.filter(
                scope__in=batch, language__in=self.languages, level__in=(0, 1)
            )
            for scope, language, part, stories in rows.values_list(*_TOLD):
                self._wide[scope][language][part] = stories

    def fetch_year(self, year: str) -> None:
        """Read all shelves of one year of every listing, in place of the year fetched before."""
        self._of_year.clear()
        scopes = ShelfCount.objects.filter(level=0).values_list("scope", flat=True)
        for batch in in_batches(scopes):
            rows = ShelfCount.objects.filter(
                inside(year), scope__in=batch, language__in=self.languages, level__in=(1, 2, 3)
            )
            for scope, language, part, stories in rows.values_list(*_TOLD):
                known = self._of_year.setdefault(scope, defaultdict(dict))
                known[language][part] = stories
        self._year = year

    def scopes_of_year(self, language: str) -> list[int]:
        """Listings that have stories in the year that was fetched, that of all stories first."""
        return sorted(scope for scope, known in self._of_year.items() if language in known)

    def _wide_of(self, scope: int) -> Known:
        self.fetch([scope])
        return self._wide[scope]

    def _around_of(self, scope: int, part: str) -> Known:
        key = (scope, part)
        if key not in self._around:
            if len(self._around) > REMEMBERED:
                self._around.clear()
            shelves = ShelfCount.objects.filter(scope=scope, language__in=self.languages)
            rows = shelves.filter(inside(part[:4]), level__in=(1, 2)).values_list(*_TOLD)
            if len(part) > 4:
                # Not with an “or”: the database would look at every day the listing has.
                days = shelves.filter(inside(part), level=3).values_list(*_TOLD)
                rows = rows.union(days, all=True)
            known: Known = defaultdict(dict)
            for _, language, shelf, stories in rows:
                known[language][shelf] = stories
            self._around[key] = known
        return self._around[key]


_TOLD = ("scope", "language", "part", "stories")


def inside(part: str) -> Q:
    """A part of the calendar and whatever lies in it."""
    return Q(part__gte=part, part__lt=f"{part}~")
