"""Which pages lead to what came or went: they keep the link, and draw it while it leads somewhere."""

from __future__ import annotations

from collections.abc import Iterable

from solidary.press.index.moves import Linking
from solidary.press.index.topics import merged_into
from solidary.press.models import Entry, OwnLink, Standing
from solidary.press.reading.asking import in_batches
from solidary.press.reading.newsroom import PublishedNewsroom
from solidary.press.reading.own_links import targets_of
from solidary.press.reading.topics import Merges
from solidary.release import addresses as at
from solidary.release.addresses import Listing
from solidary.stories.body.links import hrefs


def leading_to(
    addresses: Iterable[str], newsroom: PublishedNewsroom, merges: Merges, fed: int
) -> Linking:
    """The pages whose words lead to any of these addresses; `fed`: how many stories of a listing
    its feeds carry."""
    wanted = set(addresses)
    stories = stories_leading_to(wanted)
    pages: list[tuple[str, str]] = []
    for batch in in_batches(stories):
        rows = Standing.objects.filter(pk__in=batch)
        pages += rows.values_list("language", "address")
    about = about_pages_leading_to(wanted, newsroom)
    listings = [*_fed_with(stories, fed)]
    merged = merged_into((listing.key for listing in listings), merges)
    listings += [
        listing._replace(key=topic) for listing in listings for topic in merged.get(listing.key, ())
    ]
    return Linking(tuple(pages), tuple(listings), tuple(about))


def stories_leading_to(addresses: Iterable[str]) -> set[int]:
    """Standing stories whose words lead to any of these addresses."""
    found: set[int] = set()
    for batch in in_batches(addresses):
        rows = OwnLink.objects.filter(address__in=batch)
        found.update(rows.values_list("story_id", flat=True))
    return found


def about_pages_leading_to(addresses: set[str], newsroom: PublishedNewsroom) -> list[str]:
    """Languages in which the newsroom's words about itself lead to any of these addresses."""
    return [
        language
        for language, words in newsroom.words.items()
        if not addresses.isdisjoint(
            targets_of(
                [*hrefs(words.contacts), *hrefs(words.policies)],
                at.about_page(language),
                newsroom.site,
            )
        )
    ]


def _fed_with(stories: Iterable[int], fed: int) -> Iterable[Listing]:
    """Listings among whose newest stories any of these is."""
    newest: dict[Listing, str] = {}
    for batch in in_batches(stories):
        rows = Entry.objects.filter(story_id__in=batch)
        for *listing, sort_key in rows.values_list("kind", "key", "language", "sort_key"):
            each = Listing(*listing)
            newest[each] = min(sort_key, newest.get(each, sort_key))
    for listing, sort_key in newest.items():
        entries = Entry.objects.filter(**listing._asdict()).order_by("sort_key")
        last = entries.values_list("sort_key", flat=True)[fed - 1 : fed]
        if sort_key <= next(iter(last), sort_key):
            yield listing
