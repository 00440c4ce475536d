from datetime import date
from html import escape
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solidary.stories.body.markup import (
    DEEPEST,
    plain_text,
    printable,
)
from solidary.stories.body.paragraphs import ITEM, LINK, LISTS, PARAGRAPHS, STYLES
from solidary.stories.body.plain import first_words, last_correction, words_of


def block(kind: str, value: Any) -> dict[str, Any]:
    return {"type": kind, "value": value, "id": "1"}


BODY = [
    block("heading", "On the avenue"),
    block("paragraph", "<p>People formed a <b>living</b> chain &amp; sang.</p>"),
    block("dispatch", {"place": 3, "place_name": "Vilnius", "text": "<p>Two hundred.</p>"}),
    block("quote", {"text": "We stand.", "who": "A speaker", "about": ""}),
    block("correction", {"day": "2020-07-30", "text": "The avenue was misnamed."}),
    block("correction", {"day": "2020-08-02", "text": "So was the day."}),
]


def test_every_word_a_reader_sees_is_among_the_plain_words() -> None:
    words = words_of(BODY)
    for phrase in ("On the avenue", "living chain & sang.", "Vilnius", "We stand.", "misnamed"):
        assert phrase in words
    assert "<" not in words


def test_the_first_words_come_from_the_first_text_and_not_from_a_heading() -> None:
    assert first_words(BODY) == "People formed a living chain & sang."
    assert first_words([block("paragraph", "<p>one two three four</p>")], limit=10) == "one two…"
    assert first_words([block("heading", "Alone")]) == ""


def test_the_latest_correction_dates_the_story() -> None:
    assert last_correction(BODY) == date(2020, 8, 2)
    assert last_correction(BODY[:3]) is None


@given(st.text(alphabet=st.characters(exclude_characters="<>&", exclude_categories=["C"])))
def test_text_without_markup_keeps_its_words(text: str) -> None:
    assert plain_text(f"<p>{text}</p>") == " ".join(text.split())


PLAIN = st.text(st.characters(exclude_categories=["C"]), max_size=30)
INLINE = st.sampled_from(
    [
        *((f"<{style}>", f"</{style}>") for style in STYLES),
        (f'<{LINK} href="https://example.org/a">', f"</{LINK}>"),
        ('<span lang="ar" dir="rtl">', "</span>"),
    ]
)


@given(PLAIN, st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30), INLINE), max_size=4))
def test_wrapping_any_part_of_a_word_never_changes_the_words(
    text: str, wrapped: list[tuple[int, int, tuple[str, str]]]
) -> None:
    """However the wrappings overlap."""
    letters = [escape(letter, quote=False) for letter in text]
    for one, other, (begin, end) in wrapped:
        if letters:
            first, last = sorted((one % len(letters), other % len(letters)))
            letters[first] = begin + letters[first]
            letters[last] += end
    markup = "".join(letters)
    words = " ".join(text.split())
    assert plain_text(markup) == plain_text(f"<p>{markup}</p>") == words
    body = [block("paragraph", f"<p>{markup}</p>")]
    assert words_of(body) == words == first_words(body, limit=1000)


@given(st.lists(st.tuples(st.sampled_from([*PARAGRAPHS, *LISTS]), PLAIN), max_size=5))
def test_the_end_of_a_paragraph_always_parts_words(parts: list[tuple[str, str]]) -> None:
    markup = "".join(
        f"<{tag}><{ITEM}>{escape(text)}</{ITEM}></{tag}>"
        if tag in LISTS
        else f"<{tag}><b>{escape(text)}</b></{tag}>"
        for tag, text in parts
    )
    assert plain_text(markup) == " ".join(" ".join(text for _, text in parts).split())


def test_a_line_break_parts_words_and_a_foreign_inline_tag_does_not() -> None:
    assert plain_text("one<br>two<br/>three") == "one two three"
    assert plain_text("<P>un<U>law</U>ful<!-- a note --></P><DIV>order</DIV>") == "unlawful order"


def test_markup_too_deep_to_print_keeps_its_words_joined_as_they_are() -> None:
    deep = f"An {'<b>' * (DEEPEST + 1)}un{'</b>' * (DEEPEST + 1)}lawful order"
    assert printable(deep) == "An unlawful order"


@pytest.mark.parametrize("limit", [5, 20, 200])
def test_first_words_never_grow_beyond_their_limit(limit: int) -> None:
    assert len(first_words([block("paragraph", "<p>" + "слова " * 300 + "</p>")], limit)) <= limit
