"""Pages that lead on to a topic's."""

from __future__ import annotations

from solidary.press.drawing.composer import Composer
from solidary.press.drawing.listings import part_title, title
from solidary.press.reading.topics import TopicRow
from solidary.release import addresses as at
from solidary.release.addresses import Listing, topic_listing
from solidary.site.sheets import Link, RedirectSheet


def draw_redirect(composer: Composer, target: TopicRow | None, listing: Listing) -> bytes | None:
    """What stands at a listing's own address where its topic was merged into `target`."""
    return redirect_page(composer, target, listing.language, at.listing_page(listing))


def redirect_page(
    composer: Composer, target: TopicRow | None, language: str, here: str, part: str = ""
) -> bytes | None:
    """A page at `here` that leads to a topic's, or to a part of its calendar; None where that has
    no page in the language."""
    if target is None:
        return None
    goal = topic_listing(target.address, language)
    if part:
        there = composer.rules.listings.has_page(part, composer.counts.of(goal, part))
        name, href = part_title(target, language, part), at.archive_page(goal, part)
    else:
        there = composer.stands(goal)
        name, href = title(target, language), at.listing_page(goal)
    if not there:
        return None
    page = composer.page(language, here, {}, title=name, listing=goal)
    return composer.render(language, "redirect.html", RedirectSheet(page, Link(name, href)))
