from __future__ import annotations

from collections.abc import Iterator

from solidary.stories.body.links import links_in
from solidary.stories.checks.draft import Dead, Draft
from solidary.stories.checks.finding import BODY, Finding, Found


def dead_links(draft: Draft) -> Iterator[Finding]:
    """Every link to a page or a file of the newsroom leads to something readers can see. A dead one
    isn't drawn: its words stay, and it comes back with its target."""
    for block in draft.body if draft.dead else ():
        # A link that a block has twice is said once.
        for link in dict.fromkeys(links_in([block])):
            if link in draft.dead:
                yield _found(link, draft.dead[link], BODY, str(block.get("id") or ""))
    for link in dict.fromkeys(draft.sources):
        if link in draft.dead:
            yield _found(link, draft.dead[link], "sources", "")


def _found(link: str, dead: Dead, place: str, block: str) -> Finding:
    if not dead.headline:
        return Finding(Found.DEAD_LINK, place, {"link": link}, block)
    found = Found.LINK_TO_WITHDRAWN if dead.withdrawn else Found.LINK_TO_UNPUBLISHED
    return Finding(found, place, {"headline": dead.headline}, block)
