"""Places of the gazetteer as places of the record."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from solidary.gazetteer import WRITINGS, Gazetteer, gazetteer
from solidary.gazetteer import Place as Found
from solidary.stories.models import Place
from solidary.stories.models.place import PlaceName


def row_of(found: Found, languages: Sequence[str]) -> Place:
    """The place of the record that is this one; made, with its names in the newsroom's languages, where
    there is none. What an editor has named stays as it is."""
    row = Place.objects.filter(geonames_id=found.id).first()
    if row is not None:
        return row
    row = Place(
        geonames_id=found.id, country=found.country,
        latitude=_degrees(found.latitude), longitude=_degrees(found.longitude),
    )  # fmt: skip
    row.names = [PlaceName(language=each, name=name_of(found, each)) for each in languages]
    row.save()
    return row


def name_of(place: Found, language: str, places: Gazetteer | None = None) -> str:
    """What a language calls a place; its parent language, where it has no names of its own."""
    parent = language.partition("-")[0]
    writing = next((each for each in (language, parent) if each in WRITINGS), "en")
    return (places or gazetteer()).name(place, writing)


def _degrees(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(f"{value:.5f}")
