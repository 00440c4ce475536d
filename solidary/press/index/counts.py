"""How many stories stand where, as the pages of one publish ask for it: read in few questions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Q

from solidary.press.index.calendar_archive import Count
from solidary.press.models import ArchiveCount
from solidary.press.reading.asking import in_batches
from solidary.release.addresses import Listing

REMEMBERED = 3_000
"""Listings kept in mind at once."""

Known = dict[str, dict[str, int]]
"""Language → part of the calendar → stories."""
_Key = tuple[str, str]
"""A listing's kind and key: what it is in every language."""
_COLUMNS = ("kind", "key", "language", "part", "stories")


class Counts:
    """The ledger's counts. Two of them over the same ledger tell the same."""

    def __init__(self, languages: Sequence[str]) -> None:
        self.languages = languages
        self._wide: dict[_Key, Known] = {}
        """listing → its whole and its years"""
        self._around: dict[tuple[_Key, str], Known] = {}
        """listing and a year or a month → all that stands around it in the calendar"""
        self._year = ""
        self._of_year: dict[_Key, Known] = {}
        """listing → every part of the one year that was fetched"""

    def of(self, listing: Listing, part: str = "") -> Count:
        """Counts of a listing: its whole and its years; with `part` those of the months of its
        year and, from a month on, of the days of its month."""
        key = listing[:2]
        if not part:
            known = self._wide_of(listing)
        elif part[:4] == self._year:
            known = self._of_year.get(key, {})
        else:
            known = self._around_of(key, part[:7])
        found = known.get(listing.language, {})
        return lambda asked: found.get(asked, 0)

    def years(self, listing: Listing) -> list[tuple[str, int]]:
        """The years of a listing with their counts, newest first."""
        known = self._wide_of(listing).get(listing.language, {})
        return sorted(((part, known[part]) for part in known if part), reverse=True)

    def fetch(self, listings: Iterable[Listing]) -> None:
        """Read the wholes and years of many listings at once, in every language."""
        if len(self._wide) > REMEMBERED:
            self._wide.clear()
        missing: dict[str, set[str]] = defaultdict(set)
        for listing in listings:
            if listing[:2] not in self._wide:
                missing[listing.kind].add(listing.key)
        for kind, keys in missing.items():
            for batch in in_batches(keys):
                self._wide.update(((kind, key), defaultdict(dict)) for key in batch)
                rows = self._rows(kind=kind, key__in=batch, level__in=(0, 1))
                for kind_, key, language, part, stories in rows:
                    self._wide[kind_, key][language][part] = stories

    def fetch_year(self, year: str) -> None:
        """Read all parts of one year of every listing, in place of the year fetched before."""
        if year == self._year:
            return
        self._of_year.clear()
        wholes = ArchiveCount.objects.filter(level=0).values_list("kind", "key").distinct()
        keys: dict[str, set[str]] = defaultdict(set)
        for kind, key in wholes:
            keys[kind].add(key)
        for kind, wanted in keys.items():
            for batch in in_batches(wanted):
                rows = self._rows(within(year), kind=kind, key__in=batch, level__in=(1, 2, 3))
                for _, key, language, part, stories in rows:
                    known = self._of_year.setdefault((kind, key), defaultdict(dict))
                    known[language][part] = stories
        self._year = year

    def listings_of_year(self, language: str) -> list[Listing]:
        """Listings that have stories in the year that was fetched, that of all stories first."""
        return sorted(
            Listing(*key, language) for key, known in self._of_year.items() if language in known
        )

    def _wide_of(self, listing: Listing) -> Known:
        self.fetch([listing])
        return self._wide[listing[:2]]

    def _around_of(self, key: _Key, part: str) -> Known:
        if (key, part) not in self._around:
            if len(self._around) > REMEMBERED:
                self._around.clear()
            of = {"kind": key[0], "key": key[1]}
            rows = self._rows(within(part[:4]), level__in=(1, 2), **of)
            if len(part) > 4:
                # Not with an “or”: the database would look at every day the listing has.
                rows = rows.union(self._rows(within(part), level=3, **of), all=True)
            known: Known = defaultdict(dict)
            for _, _, language, found, stories in rows:
                known[language][found] = stories
            self._around[key, part] = known
        return self._around[key, part]

    def _rows(self, *conditions: Q, **fields: Any) -> Any:
        counts = ArchiveCount.objects.filter(*conditions, language__in=self.languages, **fields)
        return counts.values_list(*_COLUMNS)


def within(part: str) -> Q:
    """A part of the calendar and whatever lies in it."""
    return Q(part__gte=part, part__lt=f"{part}~")
