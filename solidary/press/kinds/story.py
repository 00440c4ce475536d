"""Story pages: drawn by the batch, each on its own; one that fails stops only itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import orjson
from markupsafe import Markup

from solidary.press.drawing.bodies import rooted
from solidary.press.drawing.composer import Composer
from solidary.press.index.ledger import kin_of
from solidary.press.models import Standing
from solidary.press.reading.record import StoryRow, in_batches, place_names, story_rows
from solidary.press.reading.text import clean, shortened
from solidary.release import addresses as at
from solidary.site.sheets import Byline, Edition, Marks, SourceLine, StorySheet
from solidary.stories.body.plain import first_words
from solidary.stories.body.uses import uses_of

DESCRIPTION = 200
"""Letters of a page's description, for search engines and feeds."""
_FOR_SCRIPT = (
    ("&", "\\u0026"), ("<", "\\u003c"), (">", "\\u003e"),
    ("\u2028", "\\u2028"), ("\u2029", "\\u2029"),
)  # fmt: skip
"""What would end a script element, or a line of it, written so that it can't."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A story that couldn't be drawn, and why."""

    story: int
    headline: str
    reason: str


@dataclass(slots=True)
class Kin:
    """Where other versions of stories stand."""

    kin: dict[str, list[tuple[str, str, str]]]
    based_on: dict[int, tuple[str, str]]


def draw_stories(composer: Composer, keys: Iterable[int]) -> Iterator[tuple[str, bytes | Fault]]:
    """(address, bytes) of each standing story's page, or its fault."""
    wanted = sorted(keys)
    languages = dict(Standing.objects.filter(pk__in=wanted).values_list("pk", "language"))
    rows = story_rows(languages)
    kin = relatives(rows.values())
    names = prepare(composer, rows.values())
    for key in languages:
        row = rows.get(key)
        if row is None:
            continue
        address = at.story_page(row.language, row.address)
        try:
            yield address, draw_story(composer, row, kin, names[row.language])
        except Exception as error:
            yield address, Fault(key, row.headline, f"{type(error).__name__}: {error}")


def draw_story(composer: Composer, row: StoryRow, kin: Kin, places: dict[int, str]) -> bytes:
    sheet = story_sheet(composer, row, kin, places)
    return composer.render(row.language, "story.html", sheet)


def prepare(composer: Composer, rows: Iterable[StoryRow]) -> dict[str, dict[int, str]]:
    """Read what a batch of stories shows, in a few questions; language → names of places."""
    refs: set[tuple[str, int]] = set()
    topics: set[int] = set()
    places: dict[str, set[int]] = defaultdict(set)
    for row in rows:
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
    composer.topics(topics)
    return {language: place_names(keys, language) for language, keys in places.items()}


def relatives(rows: Iterable[StoryRow]) -> Kin:
    """Other versions of these stories that stand, and what they are based on."""
    based: dict[int, tuple[str, str]] = {}
    found = list(rows)
    for batch in in_batches(row.based_on for row in found if row.based_on):
        known = Standing.objects.filter(pk__in=batch).values_list("pk", "language", "address")
        based.update((pk, (language, address)) for pk, language, address in known)
    return Kin(kin_of(row.kin for row in found), based)


def standing_topics(composer: Composer, row: StoryRow) -> list[int]:
    """A story's topics, each merged one replaced by where it went."""
    merged = composer.merged()
    return list(dict.fromkeys(merged.get(topic, topic) for topic in row.topics))


def story_sheet(
    composer: Composer,
    row: StoryRow,
    kin: Kin,
    places: dict[int, str],
    *,
    root: str | None = None,
) -> StorySheet:
    """`root` leads to the release's root where the page is shown somewhere else than in it."""
    here = at.story_page(row.language, row.address)
    same = {
        language: at.story_page(language, address)
        for language, address, _ in kin.kin.get(row.kin, ())
    }
    same[row.language] = here
    body = composer.bodies(row.language).draw(row.body, places)
    found = composer.topics(standing_topics(composer, row))
    topics = [composer.topic_link(found[key], row.language) for key in sorted(found)]
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
        places=tuple(filter(None, (places.get(place, "") for place in row.places))),
        sources=tuple(
            SourceLine(outlet, cites, address, composer.gallery.kept_copy(source))
            for source, outlet, cites, address in row.sources
        ),
        body=Markup(rooted(body, root)),
        based_on=_based_on(composer, row, kin),
        json_ld=json_ld(composer, row, about, [topic.hashtag for topic in topics]),
    )


def marks(row: StoryRow) -> Marks:
    return Marks(
        row.kind, row.video, row.audio, row.photos, row.spoken, row.subtitled, row.corrected
    )


def description(row: StoryRow) -> str:
    """What the story is about in a line: its standfirst, else its first words."""
    return shortened(row.standfirst or clean(first_words(row.body, DESCRIPTION)), DESCRIPTION)


def _based_on(composer: Composer, row: StoryRow, kin: Kin) -> Edition | None:
    source = kin.based_on.get(row.based_on or 0)
    if source is None or source[0] not in composer.house.languages:
        return None
    return composer.edition(source[0], at.story_page(*source))


def json_ld(composer: Composer, row: StoryRow, about: str, hashtags: list[str]) -> Markup:
    """The story as schema.org's NewsArticle. Without addresses: the page has no host. `about`:
    its description."""
    published = row.day.isoformat()
    if row.time is not None:
        published = composer.house.moment(row.day, row.time).isoformat()
    told: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": row.headline,
        "inLanguage": row.language,
        "datePublished": published,
        "publisher": {"@type": "NewsMediaOrganization", "name": composer.house.name},
    }
    if row.corrected:
        told["dateModified"] = max(row.corrected, row.day).isoformat()
    if about:
        told["description"] = about
    if row.bylines:
        told["author"] = [{"@type": "Person", "name": name} for name, _ in row.bylines]
    if hashtags:
        told["keywords"] = hashtags
    text = orjson.dumps(told).decode()
    for letter, escape in _FOR_SCRIPT:
        text = text.replace(letter, escape)
    return Markup(text)
