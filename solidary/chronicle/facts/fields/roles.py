"""A place as a sentence names it: in which role, and whether it is rather what the action is about."""

from __future__ import annotations

from dataclasses import dataclass

from solidary.chronicle.facts import names
from solidary.chronicle.facts.annotated import Annotated
from solidary.chronicle.facts.story import Where
from solidary.gazetteer import Place, gazetteer

ROLES = {
    "town behind a preposition": 6, "embassy": 6, "capital of a country": 6, "landmark": 6, "seat of a nation": 5, "first place of a way": 6,
    "town before a colon": 6, "streets or centre of a town": 6, "town that owns a venue": 5, "adjective of a town": 5,
    "dateline": 4, "people of a town": 4, "town in a headline": 3, "town": 1, "country behind a preposition": 2,
    "embassy at home": 1, "capital at home": 2, "country": 0,
}  # fmt: skip
"""Rule → how much it says that the action was there."""
TOPIC_REACH = 7
"""Tokens behind "support of" within which a place is what the action is about."""
_LOCATIVE = "e"
"""How all Lithuanian cases that say "in" end: Vilniuje, Kaune, Trakuose."""


@dataclass(frozen=True, slots=True)
class Found:
    """A place that a sentence names, and the role in which it does."""

    where: Where
    place: Place | None
    start: int
    end: int
    rule: str
    about: bool
    """Whether it is rather what the action is about."""

    @property
    def worth(self) -> int:
        return ROLES[self.rule] - (5 if self.about else 0)


def where_of(place: Place) -> Where:
    name = gazetteer().name(place, "en")
    return Where(name, place.country, place.latitude, place.longitude, place.id)


def is_about(sentence: Annotated, place: int) -> bool:
    """Whether a word such as "support of" stands before a place, and no action between them."""
    if _is_passed(sentence, place):
        return False
    for mark in sentence.all("topic"):
        near = mark.end <= place <= mark.end + TOPIC_REACH
        if (
            near
            and sentence.same_clause(mark.start, place)
            and not any(
                mark.end <= cue.start < place
                for cue in sentence.all("forms", "deeds", "held", "gathered")
            )
        ):
            return True
    return False


def nation_at(sentence: Annotated, place: int) -> str | None:
    """The country that a token is an adjective, or a name, of."""
    if not 0 <= place < len(sentence.tokens):
        return None
    if mark := sentence.at(place, "nations"):
        return str(mark.value)
    token = sentence.tokens[place]
    return names.country(token.key, sentence.lexicon.bends) if token.capital else None


def _is_passed(sentence: Annotated, place: int) -> bool:
    """Whether people go through a place: "marched through Vilnius", „zogen durch Bonn“."""
    through = sentence.ending(place, "through") and not sentence.ending(place, "start")
    return bool(through and sentence.spoken("deeds", "going", "gathered"))


def is_inside(sentence: Annotated, place: int) -> bool:
    """Whether a token stands behind "in", or in a case that says so."""
    if sentence.ending(place, "inside") is not None or _is_passed(sentence, place):
        return True
    return sentence.lexicon.code == "lt" and sentence.tokens[place].key.endswith(_LOCATIVE)
