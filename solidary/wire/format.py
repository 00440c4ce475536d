"""What a format is: what it says of itself, what it is given to read, and what it hands over.

A format is a module (or a package) in `solidary/wire/formats`; being there is all it takes. The
command line, the recognising of files and the import follow from what it says. It may not touch
the record: who is here already, in which order and under which topic is the importer's business.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum
from typing import Any, BinaryIO

from solidary.wire.account import Account
from solidary.wire.beside import Beside
from solidary.wire.into.report import Report
from solidary.wire.records import Record


class Sure(IntEnum):
    """How sure a format is that a file is its own. The surest is taken."""

    NO = 0
    PERHAPS = 1
    """It can try, and will say clearly what the file is not."""
    YES = 2
    SIGNED = 3
    """It bears a sign of its own that other files don't have, whatever else it could be taken for."""


@dataclass(frozen=True, slots=True)
class Option:
    """A choice of the command line's that a format understands: `--name VALUE`."""

    name: str
    help: str


@dataclass(frozen=True, slots=True)
class Source:
    """What is to be read. `options` holds those of the format's options that were given;
    `progress` may be told how many bytes have been read so far; `beside` has the files that lie
    beside it; `account` is told what it held and what became of that; `languages` are those of the
    newsroom, which the importer fills in."""

    stream: BinaryIO
    options: Mapping[str, str] = field(default_factory=dict)
    progress: Callable[[int], Any] = lambda read: None
    beside: Beside = field(default_factory=Beside)
    account: Account = field(default_factory=Account)
    languages: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A record, and where in the source it stands, as the report shall name it.

    `hint`: what the source says of the day of a story that has none for certain, or why it is a
    draft; `exact`: words are to be taken to the letter, also where they look like the character
    references of HTML. `address` and `addresses`: where the source itself had it, with its host; they
    lead to the story from then on. `may_be_lost`: a thing without which the stories that show it still
    come in. `yields`: a story that an editor has changed here since stays as it is.
    `days`: of a story without a day, those it has if dates stand "above", "below" or "beside" the
    items of its page.
    """

    number: int
    record: Record
    hint: str = ""
    exact: bool = True
    address: str = ""
    addresses: Sequence[str] = ()
    may_be_lost: bool = False
    yields: bool = False
    days: Mapping[str, date] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something that is no record or can't be read as one, and why, in plain words."""

    number: int
    why: str
    record: str = "story"
    name: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """From here on stories stand as readers see them on one page, newest or oldest first.

    They have no keys: each is known again by its words and its day, and finds its place between
    those of its day that are here already. `hashtag` or `heading` lead to their topic, `language`
    is theirs; empty where the page doesn't say. `notes` are told after the counts; `account` is
    what the report holds besides, and its `topic` and `language` are filled in by the importer.
    """

    heading: str = ""
    hashtag: str = ""
    language: str = ""
    notes: Sequence[str] = ()
    account: dict[str, Any] = field(default_factory=dict)


Read = Line | LeftOut | Page


@dataclass(frozen=True, slots=True)
class Format:
    """A format, as its module declares it."""

    name: str
    """NAME: what it is called, such as json lines"""
    about: str
    """ABOUT: the same in a sentence of `solidary import --help`"""
    recognises: Callable[[bytes, str], Sure]
    """recognises(head, name): whether a file that begins with these bytes (some kilobytes) and is
    called so is in this format"""
    read: Callable[[Source], Iterable[Read]]
    """read(source): what it holds, in its order, streamed; WireError where it holds nothing"""
    options: tuple[Option, ...] = ()
    """OPTIONS, if it has any"""
    folders: tuple[str, ...] = ()
    """FOLDERS, if its files may lie beside it in folders called so"""
    report_lines: Callable[[Report, int], Iterator[str]] | None = None
    """report_lines(report, width), if it has its own way to say at a terminal what became of each
    line"""
