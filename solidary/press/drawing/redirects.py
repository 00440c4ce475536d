"""Pages that lead on to a topic's."""

from __future__ import annotations

from solidary.darkroom.icons import TOUCH_SIZE
from solidary.press.drawing.composer import Composer
from solidary.press.drawing.listings import part_title, standfirst, title
from solidary.press.reading.newsroom import PublishedNewsroom
from solidary.press.reading.topics import TopicRow
from solidary.release import addresses as at
from solidary.release.addresses import Listing, topic_listing
from solidary.site.sheets import Link, RedirectSheet, SharedPicture


def draw_redirect(composer: Composer, target: TopicRow | None, listing: Listing) -> bytes | None:
    """What stands at a listing's own address where its topic was merged into `target`."""
    return redirect_page(composer, target, listing.language, at.listing_page(listing))


def redirect_page(
    composer: Composer, target: TopicRow | None, language: str, here: str, part: str = ""
) -> bytes | None:
    """A page at `here` that leads to a topic's, or to a part of its calendar; None where that has
    no page in the language."""
    way = _way(composer, target, language, part)
    if target is None or way is None:
        return None
    goal = topic_listing(target.address, language)
    page = composer.page(language, here, {}, title=way.label, listing=goal)
    return composer.render(language, "redirect.html", RedirectSheet(page, way))


def friendly_redirect(
    composer: Composer, target: TopicRow | None, language: str, here: str
) -> bytes | None:
    """The same for a hashtag that was typed or sent on: it is part of the overlay, so it may say to
    search engines and messengers where the topic is, and show them a picture."""
    way = _way(composer, target, language)
    if target is None or way is None:
        return None
    goal = topic_listing(target.address, language)
    about = standfirst(target, language)
    page = composer.page(language, here, {}, title=way.label, description=about, listing=goal)
    canonical = f"{composer.newsroom.canonical}{way.href}"
    sheet = RedirectSheet(page, way, canonical, _picture(composer.newsroom))
    return composer.render(language, "redirect.html", sheet)


def _way(composer: Composer, target: TopicRow | None, language: str, part: str = "") -> Link | None:
    """To a topic's page, or to a part of its calendar; None where there is none."""
    if target is None:
        return None
    goal = topic_listing(target.address, language)
    if part:
        there = composer.rules.listings.has_page(part, composer.counts.of(goal, part))
        name, href = part_title(target, language, part), at.archive_page(goal, part)
    else:
        there = composer.stands(goal)
        name, href = title(target, language), at.listing_page(goal)
    return Link(name, href) if there else None


def _picture(newsroom: PublishedNewsroom) -> SharedPicture:
    """The newsroom's logo, otherwise its mark, at the host the overlay is for."""
    if newsroom.logo is None:
        address = newsroom.address + at.TOUCH_ICON
        return SharedPicture(address, TOUCH_SIZE, TOUCH_SIZE, newsroom.name)
    largest = newsroom.logo.renditions[-1]
    return SharedPicture(
        newsroom.address + largest.href,
        largest.width,
        largest.height,
        newsroom.logo.alt or newsroom.name,
    )
