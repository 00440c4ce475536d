"""A wall of wishes: each wish keeps its words, its language and its place, wherever it is read."""

from __future__ import annotations

import json
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st

from solidary.press.drawing.bodies import BodyDrawer
from solidary.press.drawing.composer import Composer
from solidary.press.drawing.gallery import Gallery
from solidary.press.drawing.templates import template
from solidary.press.index.calendar_archive import Rules
from solidary.press.reading.newsroom import read_newsroom
from solidary.site.sheets import Said
from solidary.stories.body.blocks import WALL
from solidary.stories.body.fields import MOST_ENTRIES
from solidary.stories.body.form import stream_blocks
from solidary.stories.body.plain import words_of
from solidary.stories.body.uses import renamed, uses_of
from solidary.stories.checks.translation import lines_of
from solidary.stories.erasing.bodies import said_in, without
from solidary.stories.erasing.words import TakenOver
from solidary.stories.moments import significant
from solidary.wire.errors import LineError
from solidary.wire.into.bodies import BodyReader
from solidary.wire.out.bodies import body_out
from tests.fixtures.laws import examples

[(_, FORM)] = stream_blocks([WALL])
WORDS = st.text(alphabet="abў&<>\"' \n", min_size=1, max_size=12).filter(str.strip)
LANGUAGES = st.sampled_from(["", "be", "en", "ar", "lt"])


def wish(text: str, language: str = "en", *, key: str = "w", **said: Any) -> dict[str, Any]:
    value = {"text": text, "language": language, "who": "", "place": None, "place_name": "", **said}
    return {"type": "item", "value": value, "id": key}


def wall(*wishes: dict[str, Any], title: str = "Wishes") -> dict[str, Any]:
    value = {"title": title, "wishes": list(wishes), "added": None}
    return {"type": "wall", "id": "wall", "value": value}


WALLS = st.lists(
    st.builds(wish, WORDS, LANGUAGES, who=st.sampled_from(["", "K."]), place=st.none() | st.just(7)),
    max_size=6,
).map(
    lambda wishes: wall(
        *({**each, "id": f"w{number}"} for number, each in enumerate(wishes))
    )
)  # fmt: skip


def drawn(body: list[dict[str, Any]], language: str = "en") -> BeautifulSoup:
    own_links = Composer(read_newsroom([]), Rules()).own_links
    drawer = BodyDrawer(template(language, "body.html"), language, Gallery(), own_links)
    places = {7: Said("Gdańsk", "pl")}
    return BeautifulSoup(drawer.draw(body, places, "en/s/cc/c.html"), "html.parser")


@pytest.mark.django_db
def test_readers_get_each_wish_in_its_language_with_who_and_where() -> None:
    page = drawn(
        [
            wall(
                wish("Разам!\nМы побач.", "be", who="чытачка", place=7),
                wish("الورود بدل القضبان", "ar"),
                wish("<b>Bold</b>", "", place_name="On the road"),
                wish("   "),
                title="Women’s Day wishes",
            )
        ]
    )
    section = page.select_one("section.wall")
    assert section is not None and section["aria-label"] == "Women’s Day wishes"
    assert [each.get_text() for each in page.select("h2")] == ["Women’s Day wishes"]
    quotes = page.select(".wish blockquote")
    said = [(each.get("lang"), each.get("dir")) for each in quotes]
    assert said == [("be", None), ("ar", "rtl"), (None, None)]
    assert quotes[0].select("br") and quotes[2].get_text() == "<b>Bold</b>"
    captions = [each.get_text() for each in page.select("figcaption")]
    assert captions == ["чытачка, Gdańsk", "On the road"]
    assert page.select_one("figcaption .who bdi")["lang"] == "be"  # type: ignore[index]


@given(WALLS)
@settings(max_examples=examples(60))
def test_an_archive_keeps_every_wish_to_the_letter(block: dict[str, Any]) -> None:
    out = body_out(
        [block], {"place": {7: "pppppp234"}, "photo": {}, "recording": {}, "document": {}}
    )
    keys = {"place": {"pppppp234": 7}, "photo": {}, "recording": {}, "document": {}}
    assert BodyReader(keys).read(json.loads(json.dumps(out))) == [block]


@pytest.mark.parametrize(
    "wishes, line",
    [
        (None, "body[0].value.wishes: has to be a list"),
        ([1], "body[0].value.wishes[0]: has to be an object"),
        ([{"language": "be"}], "body[0].value.wishes[0].text: is missing"),
        ([{"text": "a", "colour": "red"}], "body[0].value.wishes[0].colour: is not a field of"),
        ([{"text": "a", "place": "nowhere234"}], "body[0].value.wishes[0].place"),
        ([{"text": "a", "language": "klingon!"}], "body[0].value.wishes[0].language"),
        ([{"text": "a"}] * (MOST_ENTRIES + 1), "body[0].value.wishes: has more than"),
    ],
)  # fmt: skip
def test_a_wrong_wish_is_refused_by_its_place(wishes: Any, line: str) -> None:
    reader = BodyReader({"place": {}, "photo": {}, "recording": {}, "document": {}})
    with pytest.raises(LineError) as refused:
        reader.read([{"type": "wall", "value": {"wishes": wishes}}])
    assert line in str(refused.value)


@given(WALLS)
@settings(max_examples=examples(60))
def test_its_words_are_found_and_its_places_followed(block: dict[str, Any]) -> None:
    for each in block["value"]["wishes"]:
        assert " ".join(each["value"]["text"].split()) in words_of([block])
    places = [each["value"]["place"] for each in block["value"]["wishes"]]
    assert uses_of([block]) == [("place", 7) for place in places if place]
    assert renamed([block], "place", 7, 8) is any(places)
    assert set(uses_of([block])) <= {("place", 8)}


@pytest.mark.parametrize("name", ["text", "who"])
def test_a_wish_that_says_something_else_is_an_update(name: str) -> None:
    before, after = wall(wish("One", who="K.")), wall(wish("One", who="K."))
    after["value"]["wishes"][0]["value"][name] = "Another"
    assert significant("h", "s", [before]) != significant("h", "s", [after])


def test_a_translator_leaves_wishes_in_their_language_and_writes_the_title_over() -> None:
    body = [wall(wish("Разам і заўсёды", "be"), wish("Said by nobody yet", ""), title="Our wishes")]
    assert list(lines_of(body)) == ["Our wishes", "Said by nobody yet"]


@given(WALLS, st.sets(st.integers(0, 5)))
@settings(max_examples=examples(60))
def test_taking_back_takes_whole_wishes_and_an_empty_wall_with_its_title(
    block: dict[str, Any], gone: set[int]
) -> None:
    wishes = block["value"]["wishes"]
    words = [TakenOver(f"w{number}", "text", lambda text: True) for number in gone]
    left = without([block], (), words, marks=True)
    kept = [each for number, each in enumerate(wishes) if number not in gone]
    if len(kept) == len(wishes):
        assert left.body == [block]
    else:
        assert left.body == (
            [{**block, "value": {**block["value"], "wishes": kept}}] if kept else []
        )
    assert not left.marked


def test_a_wish_that_an_editor_wrote_over_marks_its_wall() -> None:
    sent = "Seven words that somebody sent to us"
    body = [wall(wish(sent + " and more", key="w1"), wish("Ours", key="w2"))]
    taken = TakenOver("w1", "text", lambda text: text == sent)
    assert without(body, (), [taken], marks=True).marked == {"wall"}
    assert said_in([wall(wish(sent, key="w1"))], [taken])
    [left] = without(body, (), [taken], marks=False).body
    assert [each["id"] for each in left["value"]["wishes"]] == ["w2"]


def test_the_desk_refuses_a_wall_without_wishes_and_one_that_is_too_long() -> None:
    value = {"text": "a", "language": "", "who": "", "place": None, "place_name": ""}
    for many in (0, MOST_ENTRIES + 1):
        with pytest.raises(ValidationError):
            FORM.clean(FORM.to_python({"title": "", "wishes": [value] * many, "added": None}))
    assert FORM.clean(FORM.to_python({"title": "", "wishes": [value], "added": None}))
