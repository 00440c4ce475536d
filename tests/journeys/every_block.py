"""A story that uses every block there is, with all the things it shows."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.files.base import ContentFile

from solidary.darkroom.scrub import scrub
from solidary.stories.body.blocks import BLOCKS
from solidary.stories.languages import locale_of
from solidary.stories.models import (
    Byline,
    Document,
    Photo,
    Place,
    Story,
    StorySource,
    Subtitles,
    Topic,
    Video,
)
from tests.darkroom.files import encoded, scene


def make_photo(title: str) -> Photo:
    picture = scrub(encoded(scene(size=(640, 400)), "PNG"))
    photo = Photo(title=title, alt_text="A street", caption="On the avenue", credit="Hanna")
    photo.file.save("photo.png", ContentFile(picture.bytes), save=False)
    photo.width, photo.height = 640, 400
    photo.save()
    return photo


def make_recording(kind: str, ending: str) -> Video:
    video = Video(title=f"A recording: {kind}", kind=kind, credit="Radio", spoken_language="be")
    video.file.save(f"recording.{ending}", ContentFile(b"not played here"), save=False)
    video.save()
    words = Subtitles(video=video, language="en")
    words.file.save("words.vtt", ContentFile(b"WEBVTT\n"), save=False)
    words.save()
    return video


def make_document() -> Document:
    document = Document(title="A statement", language="en")
    document.file.save("statement.pdf", ContentFile(b"%PDF-1.7\n"), save=False)
    document.save()
    return document


def _items(*photos: Photo) -> list[dict[str, Any]]:
    return [
        {"type": "item", "value": photo.pk, "id": f"item-{id(photos)}-{photo.pk}"}
        for photo in photos
    ]


def make_story_with_every_block() -> Story:
    """Published, with a draft beside it, and each block at least once."""
    one, two = make_photo("One"), make_photo("Two")
    place = Place.objects.get()
    parts: list[tuple[str, Any]] = [
        ("paragraph", '<p>Two <b>hundred</b> <a href="https://example.org/">came</a>.</p>'),
        ("paragraph", "<p>Two hundred came.</p>"),
        ("heading", "On the avenue"),
        (
            "dispatch",
            {"place": place.pk, "place_name": "", "text": "<p>They sang.</p>",
             "messages": [{"type": "item", "id": "message-1",
                           "value": {"text": "Мы з вамі", "language": "be", "who": "K.",
                                     "quoted": True}}],
             "photos": _items(one, two), "added": None},
        ),
        ("quote", {"text": "We stay.", "who": "A teacher", "about": "Vilnius"}),
        (
            "wall",
            {"title": "Wishes", "wishes": [
                {"type": "item", "id": "wish-1",
                 "value": {"text": "Flowers,\nnot bars.", "language": "en", "who": "A reader",
                           "place": place.pk, "place_name": ""}},
                {"type": "item", "id": "wish-2",
                 "value": {"text": "Разам!", "language": "be", "who": "", "place": None,
                           "place_name": ""}}], "added": "2021-02-10"},
        ),
        ("table", {"caption": "Who came", "rows": [["City", "People"], ["Vilnius", "200"]],
                   "head": True}),
        ("photo", {"photo": one.pk, "caption": ""}),
        ("gallery", {"caption": "Two views", "photos": _items(one, two)}),
        ("video", {"video": make_recording("video", "webm").pk, "caption": ""}),
        ("audio", {"audio": make_recording("audio", "ogg").pk, "caption": ""}),
        (
            "embed",
            {"address": "https://example.org/film", "title": "A film", "outlet": "Radio",
             "photo": two.pk},
        ),
        ("document", {"document": make_document().pk, "note": "In English"}),
        ("correction", {"day": "2021-02-09", "text": "Two hundred, not three."}),
    ]  # fmt: skip
    assert {kind for kind, _value in parts} == {block.name for block in BLOCKS}
    story = Story(
        headline="A story with every block",
        standfirst="One of each.",
        locale=locale_of("en"),
        live=False,
        day=date(2021, 2, 8),
    )
    story.body = [
        {"type": kind, "value": value, "id": f"block-{number}"}
        for number, (kind, value) in enumerate(parts)
    ]
    story.topics = [Topic.objects.get()]
    story.places = [place]
    story.bylines = [Byline(name="Hanna", role="reporter")]
    story.sources = [StorySource(outlet="Radio", address="https://example.org/")]
    story.save()
    story.save_revision().publish()
    story.headline = "A story with every block, written on"
    story.save_revision()
    story.refresh_from_db()
    return story
