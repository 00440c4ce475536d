"""A table of a story: the same rows at the desk, in search, in an archive and for readers."""

from __future__ import annotations

import re
from html import unescape
from typing import cast

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from solidary.press.drawing.bodies import BodyDrawer
from solidary.press.drawing.gallery import Gallery
from solidary.press.drawing.own_links import OwnLinks
from solidary.press.drawing.templates import template
from solidary.stories.body.blocks import TABLE
from solidary.stories.body.fields import LONGEST_CELL, MOST_COLUMNS, MOST_ROWS, RawBlock
from solidary.stories.body.form import stream_blocks
from solidary.stories.body.plain import words_of
from solidary.stories.body.rows import rows_of, text_of

[(_, FORM)] = stream_blocks([TABLE])
CELLS = st.text(alphabet="ab ў&<\n'", max_size=6).map(
    lambda text: "\n".join(part.strip() for part in text.split("\n")).strip()
)
ROWS = st.lists(st.lists(CELLS, min_size=1, max_size=4).filter(any), max_size=4)
WHO_CAME = {
    "caption": "Who <came>",
    "rows": [["City", "People"], ["Vilnius", "200\nor more"], ["Minsk"]],
    "head": True,
}


def markup_of(value: dict[str, object], language: str = "en") -> str:
    no_links = cast("OwnLinks", None)
    body = BodyDrawer(template(language, "body.html"), language, Gallery(), no_links)
    return body.draw([{"type": "table", "value": value}], {}, "en/s/cc/ccccccc22.html")


def drawn(value: dict[str, object], language: str = "en") -> BeautifulSoup:
    return BeautifulSoup(markup_of(value, language), "html.parser")


@given(ROWS)
def test_the_desk_sends_back_the_rows_it_was_given(rows: list[list[str]]) -> None:
    assert rows_of(text_of(rows)) == rows
    field = FORM.child_blocks["rows"]
    assert field.value_from_form(field.get_form_state(rows)) == rows


def test_the_desk_asks_for_rows_and_refuses_more_than_a_page_can_hold() -> None:
    field = FORM.child_blocks["rows"]
    assert field.clean([["a", "b"]]) == [["a", "b"]]
    for rows in (
        [],
        [["a"]] * (MOST_ROWS + 1),
        [["a"] * (MOST_COLUMNS + 1)],
        [["a" * (LONGEST_CELL + 1)]],
    ):
        with pytest.raises(ValidationError):
            field.clean(rows)


def test_its_words_are_rows_with_tabs_between_cells() -> None:
    body: list[RawBlock] = [
        {"type": "table", "value": WHO_CAME},
        {"type": "heading", "value": "After"},
    ]
    assert words_of(body) == "Who <came>\nCity\tPeople\nVilnius\t200 or more\nMinsk\nAfter"


def test_readers_get_a_table_that_scrolls_inside_itself_and_names_its_columns() -> None:
    page = drawn(WHO_CAME)
    frame = page.select_one("div.table[role=region][tabindex='0']")
    assert frame is not None and frame["aria-label"] == "Who <came>"
    assert [cell.text for cell in page.select("caption, thead th[scope=col]")] == [
        "Who <came>", "City", "People",
    ]  # fmt: skip
    rows = [[cell.text for cell in row.select("td")] for row in page.select("tbody tr")]
    assert rows == [["Vilnius", "200\nor more"], ["Minsk", ""]]


def test_whoever_takes_the_markup_away_has_rows_with_tabs() -> None:
    text = unescape(re.sub("<[^>]*>", "", markup_of(WHO_CAME)))
    assert "City\tPeople" in text and "Vilnius\t200\nor more" in text


def test_without_a_head_and_a_caption_nothing_is_made_up() -> None:
    page = drawn({"caption": "", "rows": [["a", "b"]], "head": True}, "de")
    assert page.select("caption, th") == []
    frame = page.select_one(".table")
    assert frame is not None and frame["aria-label"] == "Tabelle"
    assert drawn({"caption": "c", "rows": [], "head": False}).find() is None
