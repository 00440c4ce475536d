"""A place, and a place as the bearer of a name."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class Kind(IntEnum):
    """What a place is."""

    COUNTRY = 1
    AREA = 2
    """A part of a country, such as a state or a voivodeship."""
    TOWN = 3
    """A city, a town, a village, or a part of a city that GeoNames has as one."""


@dataclass(frozen=True)
class Place:
    """A place: its GeoNames id, country (ISO 3166), part of the country (GeoNames' admin code), people;
    latitude and longitude in degrees, None for countries and areas: they are no point."""

    number: int
    """Its number in the file; another file numbers otherwise. The id stays."""
    id: int
    kind: Kind
    country: str
    area: str
    population: int
    capital: bool
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True)
class Bearer:
    """A place that bears a name: in which writings, and whether that is known (`firm`) or only listed."""

    place: Place
    writings: tuple[str, ...]
    firm: bool
