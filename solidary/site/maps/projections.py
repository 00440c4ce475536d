"""How a point of the globe comes onto a plane, and back: on a sphere, with its radius as the unit.

Longitude and latitude are degrees; x grows to the east, y to the north.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from math import asin, atan, atan2, cos, degrees, hypot, log, pi, radians, sin, sqrt, tan
from typing import NamedTuple


class Flat(NamedTuple):
    """A point of the plane."""

    x: float
    y: float


class Spot(NamedTuple):
    """A point of the globe, in degrees."""

    longitude: float
    latitude: float


class Projection(ABC):
    """A way onto the plane and back."""

    middle: float
    """the longitude that runs straight up"""

    @abstractmethod
    def project(self, spot: Spot) -> Flat:
        """Where a point of the globe lies on the plane."""

    @abstractmethod
    def unproject(self, flat: Flat) -> Spot | None:
        """The point of the globe that lies there; None where none does."""

    def east_of_middle(self, longitude: float) -> float:
        """Radians east of the middle, from −π up to π."""
        return radians((longitude - self.middle + 180) % 360 - 180)


def _upward(latitude: float) -> float:
    return tan(pi / 4 + latitude / 2)


@dataclass(frozen=True)
class Conic(Projection):
    """Lambert's conformal conic: shapes are true everywhere, lengths along two parallels.

    Snyder, "Map Projections: A Working Manual" (1987), p. 107.
    """

    middle: float
    south: float
    north: float
    cone: float = field(init=False)
    reach: float = field(init=False)

    def __post_init__(self) -> None:
        south, north = radians(self.south), radians(self.north)
        cone = log(cos(south) / cos(north)) / log(_upward(north) / _upward(south))
        object.__setattr__(self, "cone", cone)
        object.__setattr__(self, "reach", cos(south) * _upward(south) ** cone / cone)

    def project(self, spot: Spot) -> Flat:
        """The south pole lies nowhere; what is near it lies very far away."""
        latitude = radians(max(spot.latitude, -89.0))
        away = 0.0 if spot.latitude >= 90 else self.reach / _upward(latitude) ** self.cone
        turn = self.cone * self.east_of_middle(spot.longitude)
        return Flat(away * sin(turn), -away * cos(turn))

    def unproject(self, flat: Flat) -> Spot | None:
        turn = atan2(flat.x, -flat.y)
        away = hypot(flat.x, flat.y)
        if abs(turn) > self.cone * pi:
            return None
        if away == 0:
            return Spot(self.middle, 90.0)
        latitude = 2 * atan((self.reach / away) ** (1 / self.cone)) - pi / 2
        longitude = self.middle + degrees(turn / self.cone)
        return Spot((longitude + 180) % 360 - 180, degrees(latitude))


@dataclass(frozen=True)
class EqualEarth(Projection):
    """Equal Earth: areas are true, and shapes pleasant.

    Šavrič, Patterson and Jenny, "The Equal Earth map projection" (2018).
    """

    middle: float

    def project(self, spot: Spot) -> Flat:
        up = asin(sqrt(3) / 2 * sin(radians(spot.latitude)))
        along = self.east_of_middle(spot.longitude) * cos(up) * 2 / sqrt(3)
        return Flat(along / _slope(up), _height(up))

    def unproject(self, flat: Flat) -> Spot | None:
        top = _height(pi / 3)
        if abs(flat.y) > top:
            return None
        up = flat.y
        for _ in range(12):
            up -= (_height(up) - flat.y) / _slope(up)
        along = flat.x * _slope(up) * sqrt(3) / 2 / cos(up)
        if abs(along) > pi:
            return None
        latitude = degrees(asin(max(-1.0, min(1.0, 2 / sqrt(3) * sin(up)))))
        longitude = (self.middle + degrees(along) + 180) % 360 - 180
        return Spot(longitude, latitude)


_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796


def _height(up: float) -> float:
    square = up * up
    return up * (_A1 + _A2 * square + square**3 * (_A3 + _A4 * square))


def _slope(up: float) -> float:
    square = up * up
    return _A1 + 3 * _A2 * square + square**3 * (7 * _A3 + 9 * _A4 * square)
