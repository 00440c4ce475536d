"""What a channel's posts become, from both kinds of export, and what of senders and readers stays behind."""

from __future__ import annotations

import json
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest

from solidary.stories.models import Document, Newsroom, Photo, Story, Topic, Video
from solidary.wire.errors import WireError
from solidary.wire.formats import recognised
from solidary.wire.into.report import Report
from tests.darkroom.files import encoded, scene
from tests.fixtures.kinds_of_files import REAL
from tests.wire.moving_in import brought_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home")]
AT = 1596974400  # 2020-08-09 12:00 UTC


def said(
    number: int, text: Any = "They walked.\nFar.", *, at: int = AT, **more: Any
) -> dict[str, Any]:
    """A message. `more`: whatever else stands in it."""
    return {
        "id": number, "type": "message", "date": "2020-08-09T15:00:00", "date_unixtime": str(at),
        "from": "The news", "from_id": "channel1234567890", "text": text, **more,
    }  # fmt: skip


def export(
    *messages: dict[str, Any], kind: str = "public_channel", name: str = "The news"
) -> bytes:
    chat = {"name": name, "type": kind, "id": 1234567890, "messages": list(messages)}
    return json.dumps(chat, ensure_ascii=False).encode()


def page(*messages: str) -> bytes:
    return (
        "<!DOCTYPE html>\n<html><head><title>Exported Data</title></head><body>"
        '<div class="page_wrap"><div class="page_header"><div class="content"><div class="text bold">\nThe news\n'
        '</div></div></div><div class="page_body chat_page"><div class="history">'
        + "".join(messages)
        + "</div></div></div></body></html>"
    ).encode()


def drawn(number: int, inside: str, joined: bool = False) -> str:
    who = "" if joined else '<div class="from_name">\nThe news\n</div>'
    return (
        f'<div class="message default clearfix{" joined" * joined}" id="message{number}"><div class="body">'
        '<div class="pull_right date details" title="09.08.2020 15:00:00 UTC+03:00">15:00</div>'
        f"{who}{inside}</div></div>"
    )


def taken_in(data: bytes, *, folder: Path | None = None, **options: str) -> Report:
    """The report of an import that is recognised and adds nothing the second time."""
    assert recognised(data[:65536]).name == "telegram"
    options = {"language": "en", **options}
    report = brought_in("telegram", data, folder=folder, dry_run=False, strict=False, **options)
    again = brought_in("telegram", data, folder=folder, dry_run=False, strict=False, **options)
    assert not [one for one in again.counts if one.endswith(("added", "updated"))]
    return report


def body(story: Story | None = None) -> list[Any]:
    return [(one["type"], one["value"]) for one in (story or Story.objects.get()).raw_body]


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """The folder of an export."""
    for name, data in {
        "photos/photo_1@09-08-2020_15-00-00.jpg": encoded(scene(), "JPEG"),
        "photos/photo_2@09-08-2020_15-00-00.jpg": encoded(scene(size=(40, 64)), "JPEG"),
        "video_files/walk.mp4": REAL["mp4"],
        "files/statement.txt": b"What they wrote.",
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
    return tmp_path


def test_a_post_is_a_story_with_its_first_line_as_headline_and_its_hashtags_as_topics() -> None:
    Newsroom.objects.update_or_create(pk=Newsroom.load().pk, defaults={"time_zone": "Europe/Minsk"})
    text = [
        {"type": "bold", "text": "A chain in Vilnius"}, "\n\nThey ",
        {"type": "italic", "text": "walked"}, " & ", {"type": "text_link", "text": "sang", "href": "https://example.org/a"},
        ".\n\n", {"type": "hashtag", "text": "#SolidarityBelarus"}, " ", {"type": "hashtag", "text": "#Вільня"},
    ]  # fmt: skip
    report = taken_in(export(said(7, text, author="Ola Nowak")), address="https://t.me/news")
    story = Story.objects.get()
    assert (story.headline, story.live, story.day, story.time) == (
        "A chain in Vilnius", True, date(2020, 8, 9), time(15),
    )  # fmt: skip
    assert body() == [
        ("paragraph", '<p>They <i>walked</i> &amp; <a href="https://example.org/a">sang</a>.</p>')
    ]
    assert set(Topic.objects.values_list("hashtag", flat=True)) == {"SolidarityBelarus", "Вільня"}
    assert [byline.name for byline in story.bylines.all()] == ["Ola Nowak"]
    assert report.account.held == {("post", "story"): 1}


def test_a_short_post_is_its_headline_and_a_long_one_begins_it() -> None:
    taken_in(export(said(1, "They walked."), said(2, "word " * 60)))
    short, long = Story.objects.order_by("headline")
    assert (short.headline, body(short)) == ("They walked.", [])
    assert long.headline.endswith("…") and len(body(long)) == 1


def test_what_was_sent_together_is_one_gallery(files: Path) -> None:
    photo: Any = {"photo": "photos/photo_1@09-08-2020_15-00-00.jpg"}
    other: Any = {"photo": "photos/photo_2@09-08-2020_15-00-00.jpg"}
    later = said(3, "", at=AT + 60, **photo)
    taken_in(export(said(1, **photo), said(2, "", **other), later), folder=files)
    story = Story.objects.get()
    assert [kind for kind, _ in body(story)] == ["gallery", "paragraph"]
    assert len(body(story)[0][1]["photos"]) == 2
    assert Photo.objects.count() == 2


def test_films_and_files_come_along_and_what_is_not_beside_is_named(files: Path) -> None:
    film = said(1, media_type="video_file", file="video_files/walk.mp4", mime_type="video/mp4")
    paper = said(2, at=AT + 9, file="files/statement.txt")
    gone = said(
        3, at=AT + 20, photo="(File not included. Change data exporting settings to download.)"
    )
    sticker = said(4, at=AT + 30, media_type="sticker", file="stickers/a.webp", sticker_emoji="x")
    report = taken_in(export(film, paper, gone, sticker), folder=files)
    assert (Video.objects.get().title, Document.objects.get().title) == ("walk", "statement")
    assert report.account.lost["pictures and recordings that are not beside the export"] == 1
    assert report.account.lost["stickers"] == 1


def test_an_answer_begins_with_what_it_answers() -> None:
    taken_in(export(said(1), said(2, "Corrected.\nNear.", at=AT + 60, reply_to_message_id=1)))
    answer = Story.objects.get(headline="Corrected.")
    assert body(answer)[0][0] == "quote"
    assert body(answer)[0][1]["text"] == "They walked. Far."


@pytest.mark.parametrize("forwards", ["", "drafts", "publish", "leave"])
def test_posts_of_others_are_marked_and_no_person_is_named(forwards: str) -> None:
    channel = said(1, forwarded_from="Another paper", forwarded_from_id="channel99")
    person = said(
        2, "Hi.\nThere.", at=AT + 60, forwarded_from="Hanna P.", forwarded_from_id="user77"
    )
    hidden = said(3, "Oh.\nWell.", at=AT + 90, forwarded_from=None)
    report = taken_in(export(channel, person, hidden), forwards=forwards)
    stories = list(Story.objects.all())
    if forwards == "leave":
        assert stories == []
        assert (
            report.account.held[
                "post forwarded from elsewhere", "left out: not ours (--forwards leave)"
            ]
            == 3
        )
        return
    assert [story.live for story in stories] == [forwards == "publish"] * 3
    outlets = [source.outlet for story in stories for source in story.sources.all()]
    assert outlets == ["Another paper"]


@pytest.mark.parametrize("kind", ["private_channel", "public_channel"])
def test_a_channel_that_not_everybody_could_read_stays_unpublished(kind: str) -> None:
    taken_in(export(said(1), kind=kind))
    assert Story.objects.get().live is (kind == "public_channel")


def test_only_the_channel_that_is_asked_for_is_taken_out_of_everything_somebody_has() -> None:
    channel, other = json.loads(export(said(1))), json.loads(export(said(2), name="Other"))
    talk = json.loads(export(said(3, "secret talk"), kind="personal_chat", name="Hanna"))
    every = json.dumps(
        {"about": "x", "chats": {"about": "y", "list": [talk, channel, other]}}
    ).encode()
    with pytest.raises(WireError, match="--channel") as refused:
        brought_in("telegram", every)
    assert "Hanna" not in str(refused.value)
    brought_in("telegram", every, channel="Other", language="en")
    assert Story.objects.count() == 1
    with pytest.raises(WireError, match="no channel"):
        brought_in("telegram", export(said(3), kind="private_group"))


def test_numbers_phones_places_and_cards_of_people_stay_behind(home: Path) -> None:
    needle = "7777123450"
    taken = export(
        said(1, ["Call ", {"type": "phone", "text": f"+{needle}"}, {"type": "bank_card", "text": needle}, " now.\nPlease."],
             from_id=f"channel{needle}", actor_id=f"user{needle}"),
        said(2, "Here.\nNow.", at=AT + 9, location_information={"latitude": 53.7777123450, "longitude": 27.5}),
        said(3, "Who.\nNow.", at=AT + 20, contact_information={"phone_number": needle, "first_name": needle}),
        said(4, "Hi.\nThere.", at=AT + 30, forwarded_from=needle, forwarded_from_id=f"user{needle}"),
        {"id": 5, "type": "service", "action": "invite_members", "actor": needle, "members": [needle]},
    )  # fmt: skip
    report = taken_in(taken)
    assert report.account.lost["telephone numbers"] == 1
    assert report.account.lost["places that a telephone knew"] == 1
    assert report.account.lost["addresses out of somebody's telephone"] == 1
    assert (
        report.account.held["service message", "left out: says what was done to the channel"] == 1
    )
    from django.core.management import call_command

    call_command("dumpdata", output=str(home / "all.json"))
    kept = (home / "all.json").read_text("utf-8") + json.dumps(report.as_json())
    assert needle not in kept


def test_pages_are_read_as_the_same_posts(files: Path) -> None:
    Newsroom.objects.update_or_create(pk=Newsroom.load().pk, defaults={"time_zone": "UTC"})
    (files / "messages2.html").write_bytes(
        page(drawn(9, '<div class="text">\nLater.<br>On.\n</div>'))
    )
    first = page(
        '<div class="message service" id="message-1"><div class="body details">\n9 August 2020\n</div></div>',
        drawn(1, '<div class="text">\n<strong>A chain</strong><br>They <em>walked</em> &amp; sang. '
                 '<a href="tel:+7777123450">+7777123450</a><a href="https://example.org/a">More</a> '
                 '<a href="" onclick="return ShowHashtag(&quot;Flags&quot;)">#Flags</a>\n</div>'),
        drawn(2, '<div class="media_wrap clearfix"><a class="photo_wrap clearfix pull_left" '
                 'href="photos/photo_1@09-08-2020_15-00-00.jpg"><img class="photo" src="photos/thumb.jpg"></a></div>'
                 '<div class="text">\nA picture.<br>Of them.\n</div>', joined=True),
        drawn(3, '<div class="forwarded body"><div class="from_name">\nHanna P. <span class="date details" '
                 'title="08.08.2020 15:00:00 UTC+03:00"> 08.08.2020</span></div><div class="text">\nTheirs.<br>Not ours.\n</div></div>'),
        drawn(4, '<div class="reply_to details">\nIn reply to <a href="#go_to_message1">this</a></div>'
                 '<div class="text">\nAn answer.<br>To it.\n</div>'),
    )  # fmt: skip
    report = taken_in(first, folder=files, address="https://t.me/news")
    assert report.account.held == {
        ("post", "story"): 4, ("post forwarded from elsewhere", "draft"): 1,
        ("service message", "left out: says what was done to the channel"): 1,
    }  # fmt: skip
    chain = Story.objects.get(headline="A chain")
    assert body(chain) == [
        (
            "paragraph",
            '<p>They <em>walked</em> &amp; sang. <a href="https://example.org/a">More</a></p>',
        )
    ]
    assert (chain.live, chain.day, chain.time) == (True, date(2020, 8, 9), time(12))
    assert [topic.hashtag for topic in chain.topics.all()] == ["Flags"]
    assert [kind for kind, _ in body(Story.objects.get(headline="A picture."))] == [
        "photo",
        "paragraph",
    ]
    assert not Story.objects.get(headline="Theirs.").live
    assert body(Story.objects.get(headline="An answer."))[0][0] == "quote"
    assert not any("Hanna" in str(story.raw_body) for story in Story.objects.all())


def test_a_page_that_does_not_say_whether_everybody_could_read_it_brings_drafts() -> None:
    report = taken_in(page(drawn(1, '<div class="text">\nOne.<br>Two.\n</div>')))
    assert not Story.objects.get().live
    assert any("--address" in note for note in report.account.notes)


def test_a_conversation_of_several_people_is_refused() -> None:
    talk = page(drawn(1, '<div class="text">a</div>'), drawn(2, "b").replace("The news", "Hanna"))
    with pytest.raises(WireError, match="a conversation"):
        brought_in("telegram", talk)


@pytest.mark.parametrize(
    "data",
    [
        b'{"name": "x", "type": "public_channel", "messages": [',
        b'{"type": "public_channel", "messages": {}}',
        export(*({"id": "x", "type": 3, "text": {"a": []}} for _ in range(3))),
        export(said(1, [None, 3, {"type": []}, {"text": 7}]), {"type": "message", "date_unixtime": "9" * 30}),
        export(said(1, file=[], photo={}, poll=[], author={}, reply_to_message_id="x")),
    ],
)  # fmt: skip
def test_what_is_broken_stops_itself_only(data: bytes) -> None:
    try:
        report = brought_in("telegram", data, dry_run=False, strict=False, language="en")
    except WireError as refused:
        assert "\n" not in str(refused)
    else:
        assert report.left_out >= 0
        assert not Story.objects.filter(headline="").exists()


def test_no_script_comes_along() -> None:
    text = [
        "<script>alert(1)</script>\nHi ",
        {"type": "text_link", "text": "x", "href": "javascript:alert(1)"},
    ]
    taken_in(export(said(1, text)))
    story = Story.objects.get()
    assert "<script" not in str(body(story)) and "javascript:" not in str(body(story))
