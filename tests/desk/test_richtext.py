"""Text goes through the editor and comes back as it was."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.apps import apps
from hypothesis import given, settings
from wagtail.fields import RichTextField

from solidary.desk.richtext import Converter, DeskTextArea
from solidary.press.reading.text import clean_html
from solidary.stories.body.form import TEXT_FEATURES
from solidary.stories.body.markup import TAGS, clean
from solidary.stories.body.paragraphs import KEY, read, written
from solidary.stories.languages import language_choices
from tests.fixtures.laws import examples
from tests.stories.markups import ANYTHING, EVERY_TAG, WITHIN_THE_RULE, Told


def through_the_editor(markup: str) -> str:
    """What is stored when somebody opens a story and saves it, but for the editor's own keys."""
    field = DeskTextArea(features=TEXT_FEATURES)
    content = field.format_value(markup)
    saved: str = field.value_from_datadict({"text": content}, {}, "text")
    return re.sub(f' {KEY}="[^"]*"', "", saved)


@pytest.mark.parametrize(
    "markup",
    [
        "<p>One<br/>two <b>three</b> <i>four</i></p>",
        '<p>He said <span lang="ar" dir="rtl">سلام</span> and left</p>',
        '<p><span lang="be">Жыве Беларусь</span></p>',
        '<p><a href="https://example.org/">there</a></p>',
        "<ul><li>one</li><li>two</li></ul>",
        "<p>😀 <b>bold</b> after a letter that JavaScript counts as two</p>",
        EVERY_TAG,
    ],
)
def test_what_is_stored_comes_back_unchanged(markup: str) -> None:
    assert clean(markup) == (markup, False)
    assert through_the_editor(markup) == markup


def test_in_every_text_of_the_record_words_can_be_marked_as_another_language() -> None:
    fields = [
        field
        for model in apps.get_app_config("stories").get_models()
        for field in model._meta.get_fields()
        if isinstance(field, RichTextField)
    ]
    assert fields
    for features in (TEXT_FEATURES, *(field.features for field in fields)):
        assert "foreign" in features


def test_the_button_knows_every_language_and_its_direction() -> None:
    options = DeskTextArea(features=TEXT_FEATURES).options
    [foreign] = [each for each in options["entityTypes"] if each["type"] == "FOREIGN"]
    found = {code: way for code, _name, way in foreign["languages"]}
    assert found.keys() == dict(language_choices()).keys()
    assert (found["ar"], found["he"], found["be"]) == ("rtl", "rtl", "ltr")


def test_the_editor_keeps_every_tag_of_the_rule() -> None:
    assert set(re.findall(r"<([a-z0-9]+)", EVERY_TAG)) == TAGS


@settings(max_examples=examples(50))
@given(markup=WITHIN_THE_RULE)
def test_what_moves_in_is_edited_and_printed_without_losing_anything(markup: str) -> None:
    kept, _ = clean(markup)
    saved = through_the_editor(kept)
    assert saved == written(read(kept)) or not kept
    assert through_the_editor(saved) == saved
    assert clean(saved) == (saved, False)
    printed = clean_html(saved)
    assert Told(printed).letters == Told(saved).letters == Told(markup).letters


@given(markup=ANYTHING)
def test_nothing_that_other_programs_wrote_stops_the_editor(markup: str) -> None:
    through_the_editor(markup)
    assert clean(through_the_editor(clean(markup)[0]))[1] is False


def saved(**block: Any) -> str:
    content = {"blocks": [{"key": "", "type": "unstyled", "depth": 0, **block}], "entityMap": {}}
    content["entityMap"] = block.pop("entities", {})
    return Converter().to_database_format(json.dumps(content))


def test_what_no_story_may_hold_is_not_saved() -> None:
    link = {"type": "LINK", "mutability": "MUTABLE", "data": {"url": "javascript:alert(1)"}}
    assert (
        saved(
            text="press <here>",
            inlineStyleRanges=[{"offset": 0, "length": 5, "style": "BLINK"}],
            entityRanges=[{"offset": 0, "length": 5, "key": 0}],
            entities={"0": link},
        )
        == "<p>press &lt;here&gt;</p>"
    )
    assert saved(text="x", type="atomic") == "<p>x</p>"


def test_an_empty_field_is_saved_empty() -> None:
    assert Converter().to_database_format("null") == ""


def test_the_editor_knows_its_paragraphs_again() -> None:
    markup = f'<p {KEY}="abcde">one</p><ul><li {KEY}="fghij">two</li></ul>'
    there = Converter().from_database_format(markup)
    assert [block["key"] for block in json.loads(there)["blocks"]] == ["abcde", "fghij"]
    assert Converter().to_database_format(there) == markup
