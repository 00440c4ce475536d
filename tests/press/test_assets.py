"""What a release carries besides pages: pictures, recordings, subtitles, documents, kept copies."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from pytest_django import Settings

from solidary.press.publish import address_of, publish_pending
from solidary.stories.models import (
    Document,
    Photo,
    PhotoWords,
    Story,
    StorySource,
    Subtitles,
    Video,
)
from tests.press.archive import (
    SMALL,
    dangling,
    differences,
    files_of,
    full_publish,
    newsroom,
    photo,
    story,
    withdraw,
)

pytestmark = pytest.mark.django_db


def _carried(home: Path) -> set[str]:
    return {
        address for address in files_of(home / "site") if address.startswith(("p/", "m/", "d/"))
    }


def _rich_story() -> Story:
    film = Video.objects.create(
        title="Film", file=ContentFile(b"film" * 100, "film.mp4"), poster=photo("blue"),
        spoken_language="en", width=640, height=360,
    )  # fmt: skip
    Subtitles.objects.create(video=film, language="be", file=ContentFile(b"WEBVTT\n", "be.vtt"))
    paper = Document.objects.create(title="Paper", file=ContentFile(b"%PDF-1.7", "paper.pdf"))
    made = story(
        body=[
            ("video", {"video": film, "caption": "A film"}),
            ("document", {"document": paper, "note": "Two pages"}),
            ("gallery", {"caption": "", "photos": [photo("red")]}),
        ]
    )
    StorySource.objects.create(
        story=made, outlet="Outlet", kept_copy=ContentFile(b"<html>", "copy.html")
    )
    made.save()
    return made


def test_everything_a_story_shows_comes_with_it_and_goes_with_it(
    home: Path, settings: Settings
) -> None:
    newsroom()
    publish_pending(rules=SMALL)
    made = _rich_story()
    publish_pending(rules=SMALL)
    endings = sorted(address.rpartition(".")[2] for address in _carried(home))
    assert endings == ["html", "mp4", "pdf", "vtt", "webp", "webp"]
    page = (home / "site" / address_of(made)).read_text()
    assert all(f"../../../{address}" in page for address in _carried(home))
    assert 'srclang="be"' in page and "Беларуская" in page
    assert differences(files_of(home / "site"), full_publish(home, settings)) == {}
    withdraw(Story.objects.get(pk=made.pk))
    publish_pending(rules=SMALL)
    assert _carried(home) == set()
    assert dangling(home / "site") == []


@pytest.mark.parametrize(
    ("spoken", "language", "kind", "shown"),
    [
        ("be", "be", "subtitles", "captions"),
        ("be", "be-tarask", "subtitles", "captions"),
        ("en", "be", "subtitles", "subtitles"),
        ("en", "be", "captions", "captions"),
        ("", "be", "subtitles", "subtitles"),
    ],
)
def test_a_track_in_the_language_that_is_spoken_is_one_of_captions(
    home: Path, spoken: str, language: str, kind: str, shown: str
) -> None:
    newsroom()
    film = Video.objects.create(
        title="Film", file=ContentFile(b"film", "film.mp4"), spoken_language=spoken
    )
    track = ContentFile(b"WEBVTT\n", "words.vtt")
    words = Subtitles.objects.create(video=film, language=language, kind=kind, file=track)
    made = story(body=[("video", {"video": film, "caption": ""})])
    publish_pending(rules=SMALL)
    assert f'<track kind="{shown}" ' in (home / "site" / address_of(made)).read_text()
    words.kind = "captions"
    words.save()
    film.save()
    publish_pending(rules=SMALL)
    assert '<track kind="captions" ' in (home / "site" / address_of(made)).read_text()


def test_a_photo_speaks_the_storys_language(home: Path) -> None:
    newsroom()
    shown = photo("red", alt_text="A red field", credit="By us")
    PhotoWords.objects.create(photo=shown, language="be", alt_text="Чырвонае поле")
    english = story(body=[("photo", {"photo": shown, "caption": ""})])
    other = story(language="be", of=english, body=[("photo", {"photo": shown, "caption": ""})])
    publish_pending(rules=SMALL)
    page = (home / "site" / address_of(other)).read_text()
    assert 'alt="Чырвонае поле"' in page and "By us" in page
    assert 'alt="A red field"' in (home / "site" / address_of(english)).read_text()


def test_a_changed_photo_reaches_every_story_that_shows_it(home: Path, settings: Settings) -> None:
    newsroom()
    shown = photo("red", alt_text="Before")
    made = story(body=[("photo", {"photo": shown, "caption": ""})])
    publish_pending(rules=SMALL)
    before = _carried(home)
    found = Photo.objects.get(pk=shown.pk)
    found.alt_text = "After"
    found.file = photo("green").file
    found.save()
    publish_pending(rules=SMALL)
    assert 'alt="After"' in (home / "site" / address_of(made)).read_text()
    assert len(_carried(home)) == 1 and not _carried(home) & before
    assert differences(files_of(home / "site"), full_publish(home, settings)) == {}


def test_a_photo_whose_file_is_lost_is_left_out(home: Path) -> None:
    newsroom()
    shown = photo("red")
    Path(shown.file.path).unlink()
    made = story(body=[("photo", {"photo": shown, "caption": ""}), ("paragraph", "<p>Words</p>")])
    assert publish_pending(rules=SMALL).stopped == []
    page = (home / "site" / address_of(made)).read_text()
    assert "<p>Words</p>" in page and "<img" not in page
