"""Marks lie exactly on the words a fact was read from, whatever the script."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from solidary.desk.chronicle.marking import WHOLE, Mark, paragraphs, segments

LETTERS = st.text(st.sampled_from(list("аў́ іЁñé a\n👩\u200d🚒\u0301\u0308e0")), max_size=60)
MARKS = st.lists(
    st.builds(
        Mark, st.integers(-3, 70), st.integers(-3, 70), st.sampled_from(["day", "place", "form"])
    ),
    max_size=6,
)


@given(LETTERS, MARKS)
def test_the_pieces_are_the_text_and_every_quoted_letter_is_marked(
    text: str, marks: list[Mark]
) -> None:
    made = segments(text, marks)
    assert "".join(each.text for each in made) == text
    fields = [each.fields for each in made for _ in each.text]
    for mark in marks:
        for place in range(max(mark.start, 0), min(mark.end, len(text))):
            assert mark.field in fields[place]


@given(LETTERS, MARKS)
def test_no_mark_parts_a_letter_from_its_accents(text: str, marks: list[Mark]) -> None:
    made = segments(text, marks)
    for before, piece in pairwise(made):
        if before.fields != piece.fields:
            assert not unicodedata.combining(piece.text[0])


@given(LETTERS, MARKS)
def test_lines_of_a_short_text_are_all_there(text: str, marks: list[Mark]) -> None:
    shown = ["".join(piece.text for piece in line.segments) for line in paragraphs(text, marks)]
    assert shown == [line for line in text.split("\n") if line.strip()]


def test_a_mark_over_words_inside_another_one_names_both() -> None:
    text = "у Варшаве на Замкавай плошчы"
    made = segments(text, [Mark(0, 28, "venue"), Mark(2, 9, "place")])
    assert [(each.text, each.fields, each.begins) for each in made] == [
        ("у ", ("venue",), ("venue",)),
        ("Варшаве", ("venue", "place"), ("place",)),
        (" на Замкавай плошчы", ("venue",), ()),
    ]


def test_of_a_long_text_what_is_around_the_marks_is_shown() -> None:
    lines = [f"Line {number}. " + "word " * 20 for number in range(100)]
    text = "\n".join(lines)
    assert len(text) > WHOLE
    start = text.index("Line 50.")
    shown = paragraphs(text, [Mark(start, start + 8, "day")])
    words = ["".join(piece.text for piece in line.segments) for line in shown]
    assert [each.split(".")[0] for each in words] == [f"Line {n}" for n in range(48, 53)]
    assert [line.is_gap for line in shown] == [True, False, False, False, False]


def test_one_endless_line_is_shortened_where_nothing_was_read() -> None:
    text = "a" * 500_000 + " over 200 people " + "b" * 500_000
    shown = paragraphs(text, [Mark(500_001, 500_016, "turnout")])
    assert sum(len(piece.text) for line in shown for piece in line.segments) < 8_000
    assert "over 200 people" in [piece.text.strip() for piece in shown[0].segments]
