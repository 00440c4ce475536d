"""What a roundup is made of: contributions as the keeper reads them out, and what an editor chose."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

CREDIT = "credit"
"""What stands for the credit where parts of it are kept, beside the names of envelopes."""


@dataclass(frozen=True, slots=True)
class Text:
    """The words of one envelope."""

    envelope: str
    words: str
    accepted: bool = True
    """whether somebody accepted this envelope: what is added later waits by itself"""


@dataclass(frozen=True, slots=True)
class Picture:
    """A file that can be shown."""

    envelope: str
    item: str
    accepted: bool = True
    covered: bool = False
    """whether somebody confirmed what is covered in it, or that nothing has to be"""


@dataclass(frozen=True, slots=True)
class Material:
    """One contribution."""

    ref: str
    came_on: date
    texts: tuple[Text, ...] = ()
    pictures: tuple[Picture, ...] = ()
    place: str = ""
    """as typed"""
    when: str = ""
    """the day, as typed"""
    topic: str = ""
    """the address of one"""
    language: str = ""
    """of the form it was sent by"""
    credit: str = ""
    """as asked; '' for the usual one"""
    may_quote: bool = False
    may_show_faces: bool = False
    unshown: int = 0
    """files that can't be shown yet"""
    unreadable: bool = False
    """this key doesn't open all of it, or something is damaged"""
    there_already: bool = False
    """the story this is for shows it"""


class Shape(StrEnum):
    """How the words of a contribution are shown."""

    QUOTE = "quote"
    TEXT = "text"
    WISH = "wish"
    OUT = "out"


@dataclass(frozen=True, slots=True)
class Choice:
    """What an editor said about one contribution. Nothing said: as it is proposed."""

    place: int | None = None
    """a GeoNames id"""
    named: str = ""
    """a place in the editor's own words"""
    nowhere: bool = False
    """without a place, whatever was typed"""
    shape: Shape | None = None
    kept: Mapping[str, frozenset[int]] = field(default_factory=dict)
    """envelope, or CREDIT → which give-aways of its words stay, by number"""


PROPOSED = Choice()
