"""What people find who typed a hashtag after a language: a way to its topic."""

from __future__ import annotations

from collections.abc import Iterator

from solidary.press.drawing.composer import Composer
from solidary.press.drawing.redirects import friendly_redirect
from solidary.press.index.moves import Changes
from solidary.press.index.topics import topic_of_name
from solidary.press.kinds.kind import Key, PageKind
from solidary.press.kinds.parts import Part
from solidary.press.models import FriendlyName
from solidary.release import addresses as at


class FriendlyPage(PageKind):
    """Key: language, and a hashtag as it is spelled, or in small letters.

    Readers see one spelling and may type another, and most servers tell capitals from small letters:
    so both lead on. A disk that doesn't has one file for the two, and their bytes are the same.
    """

    name = "friendly name"
    overlay = True

    def address(self, *key: str) -> str:
        return at.friendly_page(*key)

    def touched(self, changes: Changes) -> Iterator[Key]:
        """What leads to a topic comes and goes with its page, and moves with its names."""
        around = changes.around
        for count in changes.counts:
            if count.listing.key and not count.part and count.came_or_went:
                for name in around.friendly.get(count.listing.key, ()):
                    yield from ((language, name) for language in around.languages)
        for move in changes.topics:
            for name in move.names:
                yield from ((language, name) for language in around.languages)

    def every(self, composer: Composer, part: Part) -> Iterator[Key]:
        rows = FriendlyName.objects.values_list("name", "spelling")
        for name in sorted({each for row in rows for each in row}):
            yield from ((language, name) for language in composer.newsroom.languages)

    def draw(self, composer: Composer, *key: str) -> bytes | None:
        language, name = key
        topic = topic_of_name(name)
        target = composer.topics([topic]).get(topic) if topic is not None else None
        return friendly_redirect(composer, target, language, self.address(language, name))
