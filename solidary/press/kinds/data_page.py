"""A page of the files that there are of a topic's actions, or of all, and how to use them; and one more for each
month whose data go by day."""

from __future__ import annotations

from collections.abc import Iterator

from solidary.press.data.package import LICENCE_NAME, LICENCE_PAGE
from solidary.press.data.parts import UNDATED, letters_of, split
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
from solidary.press.models import ActionData
from solidary.release import addresses as at
from solidary.release.addresses import PLACE, TOPIC, Listing, every_story
from solidary.site import codebook
from solidary.site.data_sheets import DataPart, DataSheet
from solidary.site.other_languages import isolated
from solidary.site.sheets import Link
from solidary.site.words import words_for

_MONTH = 7
"""Letters of a month."""


class DataPage(PageKind):
    """Key: a listing's kind, key and language, then '' for its own page, or a month. The page of all is always
    there."""

    name = "data page"
    section, unit = f"{LISTED}|{OF_ALL}", f"{OF_ONE_LISTING}|{OF_ALL}"
    drawn_in = (ACTION_LISTING, ONCE)

    def address(self, *key: str) -> str:
        *listing, month = key
        return at.data_page(Listing(*listing), month)

    def touched(self, changes: Changes) -> Iterator[Key]:
        """Few files of a topic come or go, and a page that says the same is left as it is."""
        pages = {
            (listing, month)
            for move in changes.actions
            for stand in move.standings()
            for listing in stand.listings()
            for month in ("", stand.first[:7])
        }
        for listing, part in changes.renamed_actions:
            pages |= {(listing, ""), (listing, part if len(part) == _MONTH else "")}
        for book in changes.action_bytes:
            years = ActionData.objects.filter(kind=book.listing.kind, key=book.listing.key)
            crossed = (book.had > changes.rules.data_bytes) != (book.has > changes.rules.data_bytes)
            if crossed and len(book.part) == len("2020"):
                months = years.filter(book__startswith=f"{book.part}-").values_list(
                    "book", flat=True
                )
                pages.update((book.listing, month) for month in months if len(month) == _MONTH)
        if changes.acted:
            pages.add((every_story(""), ""))
        for listing, month in pages:
            if listing.kind != PLACE:
                yield from ((*each, month) for each in changes.around.everywhere(listing))

    def every(self, composer: Composer, part: Part) -> Iterator[Key]:
        once = [every_story(language) for language in composer.newsroom.languages]
        for listing in once if part.what == ONCE else (part.listing,):
            if part.what == ONCE or listing.kind == TOPIC:
                yield from ((*listing, month) for month in ("", *composer.data.divided(listing)))

    def draw(self, composer: Composer, *key: str) -> bytes | None:
        *named, month = key
        listing = Listing(*named)
        if listing.language not in composer.newsroom.languages or not has_data(composer, listing):
            return None
        if month and not composer.data.is_divided(listing, month):
            return None
        return _drawn(composer, listing, month)


def has_data(composer: Composer, listing: Listing) -> bool:
    """Whether there is a page of a listing's data: of all actions always, of a topic once it has one."""
    if not listing.key:
        return True
    return composer.end_of(listing) == listing and composer.chronicle.count(listing) > 0


def _drawn(composer: Composer, listing: Listing, month: str) -> bytes:
    language, topic = listing.language, composer.topic_of(listing)
    words = words_for(language)
    called = words.gettext(codebook.DATA_TITLE)
    if topic is not None:
        called = f"{isolated(title(topic, language), language)}: {called}"
    codes = composer.newsroom.languages
    everywhere = {code: at.data_page(listing.spoken(code), month) for code in codes}
    trail = own_pages(composer, listing).get(language)
    parents = [Link(title(topic, language), trail)] if trail else []
    if month:
        parents.append(Link(called, at.data_page(listing)))
        called = f"{called}: {words.month(start_of(month))}"
    sheet = DataSheet(
        page=composer.page(
            language,
            everywhere[language],
            everywhere,
            title=called,
            listing=listing if composer.has_page(listing) else None,
        ),
        parents=tuple(parents),
        month=start_of(month) if month else None,
        parts=tuple(_parts(composer, listing, month)),
        log=()
        if listing.key or month
        else tuple(_month(composer, each) for each in composer.data.log.months),
        codebook=at.codebook_page(language),
        all_data=at.data_page(every_story(language)) if listing.key else "",
        licence=DataTerms().address(LICENCE_FILE),
        licence_name=LICENCE_NAME,
        licence_page=LICENCE_PAGE,
        citation=DataTerms().address(CITATION_FILE),
    )
    return composer.render(language, "data.html", sheet)


def _parts(composer: Composer, listing: Listing, month: str) -> Iterator[DataPart]:
    """The parts that a page names: a month those in it, any other page all but those in months that have a
    page of their own, which it leads to."""
    led_to = [] if month else composer.data.divided(listing)
    parts = [*composer.data.named(listing, month), *led_to]
    dated = sorted((part for part in parts if not part.startswith(UNDATED)), reverse=True)
    for part in (*dated, *(part for part in parts if part.startswith(UNDATED))):
        if part in led_to:
            way = at.data_page(listing, part)
            yield DataPart(start_of(part), precision(part), (), page=way)
        else:
            yield _part(listing, part)


def _part(listing: Listing, part: str) -> DataPart:
    files = tuple(Link(name, DataFile().address(listing.key, part, name)) for name in NAMES)
    when, piece = split(part)
    letters = letters_of(piece) if piece else ()
    if when == UNDATED:
        return DataPart(None, "", files, letters)
    return DataPart(start_of(when), precision(when), files, letters)


def _month(composer: Composer, month: str) -> DataPart:
    files = tuple(Link(name, DataLog().address(month, name)) for name in files_of(composer, month))
    return DataPart(start_of(month), precision(month), files)
