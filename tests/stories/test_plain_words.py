from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solidary.stories.body.plain import first_words, last_correction, plain_text, words_of


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


@pytest.mark.parametrize("limit", [5, 20, 200])
def test_first_words_never_grow_beyond_their_limit(limit: int) -> None:
    assert len(first_words([block("paragraph", "<p>" + "слова " * 300 + "</p>")], limit)) <= limit
