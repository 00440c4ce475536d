"""Story pages: drawn by the batch, each on its own; one that fails stops only itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from solidary.press.drawing.composer import Composer
from solidary.press.drawing.stories import draw_story, prepare, relatives
from solidary.press.index.moves import Changes
from solidary.press.kinds.kind import Drawn, Key, PageKind, Undrawable
from solidary.press.kinds.parts import STORIES, Part
from solidary.press.models import Standing
from solidary.press.reading.asking import in_batches
from solidary.press.reading.stories import story_rows
from solidary.release import addresses as at

TOGETHER = 200
"""Due stories read in one go."""


class StoryPage(PageKind):
    """Key: language, the story's address."""

    name = "story"
    leaf = True
    section = r"[^/]+/s(?=/)"
    drawn_in = (STORIES,)

    def address(self, *key: str) -> str:
        language, story = key
        return at.story_page(language, story)

    def touched(self, changes: Changes) -> Iterator[Key]:
        """Its own page, those of other versions where they can notice, those that link to what came or
        went, and those that report an action that is said otherwise."""
        yield from changes.linking.stories
        for move in changes.moves:
            for stand in move.standings():
                yield stand.language, stand.address
                if not move.seen_elsewhere:
                    continue
                for language, address, _ in changes.around.translations.get(
                    stand.translation_key, ()
                ):
                    yield language, address
                yield from changes.around.translated.get(stand.story, ())
        for action in changes.actions:
            if action.seen_on_stories:
                for reported in action.shown():
                    yield from reported.stories

    def came_or_went(self, changes: Changes) -> Iterator[Key]:
        for move in changes.moves:
            pages = {(stand.language, stand.address) for stand in move.standings()}
            if len(pages) == 2 or None in (move.old, move.new):
                yield from pages

    def every(self, composer: Composer, part: Part) -> Iterable[Key]:
        first, last = map(int, part.bounds)
        rows = Standing.objects.filter(pk__gte=first, pk__lte=last)
        keys: Iterable[Key] = rows.values_list("language", "address")
        return keys

    def draw(self, composer: Composer, *key: str) -> bytes | None:
        for _, drawn in self.draw_many(composer, [key]):
            if isinstance(drawn, Undrawable):
                raise ValueError(drawn.reason)
            return drawn
        return None

    def draw_many(self, composer: Composer, keys: Iterable[Key]) -> Iterator[tuple[Key, Drawn]]:
        wanted = {address: (language, address) for language, address in keys}
        for batch in in_batches(wanted, TOGETHER):
            rows = Standing.objects.filter(address__in=batch).values_list("pk", "language")
            drawn = dict(_drawn(composer, dict(rows)))
            for address in batch:
                yield wanted[address], drawn.get(wanted[address])

    def draw_part(self, composer: Composer, part: Part) -> Iterator[tuple[Key, Drawn]]:
        first, last = map(int, part.bounds)
        rows = Standing.objects.filter(pk__gte=first, pk__lte=last).order_by("pk")
        yield from _drawn(composer, dict(rows.values_list("pk", "language")))


def _drawn(composer: Composer, languages: dict[int, str]) -> Iterator[tuple[Key, Drawn]]:
    """Each standing story's page, or why it can't be drawn. `languages`: story → its language."""
    rows = story_rows(languages)
    others = relatives(rows.values())
    places = prepare(composer, rows.values())
    for story in languages:
        row = rows.get(story)
        if row is None:
            continue
        key = (row.language, row.address)
        try:
            yield key, draw_story(composer, row, others, places[row.language])
        except Exception as error:
            yield key, Undrawable(story, row.headline, f"{type(error).__name__}: {error}")
