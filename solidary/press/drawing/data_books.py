"""What there is of the chronicle's data: its parts and the months of its log, asked once for a publish."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from django.db.models.functions import Left

from solidary.press.data.parts import UNDATED, home
from solidary.press.models import ActionEntry
from solidary.press.reading.log import Log
from solidary.release.addresses import Listing

if TYPE_CHECKING:
    from solidary.press.drawing.composer import Composer

REMEMBERED = 500
"""Listings kept in mind."""


class DataBooks:
    """For the pages of one publish, as `composer.data`."""

    def __init__(self, composer: Composer) -> None:
        self.composer = composer
        self._parts: dict[Listing, list[str]] = {}

    @cached_property
    def log(self) -> Log:
        return Log()

    def parts(self, listing: Listing) -> list[str]:
        """The parts of a listing that have files: newest first, what has no day last."""
        key = listing.spoken("")
        if key not in self._parts:
            if len(self._parts) > REMEMBERED:
                self._parts.clear()
            self._parts[key] = self._parts_of(key)
        return self._parts[key]

    def _parts_of(self, listing: Listing) -> list[str]:
        rule, chronicle = self.composer.rules.data, self.composer.chronicle
        counts: dict[str, int] = defaultdict(int)
        entries = ActionEntry.objects.filter(kind=listing.kind, key=listing.key, cancelled=False)
        begun = entries.annotate(begins=Left("first", 7)).order_by()
        rows = set(begun.values_list("month", "begins").distinct())
        for year in {begins[:4] for _, begins in rows}:
            counts[year] = chronicle.count(listing, year)
        found = {
            home(begins, "year" if len(month) == 4 else "", rule, counts.__getitem__)
            for month, begins in rows
        }
        last = [UNDATED] if UNDATED in found else []
        return [*sorted(found - {UNDATED}, reverse=True), *last]
