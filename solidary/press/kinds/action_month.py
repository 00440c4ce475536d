"""A month of a listing's actions as a calendar; or, at the address of a topic that was merged, where that
month is since."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from solidary.chronicle.days import DAY
from solidary.press.drawing.action_lines import by_size, declared, entry
from solidary.press.drawing.composer import Composer
from solidary.press.drawing.listings import calendar_word, title
from solidary.press.drawing.on_days import Row, largest, of_month
from solidary.press.index.calendar_archive import months_of_year, start_of
from solidary.press.index.moves import Changes
from solidary.press.kinds.action_parts import DATED, neighbours, parts_of, with_merged
from solidary.press.kinds.kind import Key, PageKind
from solidary.press.kinds.listing import listings_that_came_or_went
from solidary.press.kinds.parts import CHRONICLE, Part
from solidary.release import addresses as at
from solidary.release.addresses import EVERY, TOPIC, Listing
from solidary.site.calendar_sheets import DayCell, MonthSheet, weekdays, weeks
from solidary.site.sheets import Link, RedirectSheet
from solidary.site.words import words_for

HAS_MONTHS = (EVERY, TOPIC)
"""Kinds of listings that have a calendar of months."""
MONTH = 7
"""Letters of a month: "2020-07"."""
IN_A_DAY = 4
"""Actions that a day of the table names, the largest; the others are on the page of that day."""
MOST_INEXACT = 30
"""Actions of several days, or of a day not exactly known, that are named; the others are in the data."""


class ActionMonth(PageKind):
    """Key: a listing's kind, key and language, then the month."""

    name = "action month"
    section = unit = DATED
    drawn_in = (CHRONICLE,)

    def address(self, *key: str) -> str:
        *listing, month = key
        return at.chronicle_page(Listing(*listing), month)

    def touched(self, changes: Changes) -> Iterator[Key]:
        """The months an action was in and is in; with a month that came or went those beside it, which lead
        to it; all of a topic that is called otherwise, leads elsewhere, or whose own page came or went in
        a language; all there are when a declared day changes."""
        for listing, month in set(_months(changes)):
            for each in with_merged(changes, listing):
                yield *each, month

    def every(self, composer: Composer, part: Part) -> Iterator[Key]:
        year, language = part.bounds
        if not language:
            return
        for month in months_of_year(year):
            for listing in composer.chronicle.listings(language, month):
                if listing.kind in HAS_MONTHS:
                    yield *listing, month
                    yield from ((*merged, month) for merged in composer.leading_to(listing))

    def draw(self, composer: Composer, *key: str) -> bytes | None:
        *named, month = key
        listing = Listing(*named)
        if listing.language not in composer.newsroom.languages:
            return None
        end = composer.end_of(listing)
        if end is None or not composer.chronicle.count(end, month):
            return None
        if end != listing:
            return _led_on(composer, listing, end, month)
        return _drawn(composer, listing, month)


def _months(changes: Changes) -> Iterator[tuple[Listing, str]]:
    """(listing spoken in '', month) of every calendar that may differ."""
    for move in changes.actions:
        for listing, stand in move.listed(seen=move.seen_in_listings):
            yield from ((listing, month) for month in stand.months())
    for count in changes.action_counts:
        if len(count.part) == MONTH and count.came_or_went and count.listing.kind in HAS_MONTHS:
            for month in (count.part, *neighbours(count.listing, count.part)):
                yield count.listing, month
    yield from ((listing, part) for listing, part in changes.renamed_actions if len(part) == MONTH)
    if not changes.newest_after:
        # There is no action at all.
        return
    yield from _of_moved_topics(changes)
    gone = {each.spoken("") for each in listings_that_came_or_went(changes)}
    yield from parts_of(gone, MONTH)
    if changes.declared:
        yield from parts_of(None, MONTH)


def _of_moved_topics(changes: Changes) -> Iterator[tuple[Listing, str]]:
    """At each address of a topic, every month of those it was and is merged into."""
    for move in changes.topics:
        goals = {Listing(TOPIC, goal, "") for goal in (*move.addresses, *move.goals)}
        for _, month in parts_of(goals, MONTH):
            for address in move.addresses:
                yield Listing(TOPIC, address, ""), month


def month_title(composer: Composer, listing: Listing, month: str) -> str:
    """Like no other page's: a topic's stories have months of their own."""
    words = words_for(listing.language)
    said = [words.month(start_of(month)), calendar_word(listing.language)]
    if listing.key:
        said.append(title(composer.topic_of(listing), listing.language))
    return " · ".join(said)


def month_link(listing: Listing, month: str) -> Link:
    label = words_for(listing.language).month(start_of(month))
    return Link(label, at.chronicle_page(listing, month))


def year_link(listing: Listing, part: str) -> Link:
    """The timeline of the year that a part is in."""
    year = part[:4]
    return Link(year, at.chronicle_page(listing, year))


def _led_on(composer: Composer, listing: Listing, end: Listing, month: str) -> bytes:
    way = Link(month_title(composer, end, month), at.chronicle_page(end, month))
    here = at.chronicle_page(listing, month)
    page = composer.page(listing.language, here, {}, title=way.label)
    return composer.render(listing.language, "redirect.html", RedirectSheet(page, way))


def _drawn(composer: Composer, listing: Listing, month: str) -> bytes:
    language, start = listing.language, start_of(month)
    words = words_for(language)
    rows = of_month(listing, month)
    inexact = [row for row in rows if row.precision != DAY]
    faces = composer.chronicle.faces_of(row.action for row in inexact[:MOST_INEXACT])
    before, after = composer.chronicle.neighbours(listing, month)
    everywhere = {code: listing.spoken(code) for code in composer.newsroom.languages}
    stands = composer.has_page(listing)
    sheet = MonthSheet(
        page=composer.page(
            language,
            at.chronicle_page(listing, month),
            {code: at.chronicle_page(each, month) for code, each in everywhere.items()},
            title=month_title(composer, listing, month),
            listing=listing if stands else None,
        ),
        heading=words.month(start),
        trail=_trail(composer, listing, month),
        weekdays=weekdays(language),
        weeks=weeks(language, start, _cells(composer, listing, month, rows)),
        inexact=tuple(entry(face, language, dated=True) for face in faces.values()),
        more=max(0, len(inexact) - MOST_INEXACT),
        data=at.data_page(listing),
        before=month_link(listing, before) if before else None,
        after=month_link(listing, after) if after else None,
        feed=at.calendar_file(listing) if listing.kind == TOPIC else "",
    )
    return composer.render(language, "action_month.html", sheet)


def _trail(composer: Composer, listing: Listing, month: str) -> tuple[Link, ...]:
    year = year_link(listing, month)
    if not listing.key or not composer.has_page(listing):
        return (year,)
    named = title(composer.topic_of(listing), listing.language)
    return Link(named, at.listing_page(listing)), year


def _cells(
    composer: Composer, listing: Listing, month: str, rows: Iterable[Row]
) -> dict[date, DayCell]:
    """The days on which there is anything."""
    language = listing.language
    found: dict[str, list[Row]] = defaultdict(list)
    has_page: set[str] = set()
    for row in rows:
        has_page.update(day for day in row.days() if day.startswith(month))
        if row.precision == DAY:
            found[row.first].append(row)
    named = {day: largest(found[day], IN_A_DAY) for day in found}
    faces = composer.chronicle.faces_of(key for keys in named.values() for key in keys)
    said = defaultdict(list)
    for each in composer.chronicle.declared(language, month):
        said[each.day.isoformat()].append(declared(each))
    return {
        date.fromisoformat(day): DayCell(
            day=date.fromisoformat(day),
            href=at.day_page(language, day) if day in has_page else "",
            entries=tuple(
                entry(face, language)
                for face in sorted((faces[key] for key in named.get(day, ())), key=by_size)
            ),
            more=max(0, len(found[day]) - IN_A_DAY),
            declared=tuple(said[day]),
        )
        for day in sorted({*has_page, *said})
    }
