"""Bodies that other programs wrote: their blocks become ours, and what can't be kept is named."""

from __future__ import annotations

import io
from typing import Any

import orjson
import pytest

from solidary.stories.models import Story
from solidary.wire.into.report import Report
from solidary.wire.out.files import FilesOut
from solidary.wire.out.lines import export
from tests.wire.moving_in import brought_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home")]


def taken_in(*body: dict[str, Any]) -> tuple[Report, list[tuple[str, Any]]]:
    line = {"headline": "A walk", "language": "en", "day": "2021-02-08", "address": "bcdfghjkm",
            "body": body}  # fmt: skip
    report = brought_in("json lines", orjson.dumps(line))
    assert report.left_out == 0
    again = brought_in("json lines", orjson.dumps(line))
    assert again.counts == {"story unchanged": 1}
    return report, [(block["type"], block["value"]) for block in Story.objects.get().raw_body]


def test_a_paragraph_that_holds_other_blocks_becomes_several() -> None:
    report, body = taken_in(
        {
            "type": "paragraph",
            "value": "<div>One.</div><div>Two.</div><blockquote>Said.</blockquote><dl><dt>Term</dt>"
            "<dd>Meaning</dd></dl>After<h3>Later</h3><table><tr><th>A</th><th>B</th></tr>"
            "<tr><td>1</td><td>2</td></tr></table>",
            "id": "given",
        },
        {"type": "heading", "value": "End"},
    )
    assert body == [
        ("paragraph", "<p>One.</p><p>Two.</p>"),
        ("quote", {"text": "Said.", "who": "", "about": ""}),
        ("paragraph", "<p>Term</p><p>Meaning</p><p>After</p>"),
        ("heading", "Later"),
        ("table", {"caption": "", "rows": [["A", "B"], ["1", "2"]], "head": True}),
        ("heading", "End"),
    ]
    identities = [block["id"] for block in Story.objects.get().raw_body]
    assert identities[0] == "given" and len(set(identities)) == len(identities)
    assert not [note for note in report.notes if note.startswith("Line")]


def test_a_quotation_keeps_the_language_it_was_marked_with() -> None:
    marked = '<div><blockquote lang="{}"{}><p>One.</p><p>Two.</p></blockquote></div>'
    _, body = taken_in(
        {"type": "paragraph", "value": marked.format("AR", ' dir="rtl"')},
        {"type": "paragraph", "value": marked.format("xx", "")},
    )
    said = {"text": "One.\nTwo.", "who": "", "about": ""}
    assert body == [
        ("quote", {**said, "language": "ar"}),
        # Of a language that no story can be in, the mark is kept in the text.
        (
            "paragraph",
            '<blockquote lang="xx">One.</blockquote><blockquote lang="xx">Two.</blockquote>',
        ),
    ]


def test_a_quotes_language_comes_back_from_an_archive_and_has_to_be_known() -> None:
    said = {"text": "Wir schweigen nicht.", "who": "", "about": ""}
    _, body = taken_in(
        {"type": "quote", "value": {**said, "language": "BE-TARASK"}},
        {"type": "quote", "value": {**said, "language": ""}},
        {"type": "quote", "value": said},
    )
    assert body == [
        ("quote", {**said, "language": "be-tarask"}),
        ("quote", {**said, "language": ""}),
        ("quote", said),
    ]
    out = io.BytesIO()
    export(out, FilesOut(None))
    lines = [orjson.loads(line) for line in out.getvalue().splitlines()]
    [told] = [line["body"] for line in lines if line["record"] == "story"]
    assert [(block["type"], block["value"]) for block in told] == body
    wrong = {"type": "quote", "value": {**said, "language": "klingon"}}
    line = {"headline": "A walk", "language": "en", "body": [wrong]}
    report = brought_in("json lines", orjson.dumps(line))
    assert report.left_out == 1
    assert "body[0].value.language" in str(report)


def test_what_a_body_cannot_keep_is_named_with_its_line() -> None:
    report, body = taken_in(
        {"type": "heading", "value": "Before"},
        {
            "type": "paragraph",
            "value": '<p>A <img src="https://example.org/a.jpg"> B <a>no address</a> <embed '
            'embedtype="image" id="999"> <a linktype="page" id="999">x</a></p>'
            "<table><tr><td>c</td></tr></table>",
        },
    )
    assert body[1:] == [
        ("paragraph", "<p>A B no address x</p>"),
        ("table", {"caption": "", "rows": [["c"]], "head": False}),
    ]
    assert [note for note in report.notes if note.startswith("Line")] == [
        "Line 1, body[1].value, line 1: a picture was left out: https://example.org/a.jpg.",
        "Line 1, body[1].value, line 1: a picture was left out: 999.",
        "Line 1, body[1].value, line 1: a link was left out, not its words: page 999.",
    ]


def test_a_field_of_a_block_takes_all_of_it_as_markup() -> None:
    report, body = taken_in(
        {
            "type": "dispatch",
            "value": {
                "text": "<div>One.</div><h1>Two</h1><table><tr><td>a</td><td>b</td></tr></table>"
                "<blockquote>c</blockquote>"
            },
        }
    )
    [(_, dispatch)] = body
    assert dispatch["text"] == "<p>One.</p><h2>Two</h2><p>a | b</p><blockquote>c</blockquote>"
    assert "Line 1, body[0].value.text, line 3: a table was kept as lines." in report.notes
