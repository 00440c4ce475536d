"""What a block is declared of: a name, words for the desk, and fields of a few types.

A declaration says all there is to know about a block once. From it follow the desk's
form (`form.py`), plain words (`plain.py`), what a body shows (`uses.py`), the wire's checks
and schema, and what the press hands to the block's template.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeAlias

from django.utils.functional import Promise

Label: TypeAlias = str | Promise
"""Words, or words that are translated when they are shown."""
RawBlock = dict[str, Any]
"""One block as it is stored: {"type": …, "value": …, "id": …}."""
MOST_ROWS, MOST_COLUMNS, LONGEST_CELL = 500, 50, 2000
"""What a table may have at most, in rows, columns, and letters in a cell."""
MOST_ENTRIES = 500
"""How many entries a list in a block may have at most."""
PHOTO, PLACE = "photo", "place"
"""Kinds of things (their model's `kind_of_change`) that are shown otherwise than any other."""


class Mark(StrEnum):
    """What listings say that a story holds, named as the story's fields are."""

    PHOTOS = "photos"
    VIDEO = "video"
    AUDIO = "audio"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a block. `needed`: the desk and the wire insist on it."""

    name: str
    label: Label
    needed: bool = False
    help: Label = ""

    @property
    def empty(self) -> Any:
        """What is stored where nothing was filled in."""
        return None

    @property
    def is_spoken(self) -> bool:
        """Whether its words are found by searching and stand in a feed's summary."""
        return False


@dataclass(frozen=True, slots=True)
class Text(Field):
    """Plain words: one line of at most `most` letters, any number of lines where that is 0.
    `beside`: they only say what stands beside them, as a caption does."""

    most: int = 0
    spoken: bool = True
    beside: bool = False

    @property
    def empty(self) -> str:
        return ""

    @property
    def is_spoken(self) -> bool:
        return self.spoken


@dataclass(frozen=True, slots=True)
class Markup(Field):
    """Paragraphs and lists with what `markup.py` allows in them."""

    @property
    def empty(self) -> str:
        return ""

    @property
    def is_spoken(self) -> bool:
        return True


@dataclass(frozen=True, slots=True)
class WebAddress(Field):
    """Where something stands on the web, of at most `most` letters; http or https."""

    most: int = 2000

    @property
    def empty(self) -> str:
        return ""


@dataclass(frozen=True, slots=True)
class Flag(Field):
    """Yes or no; `assumed` where nobody said."""

    assumed: bool = False

    @property
    def empty(self) -> bool:
        return self.assumed


@dataclass(frozen=True, slots=True)
class Language(Field):
    """The language that the block's words are in, by its BCP 47 code; '' where it is the story's.
    Their direction follows from it. `of`: the field that holds these words."""

    of: str = ""

    @property
    def empty(self) -> str:
        return ""


@dataclass(frozen=True, slots=True)
class Rows(Field):
    """Rows of cells of plain words, of any number of lines each; where a row has fewer cells than
    another, the last ones are empty."""

    @property
    def empty(self) -> list[Any]:
        return []

    @property
    def is_spoken(self) -> bool:
        return True


@dataclass(frozen=True, slots=True)
class Reference(Field):
    """A thing of the record, stored as its database key. `to`: its kind, a place or whatever
    `press.things` carries; `mark`: what listings say of a story that shows one."""

    to: str = PHOTO
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class References(Field):
    """Any number of things in their order. `each`: what the desk calls one of them."""

    to: str = PHOTO
    mark: Mark | None = None
    each: Label = ""

    @property
    def empty(self) -> list[Any]:
        return []


@dataclass(frozen=True, slots=True)
class Entries(Field):
    """At most MOST_ENTRIES entries in their order, each of fields of its own, of any type but this.
    `each`: what the desk calls one of them. `entries.py` walks through them."""

    fields: tuple[Field, ...] = ()
    each: Label = ""

    @property
    def empty(self) -> list[Any]:
        return []


@dataclass(frozen=True, slots=True)
class Day(Field):
    """A day. `corrects`: the latest of them is the day the story says it was corrected on."""

    corrects: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A kind of block.

    `bare`: what is stored is its one field itself, not an object of fields. `about`: what it is
    for, where the label doesn't say it, for whoever writes archives. `anchor`: readers can be led
    to it, by this name and its day, or by its number where it has none.
    """

    name: str
    label: Label
    icon: str
    fields: tuple[Field, ...]
    bare: bool = False
    about: str = ""
    anchor: str = ""
