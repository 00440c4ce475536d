"""Sitemaps for search engines: sharded by calendar, each story with its other languages.

Source: sitemaps.org protocol 0.9, with Google's hreflang extension.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

from solidary.press.drawing.composer import Composer
from solidary.press.drawing.listed import Listed, in_part
from solidary.press.index.calendar_archive import days_of_month, months_of_year
from solidary.press.index.counts import within
from solidary.press.index.ledger import translations_of
from solidary.press.index.moves import Changes, CountMove, count_in
from solidary.press.kinds.kind import Key, PageKind
from solidary.press.kinds.parts import YEAR, Part
from solidary.press.kinds.xml import xml
from solidary.press.models import ArchiveCount, TopicStanding
from solidary.press.reading.asking import in_batches
from solidary.press.reading.sort_keys import day_of
from solidary.release import addresses as at
from solidary.release.addresses import EVERY, PLACE, TOPIC, Listing, every_story, topic_listing

_HEAD = (
    '<?xml version="1.0" encoding="utf-8"?>\n'
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
    'xmlns:xhtml="http://www.w3.org/1999/xhtml">'
)
UNDATED = "pages"
"""Stands for a part of the calendar where pages have no day."""
Versions = list[tuple[str, str]]
"""(language, address of the page) of each language a page is in; for a page in several, last of all
DEFAULT and where whoever reads none of them is led."""
DEFAULT = "x-default"


class SitemapIndex(PageKind):
    """The index of all sitemaps. There is one; its key is empty."""

    name = "sitemap index"
    overlay = True

    def address(self, *key: str) -> str:
        return at.SITEMAP

    def touched(self, changes: Changes) -> Iterator[Key]:
        for count in _dated_counts(changes):
            if count.came_or_went or _splits(count, changes):
                yield ("",)
                return

    def every(self, composer: Composer, part: Part) -> Iterator[Key]:
        yield ("",)

    def draw(self, composer: Composer, *key: str) -> bytes:
        host = xml(composer.newsroom.address)
        lines = [
            '<?xml version="1.0" encoding="utf-8"?>',
            '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
        ]
        for language in composer.newsroom.languages:
            lines += [
                f"<sitemap><loc>{host}{at.sitemap_shard(language, part)}</loc></sitemap>"
                for part in (UNDATED, *shards(composer, language))
            ]
        lines.append("</sitemapindex>\n")
        return "\n".join(lines).encode()


class Sitemap(PageKind):
    """The sitemap of one part of a language's calendar. Key: language, part."""

    name = "sitemap"
    overlay = True
    section = r"sitemaps/[^/]+/\d{4}"
    drawn_in = (YEAR,)

    def address(self, *key: str) -> str:
        return at.sitemap_shard(*key)

    def touched(self, changes: Changes) -> Iterator[Key]:
        """The shard a story stands in, before and after; those of other versions where they can
        notice; and every shard of a part that becomes crowded, or ceases to be."""
        rule = changes.rules.sitemaps
        for stand in changes.standings():
            for counts in (changes.before, changes.after):
                count = count_in(counts, every_story(stand.language))
                yield stand.language, rule.part_of(day_of(stand.sort_key), count)
        for move in changes.moves:
            if move.seen_elsewhere:
                for stand in move.standings():
                    versions = changes.around.translations.get(stand.translation_key, ())
                    for language, _, day in versions:
                        count = count_in(changes.after, every_story(language))
                        yield language, rule.part_of(day, count)
        for moved in _dated_counts(changes):
            if _splits(moved, changes):
                yield from ((moved.listing.language, part) for part in _inside(moved.part))

    def every(self, composer: Composer, part: Part) -> Iterator[Key]:
        year, language = part.bounds
        yield from ((language, each) for each in shards(composer, language, year))

    def draw(self, composer: Composer, *key: str) -> bytes | None:
        language, part = key
        if language not in composer.newsroom.languages:
            return None
        listing = every_story(language)
        rule, count = composer.rules.sitemaps, composer.counts.of(listing, part)
        if not rule.has_page(part, count) or not rule.lists_stories(part, count):
            return None
        return _written(composer, _dated(composer, in_part(composer, listing, part)))


class UndatedSitemap(PageKind):
    """The sitemap of a language's pages that have no day. Key: language."""

    name = "undated sitemap"
    overlay = True

    def address(self, *key: str) -> str:
        (language,) = key
        return at.sitemap_shard(language, UNDATED)

    def touched(self, changes: Changes) -> Iterator[Key]:
        """A topic has its first story in a language, or lost its last one; or has other names. So with the
        first and the last action."""
        counts = (*changes.counts, *changes.action_counts)
        came_or_went = any(not count.part and count.came_or_went for count in counts)
        if came_or_went or changes.topics:
            yield from ((language,) for language in changes.around.languages)

    def every(self, composer: Composer, part: Part) -> Iterator[Key]:
        yield from ((language,) for language in composer.newsroom.languages)

    def draw(self, composer: Composer, *key: str) -> bytes | None:
        (language,) = key
        if language not in composer.newsroom.languages:
            return None
        return _written(composer, _undated(composer, language))


def _dated_counts(changes: Changes) -> Iterator[CountMove]:
    """Counts of the calendar of all stories, which sitemaps are sharded by."""
    for count in changes.counts:
        if count.part and count.listing.kind == EVERY:
            yield count


def _splits(count: CountMove, changes: Changes) -> bool:
    """Whether a year or a month falls into smaller shards with this count, or is one again."""
    return len(count.part) < 10 and changes.rules.sitemaps.crossed(count.had, count.has)


def _inside(part: str) -> Iterator[str]:
    """A year or a month, and everything in it."""
    yield part
    for month in months_of_year(part) if len(part) == 4 else [part]:
        yield month
        yield from days_of_month(month)


def shards(composer: Composer, language: str, year: str = "") -> list[str]:
    """Parts of a language's calendar, or of one year of it, that have a sitemap; newest first."""
    counted = ArchiveCount.objects.filter(
        within(year), kind=EVERY, language=language, level__in=(1, 2, 3)
    )
    counts = dict(counted.values_list("part", "stories"))
    days = (part for part in counts if len(part) == 10)
    rule = composer.rules.sitemaps
    found = {rule.part_of(day, lambda part: counts.get(part, 0)) for day in days}
    return sorted(found, reverse=True)


def _dated(composer: Composer, listed: list[Listed]) -> Iterator[tuple[str, str, Versions]]:
    """Stories with the day they were published on, or the moment they were updated."""
    relatives = translations_of(story.translation_key for story in listed)
    for story in listed:
        item = story.item
        stamps = composer.newsroom.stamps(item.day, item.time, story.first, story.updated)
        changed = stamps.updated if stamps.has_changed else stamps.published.date()
        versions = {
            language: at.story_page(language, address)
            for language, address, _ in relatives[story.translation_key]
        }
        yield story.item.href, changed.isoformat(), _with_default(composer, versions)


def _undated(composer: Composer, language: str) -> Iterator[tuple[str, str, Versions]]:
    languages = composer.newsroom.languages
    fronts = _with_default(
        composer, {code: at.front_page(code) for code in languages}, at.ROOT_INDEX
    )
    if language == languages[0]:
        yield at.ROOT_INDEX, "", fronts
    yield at.front_page(language), "", fronts
    abouts = {code: at.about_page(code) for code in languages}
    yield at.about_page(language), "", _with_default(composer, abouts)
    all_stories = {code: at.listing_page(every_story(code)) for code in languages}
    yield at.listing_page(every_story(language)), "", _with_default(composer, all_stories)
    rows = ArchiveCount.objects.filter(level=0, kind=TOPIC).order_by("language")
    spoken: dict[str, list[str]] = defaultdict(list)
    for topic, code in rows.values_list("key", "language"):
        spoken[topic].append(code)
    own = {topic for topic, codes in spoken.items() if language in codes}
    for topic in _in_order(own):
        versions = {code: at.listing_page(topic_listing(topic, code)) for code in spoken[topic]}
        here = at.listing_page(topic_listing(topic, language))
        yield here, "", _with_default(composer, versions)
    yield from _of_actions(composer, language)


def _of_actions(composer: Composer, language: str) -> Iterator[tuple[str, str, Versions]]:
    """What the chronicle's data mean, and maps and data: of all actions, and of each topic that has some."""
    every = every_story(language)
    having = [each for each in composer.chronicle.listings(language) if each.kind != PLACE]
    standing = [each for each in having if composer.end_of(each) == each]
    pages: list[Callable[[str], str]] = [at.codebook_page]
    pages += [partial(_spoken, at.data_page, each) for each in dict.fromkeys((every, *standing))]
    pages += [partial(_spoken, at.map_page, each) for each in standing]
    for page in pages:
        versions = {code: page(code) for code in composer.newsroom.languages}
        yield page(language), "", _with_default(composer, versions)


def _spoken(page: Callable[[Listing], str], listing: Listing, language: str) -> str:
    return page(listing.spoken(language))


def _with_default(composer: Composer, versions: Mapping[str, str], default: str = "") -> Versions:
    """`default`: where it isn't the version in the first of the newsroom's languages."""
    listed = list(versions.items())
    if len(listed) > 1:
        listed.append((DEFAULT, default or composer.first_version(versions)))
    return listed


def _in_order(topics: Iterable[str]) -> Iterator[str]:
    """Topics that have a page, by their addresses, the one that was made first first."""
    keys: dict[int, str] = {}
    for batch in in_batches(topics):
        rows = TopicStanding.objects.filter(address__in=batch)
        keys.update(rows.values_list("pk", "address"))
    for key in sorted(keys):
        yield keys[key]


def _written(composer: Composer, pages: Iterable[tuple[str, str, Versions]]) -> bytes:
    host = xml(composer.newsroom.address)
    lines = [_HEAD]
    for address, changed, versions in pages:
        lines.append(f"<url><loc>{host}{address}</loc>")
        if changed:
            lines.append(f"<lastmod>{changed}</lastmod>")
        if len(versions) > 1:
            lines += [
                f'<xhtml:link rel="alternate" hreflang="{language}" href="{host}{href}"/>'
                for language, href in versions
            ]
        lines.append("</url>")
    lines.append("</urlset>\n")
    return "\n".join(lines).encode()
