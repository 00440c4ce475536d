"""Maps of pages: the land file and the part of it that fits, dots by number, labels where there is room."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import sqrt
from typing import NamedTuple

from solidary.release import addresses as at
from solidary.site.map_sheets import MapDot, MapDrawing, MapLabel
from solidary.site.maps.labels import MIDDLE, VIEWS, Dot, Label, placed
from solidary.site.maps.land_map import WIDTH, LandMap, cut_for, map_for
from solidary.site.maps.projections import Spot

_LARGEST, _SMALLEST, _ONE = 8.0, 2.2, 2.8
"""Radii of dots, in CSS pixels on a narrow map: at most, at least, of one action where there's room."""


class Mapped(NamedTuple):
    """A place to be drawn."""

    longitude: float
    latitude: float
    name: str
    said: str
    actions: int
    href: str = ""

    @property
    def spot(self) -> Spot:
        return Spot(self.longitude, self.latitude)


def land_file(land_map: LandMap) -> str:
    """Where a land file stands in the release."""
    return f"{at.DRESS}{land_map.file_name}"


def best_map(places: Iterable[Mapped]) -> LandMap:
    """The map that shows these places best."""
    return map_for([each.spot for each in places])


def map_of(
    places: Sequence[Mapped], land_map: LandMap, *, threaded: bool = False, least: float = 0.0
) -> MapDrawing:
    """A map of places, the first of them labelled first; those beyond it are left out. `threaded`: a
    line links them in their order. `least`: the part of the map's width that is shown at least."""
    inside = [each for each in places if land_map.shows(each.longitude, each.latitude)]
    cut = cut_for(land_map, [each.spot for each in inside], least=least)
    most = max((each.actions for each in inside), default=1)
    dots = [
        Dot(cut.at(each.longitude, each.latitude), _radius(each.actions, most), each.name)
        for each in inside
    ]
    labels: dict[int, list[Label]] = {}
    for label in placed(dots, cut.ratio):
        labels.setdefault(label.dot, []).append(label)
    drawn = [
        MapDot(
            x=_percent(dot.at.x),
            y=_percent(dot.at.y),
            radius=dot.radius,
            name=each.name,
            said=each.said,
            href=each.href,
            labels=tuple(map(_label, labels.get(number, ()))),
        )
        for number, (each, dot) in enumerate(zip(inside, dots, strict=True))
    ]
    ends = [(dot.x, dot.y) for dot in drawn]
    return MapDrawing(
        land=land_file(land_map),
        view_box=cut.view_box,
        width=WIDTH,
        height=land_map.height,
        dots=tuple(sorted(drawn, key=lambda dot: -dot.radius)),
        thread=tuple((*a, *b) for a, b in pairwise(ends)) if threaded else (),
    )


def locator(place: Mapped) -> MapDrawing:
    """A small map of where a place is."""
    land_map = best_map([place])
    return map_of([place], land_map, least=_AROUND[land_map.name])


_AROUND = {"europe": 0.42, "world": 0.3}
"""How much of a map's width is around one place."""


def _radius(actions: int, most: int) -> float:
    """Areas are as the numbers of actions are, but for the smallest, which would be no dots."""
    largest = min(_LARGEST, _ONE * sqrt(most))
    return round(max(_SMALLEST, largest * sqrt(actions / most)), 1)


def _percent(part: float) -> str:
    return f"{part * 100:.2f}%"


def _label(label: Label) -> MapLabel:
    size = VIEWS[label.views[0]].size
    return MapLabel(
        label.right,
        label.down,
        label.anchor,
        " ".join(f"v{number}" for number in label.views),
        round(label.down - size * MIDDLE, 1) if label.led else None,
    )
