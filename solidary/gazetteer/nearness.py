"""How far places are from each other."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

from solidary.gazetteer.place import Place

EARTH = 6371.0
"""Mean radius in kilometres."""
NEIGHBOURS = 40.0
"""Kilometres within which a place is a part or a suburb of a larger one."""


def distance(one: Place, other: Place) -> float | None:
    """Kilometres between two places, by the haversine formula; None where one is no point."""
    if one.latitude is None or one.longitude is None:
        return None
    if other.latitude is None or other.longitude is None:
        return None
    north, south = radians(one.latitude), radians(other.latitude)
    half = sin((south - north) / 2) ** 2
    half += cos(north) * cos(south) * sin(radians(other.longitude - one.longitude) / 2) ** 2
    return 2 * EARTH * asin(min(1.0, sqrt(half)))


def near(one: Place, other: Place) -> bool:
    """Whether two places are neighbours, or one is a part of the other."""
    between = distance(one, other)
    return between is not None and between <= NEIGHBOURS
