"""A story as its page, its previews and its feeds tell it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from solidary.press.drawing.actions import reported_actions
from solidary.press.drawing.composer import Composer
from solidary.press.drawing.json_ld import json_ld
from solidary.press.drawing.own_links import ROOT, rooted
from solidary.press.index.ledger import translations_of
from solidary.press.models import Standing
from solidary.press.reading.asking import in_batches
from solidary.press.reading.places import place_names
from solidary.press.reading.stories import StoryRow
from solidary.press.reading.text import clean, shortened
from solidary.press.reading.topics import TopicRow
from solidary.release import addresses as at
from solidary.site.action_sheets import ReportedAction
from solidary.site.sheets import Byline, LanguageLink, Marks, Said, SourceLine, StorySheet
from solidary.site.words import host
from solidary.stories.body.plain import first_words
from solidary.stories.body.uses import uses_of
from solidary.stories.models.story import Kind

DESCRIPTION = 200
"""Letters of a page's description, for search engines and feeds."""


@dataclass(slots=True)
class Relatives:
    """Where other versions of stories stand."""

    versions: dict[str, list[tuple[str, str, str]]]
    """translation key → (language, address, day)"""
    based_on: dict[int, tuple[str, str]]


def draw_story(
    composer: Composer, row: StoryRow, others: Relatives, places: dict[int, Said]
) -> bytes:
    sheet = story_sheet(composer, row, others, places)
    return composer.render(row.language, "story.html", sheet)


def prepare(composer: Composer, rows: Iterable[StoryRow]) -> dict[str, dict[int, Said]]:
    """Read what a batch of stories shows, in a few questions; language → names of places."""
    refs: set[tuple[str, int]] = set()
    topics: set[int] = set()
    places: dict[str, set[int]] = defaultdict(set)
    found = list(rows)
    for row in found:
        topics.update(row.topics)
        named = places[row.language]
        named.update(row.places)
        for kind, ref in uses_of(row.body):
            if kind == "place":
                named.add(ref)
            else:
                refs.add((kind, ref))
        refs.update(("kept", source) for source, *_ in row.sources)
    composer.gallery.fetch(refs)
    composer.own_links.fetch(row.pk for row in found)
    composer.topics(topics)
    composer.chronicle.of_stories(row.address for row in found)
    return {language: place_names(keys, language) for language, keys in places.items()}


def relatives(rows: Iterable[StoryRow]) -> Relatives:
    """Other versions of these stories that stand, and what they are based on."""
    based: dict[int, tuple[str, str]] = {}
    found = list(rows)
    for batch in in_batches(row.based_on for row in found if row.based_on):
        known = Standing.objects.filter(pk__in=batch).values_list("pk", "language", "address")
        based.update((pk, (language, address)) for pk, language, address in known)
    return Relatives(translations_of(row.translation_key for row in found), based)


def standing_topics(composer: Composer, row: StoryRow) -> list[TopicRow]:
    """A story's topics in the editor's order, each merged one replaced by where it went."""
    merges = composer.merges()
    keys = dict.fromkeys(map(merges.end_of, row.topics))
    found = composer.topics(keys)
    return [found[key] for key in keys if key in found]


def story_sheet(
    composer: Composer,
    row: StoryRow,
    others: Relatives,
    places: dict[int, Said],
    *,
    root: str | None = None,
) -> StorySheet:
    """`root` leads to the release's root where the page is shown somewhere else than in it."""
    here = at.story_page(row.language, row.address)
    same = {
        language: at.story_page(language, address)
        for language, address, _ in others.versions.get(row.translation_key, ())
    }
    same[row.language] = here
    body = composer.bodies(row.language).draw(row.body, places, here)
    found = standing_topics(composer, row)
    topics = [composer.topic_link(topic, row.language) for topic in found]
    root = at.root_of(here) if root is None else root
    about = description(row)
    page = composer.page(row.language, here, same, title=row.headline, description=about, root=root)
    return StorySheet(
        page=page,
        headline=row.headline,
        standfirst=row.standfirst,
        dateline=row.dateline,
        day=row.day,
        time=row.time,
        marks=marks(row),
        bylines=tuple(Byline(name, role) for name, role in row.bylines),
        topics=tuple(topics),
        places=tuple(places[place] for place in row.places if place in places),
        sources=tuple(_source_line(composer, row, here, root, source) for source in row.sources),
        body=Markup(rooted(body, root)),
        based_on=_based_on(composer, row, others),
        json_ld=json_ld(composer, row, about, [topic.hashtag for topic in topics], root),
        letterbox=sending(composer, row),
        actions=_reported(composer, row),
    )


def _reported(composer: Composer, row: StoryRow) -> tuple[ReportedAction, ...]:
    faces = composer.chronicle.of_stories([row.address]).get(row.address, ())
    key = row.translation_key.replace("-", "")
    return reported_actions(faces, row.language, key) if faces else ()


def sending(composer: Composer, row: StoryRow) -> tuple[str, ...]:
    """Where readers send photos and messages, under a story that was made of such."""
    return composer.newsroom.letterbox if row.kind == str(Kind.ROUNDUP) else ()


def _source_line(
    composer: Composer, row: StoryRow, here: str, root: str, source: tuple[int, str, str, str]
) -> SourceLine:
    key, outlet, cites, address = source
    href = composer.own_links.href(address, here)
    return SourceLine(
        outlet or host(address),
        cites,
        address if href is None else rooted(href, root),
        composer.gallery.show("kept", key, row.language) or "",
        own=(href or "").startswith(ROOT),
    )


def marks(row: StoryRow) -> Marks:
    return Marks(
        row.kind, row.video, row.audio, row.photos, row.spoken, row.subtitled, row.corrected
    )


def description(row: StoryRow) -> str:
    """What the story is about in a line: its standfirst, else its first words."""
    return shortened(row.standfirst or clean(first_words(row.body, DESCRIPTION)), DESCRIPTION)


def _based_on(composer: Composer, row: StoryRow, others: Relatives) -> LanguageLink | None:
    source = others.based_on.get(row.based_on or 0)
    if source is None or source[0] not in composer.newsroom.languages:
        return None
    return composer.language_link(source[0], at.story_page(*source))
