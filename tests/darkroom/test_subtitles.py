"""Subtitles: strict about timings, sparing about what goes through."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solidary.darkroom.faults import SubtitlesError
from solidary.darkroom.subtitles import clean, read

FULL = """\ufeffWEBVTT - from Anna's laptop
Kind: captions

STYLE
::cue { background: url(https://tracker.example/x) }

REGION
id:fred width:40%

NOTE translated by a person who must not be named

anna-1
00:01.000 --> 00:04.500 align:start line:90% region:fred onclick:x
<v.loud Reporter>Людзі сталі <c.red>у ланцуг</c> &amp; <00:02.000>спяваюць</v>

01:00:02.000 --> 01:00:03.000
<b>Жыве <i>салідарнасць</b> 1 < 2 <script>alert(1)</script>
другі радок
"""


def test_cues_go_through_and_everything_else_stays_behind() -> None:
    assert clean(FULL.encode()).decode() == (
        "WEBVTT\n\n"
        "00:00:01.000 --> 00:00:04.500 align:start line:90%\n"
        "<v Reporter>Людзі сталі у ланцуг &amp; спяваюць</v>\n\n"
        "01:00:02.000 --> 01:00:03.000\n"
        "<b>Жыве <i>салідарнасць</i></b> 1 &lt; 2 alert(1)\nдругі радок\n"
    )


def test_cleaning_twice_changes_nothing_and_line_ends_do_not_matter() -> None:
    once = clean(FULL.encode())
    assert clean(once) == once
    assert clean(FULL.replace("\n", "\r\n").encode()) == once
    assert clean(FULL.replace("\n", "\r").encode()) == once


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("", 1, "WEBVTT"),
        ("1\n00:00:01,000 --> 00:00:02,000\nHello", 1, "WEBVTT"),
        ("WEBVTTX\n\n00:01.000 --> 00:02.000\nx", 1, "WEBVTT"),
        ("WEBVTT\n\n00:01,000 --> 00:02,000\nx", 3, "comma"),
        ("WEBVTT\n\n00:03.000 --> 00:02.000\nx", 3, "ends before"),
        ("WEBVTT\n\n00:03.000 --> \nx", 3, "not a time"),
        ("WEBVTT\n\n00:61.000 --> 01:02.000\nx", 3, "not a time"),
        ("WEBVTT\n\n٠٠:٠١.٠٠٠ --> 00:02.000\nx", 3, "not a time"),
        ("WEBVTT\n\none\ntwo\nthree", 3, "needs its times"),
        ("WEBVTT\n\n00:05.000 --> 00:06.000\nx\n\n00:01.000 --> 00:02.000\ny", 6, "above"),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\nx\n00:03.000 --> 00:04.000\ny", 5, "blank line"),
        ("WEBVTT\n\nNOTE nothing here", 0, "no subtitles"),
    ],
)
def test_mistakes_are_named_with_their_line(text: str, line: int, words: str) -> None:
    with pytest.raises(SubtitlesError, match=words) as fault:
        read(text.encode())
    assert fault.value.line_number == line


def test_other_encodings_and_heavy_files_are_refused() -> None:
    with pytest.raises(SubtitlesError, match="UTF-8") as fault:
        read("WEBVTT\n\n00:01.000 --> 00:02.000\nМінск".encode("cp1251"))
    assert fault.value.line_number == 4
    with pytest.raises(SubtitlesError, match="heavy"):
        read(b"WEBVTT\n" * 400_000)


@given(st.text(max_size=200))
def test_no_words_can_break_out_of_their_cue(words: str) -> None:
    file = f"WEBVTT\n\n00:01.000 --> 00:02.000\nx {words}"
    try:
        cleaned = clean(file.encode("utf-8", "replace"))
    except SubtitlesError:
        return
    assert clean(cleaned) == cleaned
    assert next((cue.start, cue.end) for cue in read(cleaned)) == (1000, 2000)
    assert "<script" not in cleaned.decode().lower()
