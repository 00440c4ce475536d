"""Texts of posts: block comments, shortcodes, lines; what they show; what can't be kept and is named."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from PIL import Image

from solidary.stories.models import Document, Photo, Story, Video
from solidary.wire.into.report import Report
from tests.fixtures.kinds_of_files import REAL
from tests.wire.wordpress.archives import SITE, archive, attachment, field, post, taken_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home")]
UPLOADS = f"{SITE}/wp-content/uploads/"


def shown(content: str, *others: str, folder: Path | None = None, more: str = "") -> list[Any]:
    """The blocks of a post of this content, its report last."""
    report = taken_in(archive(post(1, "Day", content, more=more), *others), folder=folder)
    story = Story.objects.get(headline="Day")
    return [*((block["type"], block["value"]) for block in story.raw_body), report]


def lost(report: Report) -> dict[str, list[str]]:
    return {what: list(names) for what, names in report.account.names.items()}


@pytest.fixture
def uploads(tmp_path: Path) -> Path:
    """Three pictures and a film, as a site has them."""
    place = tmp_path / "uploads" / "2021" / "02"
    place.mkdir(parents=True)
    for number, name in enumerate(("a.jpg", "b.jpg", "Плошча 1.jpg")):
        out = io.BytesIO()
        Image.new("RGB", (40, 30), (number * 60, 90, 120)).save(out, "JPEG")
        (place / name).write_bytes(out.getvalue())
    (place / "film.mp4").write_bytes(REAL["mp4"])
    (place / "broken.jpg").write_bytes(b"no picture")
    (tmp_path / "secret.jpg").write_bytes((place / "a.jpg").read_bytes())
    return tmp_path / "uploads"


def test_blocks_are_read_without_their_comments_and_dynamic_ones_are_named() -> None:
    *body, report = shown(
        '<!-- wp:paragraph {"align":"left"} -->\n<p>One.</p>\n<!-- /wp:paragraph -->\n'
        "<!-- wp:heading -->\n<h2>Two</h2>\n<!-- /wp:heading -->\n"
        "<!-- wp:list --><ul><!-- wp:list-item --><li>Three</li><!-- /wp:list-item --></ul><!-- /wp:list -->"
        '<!-- wp:latest-posts {"key":"s3cret"} /--><!-- wp:block {"ref":9} /--><!-- wp:block {"ref":8} /-->'
        '<!-- wp:core-embed/youtube {"url":"https://youtu.be/abcdefgh"} --><figure><div>\n'
        "https://youtu.be/abcdefgh\n</div><figcaption>A film</figcaption></figure><!-- /wp:core-embed/youtube -->",
        post(
            9, kind="wp_block", content="<!-- wp:paragraph --><p>Reused.</p><!-- /wp:paragraph -->"
        ),
    )
    assert body == [
        ("paragraph", "<p>One.</p>"),
        ("heading", "Two"),
        ("paragraph", "<ul><li>Three</li></ul><p>Reused.</p>"),
        ("embed", {"address": "https://youtu.be/abcdefgh", "title": "A film", "outlet": "youtu.be", "photo": None}),
    ]  # fmt: skip
    [(_, names)] = lost(report).items()
    assert names == ["block latest-posts", "block block (reused elsewhere)"]


def test_lines_of_a_classic_text_are_paragraphs_and_breaks() -> None:
    *body, _ = shown(
        "One\nstill one.\r\n\r\nTwo <em>two</em>.\n<h3>Head</h3>\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"
        "<blockquote>Said.</blockquote>\nAfter.\n\nhttps://www.youtube.com/watch?v=abcdefgh\n\n<!--more-->End"
    )
    assert body == [
        ("paragraph", "<p>One<br/>still one.</p><p>Two <em>two</em>.</p>"),
        ("heading", "Head"),
        ("paragraph", "<ul><li>a</li><li>b</li></ul>"),
        ("quote", {"text": "Said.", "who": "", "about": ""}),
        ("paragraph", "<p>After.</p>"),
        ("embed", {"address": "https://www.youtube.com/watch?v=abcdefgh", "title": "youtube.com/watch?v=abcdefgh",
                   "outlet": "youtube.com", "photo": None}),
        ("paragraph", "<p>End</p>"),
    ]  # fmt: skip


def test_shortcodes_of_plugins_are_named_never_shown_and_their_words_stay() -> None:
    *body, report = shown(
        '[vc_row][vc_column width="1/2"]Words[/vc_column][/vc_row]\n\n[contact-form key="s3cret"]\n\n[toc]\n\n'
        "He said [sic] so [ред.] in [2020], [[gallery]] and [a name]."
    )
    assert body == [
        (
            "paragraph",
            "<p>Words</p><p>He said [sic] so [ред.] in [2020], [gallery] and [a name].</p>",
        )
    ]
    [names] = lost(report).values()
    assert names == [f"shortcode {one}" for one in ("vc_row", "vc_column", "contact-form", "toc")]


def test_code_is_kept_as_it_is_written() -> None:
    *body, _ = shown(
        '[code language="html"]<form>\n[x]</form>[/code] [sourcecode]a &lt; b[/sourcecode]'
    )
    assert body == [("paragraph", "<p>&lt;form&gt;<br/>[x]&lt;/form&gt;</p><p>a &lt; b</p>")]


def test_pictures_come_from_the_uploads_with_alt_and_caption(uploads: Path) -> None:
    *body, report = shown(
        f'[caption id="attachment_11" width="300"]<a href="x"><img class="wp-image-11" src="{UPLOADS}2021/02/a-300x200.jpg">'
        f'</a> The <b>square</b>[/caption]\n\n<img src="{UPLOADS}2021/02/%D0%9F%D0%BB%D0%BE%D1%88%D1%87%D0%B0%201.jpg" alt="People">\n\n'
        '[gallery ids="11,12"]',
        attachment(11, "2021/02/a.jpg", alt="A crowd", caption="In Minsk"),
        attachment(12, "2021/02/b.jpg"), attachment(13, "2021/02/unused.jpg"),
        folder=uploads, more=field("_thumbnail_id", "12"),
    )  # fmt: skip
    kinds = [kind for kind, _ in body]
    assert kinds == ["photo", "photo", "gallery"]
    photos = Photo.objects.in_bulk()
    first, second = (photos[value["photo"]] for _, value in body[:2])
    assert (first.alt_text, first.caption) == ("A crowd", "In Minsk")
    assert body[0][1]["caption"] == "The square"
    assert second.alt_text == "People"
    assert len(photos) == 3 and Story.objects.get().photos
    assert report.account.held["attachment", "shown in stories"] == 2
    assert report.account.held["attachment", "left out: no story shows it"] == 1


def test_the_picture_over_a_post_stands_first(uploads: Path) -> None:
    *body, _ = shown(
        "Words.", attachment(11, "2021/02/a.jpg"), folder=uploads, more=field("_thumbnail_id", "11")
    )
    assert [kind for kind, _ in body] == ["photo", "paragraph"]


def test_recordings_are_played_from_the_uploads_and_framed_pages_are_cards(uploads: Path) -> None:
    *body, _ = shown(
        f'[video mp4="{UPLOADS}2021/02/film.mp4"][/video]<iframe src="//www.youtube.com/embed/abcdefgh?key=s3cret"></iframe>'
        '<iframe src="javascript:alert(1)"></iframe><video src="https://elsewhere.example/a.mp4"></video>',
        folder=uploads,
    )
    assert [kind for kind, _ in body] == ["video", "embed", "embed"]
    assert Video.objects.get().kind == "video"
    addresses = [value["address"] for kind, value in body if kind == "embed"]
    assert addresses == [
        "https://www.youtube.com/watch?v=abcdefgh",
        "https://elsewhere.example/a.mp4",
    ]


def test_files_that_readers_may_keep_are_documents_or_lead_to_where_they_are(uploads: Path) -> None:
    (uploads / "call.txt").write_text("Come to the square.", "utf-8")
    block = '<!-- wp:file {{"id":1}} --><div><a href="{}">The call</a><a href="x" download>Download</a></div><!-- /wp:file -->'
    *body, _ = shown(
        block.format(f"{UPLOADS}call.txt") + block.format(f"{UPLOADS}gone.pdf"), folder=uploads
    )
    assert [kind for kind, _ in body] == ["document", "embed"]
    assert Document.objects.get().title == "The call"
    assert body[1][1]["address"] == f"{UPLOADS}gone.pdf" and body[1][1]["title"] == "The call"


def test_what_is_not_there_is_named_with_its_caption_and_comes_with_the_next_import(
    uploads: Path,
) -> None:
    content = (
        f'<figure><img src="{UPLOADS}2021/02/a.jpg?key=s3cret"><figcaption>Words of it</figcaption></figure>'
        '<img src="https://elsewhere.example/b.jpg?key=s3cret"><img src="../../secret.jpg"> End'
    )
    *body, report = shown(content)
    assert body == [("paragraph", "<p>End</p>")]
    assert lost(report) == {
        "captions of what is missing": ["Words of it"],
        "pictures and recordings that are not beside the archive": [
            "2021/02/a.jpg",
            "../../secret.jpg",
        ],
        "pictures that lie on other sites": ["https://elsewhere.example/b.jpg"],
    }
    again = taken_in(archive(post(1, "Day", content)), folder=uploads)
    assert again.counts["story updated"] == 1 and Photo.objects.count() == 1


def test_a_picture_that_is_none_stops_no_story(uploads: Path) -> None:
    *body, report = shown(f'<img src="{UPLOADS}2021/02/broken.jpg">Words', folder=uploads)
    assert body == [("paragraph", "<p>Words</p>")]
    assert report.counts["photo left out"] == 1 and report.counts["story added"] == 1
    assert any("a photo was left out" in note for note in report.notes)


def test_no_file_out_of_the_folder_is_ever_read(uploads: Path) -> None:
    (uploads / "link.jpg").symlink_to(uploads.parent / "secret.jpg")
    (uploads / "up").symlink_to(uploads.parent)
    paths = (
        "../secret.jpg",
        "%2e%2e/secret.jpg",
        "link.jpg",
        "up/secret.jpg",
        "2021/../../secret.jpg",
    )
    shown("".join(f'<img src="{UPLOADS}{path}">' for path in paths), folder=uploads)
    assert not Photo.objects.exists()
    assert not list(Path(settings.MEDIA_ROOT).rglob("*.jpg"))
