"""A calendar that other programs subscribe to, as text: RFC 5545, and RFC 7986 for its name.

Pure, and all that a calendar of actions needs of both: events of whole days that take up nobody's
time. No host occurs in it and no clock, so the same events are the same bytes everywhere.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

CONFIRMED, TENTATIVE, CANCELLED = "CONFIRMED", "TENTATIVE", "CANCELLED"
PROGRAM = "-//Solidary//Chronicle//EN"
AGAIN = "PT12H"
"""How often a program may look for what is new."""
LINE = 75
"""Octets of a line, without its end (RFC 5545, 3.1)."""
_END = "\r\n"
_LINE_ENDS = re.compile(r"\r\n|[\r\n\u2028\u2029\x85]")
_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]")
"""What a text mustn't hold: controls (RFC 5545, 3.1), and what turns the letters after it around."""
_SPECIAL = re.compile(r"[\\;,]")
_JOINER = "\u200d"
_TONES = range(0x1F3FB, 0x1F400)
_TAGS = range(0xE0020, 0xE0080)
_FLAGS = range(0x1F1E6, 0x1F200)
_JAMO = (range(0x1160, 0x1200), range(0xD7B0, 0xD800))


class Event(NamedTuple):
    """An action as a calendar has it. Without words it is a line that takes an earlier one back."""

    uid: str
    first: date
    last: date
    """its last day, included"""
    stamp: date
    """the day of its newest version"""
    sequence: int
    """how many versions there were before"""
    status: str
    summary: str = ""
    location: str = ""
    point: tuple[float, float] | None = None
    """latitude and longitude"""
    description: str = ""
    categories: tuple[str, ...] = ()


def written(name: str, events: Iterable[Event]) -> bytes:
    """The calendar called `name`."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{PROGRAM}",
        "CALSCALE:GREGORIAN",
        f"NAME:{text(name)}",
        # What programs read that don't know RFC 7986.
        f"X-WR-CALNAME:{text(name)}",
        f"REFRESH-INTERVAL;VALUE=DURATION:{AGAIN}",
        f"X-PUBLISHED-TTL:{AGAIN}",
    ]
    for event in events:
        lines += _lines(event)
    lines.append("END:VCALENDAR")
    return "".join(folded(line) + _END for line in lines).encode()


def _lines(event: Event) -> Iterator[str]:
    stamp = f"{_day(event.stamp)}T000000Z"
    yield "BEGIN:VEVENT"
    yield f"UID:{text(event.uid)}"
    yield f"DTSTAMP:{stamp}"
    yield f"LAST-MODIFIED:{stamp}"
    yield f"SEQUENCE:{event.sequence}"
    yield f"DTSTART;VALUE=DATE:{_day(event.first)}"
    if event.last < date.max:
        yield f"DTEND;VALUE=DATE:{_day(event.last + timedelta(days=1))}"
    yield "TRANSP:TRANSPARENT"
    yield f"STATUS:{event.status}"
    for name, said in (
        ("SUMMARY", event.summary),
        ("LOCATION", event.location),
        ("DESCRIPTION", event.description),
    ):
        if said:
            yield f"{name}:{text(said)}"
    if event.point is not None:
        yield "GEO:{:.5f};{:.5f}".format(*event.point)
    if event.categories:
        yield f"CATEGORIES:{','.join(map(text, event.categories))}"
    yield "END:VEVENT"


def _day(day: date) -> str:
    return day.isoformat().replace("-", "")


def text(said: str) -> str:
    """A value of type TEXT (RFC 5545, 3.3.11), whatever somebody has written."""
    whole = said.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    plain = _UNFIT.sub("", _LINE_ENDS.sub("\n", whole).replace("\t", " "))
    return _SPECIAL.sub(r"\\\g<0>", plain).replace("\n", r"\n")


def folded(line: str) -> str:
    """A line in pieces of at most 75 octets, each but the first with a blank before it. None ends inside
    a character as people see it, nor between a backslash and what it stands before."""
    if len(line.encode()) <= LINE:
        return line
    pieces, room = [""], LINE
    for character in _pieces(line):
        needs = len(character.encode())
        if needs > room:
            pieces.append("")
            room = LINE - 1
        pieces[-1] += character
        room -= needs
    return f"{_END} ".join(pieces)


def _pieces(line: str) -> Iterator[str]:
    """What a fold may stand between: characters, unless one is longer than a line."""
    for character in characters(line):
        if len(character.encode()) < LINE:
            yield character
        else:
            yield from character


def characters(line: str) -> Iterator[str]:
    """A text cut into what people see as one character each, with an escaped one as one too: letters
    with their accents, emoji with their tone and what is joined to them, flags. That is what Unicode
    Standard Annex 29 calls clusters, as far as names of this world need it."""
    found = ""
    for letter in line:
        if found and _goes_on(found, letter):
            found += letter
        else:
            if found:
                yield found
            found = letter
    if found:
        yield found


def _goes_on(before: str, letter: str) -> bool:
    code = ord(letter)
    if code < 0x300:
        return before == "\\"
    if before == "\\" or before[-1] == _JOINER or letter == _JOINER:
        return True
    if code in _FLAGS:
        return len(before) == 1 and ord(before) in _FLAGS
    joined = code in _TONES or code in _TAGS or any(code in part for part in _JAMO)
    return joined or unicodedata.category(letter) in ("Mn", "Me", "Mc")
