"""A topic's page, the page of all stories, and every part of their calendars."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from solidary.press.drawing.composer import Composer
from solidary.press.index import calendar_archive as shelves
from solidary.press.index.touched import ALL
from solidary.press.kinds.items import Listed, chosen, newest, on_shelf
from solidary.press.reading.record import TopicRow
from solidary.release import addresses as at
from solidary.release.addresses import Scope
from solidary.site.sheets import Item, Link, ListingSheet, RedirectSheet, Shelf
from solidary.site.words import words_for
from solidary.stories.models import TopicPin


def draw_listing(composer: Composer, scope: Scope, part: str) -> bytes | None:
    """The page of a listing, or of one part of its calendar; None where there is none."""
    key = ALL
    if scope.topic:
        found = composer.topic_at(scope.topic)
        if found is None:
            return None
        if found in composer.merged():
            return None if part else draw_redirect(composer, found, scope)
        key = found
    if part:
        return draw_shelf(composer, key, scope, part)
    return draw_newest(composer, key, scope)


def draw_newest(composer: Composer, key: int, scope: Scope) -> bytes | None:
    """A listing's own page: its newest stories, then its years."""
    total = composer.counts.of(key, scope.language)("")
    if not exists(composer, key, scope.language):
        return None
    topic = composer.topic(key) if key != ALL else None
    listed = newest(composer, key, scope.language, composer.rules.page_length)
    here = at.listing_page(scope)
    sheet = ListingSheet(
        page=composer.page(
            scope.language,
            here,
            _same(composer, key, scope, ""),
            title=title(topic, scope.language),
            description=topic.standfirst(scope.language) if topic else "",
            scope=scope,
        ),
        topic=composer.topic_link(topic, scope.language) if topic else None,
        standfirst=topic.standfirst(scope.language) if topic else "",
        pinned=_pinned(composer, key, scope.language),
        items=tuple(story.item for story in listed),
        shelf=None,
        parents=(),
        shelves=tuple(
            _shelf(scope, year, stories)
            for year, stories in composer.counts.years(key, scope.language)
        ),
        total=total,
    )
    return composer.render(scope.language, "listing.html", sheet)


def draw_shelf(
    composer: Composer,
    key: int,
    scope: Scope,
    part: str,
    listed: list[Listed] | None = None,
) -> bytes | None:
    """One part of a calendar. `listed`: its stories where the caller has read them already."""
    count = composer.counts.of(key, scope.language, part)
    rule = composer.rules.listings
    if not rule.has_page(part, count):
        return None
    topic = composer.topic(key) if key != ALL else None
    lists = rule.lists_stories(part, count)
    if lists and listed is None:
        listed = on_shelf(composer, key, scope.language, part)
    below = () if lists else tuple(_below(scope, part, count))
    name = title(topic, scope.language)
    words = words_for(scope.language)
    start, precision = shelves.start_of(part), shelves.precision(part)
    sheet = ListingSheet(
        page=composer.page(
            scope.language,
            at.listing_page(scope, part),
            _same(composer, key, scope, part),
            title=f"{name}: {words.part(start, precision)}",
            scope=scope,
        ),
        topic=composer.topic_link(topic, scope.language) if topic else None,
        standfirst=topic.standfirst(scope.language) if topic else "",
        pinned=(),
        items=tuple(story.item for story in listed or ()) if lists else (),
        shelf=_shelf(scope, part),
        parents=(
            Link(name, at.listing_page(scope)),
            *(Link(above, at.listing_page(scope, above)) for above in shelves.above(part)),
        ),
        shelves=below,
        total=count(part) if lists else 0,
    )
    return composer.render(scope.language, "listing.html", sheet)


def draw_redirect(composer: Composer, topic: int, scope: Scope) -> bytes | None:
    """What stays at the address of a topic that was merged into another one."""
    target = composer.topic(composer.merged()[topic])
    if target is None or not composer.stands(target.pk, scope.language):
        return None
    return redirect_page(composer, target, scope.language, at.listing_page(scope))


def redirect_page(composer: Composer, target: TopicRow, language: str, here: str) -> bytes:
    goal = Scope(target.address, language)
    sheet = RedirectSheet(
        page=composer.page(
            language,
            here,
            {language: at.listing_page(goal)},
            title=title(target, language),
            scope=goal,
        ),
        target=Link(title(target, language), at.listing_page(goal)),
    )
    return composer.render(language, "redirect.html", sheet)


def shelves_of_year(composer: Composer, language: str, year: str) -> Iterator[tuple[str, bytes]]:
    """(address, bytes) of every page of one year of every listing in a language.

    Month by month, so that a story is read and drawn once for all the listings it stands in.
    The counts of the year have been fetched.
    """
    crowded = []
    for key in composer.counts.scopes_of_year(language):
        scope = composer.scope_name(key, language)
        if scope is None:
            continue
        if drawn := draw_shelf(composer, key, scope, year):
            yield at.listing_page(scope, year), drawn
        if not composer.lists_stories(key, language, year):
            crowded.append((key, scope))
    for month in shelves.months_of_year(year):
        for key, scope in crowded:
            if composer.counts.of(key, language, month)(month):
                yield from _shelves_of_month(composer, key, scope, month)


def _shelves_of_month(
    composer: Composer, key: int, scope: Scope, month: str
) -> Iterator[tuple[str, bytes]]:
    listed = on_shelf(composer, key, scope.language, month)
    if drawn := draw_shelf(composer, key, scope, month, listed):
        yield at.listing_page(scope, month), drawn
    if composer.lists_stories(key, scope.language, month):
        return
    for day, found in _by_day(listed).items():
        if drawn := draw_shelf(composer, key, scope, day, found):
            yield at.listing_page(scope, day), drawn


def _by_day(listed: Iterable[Listed]) -> dict[str, list[Listed]]:
    days: dict[str, list[Listed]] = {}
    for story in listed:
        days.setdefault(story.item.day.isoformat(), []).append(story)
    return days


def exists(composer: Composer, key: int, language: str) -> bool:
    """Whether a listing has a page: that of all stories always does, a topic's with its first."""
    return language in composer.house.languages and (key == ALL or composer.stands(key, language))


def title(topic: TopicRow | None, language: str) -> str:
    if topic is None:
        return words_for(language).gettext("All stories")
    return topic.name(language) or f"#{topic.hashtag}"


def _same(composer: Composer, key: int, scope: Scope, part: str) -> dict[str, str]:
    """Language → where the same listing, or the same part of its calendar, stands in it."""
    found = {}
    for language in composer.house.languages:
        if part:
            count = composer.counts.of(key, language, part)
            there = composer.rules.listings.has_page(part, count)
        else:
            there = exists(composer, key, language)
        if there:
            found[language] = at.listing_page(Scope(scope.topic, language), part)
    return found


def _pinned(composer: Composer, key: int, language: str) -> tuple[Item, ...]:
    if key == ALL:
        return ()
    sources = [key, *(pk for pk, end in composer.merged().items() if end == key)]
    pins = TopicPin.objects.filter(topic_id__in=sources).order_by("topic_id", "sort_order", "pk")
    stories = pins.values_list("story_id", flat=True)
    return tuple(story.item for story in chosen(composer, stories, language))


def _shelf(scope: Scope, part: str, stories: int = 0) -> Shelf:
    return Shelf(
        shelves.start_of(part), shelves.precision(part), stories, at.listing_page(scope, part)
    )


def _below(scope: Scope, part: str, count: shelves.Count) -> Iterator[Shelf]:
    """The shelves inside a crowded one, newest first. How many stories stand on each isn't said:
    it would change with every story."""
    inside = (
        shelves.months_of_year(part)
        if shelves.precision(part) == "year"
        else shelves.days_of_month(part)
    )
    yield from (_shelf(scope, each) for each in reversed(inside) if count(each))
