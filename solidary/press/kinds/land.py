"""The land of maps: one file for Europe, one for the world, which every map shows."""

from __future__ import annotations

from collections.abc import Iterator

from solidary.press.drawing.composer import Composer
from solidary.press.drawing.maps import land_file
from solidary.press.kinds.kind import Key, PageKind
from solidary.press.kinds.parts import Part
from solidary.release import addresses as at
from solidary.site.maps.land_map import MAPS


class LandFile(PageKind):
    """Key: the file's name. It follows from the program; when that changes, everything is due."""

    name = "land"

    def address(self, *key: str) -> str:
        return at.DRESS + key[0]

    def every(self, composer: Composer, part: Part) -> Iterator[Key]:
        yield from ((land_map.file_name,) for land_map in MAPS)

    def draw(self, composer: Composer, *key: str) -> bytes | None:
        found = (each.land for each in MAPS if land_file(each) == self.address(*key))
        return next(found, None)
