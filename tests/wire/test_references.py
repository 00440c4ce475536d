"""Character references that other programs leave in plain words are read as characters."""

from __future__ import annotations

from typing import Any

import orjson
import pytest

from solidary.stories.models import Story
from solidary.wire.encodings import Decoded
from solidary.wire.text import clean_text, read_references
from tests.wire.moving_in import brought_in

LINE: dict[str, Any] = {
    "headline": "&#8220;Free them&#8221; &#8211; rally in Warsaw &amp; Vilnius",
    "language": "en",
    "import_key": "a&amp;1",
    "standfirst": "It&#39;s &quot;loud&quot;&nbsp;here &unknown; & so on",
    "day": "2021-02-08",
    "bylines": [{"name": "O&#x27;Hara"}],
    "body": [
        {"type": "paragraph", "value": "<p>A &#8211; B &amp;amp; C</p>"},
        {"type": "heading", "value": "B &amp; C"},
        {"type": "quote", "value": {"text": "&laquo;We stay&raquo;"}},
        {"type": "table", "value": {"rows": [["&lt;1", "2"]]}},
        {"type": "dispatch", "value": {"text": "<p>&lt;b&gt;</p>"}},
    ],
}


@pytest.mark.django_db
@pytest.mark.usefixtures("home")
def test_in_lines_that_another_program_wrote() -> None:
    assert brought_in("json lines", orjson.dumps(LINE)).counts["story added"] == 1
    story = Story.objects.get()
    assert story.headline == "“Free them” – rally in Warsaw & Vilnius"
    assert story.standfirst == 'It\'s "loud"\u00a0here &unknown; & so on'
    assert story.bylines.get().name == "O'Hara"
    assert story.import_key == "a&amp;1"
    values = [block["value"] for block in story.raw_body]
    assert values[0] == "<p>A &#8211; B &amp;amp; C</p>"
    assert values[1] == "B & C"
    assert values[2]["text"] == "«We stay»"
    assert values[3]["rows"] == [["<1", "2"]]
    assert values[4]["text"] == "<p>&lt;b&gt;</p>"
    assert brought_in("json lines", orjson.dumps(LINE)).counts == {"story unchanged": 1}


@pytest.mark.django_db
@pytest.mark.usefixtures("home")
def test_an_archive_of_ours_is_taken_to_the_letter() -> None:
    archive = {"record": "archive", "format": "solidary", "version": 1}
    lines = b"\n".join(orjson.dumps(each) for each in (archive, LINE))
    brought_in("json lines", lines)
    assert Story.objects.get().headline == LINE["headline"]


def test_in_a_listing() -> None:
    text = clean_text(Decoded("&#8220;Free&#8221; &amp; well&#10;&#0;&#x202e;\nAnother", "utf-8"))
    assert text.lines[1] == "Another"
    assert text.lines[0].startswith("“Free” & well") and "\u202e" not in text.lines[0]
    assert "Character references were read on 1 lines." in [each.what for each in text.repairs]


@pytest.mark.parametrize(
    "words", ["AT&T", "a & b;", "&;", "&#;", "&nosuchname;", "?a=1&copy=2", ""]
)
def test_what_is_no_reference_stays(words: str) -> None:
    assert read_references(words) == words


@pytest.mark.parametrize(
    "body", [None, 3, [None, 3, {"type": ["x"], "value": [1]}], [{"value": {"a": 1}}]]
)
@pytest.mark.django_db
@pytest.mark.usefixtures("home")
def test_a_bad_line_is_a_bad_line(body: Any) -> None:
    line = {"headline": "x", "language": "en", "body": body, "bylines": [1, {"name": 3}]}
    assert brought_in("json lines", orjson.dumps(line)).left_out == 1
