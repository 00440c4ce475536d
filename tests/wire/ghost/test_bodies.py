"""The text of a Ghost post, from each of its editors, and what it shows."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from solidary.stories.models import Document, Photo, Story, Video
from tests.darkroom.files import encoded, scene
from tests.fixtures.kinds_of_files import REAL
from tests.wire.ghost.exports import export, lexical, mobiledoc, post, taken_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home")]
HOME = "__GHOST_URL__/content"


def text(words: str, style: int = 0) -> dict[str, Any]:
    return {"type": "extended-text", "text": words, "format": style}


def block(kind: str, *children: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": kind, "children": list(children), **more}


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """The folder of files that is exported beside."""
    folder = tmp_path / "content"
    for name, data in {
        "images/2021/02/a.png": encoded(scene(), "PNG"),
        "images/2021/02/b.jpg": encoded(scene(), "JPEG"),
        "media/2021/02/speech.mp4": REAL["mp4"],
        "files/2021/02/statement.txt": b"What they wrote.",
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def body() -> list[Any]:
    return [(one["type"], one["value"]) for one in Story.objects.get().raw_body]


def test_a_tree_of_the_newest_editor_becomes_blocks() -> None:
    link = block("link", text("here"), url="https://example.org/a")
    tree = lexical(
        block("extended-heading", text("Where"), tag="h2"),
        block("paragraph", text("They "), text("walked", 1), {"type": "linebreak"}, text("far ", 2), link),
        block("list", block("listitem", text("one")), block("listitem", text("two")), listType="bullet"),
        block("extended-quote", text("We stay.")),
        {"type": "horizontalrule"},
        {"type": "codeblock", "code": "a < b"},
    )  # fmt: skip
    taken_in(export(post(1, html="<p>as drawn</p>", lexical=tree)))
    drawn = str(body())
    assert ("heading", "Where") in body()
    assert (
        '<p>They <b>walked</b><br/><i>far </i><a href="https://example.org/a">here</a></p>' in drawn
    )
    assert "<li>one</li><li>two</li>" in drawn
    assert "We stay." in drawn and "a &lt; b" in drawn
    assert "as drawn" not in drawn


def test_what_the_editor_before_it_kept_becomes_the_same_blocks() -> None:
    doc = mobiledoc(
        [
            [1, "h2", [[0, [], 0, "Where"]]],
            [1, "p", [[0, [], 0, "They "], [0, [0], 1, "walked"], [1, [], 0, 0], [0, [1], 1, "here"]]],
            [3, "ul", [[[0, [], 0, "one"]], [[0, [], 0, "two"]]]],
            [10, 0],
        ],
        markups=[["strong"], ["a", ["href", "https://example.org/a"]]],
        atoms=[["soft-return", "", {}]],
        cards=[["markdown", {"markdown": "## More\n\nIn *plain* words."}]],
    )  # fmt: skip
    taken_in(export(post(1, html="<p>as drawn</p>", mobiledoc=doc)))
    drawn = str(body())
    assert ("heading", "Where") in body() and ("heading", "More") in body()
    assert (
        '<p>They <strong>walked</strong><br/><a href="https://example.org/a">here</a></p>' in drawn
    )
    assert "<li>one</li><li>two</li>" in drawn
    assert "In <em>plain</em> words." in drawn


CARDS: dict[str, dict[str, Any]] = {
    "image": {"src": f"{HOME}/images/size/w600/2021/02/a.png", "alt": "People", "caption": "The <b>chain</b>"},
    "gallery": {"images": [{"src": f"{HOME}/images/2021/02/a.png"}, {"src": f"{HOME}/images/2021/02/b.jpg"}]},
    "bookmark": {"url": "https://example.org/a", "metadata": {"title": "What they said"}},
    "embed": {"url": "https://vimeo.com/1", "html": "<iframe src='https://tracker.example/'></iframe>"},
    "video": {"src": f"{HOME}/media/2021/02/speech.mp4", "caption": "Speech"},
    "file": {"src": f"{HOME}/files/2021/02/statement.txt", "fileTitle": "A statement"},
    "toggle": {"heading": "Why", "content": "<p>Because.</p>"},
    "callout": {"calloutEmoji": "!", "calloutText": "Mind <i>this</i>"},
    "button": {"buttonUrl": "https://example.org/b", "buttonText": "Read on"},
    "email": {"html": "<p>only by mail</p>"},
    "signup": {"header": "Leave your address"},
}  # fmt: skip


@pytest.mark.parametrize("editor", ["lexical", "mobiledoc"])
def test_cards_of_both_editors_become_the_same_blocks(content: Path, editor: str) -> None:
    if editor == "lexical":
        kept = lexical(*({"type": name, **said} for name, said in CARDS.items()))
    else:
        cards = [[name, said] for name, said in CARDS.items()]
        kept = mobiledoc([[10, place] for place in range(len(cards))], cards=cards)
    report = taken_in(export(post(1, **{editor: kept})), folder=content)
    kinds = [kind for kind, _ in body()]
    assert kinds[:6] == ["photo", "gallery", "embed", "embed", "video", "document"]
    values = [value for _, value in body()]
    assert values[0]["caption"] == "The chain"
    assert values[2] | {} == {
        "address": "https://example.org/a", "title": "What they said", "outlet": "example.org", "photo": None,
    }  # fmt: skip
    drawn = str(body())
    for words in ("Why", "Because.", "Mind <i>this</i>", "Read on"):
        assert words in drawn
    for gone in ("only by mail", "Leave your address", "tracker.example", "ghost-", "__GHOST"):
        assert gone not in drawn
    assert Photo.objects.count() == 2
    assert (Video.objects.get().title, Document.objects.get().title) == ("speech", "A statement")
    lost = report.account.names["cards and parts that only Ghost can show"]
    assert set(lost) == {"parts that only mail had", "card signup"}


def test_html_as_it_was_drawn_is_read_where_no_editor_kept_anything(content: Path) -> None:
    image = f'<div class="kg-gallery-image"><img src="{HOME}/images/2021/02/{{}}" alt></div>'
    drawn = (
        '<p>Words.</p><figure class="kg-card kg-gallery-card kg-width-wide"><div class="kg-gallery-row">'
        + image.format("a.png") + image.format("b.jpg") + "</div><figcaption>Both</figcaption></figure>"
        '<figure class="kg-card kg-bookmark-card"><a class="kg-bookmark-container" href="https://example.org/a">'
        '<div class="kg-bookmark-title">What they said</div><img src="https://example.org/i.png"></a></figure>'
    )  # fmt: skip
    taken_in(export(post(1, html=drawn, lexical="{broken", mobiledoc=None)), folder=content)
    assert [kind for kind, _ in body()] == ["paragraph", "gallery", "embed"]
    assert body()[1][1]["caption"] == "Both"
    assert body()[2][1]["title"] == "What they said"


def test_what_was_typed_is_read_where_an_old_export_holds_nothing_else() -> None:
    taken_in(export(post(1, html=None, markdown="## Where\n\nIn *plain* words.")))
    assert body() == [("heading", "Where"), ("paragraph", "<p>In <em>plain</em> words.</p>")]


def test_the_picture_over_a_post_leads_with_its_own_words(content: Path) -> None:
    over = post(1, feature_image=f"{HOME}/images/2021/02/a.png")
    meta = {
        "post_id": "p1",
        "feature_image_alt": "People",
        "feature_image_caption": "<i>Vilnius</i>",
    }
    taken_in(export(over, posts_meta=[meta]), folder=content)
    photo = Photo.objects.get()
    assert body()[0] == ("photo", {"photo": photo.pk, "caption": ""})
    assert (photo.alt_text, photo.caption, photo.consent) == ("People", "Vilnius", "not_said")


def test_pictures_that_are_not_beside_the_export_are_named_and_never_fetched() -> None:
    html = f'<p>Words.</p><img src="{HOME}/images/a.png?key=1"><img src="https://elsewhere.example/b.png">'
    report = taken_in(export(post(1, html=html)))
    assert [kind for kind, _ in body()] == ["paragraph"]
    assert report.account.lost["pictures and recordings that are not beside the export"] == 1
    assert report.account.lost["pictures that lie on other sites"] == 1
    assert "key=1" not in json.dumps(report.as_json())


@pytest.mark.parametrize(
    "kept",
    [
        {"lexical": lexical({"type": "html", "html": "<script>alert(1)</script><p onclick=x()>Hi</p>"})},
        {"lexical": lexical(block("paragraph", block("link", text("Hi"), url="javascript:alert(1)")))},
        {"html": '<p>Hi<img src=x onerror=alert(1)></p><a href="data:text/html,alert(1)">x</a>'},
        {"mobiledoc": mobiledoc([[1, "p", [[0, [0], 1, "Hi"]]]], markups=[["script"]])},
        {"mobiledoc": mobiledoc([[10, 0]], cards=[["markdown", {"markdown": "Hi <script>alert(1)</script>"}]])},
        {"lexical": lexical(block("paragraph", text("Hi")), {"type": "callout", "calloutText": "<svg onload=alert(1)>"})},
    ],
)  # fmt: skip
def test_no_script_of_any_card_comes_along(kept: dict[str, str]) -> None:
    taken_in(export(post(1, **kept)))
    drawn = str(body())
    assert "Hi" in drawn
    assert "<script" not in drawn
    for wrong in ("javascript", "alert", "onclick", "onerror", "onload", "data:"):
        assert wrong not in drawn


def test_a_tree_that_is_very_deep_is_read_as_far_as_it_goes() -> None:
    deep = block("paragraph", text("inside"))
    for _ in range(300):
        deep = block("quote", deep)
    report = taken_in(export(post(1, lexical=lexical(block("paragraph", text("Hi")), deep))))
    assert "Hi" in str(body())
    assert (
        "parts nested too deeply"
        in report.account.names["cards and parts that only Ghost can show"]
    )
