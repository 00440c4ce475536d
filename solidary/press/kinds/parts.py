"""The parts a full publish is cut into, so that all cores draw and none reads the same twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from solidary.press.drawing.composer import Composer
from solidary.press.models import ActionCount, ActionEntry, ActionStanding, ArchiveCount, Standing
from solidary.release.addresses import EVERY, Listing, every_story

STORIES = "stories"
"""A few hundred stories: the first key and the last."""
LISTING = "listing"
"""One listing in one language: its kind, key and language."""
YEAR = "year"
"""One year of every listing's calendar in one language: the year and the language. Its counts have
been fetched."""
ACTIONS = "actions"
"""A few hundred actions: the first key and the last."""
CHRONICLE = "chronicle"
"""One year of every listing's actions in one language: the year and the language; with '' for the language
what has none."""
ACTION_LISTING = "action listing"
"""One listing that has actions, or lines of some that are gone, in one language: its kind, key and
language."""
ONCE = "once"
"""What there is once in a release, or once in a language."""

TOGETHER = 250
"""Stories in one part."""


class Part(NamedTuple):
    """A part of a full publish; small, for it is handed to other processes."""

    what: str
    bounds: tuple[str, ...] = ()

    @property
    def listing(self) -> Listing:
        """The listing of a part of one."""
        kind, key, language = self.bounds
        return Listing(kind, key, language)


Task = tuple[Part, ...]
"""Parts that one process draws one after another, for they share what is read for them."""


def tasks(composer: Composer) -> Iterator[Task]:
    """All parts, the short ones last: no process waits long for another at the end."""
    keys = list(Standing.objects.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), TOGETHER):
        last = keys[min(start + TOGETHER, len(keys)) - 1]
        yield (Part(STORIES, (str(keys[start]), str(last))),)
    actions = ActionStanding.objects.filter(cancelled=False).order_by("pk")
    keys = list(actions.values_list("pk", flat=True))
    for start in range(0, len(keys), TOGETHER):
        last = keys[min(start + TOGETHER, len(keys)) - 1]
        yield (Part(ACTIONS, (str(keys[start]), str(last))),)
    for _, shared in groupby(parts_without_stories(composer), key=_what_is_shared):
        yield tuple(shared)


def _what_is_shared(part: Part) -> Part:
    """The languages of a year share its counts, or its actions; those of a listing its actions."""
    if part.what in (YEAR, CHRONICLE):
        return Part(part.what, part.bounds[:1])
    return Part(part.what, part.bounds[:2]) if part.what == ACTION_LISTING else part


def parts_without_stories(composer: Composer) -> Iterator[Part]:
    """All parts but those of the stories' and actions' own pages."""
    languages = composer.newsroom.languages
    years = {year for code in languages for year, _ in composer.counts.years(every_story(code))}
    for year in sorted(years):
        for language in languages:
            yield Part(YEAR, (year, language))
    yield from _parts_of_actions(languages)
    yield Part(ONCE)
    for language in languages:
        yield Part(LISTING, every_story(language))
    others = ArchiveCount.objects.filter(level=0).exclude(kind=EVERY)
    for listing in others.order_by("language", "kind", "key").values_list(
        "kind", "key", "language"
    ):
        yield Part(LISTING, listing)


def _parts_of_actions(languages: Iterable[str]) -> Iterator[Part]:
    every = ActionCount.objects.filter(kind=EVERY, key="").exclude(part="").order_by("part")
    for year in (part for part in every.values_list("part", flat=True) if len(part) == 4):
        for language in ("", *languages):
            yield Part(CHRONICLE, (year, language))
    # Those with no more than lines of what is gone have a calendar too.
    listings = ActionEntry.objects.order_by("kind", "key").values_list("kind", "key").distinct()
    for kind, key in listings:
        for language in languages:
            yield Part(ACTION_LISTING, (kind, key, language))
