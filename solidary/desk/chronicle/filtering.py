"""Which suggestions are shown: chosen in the address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from solidary.chronicle.models import Suggestion
from solidary.chronicle.suggesting.queue import waiting
from solidary.languages import BY_CODE
from solidary.stories.models import Place, Story, Topic

MOST_IN_ORDER = 200
"""Suggestions whose order a page knows ahead."""


@dataclass(frozen=True, slots=True)
class Filter:
    """What an editor chose. What is unknown in an address is as if it weren't there."""

    topic: str = ""
    language: str = ""
    place: str = ""
    """GeoNames' number"""
    day: str = ""
    story: str = ""

    @classmethod
    def read(cls, said: QueryDict) -> Filter:
        language = said.get("language", "")
        day = said.get("day", "")
        return cls(
            _number(said.get("topic", "")),
            language if language in BY_CODE else "",
            _number(said.get("place", "")),
            day if _is_day(day) else "",
            _number(said.get("story", "")),
        )

    def rows(self) -> Any:
        """What waits of it, in the order in which it is decided; nothing where something chosen is gone."""
        asked: dict[str, Any] = {"language": self.language}
        for name, model in (("topic", Topic), ("story", Story)):
            if key := getattr(self, name):
                asked[name] = model._default_manager.filter(pk=key).first()
                if asked[name] is None:
                    return Suggestion.objects.none()
        if self.place:
            # The record may not have the town yet.
            asked["place"] = Place(geonames_id=int(self.place))
        if self.day:
            asked["day"] = date.fromisoformat(self.day)
        return waiting(**asked)

    def query(self, **other: object) -> str:
        """The address's query for this choice and more; '' for the usual one."""
        names = ("topic", "language", "place", "day", "story")
        said = {name: getattr(self, name) for name in names}
        said |= {name: str(value) for name, value in other.items()}
        found = urlencode({name: value for name, value in said.items() if value})
        return f"?{found}" if found else ""


def _number(text: str) -> str:
    return text if text.isascii() and text.isdigit() and len(text) < 16 else ""


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
