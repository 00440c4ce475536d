"""Front pages: one a language, and the first language's at the root as well."""

from __future__ import annotations

from collections.abc import Iterator

from solidary.press.drawing.composer import Composer
from solidary.press.drawing.listed import Listed, chosen, newest
from solidary.press.index.moves import Changes
from solidary.press.kinds.kind import Key, PageKind
from solidary.press.kinds.parts import Part
from solidary.press.models import ArchiveCount, TopicStanding
from solidary.press.reading.newsroom import OwnWords
from solidary.release import addresses as at
from solidary.release.addresses import TOPIC, every_story, topic_listing
from solidary.site.sheets import FrontSheet, TopicTeaser
from solidary.stories.models import Front, FrontStory, FrontTopic

OTHERS = 5
"""Stories below the lead where no editor has chosen any."""
TOPICS = 12
"""Topics on a front page that no editor has laid out."""
TEASED = 3
"""Stories shown for each of them."""


def _fronts_touched(changes: Changes) -> set[str]:
    """Languages whose front page may differ."""
    if changes.fronts or changes.topics:
        return set(changes.around.languages)
    return changes.languages()


class FrontPage(PageKind):
    """Key: language."""

    name = "front"

    def address(self, *key: str) -> str:
        return at.front_page(*key)

    def touched(self, changes: Changes) -> Iterator[Key]:
        for language in _fronts_touched(changes):
            yield (language,)

    def every(self, composer: Composer, part: Part) -> Iterator[Key]:
        for language in composer.newsroom.languages:
            yield (language,)

    def draw(self, composer: Composer, *key: str) -> bytes | None:
        (language,) = key
        if language not in composer.newsroom.languages:
            return None
        return _drawn(composer, language, self.address(language))


class RootIndex(PageKind):
    """There is one; its key is empty."""

    name = "root index"

    def address(self, *key: str) -> str:
        return at.ROOT_INDEX

    def touched(self, changes: Changes) -> Iterator[Key]:
        if changes.around.languages[0] in _fronts_touched(changes):
            yield ("",)

    def every(self, composer: Composer, part: Part) -> Iterator[Key]:
        yield ("",)

    def draw(self, composer: Composer, *key: str) -> bytes:
        return _drawn(composer, composer.newsroom.languages[0], at.ROOT_INDEX)


def _drawn(composer: Composer, language: str, here: str) -> bytes:
    front = Front.objects.filter(language=language).first()
    lead, others = _stories(composer, front, language)
    newsroom = composer.newsroom
    sheet = FrontSheet(
        page=composer.page(
            language,
            here,
            {code: at.front_page(code) for code in newsroom.languages},
            title=newsroom.name,
            description=newsroom.words.get(language, OwnWords()).tagline,
            default=at.ROOT_INDEX,
        ),
        lead=lead.item if lead else None,
        others=tuple(story.item for story in others),
        topics=tuple(_teasers(composer, front, language)),
    )
    return composer.render(language, "front.html", sheet)


def _stories(
    composer: Composer, front: Front | None, language: str
) -> tuple[Listed | None, list[Listed]]:
    """The lead and what follows: as chosen, else the newest ones."""
    latest = newest(composer, every_story(language), OTHERS + 2)
    lead = None
    picked: list[Listed] = []
    if front is not None:
        led = chosen(composer, [front.lead_id], language) if front.lead_id else []
        lead = led[0] if led else None
        rows = FrontStory.objects.filter(front=front).order_by("sort_order", "pk")
        picked = chosen(composer, rows.values_list("story_id", flat=True), language)
    if lead is None:
        lead = next(iter(latest), None)
    if not picked:
        picked = latest
    others = [story for story in picked if lead is None or story.story != lead.story]
    return lead, others if front is not None and picked is not latest else others[:OTHERS]


def _teasers(composer: Composer, front: Front | None, language: str) -> Iterator[TopicTeaser]:
    keys: list[int] = []
    if front is not None:
        rows = FrontTopic.objects.filter(front=front).order_by("sort_order", "pk")
        merges = composer.merges()
        keys = [merges.end_of(key) for key in rows.values_list("topic_id", flat=True)]
    keys = list(dict.fromkeys(keys or _newest_topics(language)))
    topics = composer.topics(keys)
    listings = {key: topic_listing(row.address, language) for key, row in topics.items()}
    composer.counts.fetch(listings.values())
    for key in keys:
        if key not in topics or not composer.stands(listings[key]):
            continue
        items = newest(composer, listings[key], TEASED)
        yield TopicTeaser(
            topic=composer.topic_link(topics[key], language),
            standfirst=topics[key].standfirst(language),
            items=tuple(story.item for story in items),
            total=composer.counts.of(listings[key])(""),
        )


def _newest_topics(language: str) -> list[int]:
    """Topics by their newest stories; of two with the same, the one that was made first."""
    wholes = ArchiveCount.objects.filter(language=language, level=0, kind=TOPIC)
    ordered = wholes.order_by("newest").values_list("newest", "key")
    first = list(ordered[:TOPICS])
    # All that share the last one's newest story are looked at: which of them is on isn't told yet.
    newest_of = {
        topic: newest for newest, topic in ordered.filter(newest__in={each for each, _ in first})
    }
    keys = TopicStanding.objects.filter(address__in=newest_of).values_list("pk", "address")
    return [key for _, key in sorted((newest_of[topic], key) for key, topic in keys)][:TOPICS]
