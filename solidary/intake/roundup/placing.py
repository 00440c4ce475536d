"""From a place as somebody typed it to the heading of a dispatch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from solidary.gazetteer import Gazetteer, Place, fold, gazetteer, match
from solidary.intake.roundup.material import Choice

LONGEST_NAME = 120
"""Letters of a place in an editor's own words."""


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a contribution is from."""

    place: Place | None = None
    named: str = ""
    """in the editor's own words, where the gazetteer has no such place"""
    sure: bool = False
    """nobody has to look at it"""
    several: tuple[Place, ...] = ()
    """other places that may be meant"""
    chosen: bool = False
    """an editor said so"""

    @property
    def key(self) -> str:
        """What contributions from one place have in common; '' for none."""
        if self.place is not None:
            return str(self.place.id)
        return f"n{fold(self.named)}" if self.named else ""


NOWHERE = Placed()


def placed(
    typed: str,
    language: str,
    choice: Choice,
    known: Mapping[str, int] | None = None,
    *,
    story_language: str = "en",
    places: Gazetteer | None = None,
) -> Placed:
    """Where it is from: as an editor chose, else as the typed text is read. `known`: spellings that
    editors gave a place to; `language`: of the form."""
    places = places or gazetteer()
    if choice.nowhere:
        return Placed(sure=True, chosen=True)
    if choice.place is not None and (place := places.by_id(choice.place)) is not None:
        return Placed(place, sure=True, chosen=True)
    if named := " ".join(choice.named.split())[:LONGEST_NAME]:
        found = match(named, language=story_language, known=known, places=places)
        if found.place is not None and found.sure:
            return Placed(found.place, sure=True, several=found.several, chosen=True)
        return Placed(named=named, sure=True, several=_all(found), chosen=True)
    if not typed.strip():
        return NOWHERE
    found = match(typed, language=language, known=known, places=places)
    return Placed(found.place, sure=found.sure, several=found.several)


def _all(found: object) -> tuple[Place, ...]:
    place, several = getattr(found, "place", None), getattr(found, "several", ())
    return (place, *several) if place is not None else tuple(several)
