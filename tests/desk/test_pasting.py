"""What is pasted stands where the caret was, as blocks of the story, and nothing is lost."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from solidary.desk.pasting import Caret, Pasted, pasted
from solidary.desk.richtext import Raw, content_of, paragraphs_of, units
from solidary.desk.views.pasting import sentences
from solidary.stories.body.foreign.parts import LeftOut, Lost
from solidary.stories.body.markup import plain_text
from solidary.stories.body.paragraphs import read, written
from solidary.stories.body.plain import words_of
from tests.fixtures.laws import examples
from tests.stories.fragments import GOOGLE_DOCS, WORD
from tests.stories.test_foreign import FOREIGN, letters

BEFORE = '<p data-block-key="one">One 𝒳 <b>two</b></p><p data-block-key="two">three</p>'


def at(
    markup: str, start: tuple[str, int], end: tuple[str, int], html: str, **said: bool
) -> Pasted:
    return pasted(html, content_of(read(markup)), Caret(start, end), **{"in_story": True, **said})


def text_of(content: Raw | None) -> str:
    """The editor's content as markup without keys."""
    paragraphs = list(paragraphs_of(content or {}))
    for paragraph in paragraphs:
        paragraph.key = ""
    return written(paragraphs)


def shown(done: Pasted) -> list[Any]:
    return [text_of(done.content), *((block["type"], block["value"]) for block in done.blocks)]


def test_words_stand_where_the_caret_was_in_place_of_what_was_selected() -> None:
    done = at(BEFORE, ("one", 7), ("two", 2), "<div>four <i>five</i></div>")
    assert shown(done) == ["<p>One 𝒳 four <i>five</i>ree</p>"]
    assert done.content is not None
    assert done.caret == (done.content["blocks"][0]["key"], 16)


def test_blocks_part_the_text_they_are_pasted_into() -> None:
    done = at(BEFORE, ("one", 7), ("one", 7), "<p>a</p><h2>Head</h2><ul><li>b</ul>")
    assert shown(done) == [
        "<p>One 𝒳 a</p>",
        ("heading", "Head"),
        ("paragraph", '<ul><li>b<b>two</b></li></ul><p data-block-key="two">three</p>'),
    ]


def test_an_empty_paragraph_makes_room_for_blocks() -> None:
    done = at("", ("", 0), ("", 0), "<h2>Head</h2><table><tr><td>a<td>b</table>")
    assert done.content is None
    assert [block["type"] for block in done.blocks] == ["heading", "table"]


def test_in_a_field_of_a_block_all_stays_in_its_text() -> None:
    done = at(
        BEFORE, ("two", 5), ("two", 5), "<h2>Head</h2><table><tr><td>a<td>b</table>", in_story=False
    )
    assert shown(done) == ["<p>One 𝒳 <b>two</b></p><p>three</p><h2>Head</h2><p>a | b</p>"]
    assert [each.what for each in done.left_out] == [Lost.TABLE]


@settings(max_examples=examples(100))
@given(FOREIGN, st.integers(0, 30), st.booleans())
def test_no_word_is_lost_by_pasting(html: str, place: int, in_story: bool) -> None:
    content = content_of(read(BEFORE))
    places = [
        (block["key"], offset)
        for block in content["blocks"]
        for offset in range(units(block["text"]) + 1)
        if offset != 5  # within a letter of two units
    ]
    caret = Caret(*[places[place % len(places)]] * 2)

    def words(done: Pasted) -> str:
        return letters(plain_text(text_of(done.content)) + words_of(done.blocks))

    alone = words(pasted(html, {}, Caret(), in_story=in_story))
    among = words(pasted(html, content, caret, in_story=in_story))
    assert sorted(among) == sorted(f"One𝒳twothree{alone}")


def asked(client: Client, clipboard: str, **said: Any) -> Any:
    body = {
        "html": clipboard,
        "content": None,
        "start": ["a", 0],
        "end": ["a", 0],
        "in_story": True,
        **said,
    }
    return client.post("/desk/paste/", json.dumps(body), "application/json")


def test_the_desk_answers_with_blocks_as_its_form_takes_them(at_desk: Client) -> None:
    answer = asked(at_desk, WORD).json()
    assert [block["type"] for block in answer["blocks"]] == [
        "heading", "paragraph", "quote", "paragraph", "table", "paragraph",
    ]  # fmt: skip
    assert answer["content"] is None
    table = answer["blocks"][4]["value"]
    assert table == {"caption": None, "rows": "City\tPeople\nVilnius\t200\nRiga\t80", "head": True}
    assert json.loads(answer["blocks"][1]["value"])["blocks"][0]["text"].startswith("On Sunday")
    assert answer["said"] == [
        "1 picture was not pasted: upload it as a photo. (line 6: A map of the walk)"
    ]
    assert "google" not in asked(at_desk, GOOGLE_DOCS).content.decode().replace(
        "googleusercontent", ""
    )


@pytest.mark.parametrize(
    "said", [{"start": "x"}, {"start": ["a", "b"]}, {"content": [1]}, {"html": 3, "end": None}]
)
def test_what_no_editor_sends_is_refused(at_desk: Client, said: dict[str, Any]) -> None:
    assert asked(at_desk, "<p>x", **said).status_code == 400
    assert at_desk.post("/desk/paste/", b"\xff", "application/json").status_code == 400
    assert at_desk.get("/desk/paste/").status_code == 405


def test_only_who_is_signed_in_may_ask(client: Client, db: None) -> None:
    assert asked(client, "<p>x").status_code == 302


def test_every_kind_of_thing_that_is_left_out_has_its_sentence() -> None:
    every = [LeftOut(what, number, "x" * (number % 2)) for what in Lost for number in range(1, 13)]
    said = list(sentences(every))
    assert len(said) == len(Lost)
    assert said[0].startswith("12 pictures were not pasted") and said[0].endswith("line 10; …)")
