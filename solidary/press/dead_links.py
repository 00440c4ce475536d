"""Which links of a story lead into the newsroom's own site to something that isn't there.

By the same rule pages are drawn by, so what is named here is what readers get as bare words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from solidary.press.drawing.composer import Composer
from solidary.press.index.calendar_archive import Rules
from solidary.press.index.ledger import languages_standing
from solidary.press.reading.newsroom import read_newsroom
from solidary.press.reading.own_links import Site, target_of
from solidary.release.addresses import story_page
from solidary.stories.models import Newsroom

_STORY = re.compile(r"[^/]+/s/[^/]+/([^/]+)\.html")


def dead_links(links: Iterable[str], language: str, address: str) -> dict[str, str]:
    """Those of the links of a story (its language and address) that lead nowhere, with the address of
    the story they lead to; '' where that is something else.

    Asks the books nothing where no link may lead into the newsroom's site, else a bounded number of
    questions, however many links there are.
    """
    here = story_page(language, address)
    site = Site.at(Newsroom.load().address)
    targets = {link: target_of(link, here, site) for link in links}
    ours = {link: to.address for link, to in targets.items() if to and to.address != here}
    if not ours:
        return {}
    own_links = Composer(read_newsroom(languages_standing()), Rules()).own_links
    own_links.read(ours.values())
    return {
        link: found[1] if (found := _STORY.fullmatch(to)) else ""
        for link, to in ours.items()
        if own_links.href(link, here) == ""
    }
