"""The writer of calendars, read by the program that most others are built on."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from icalendar import Calendar

from solidary.press.drawing.icalendar import (
    CANCELLED,
    CONFIRMED,
    LINE,
    Event,
    characters,
    folded,
    written,
)

PLAIN = Event("7f3kqwxyz", date(2020, 7, 29), date(2020, 7, 29), date(2020, 8, 2), 0, CONFIRMED)
FAMILY = "👩\u200d👩\u200d👧\u200d👦"
HOSTILE = (
    "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:stolen",
    "a;b,c\\;d\\,e\\n\\N\\\\",
    "one\ntwo\u2028three\x85four",
    'LOCATION;ALTREP="cid:x":<script>alert(1)</script>',
    "null\0bell\x07escape\x1b[31mdel\x7f",
    "lone \ud83d and \udc00 halves",
    "\u202etxet sdrawkcab\u202c",
    "=cmd|' /C calc'!A0",
)
ACCENTS = "Ž\u0301a\u0323\u0306" * 40
FLAGS = "🇧🇾🇱🇹🇵🇱" * 30
TONES = "👍🏽✊🏿" * 30
TAGGED = "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f" * 9
LONG_WORDS = (ACCENTS, FLAGS, TONES, TAGGED, FAMILY * 20, "на плошчы " * 30, "\\;" * 90, "x" * 500)
anything = st.text(st.characters(exclude_categories=()), max_size=300)


def lines(calendar: bytes) -> list[bytes]:
    assert calendar.endswith(b"\r\n")
    assert b"\n" not in calendar.replace(b"\r\n", b"") and b"\r" not in calendar.replace(
        b"\r\n", b""
    )
    return calendar.split(b"\r\n")[:-1]


def events(calendar: bytes) -> list[Any]:
    return list(Calendar.from_ical(calendar).walk("VEVENT"))


def pieces(text: str) -> list[str]:
    return folded(f"SUMMARY:{text}").split("\r\n ")


def as_read(said: str) -> str:
    """What a text should come back as."""
    said = said.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    said = re.sub(r"\r\n|[\r\n\u2028\u2029\x85]", "\n", said).replace("\t", " ")
    return re.sub("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", "", said)


def test_an_event_is_a_whole_day_that_takes_up_nobodys_time() -> None:
    (event,) = events(written("Vilnius", [PLAIN]))
    assert event["UID"] == "7f3kqwxyz"
    assert event.decoded("DTSTART") == date(2020, 7, 29)
    assert event.decoded("DTEND") == date(2020, 7, 30)
    assert event["TRANSP"] == "TRANSPARENT"
    assert event.decoded("DTSTAMP") == datetime(2020, 8, 2, tzinfo=UTC)
    assert event.decoded("LAST-MODIFIED") == event.decoded("DTSTAMP")
    assert event["SEQUENCE"] == 0


def test_what_is_taken_back_has_no_words() -> None:
    gone = PLAIN._replace(status=CANCELLED, sequence=3)
    (event,) = events(written("Vilnius", [gone]))
    assert set(event) == {
        "UID", "DTSTAMP", "LAST-MODIFIED", "SEQUENCE", "DTSTART", "DTEND", "TRANSP", "STATUS",
    }  # fmt: skip


def test_the_last_day_there_is_has_no_day_behind_it() -> None:
    (event,) = events(written("x", [PLAIN._replace(first=date.max, last=date.max)]))
    assert event.decoded("DTSTART") == date.max and "DTEND" not in event


@example("", "", "", ())
@example(*HOSTILE[:3], HOSTILE[3:])
@example(*LONG_WORDS[:3], LONG_WORDS[3:])
@given(anything, anything, anything, st.lists(anything.filter(bool), max_size=3).map(tuple))
def test_whatever_somebody_wrote_comes_back_as_words_of_the_same_event(
    summary: str, location: str, description: str, categories: tuple[str, ...]
) -> None:
    event = PLAIN._replace(
        summary=summary, location=location, description=description, categories=categories
    )
    calendar = written(summary or "x", [event, PLAIN._replace(uid="next")])
    assert all(len(line) <= LINE for line in lines(calendar))
    calendar.decode("utf-8")
    first, second = events(calendar)
    assert (first["UID"], second["UID"]) == ("7f3kqwxyz", "next")
    for name, said in (
        ("SUMMARY", summary), ("LOCATION", location), ("DESCRIPTION", description),
    ):  # fmt: skip
        assert str(first.get(name, "")) == as_read(said)


@pytest.mark.parametrize("categories", [("a, b", "c; d\\"), ("#SolidarityBelarus",)])
def test_topics_with_commas_stay_whole(categories: tuple[str, ...]) -> None:
    calendar = written("x", [PLAIN._replace(categories=categories)])
    (event,) = events(calendar)
    assert tuple(event["CATEGORIES"].cats) == categories


@pytest.mark.parametrize("text", LONG_WORDS)
def test_a_fold_is_between_characters_as_people_see_them(text: str) -> None:
    found = pieces(text)
    assert "".join(found) == f"SUMMARY:{text}"
    assert [len(piece.encode()) > LINE - 1 for piece in found[1:]].count(True) == 0
    for piece in found[1:]:
        assert not unicodedata.combining(piece[0]), piece
        assert piece[0] not in "\u200d\ufe0f\U000e0067\U000e007f🏽🏿"
        assert not found[0].endswith("\\")
    for before in found[:-1]:
        assert before[-1] != "\u200d"
        flags = [letter for letter in before if "🇦" <= letter <= "🇿"]
        assert len(flags) % 2 == 0
        assert re.search(r"\\*$", before)[0].count("\\") % 2 == 0  # type: ignore[index]


@given(st.text(st.sampled_from("a\u0301👩\u200d👧🏽🇧🇾\\;é한\u1161 "), max_size=400))
def test_folding_loses_nothing_and_fills_its_lines(text: str) -> None:
    found = pieces(text)
    assert "".join(found) == f"SUMMARY:{text}"
    assert "".join(characters(text)) == text
    sizes = [len(piece.encode()) + (number > 0) for number, piece in enumerate(found)]
    assert all(size <= LINE for size in sizes)
    longest = max((len(each.encode()) for each in characters(text)), default=0)
    assert all(size > LINE - min(longest, LINE) - 4 for size in sizes[:-1])


def test_an_accent_upon_an_accent_without_end_is_cut_all_the_same() -> None:
    found = pieces("a" + "\u0301" * 500)
    assert "".join(found) == "SUMMARY:a" + "\u0301" * 500
    assert all(len(piece.encode()) <= LINE for piece in found)


def test_the_same_events_are_the_same_bytes() -> None:
    event = PLAIN._replace(
        last=PLAIN.first + timedelta(days=2), summary="March", point=(54.6891, 25.27982)
    )
    assert written("x", [event]) == written("x", [event])
    assert b"GEO:54.68910;25.27982\r\n" in written("x", [event])
    assert b"DTEND;VALUE=DATE:20200801\r\n" in written("x", [event])
