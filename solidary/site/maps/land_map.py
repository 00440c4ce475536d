"""The maps readers see: a projection, its frame, and the file in which its land is drawn.

A position on a map is a pair of fractions of its width and height, from its upper left corner: it
holds whatever size the map is shown at.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from solidary.site.maps.projections import Conic, EqualEarth, Flat, Projection, Spot

FOLDER = Path(__file__).parent
WIDTH = 2_000
"""Units of a land file, from its left to its right."""


class At(NamedTuple):
    """A position on a map: fractions of its width and height, from the upper left corner."""

    x: float
    y: float


@dataclass(frozen=True)
class LandMap:
    """One map. Its frame is given on the projection's plane, in radii of the globe."""

    name: str
    projection: Projection
    left: float
    right: float
    bottom: float
    top: float

    @cached_property
    def height(self) -> int:
        """Units of its land file, from its top to its bottom."""
        return round(WIDTH * (self.top - self.bottom) / (self.right - self.left))

    @property
    def ratio(self) -> float:
        """Height over width."""
        return self.height / WIDTH

    @property
    def path(self) -> Path:
        """Where the program has its land file."""
        return FOLDER / f"{self.name}.svg"

    @cached_property
    def land(self) -> bytes:
        """Its land file: the countries, with colours for light and dark in it."""
        return self.path.read_bytes()

    @cached_property
    def file_name(self) -> str:
        """What the land file is called where it is published: named by its content, so that it may
        be kept for ever."""
        return f"{self.name}-{sha256(self.land).hexdigest()[:8]}.svg"

    def at(self, longitude: float, latitude: float) -> At:
        """Where a point of the globe is on the map; outside of 0 to 1 where it lies beyond it."""
        flat = self.projection.project(Spot(longitude, latitude))
        return At(
            (flat.x - self.left) / (self.right - self.left),
            (self.top - flat.y) / (self.top - self.bottom),
        )

    def shows(self, longitude: float, latitude: float) -> bool:
        """Whether a point of the globe lies inside the frame."""
        at = self.at(longitude, latitude)
        return 0 <= at.x <= 1 and 0 <= at.y <= 1

    def spot(self, at: At) -> Spot | None:
        """What lies at a position: longitude and latitude in degrees; None where there is no globe."""
        return self.projection.unproject(
            Flat(
                self.left + at.x * (self.right - self.left),
                self.top - at.y * (self.top - self.bottom),
            )
        )


EUROPE = LandMap("europe", Conic(18, 40, 62), left=-0.385, right=0.375, bottom=-1.11, top=-0.428)
"""From Iceland and Lisbon to the Caucasus, from the North Cape to Jerusalem."""
WORLD = LandMap("world", EqualEarth(11), left=-2.5, right=2.5, bottom=-1.04, top=1.3)
"""All that people live on."""
MAPS = (EUROPE, WORLD)
ENOUGH = 0.75
"""What part of the places has to lie in Europe for its map to be the better one."""


def map_for(spots: Iterable[Spot]) -> LandMap:
    """The map that shows most of these places best: Europe where most are there, else the world."""
    inside = [EUROPE.shows(*spot) for spot in spots]
    return EUROPE if sum(inside) >= ENOUGH * len(inside) else WORLD


@dataclass(frozen=True)
class Cut:
    """A part of a map, in fractions of it, shown at the size of a whole one."""

    land_map: LandMap
    left: float = 0.0
    top: float = 0.0
    width: float = 1.0
    height: float = 1.0

    @property
    def ratio(self) -> float:
        """Height over width, as shown."""
        return self.land_map.ratio * self.height / self.width

    @property
    def view_box(self) -> str:
        """In units of the land file, as SVG has it."""
        across, down = WIDTH, self.land_map.height
        numbers = (self.left * across, self.top * down, self.width * across, self.height * down)
        return " ".join(str(round(number)) for number in numbers)

    def at(self, longitude: float, latitude: float) -> At:
        """Where a point of the globe is on this part; outside of 0 to 1 where it lies beyond it."""
        at = self.land_map.at(longitude, latitude)
        return At((at.x - self.left) / self.width, (at.y - self.top) / self.height)

    def spot(self, at: At) -> Spot | None:
        """What lies at a position of this part; None where there is no globe."""
        return self.land_map.spot(At(self.left + at.x * self.width, self.top + at.y * self.height))


LEAST = {EUROPE.name: 0.34, WORLD.name: 0.3}
"""Map → how much of its width a cut has at least: a coast drawn for the whole shows corners below."""
_MARGIN = 0.09
_FLAT, _TALL = 0.75, 1.05
"""Ratios between which a cut of a map is."""


def cut_for(land_map: LandMap, spots: Iterable[Spot], *, least: float = 0.0) -> Cut:
    """The part of a map that these places are on; those beyond the map count for nothing. `least`: the
    part of its width that is shown at least, that of `LEAST` unless given."""
    shown = [land_map.at(*spot) for spot in spots if land_map.shows(*spot)]
    if not shown:
        return Cut(land_map)
    left, right = min(at.x for at in shown), max(at.x for at in shown)
    top, bottom = min(at.y for at in shown), max(at.y for at in shown)
    width = max(right - left + 2 * _MARGIN, least or LEAST[land_map.name])
    height = bottom - top + 2 * _MARGIN
    width = max(width, height * land_map.ratio / _TALL)
    height = max(height, width * min(_FLAT, land_map.ratio) / land_map.ratio)
    width, height = min(width, 1.0), min(height, 1.0)
    return Cut(
        land_map,
        min(max((left + right - width) / 2, 0.0), 1.0 - width),
        min(max((top + bottom - height) / 2, 0.0), 1.0 - height),
        width,
        height,
    )
