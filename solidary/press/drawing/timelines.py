"""A year of actions as the timeline shows it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from solidary.chronicle.days import YEAR
from solidary.chronicle.face import Face, Telling
from solidary.chronicle.in_languages import venue_in
from solidary.chronicle.models import Standing
from solidary.press.drawing.listings import own_pages, title
from solidary.press.index.action_moves import EXACT
from solidary.press.index.calendar_archive import start_of
from solidary.press.models import ActionEntry, ActionStanding
from solidary.release import addresses as at
from solidary.release.addresses import Listing
from solidary.site import action_words as said
from solidary.site.other_languages import isolated
from solidary.site.sheets import Link, Said
from solidary.site.timeline_sheets import (
    DayLink,
    StoryWords,
    TimelineAction,
    TimelineDay,
    TimelineMonth,
    TimelineSheet,
)
from solidary.site.words import Words, words_for

if TYPE_CHECKING:
    from solidary.press.drawing.composer import Composer

MOST_UNDATED = 30
"""Actions of which no more than the year is known that a timeline of months and days has besides."""
STORIES = 6
"""Reports whose words stand beside an action; its own page has them all."""


def has_timeline(composer: Composer, listing: Listing, year: str) -> bool:
    if listing.language not in composer.newsroom.languages:
        return False
    return composer.chronicle.count(listing, year) > 0


def timeline(composer: Composer, listing: Listing, year: str) -> TimelineSheet:
    language, topic = listing.language, composer.topic_of(listing)
    words, here = words_for(language), at.chronicle_page(listing, year)
    called = title(topic, language)
    before, after = composer.chronicle.neighbours(listing, year)
    trail = own_pages(composer, listing).get(language)
    crowded = composer.chronicle.count(listing, year) > composer.rules.timeline(listing).crowded
    months, undated = (_leading if crowded else _shown)(composer, listing, year)
    return TimelineSheet(
        page=composer.page(
            language,
            here,
            {
                code: at.chronicle_page(listing.spoken(code), year)
                for code in composer.newsroom.languages
            },
            title=f"{isolated(called, language)}: {words.gettext('Timeline')}, {words.year(start_of(year))}",
            listing=listing if composer.has_page(listing) else None,
        ),
        trail=(Link(called, trail),) if trail else (),
        year=start_of(year),
        months=months,
        undated=undated,
        before=_year(listing, before),
        after=_year(listing, after),
        data=at.data_page(listing),
    )


def _year(listing: Listing, year: str) -> Link | None:
    return Link(year, at.chronicle_page(listing, year)) if year else None


def _shown(
    composer: Composer, listing: Listing, year: str
) -> tuple[tuple[TimelineMonth, ...], tuple[TimelineAction, ...]]:
    """All actions of a year, each in the month of its first day in this year."""
    by_month: dict[str, list[Face]] = defaultdict(list)
    undated: list[Face] = []
    for face in composer.chronicle.faces(listing, year):
        if face.when is None or face.when.precision == YEAR:
            undated.append(face)
        else:
            by_month[max(face.when.first.isoformat(), f"{year}-01-01")[:7]].append(face)
    months = tuple(
        TimelineMonth(
            start_of(month),
            at.chronicle_page(listing, month),
            _on_the_chain(composer, listing.language, month, faces),
            (),
        )
        for month, faces in sorted(by_month.items())
    )
    return months, tuple(_action(words_for(listing.language), face) for face in undated)


def _on_the_chain(
    composer: Composer, language: str, month: str, faces: Iterable[Face]
) -> tuple[TimelineAction | TimelineDay, ...]:
    """Actions by their days; a declared day goes before those that are on it. What is somewhere in the month
    goes last."""
    words = words_for(language)
    links: list[tuple[date, int, TimelineAction | TimelineDay]] = []
    for face in faces:
        link = _action(words, face)
        when = face.when
        first = when.first if when and (when.is_exact or when.first == when.last) else date.max
        links.append((first, 1, link))
    for day in composer.chronicle.declared(language, month):
        if day.name:
            named = Said(day.name, day.language)
            links.append((day.day, 0, TimelineDay(day.day, named, day.declared_by)))
    return tuple(link for _, _, link in sorted(links, key=lambda each: each[:2]))


def _leading(
    composer: Composer, listing: Listing, year: str
) -> tuple[tuple[TimelineMonth, ...], tuple[TimelineAction, ...]]:
    """The months of a year, and the days on which something began; what has no more than the year is shown,
    as far as it isn't too many either."""
    entries = ActionEntry.objects.filter(kind=listing.kind, key=listing.key, cancelled=False)
    inside = entries.filter(month__gte=year, month__lt=f"{year}~")
    exact = ActionStanding.objects.filter(
        pk__in=inside.values("action_id"), precision__in=EXACT, first__startswith=year
    )
    days: dict[str, list[str]] = defaultdict(list)
    for day in exact.order_by("first").values_list("first", flat=True).distinct():
        days[day[:7]].append(day)
    months = tuple(
        TimelineMonth(
            start_of(month),
            at.chronicle_page(listing, month),
            (),
            tuple(
                DayLink(date.fromisoformat(day), at.day_page(listing.language, day))
                for day in days[month]
            ),
        )
        for month in composer.chronicle.parts(listing)
        if len(month) == 7 and month.startswith(year)
    )
    keys = (
        entries.filter(month=year).order_by("first", "address").values_list("action_id", flat=True)
    )
    faces = composer.chronicle.faces_of(keys[:MOST_UNDATED])
    words = words_for(listing.language)
    return months, tuple(_action(words, face) for face in faces.values())


def _action(words: Words, face: Face) -> TimelineAction:
    when, language = face.when, words.language
    stories = [_words_of(telling, language) for telling in face.tellings]
    return TimelineAction(
        href=at.action_page(language, face.address),
        name=_name(words, face),
        when=said.when(words, when.first, when.last, when.precision)
        if when
        else said.when(words, None, None, ""),
        day=when.first if when and when.is_exact and when.first == when.last else None,
        facts=tuple(fact for fact in _facts(words, face) if fact.text),
        stories=tuple(stories[:STORIES]),
        more=max(0, len(stories) - STORIES),
    )


def _name(words: Words, face: Face) -> Said:
    """What it is called; its form where nobody gave it a name."""
    language, name = said.named(face.names, words.language)
    if name:
        return Said(name, language)
    return Said(said.form_as_title(words, face.forms[0] if face.forms else ""), words.language)


def _facts(words: Words, face: Face) -> Iterable[Said]:
    if where := face.where:
        language, town = said.named(where.names, words.language)
        if where.venue:
            yield Said(*venue_in(face, words.language))
        yield Said(town or (words.country(where.country) if where.country else ""), language)
    if face.turnout:
        yield Said(said.turnout(words, *face.turnout), words.language)
    if face.standing not in (str(Standing.HAPPENED), str(Standing.UNCLEAR)):
        yield Said(said.short_standing(words, face.standing), words.language)


def _words_of(telling: Telling, language: str) -> StoryWords:
    """The version of a story in a language, else the first there is."""
    story = next(
        (each for each in telling.stories if each.language == language), telling.stories[0]
    )
    return StoryWords(
        Said(story.headline, story.language), at.story_page(story.language, story.address)
    )
