"""Pages that lead on to a topic's."""

from __future__ import annotations

from solidary.press.drawing.composer import Composer
from solidary.press.drawing.listings import title
from solidary.press.reading.topics import TopicRow
from solidary.release import addresses as at
from solidary.release.addresses import Listing, topic_listing
from solidary.site.sheets import Link, RedirectSheet


def draw_redirect(composer: Composer, target: TopicRow | None, listing: Listing) -> bytes | None:
    """What stands at a listing's own address where its topic was merged into `target`."""
    return redirect_page(composer, target, listing.language, at.listing_page(listing))


def redirect_page(
    composer: Composer, target: TopicRow | None, language: str, here: str
) -> bytes | None:
    """A page at `here` that leads to a topic's; None where that has no page in the language."""
    if target is None:
        return None
    goal = topic_listing(target.address, language)
    if not composer.stands(goal):
        return None
    sheet = RedirectSheet(
        page=composer.page(
            language,
            here,
            {language: at.listing_page(goal)},
            title=title(target, language),
            listing=goal,
        ),
        target=Link(title(target, language), at.listing_page(goal)),
    )
    return composer.render(language, "redirect.html", sheet)
