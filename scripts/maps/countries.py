"""The countries of the world as rings of points, with borders as our gazetteer has them.

Natural Earth draws who holds a place; GeoNames, and so our gazetteer, says to which country it
belongs. Where the two differ, this module moves a ring.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.core import get_global

from solidary.site.maps.projections import Spot

Ring = list[Spot]
"""Points of a closed line, the first not again at the end."""

NAMED = {
    "Kosovo": "XK",
    "N. Cyprus": "CY",
    "Somaliland": "SO",
    "Siachen Glacier": "IN",
    "Indian Ocean Ter.": "CX",
}
"""What the source has no code for, and the country GeoNames has its places in."""
MOVED = (
    ("RU", Spot(34.10, 44.95), "UA"),  # Simferopol, in Crimea
    ("FR", Spot(-52.93, 4.35), "GF"),
    ("FR", Spot(55.55, -21.10), "RE"),
    ("FR", Spot(-61.02, 14.65), "MQ"),
    ("FR", Spot(-61.70, 16.05), "GP"),
    ("FR", Spot(-61.50, 16.32), "GP"),
    ("FR", Spot(45.15, -12.80), "YT"),
    ("NO", Spot(16.50, 78.50), "SJ"),
)
"""The ring of a country that holds a point, and the country it belongs to. GeoNames has overseas parts
as countries of their own where ISO 3166 does."""


def countries(path: Path) -> dict[str, list[Ring]]:
    """Country → its rings, lakes and enclaves among them; `path`: TopoJSON of world-atlas."""
    source = json.loads(path.read_text("utf-8"))
    arcs = _arcs(source)
    found: dict[str, list[Ring]] = {}
    for geometry in source["objects"]["countries"]["geometries"]:
        rings = [_ring(numbers, arcs) for numbers in _numbers(geometry)]
        found.setdefault(_code(geometry), []).extend(rings)
    for holder, point, country in MOVED:
        (ring,) = [ring for ring in found[holder] if holds(ring, point)]
        found[holder].remove(ring)
        found.setdefault(country, []).append(ring)
    return {code: dissolved(found[code]) for code in sorted(found)}


def holds(ring: list[Spot], point: Spot) -> bool:
    """Whether a point lies inside a ring, by the even-odd rule."""
    inside = False
    x, y = point
    for (ax, ay), (bx, by) in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            inside = not inside
    return inside


def dissolved(rings: list[Ring]) -> list[Ring]:
    """The outlines of rings that touch: lines that two of them share, one each way, are gone."""
    steps: dict[Spot, list[Spot]] = {}
    lines = {line for ring in rings for line in _lines(ring)}
    for start, end in sorted(lines):
        if (end, start) not in lines:
            steps.setdefault(start, []).append(end)
    found: list[Ring] = []
    while steps:
        start = here = min(steps)
        ring: Ring = []
        while not ring or here != start:
            ring.append(here)
            nexts = steps[here]
            here = nexts.pop(0)
            if not nexts:
                del steps[ring[-1]]
        found.append(ring)
    return found


def _lines(ring: Ring) -> Iterator[tuple[Spot, Spot]]:
    yield from zip(ring, [*ring[1:], ring[0]], strict=True)


def _code(geometry: dict[str, Any]) -> str:
    """ISO 3166 code of two letters."""
    if "id" not in geometry:
        return NAMED[geometry["properties"]["name"]]
    codes: list[str] = get_global("territory_aliases")[geometry["id"]]
    return codes[0]


def _arcs(source: dict[str, Any]) -> list[Ring]:
    (scale_x, scale_y), (move_x, move_y) = (source["transform"][k] for k in ("scale", "translate"))
    found = []
    for arc in source["arcs"]:
        x = y = 0
        line = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            longitude, latitude = x * scale_x + move_x, y * scale_y + move_y
            # One meridian, so that what is cut there comes together again.
            line.append(
                Spot(round(longitude if longitude > -179.9999 else 180, 4), round(latitude, 4))
            )
        found.append(line)
    return found


def _numbers(geometry: dict[str, Any]) -> Iterator[list[int]]:
    several = geometry["type"] == "MultiPolygon"
    for polygon in geometry["arcs"] if several else [geometry["arcs"]]:
        yield from polygon


def _ring(numbers: list[int], arcs: list[Ring]) -> Ring:
    ring: Ring = []
    for number in numbers:
        ring += arcs[number][:-1] if number >= 0 else arcs[~number][:0:-1]
    return ring
