"""What a check found, and where: named here, worded at the desk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

BODY = "body"


class Found(StrEnum):
    """What can be wrong with a draft. Each names the facts its finding gives."""

    NO_HEADLINE = "no headline"
    NEEDED = "something needed is left open"
    """block and field: their labels, `block` only where it is in one"""
    GONE = "something shown is gone"
    """block and field: their labels"""
    TIME_WITHOUT_DAY = "time without a date"
    NO_STANDFIRST = "no standfirst"
    NO_WORDS = "no words in the body"
    ONLY_HASHTAGS = "only hashtags"
    """field"""
    UNTRANSLATED = "untranslated field"
    """field, words"""
    UNTRANSLATED_BLOCK = "untranslated block"
    """words: how it begins"""
    NO_ALT_TEXT = "no alternative text"
    """name: of the photo"""
    FOREIGN_ALT_TEXT = "alternative text in another language"
    """name: of the photo"""
    NO_CREDIT = "no credit"
    """name: of the photo or recording"""
    CONSENT_NOT_SAID = "consent not said"
    """name: of the photo or recording"""
    NO_TOPIC = "no topic"
    NO_PLACE = "no place"
    DISPATCH_WITHOUT_PLACE = "dispatch without a place"
    """words: how it begins"""
    DEAD_LINK = "dead link"
    """link"""
    LINK_TO_UNPUBLISHED = "link to an unpublished story"
    """headline"""
    LINK_TO_WITHDRAWN = "link to a withdrawn story"
    """headline"""
    NO_DAY = "no date"
    DAY_AHEAD = "date ahead"
    """day"""
    TIME_AHEAD = "time ahead"
    """time, zone"""
    CORRECTION_AHEAD = "correction ahead"
    """day"""


FORBIDDING = frozenset({Found.NO_HEADLINE, Found.NEEDED, Found.GONE, Found.TIME_WITHOUT_DAY})
"""What the form of a story refuses when it is published, whatever anybody decides."""


@dataclass(frozen=True, slots=True)
class Finding:
    """`place`: the story's field it is in; `block`: the id of the block, where that is the body;
    `thing`: kind and key of what has to be mended elsewhere."""

    found: Found
    place: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    block: str = ""
    thing: tuple[str, int] | None = None

    @property
    def forbids(self) -> bool:
        """Whether the story can't be published as long as this is so."""
        return self.found in FORBIDDING
