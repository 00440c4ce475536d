"""From an address to the bytes that belong there, or to nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from solidary.press.drawing.composer import Composer
from solidary.press.kinds import feeds, front, listing, sitemaps
from solidary.press.kinds.story import Fault, draw_stories
from solidary.press.models import Standing
from solidary.release import addresses as at

Drawn = bytes | Fault | None
"""A file's bytes; why a story can't be drawn; None where nothing stands at the address."""


def draw(composer: Composer, addresses: Iterable[str]) -> Iterator[tuple[str, Drawn]]:
    """What stands at each address. Story pages are read by the batch, first of all."""
    stories: dict[str, str] = {}
    others: list[str] = []
    for address in sorted(addresses):
        place = at.place_of(address)
        if place.kind == "story":
            stories[place.story] = address
        else:
            others.append(address)
    yield from _stories(composer, stories)
    for address in others:
        yield address, draw_one(composer, address)


def _stories(composer: Composer, wanted: dict[str, str]) -> Iterator[tuple[str, Drawn]]:
    ordered = sorted(wanted)
    for start in range(0, len(ordered), 200):
        batch = ordered[start : start + 200]
        keys = Standing.objects.filter(address__in=batch).values_list("pk", flat=True)
        drawn = dict(draw_stories(composer, keys))
        for story in batch:
            yield wanted[story], drawn.pop(wanted[story], None)


def draw_one(composer: Composer, address: str) -> bytes | None:
    """Anything but a story page."""
    place = at.place_of(address)
    house = composer.house
    match place.kind:
        case "front" if not place.language:
            return front.draw_front(composer, house.languages[0], at_root=True)
        case "front":
            return front.draw_front(composer, place.language)
        case "about":
            return front.draw_about(composer, place.language)
        case "missing":
            return front.draw_missing(composer)
        case "friendly":
            return front.draw_friendly(composer, place.language, place.name)
        case "robots":
            return sitemaps.draw_robots(composer)
        case "sitemap":
            return sitemaps.draw_index(composer)
        case "news":
            return sitemaps.draw_news(composer)
        case "sitemap shelf":
            return sitemaps.draw_shelf(composer, place.language, place.part)
    assert place.scope is not None
    if place.language not in house.languages:
        return None
    if place.kind == "feed":
        return feeds.draw_feed(composer, place.scope, place.name)
    return listing.draw_listing(composer, place.scope, place.part)


def fixed_addresses(composer: Composer) -> Iterator[str]:
    """Pages every release has, whatever has been published."""
    yield from (at.ROOT_INDEX, at.MISSING, at.ROBOTS, at.SITEMAP, at.NEWS_SITEMAP)
    for language in composer.house.languages:
        yield at.front_page(language)
        yield at.about_page(language)
        yield at.sitemap_shelf(language, "pages")


def assets(composer: Composer) -> Iterator[tuple[str, bytes]]:
    yield composer.house.stylesheet
    yield composer.house.icon
