"""The timeline of a year: a topic's actions, or all, down the living chain. A year with very many leads to its
months and days instead; and at the address of a topic that was merged, the page leads to where it went."""

from __future__ import annotations

from collections.abc import Iterator

from solidary.press.drawing.composer import Composer
from solidary.press.drawing.timelines import has_timeline, timeline
from solidary.press.index.moves import Changes
from solidary.press.kinds.action_parts import DATED, parts_of
from solidary.press.kinds.kind import Key, PageKind
from solidary.press.kinds.listing import listings_that_came_or_went
from solidary.press.kinds.parts import CHRONICLE, Part
from solidary.press.models import ActionCount
from solidary.release import addresses as at
from solidary.release.addresses import PLACE, Listing
from solidary.site.sheets import Link, RedirectSheet


class TimelinePage(PageKind):
    """Key: a listing's kind, key and language, then the year."""

    name = "timeline"
    section = unit = DATED
    drawn_in = (CHRONICLE,)

    def address(self, *key: str) -> str:
        *listing, year = key
        return at.chronicle_page(Listing(*listing), year)

    def touched(self, changes: Changes) -> Iterator[Key]:
        """The years of what moved; where a year comes or goes, those beside it; of a topic that is called
        otherwise, or leads elsewhere, all its years; and with a declared day every year."""
        years = {
            (listing, year)
            for move in changes.actions
            for listing, stand in move.listed(seen=move.seen_on_stories)
            for year in stand.years()
        }
        years |= {(listing, part) for listing, part in changes.renamed_actions if len(part) == 4}
        if changes.newest_after:
            # They lead to the listing's own page in the languages that have one.
            gone = {each.spoken("") for each in listings_that_came_or_went(changes)}
            years.update(parts_of(gone, 4))
        for count in changes.action_counts:
            crossed = changes.rules.timeline(count.listing).crossed(count.had, count.has)
            if len(count.part) == 4 and (count.came_or_went or crossed):
                years.add((count.listing, count.part))
                years.update((count.listing, year) for year in _beside(count.listing, count.part))
        if changes.declared:
            rows = ActionCount.objects.values_list("kind", "key", "part")
            years.update(
                (Listing(kind, key, ""), part) for kind, key, part in rows if len(part) == 4
            )
        for listing, year in years:
            if listing.kind != PLACE:
                for key in (listing.key, *changes.around.leads_to.get(listing.key, ())):
                    for spoken in changes.around.everywhere(listing._replace(key=key)):
                        yield *spoken, year

    def every(self, composer: Composer, part: Part) -> Iterator[Key]:
        year, language = part.bounds
        for listing in composer.chronicle.listings(language, year) if language else ():
            if listing.kind != PLACE:
                for here in (listing, *composer.leading_to(listing)):
                    yield *here, year

    def draw(self, composer: Composer, *key: str) -> bytes | None:
        *named, year = key
        listing = Listing(*named)
        goal = composer.end_of(listing)
        if goal is None or not has_timeline(composer, goal, year):
            return None
        if goal != listing:
            here, there = self.address(*key), at.chronicle_page(goal, year)
            page = composer.page(
                listing.language,
                here,
                {},
                title=year,
                listing=goal if composer.has_page(goal) else None,
            )
            return composer.render(
                listing.language, "redirect.html", RedirectSheet(page, Link(year, there))
            )
        return composer.render(listing.language, "timeline.html", timeline(composer, listing, year))


def _beside(listing: Listing, year: str) -> Iterator[str]:
    """The nearest years before and after one that have actions."""
    rows = ActionCount.objects.filter(kind=listing.kind, key=listing.key).exclude(part="")
    years = [part for part in rows.values_list("part", flat=True) if len(part) == 4]
    yield from [max(before)] if (before := [each for each in years if each < year]) else []
    yield from [min(after)] if (after := [each for each in years if each > year]) else []
