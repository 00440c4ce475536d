"""The style sheets and the icons, in the newsroom's colour."""

from __future__ import annotations

from collections.abc import Iterator

from solidary.press.drawing.composer import Composer
from solidary.press.kinds.kind import Key, PageKind
from solidary.press.kinds.parts import Part
from solidary.release import addresses as at


class DressFile(PageKind):
    """Key: the file's name. All follow from the newsroom; when that changes, everything is due."""

    name = "dress"

    def address(self, *key: str) -> str:
        return at.DRESS + key[0]

    def every(self, composer: Composer, part: Part) -> Iterator[Key]:
        for address in _files(composer):
            yield (address.removeprefix(at.DRESS),)

    def draw(self, composer: Composer, *key: str) -> bytes | None:
        return _files(composer).get(self.address(*key))


def _files(composer: Composer) -> dict[str, bytes]:
    newsroom = composer.newsroom
    return dict((newsroom.stylesheet, newsroom.chronicle_style, newsroom.icon))


class IconFile(PageKind):
    """Key: the name of a picture at the root, where programs look for it without being told."""

    name = "icon"

    def address(self, *key: str) -> str:
        return key[0]

    def every(self, composer: Composer, part: Part) -> Iterator[Key]:
        yield from ((name,) for name in composer.newsroom.icons)

    def draw(self, composer: Composer, *key: str) -> bytes | None:
        return composer.newsroom.icons.get(self.address(*key))
