"""A page of the files that there are of a topic's actions, or of all, and how to use them."""

from __future__ import annotations

from collections.abc import Iterator

from solidary.press.data.package import LICENCE_NAME, LICENCE_PAGE
from solidary.press.data.parts import UNDATED
from solidary.press.drawing.composer import Composer
from solidary.press.drawing.listings import own_pages, title
from solidary.press.index.calendar_archive import precision, start_of
from solidary.press.index.moves import Changes
from solidary.press.kinds.action_parts import LISTED, OF_ALL, OF_ONE_LISTING
from solidary.press.kinds.data import NAMES, DataFile
from solidary.press.kinds.data_log import DataLog, files_of
from solidary.press.kinds.data_terms import CITATION_FILE, LICENCE_FILE, DataTerms
from solidary.press.kinds.kind import Key, PageKind
from solidary.press.kinds.parts import ACTION_LISTING, ONCE, Part
from solidary.release import addresses as at
from solidary.release.addresses import PLACE, TOPIC, Listing, every_story
from solidary.site import codebook
from solidary.site.data_sheets import DataPart, DataSheet
from solidary.site.other_languages import isolated
from solidary.site.sheets import Link
from solidary.site.words import words_for


class DataPage(PageKind):
    """Key: a listing's kind, key and language. The page of all is always there."""

    name = "data page"
    section, unit = f"{LISTED}|{OF_ALL}", f"{OF_ONE_LISTING}|{OF_ALL}"
    drawn_in = (ACTION_LISTING, ONCE)

    def address(self, *key: str) -> str:
        return at.data_page(Listing(*key))

    def touched(self, changes: Changes) -> Iterator[Key]:
        """Few files of a topic come or go, and a page that says the same is left as it is."""
        listings = {
            listing
            for move in changes.actions
            for stand in move.standings()
            for listing in stand.listings()
            if listing.kind != PLACE
        }
        listings |= {listing for listing, _ in changes.renamed_actions if listing.kind != PLACE}
        if changes.acted:
            listings.add(every_story(""))
        for listing in listings:
            yield from changes.around.everywhere(listing)

    def every(self, composer: Composer, part: Part) -> Iterator[Key]:
        if part.what == ONCE:
            yield from map(every_story, composer.newsroom.languages)
        elif part.listing.kind == TOPIC:
            yield part.listing

    def draw(self, composer: Composer, *key: str) -> bytes | None:
        listing = Listing(*key)
        if listing.language not in composer.newsroom.languages or not has_data(composer, listing):
            return None
        return _drawn(composer, listing)


def has_data(composer: Composer, listing: Listing) -> bool:
    """Whether there is a page of a listing's data: of all actions always, of a topic once it has one."""
    if not listing.key:
        return True
    return composer.end_of(listing) == listing and composer.chronicle.count(listing) > 0


def _drawn(composer: Composer, listing: Listing) -> bytes:
    language, topic = listing.language, composer.topic_of(listing)
    words = words_for(language)
    called = words.gettext(codebook.DATA_TITLE)
    if topic is not None:
        called = f"{isolated(title(topic, language), language)}: {called}"
    everywhere = {code: at.data_page(listing.spoken(code)) for code in composer.newsroom.languages}
    trail = own_pages(composer, listing).get(language)
    sheet = DataSheet(
        page=composer.page(
            language,
            everywhere[language],
            everywhere,
            title=called,
            listing=listing if composer.has_page(listing) else None,
        ),
        parents=(Link(title(topic, language), trail),) if trail else (),
        parts=tuple(_part(listing, part) for part in composer.data.parts(listing)),
        log=()
        if listing.key
        else tuple(_month(composer, each) for each in composer.data.log.months),
        codebook=at.codebook_page(language),
        all_data=at.data_page(every_story(language)) if listing.key else "",
        licence=DataTerms().address(LICENCE_FILE),
        licence_name=LICENCE_NAME,
        licence_page=LICENCE_PAGE,
        citation=DataTerms().address(CITATION_FILE),
    )
    return composer.render(language, "data.html", sheet)


def _part(listing: Listing, part: str) -> DataPart:
    files = tuple(Link(name, DataFile().address(listing.key, part, name)) for name in NAMES)
    if part == UNDATED:
        return DataPart(None, "", files)
    return DataPart(start_of(part), precision(part), files)


def _month(composer: Composer, month: str) -> DataPart:
    files = tuple(Link(name, DataLog().address(month, name)) for name in files_of(composer, month))
    return DataPart(start_of(month), precision(month), files)
