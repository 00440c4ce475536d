"""What a photo, a recording and a document are called, in the language of the page they stand on."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile

from solidary.press.preview import preview_story
from solidary.press.publish import publish_full, publish_pending
from solidary.stories.languages import locale_of
from solidary.stories.models import Document, Photo, Story, Video
from tests.journeys.every_block import make_photo
from tests.press import archive

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home")]


@pytest.fixture
def film(home: Path) -> Video:
    film = Video(title="The chain", credit="Our desk")
    film.words.create(language="be", title="Ланцуг", credit="")
    film.file.save("chain.webm", ContentFile(b"film"), save=False)
    film.save()
    return film


@pytest.fixture
def sheet(home: Path) -> Document:
    sheet = Document(title="A chronology")
    sheet.words.create(language="be", title="Храналогія")
    sheet.file.save("sheet.pdf", ContentFile(b"%PDF-1.7"), save=False)
    sheet.save()
    return sheet


def told(language: str, film: Video, sheet: Document) -> Story:
    blocks: list[tuple[str, dict[str, Any]]] = [
        ("video", {"video": film.pk, "caption": ""}),
        ("document", {"document": sheet.pk, "note": ""}),
    ]
    story = Story(headline="A film", locale=locale_of(language), live=False, day=date(2021, 2, 8))
    story.body = [{"type": kind, "value": value, "id": kind} for kind, value in blocks]
    return story


def test_a_recording_and_a_document_are_called_as_in_the_story_s_language(
    film: Video, sheet: Document
) -> None:
    archive.newsroom()
    page = preview_story(told("be", film, sheet))
    assert "Ланцуг" in page
    assert "Храналогія" in page
    assert "The chain" not in page
    assert "A chronology" not in page


def test_a_decorative_photo_has_an_empty_alternative_text_in_every_language(home: Path) -> None:
    archive.newsroom()
    photo = make_photo("On the avenue")
    photo.words.create(language="be", alt_text="Вуліца")
    story = Story(headline="A photo", locale=locale_of("be"), live=False, day=date(2021, 2, 8))
    story.body = [{"type": "photo", "value": {"photo": photo.pk, "caption": ""}, "id": "1"}]
    assert 'alt="Вуліца"' in preview_story(story)
    Photo.objects.update(decorative=True)
    page = preview_story(story)
    assert "Вуліца" not in page
    assert "A street" not in page
    assert 'alt=""' in page


def test_what_is_not_said_in_a_language_is_told_in_the_first(film: Video, sheet: Document) -> None:
    archive.newsroom()
    assert "Our desk" in preview_story(told("be", film, sheet))
    page = preview_story(told("en", film, sheet))
    assert "The chain" in page
    assert "A chronology" in page


def test_other_words_for_a_recording_reach_the_pages_that_show_it(
    film: Video, sheet: Document, home: Path
) -> None:
    archive.newsroom()
    story = told("be", film, sheet)
    story.save()
    story.save_revision().publish()
    publish_full()
    page = next((home / "site" / "be" / "s").rglob(f"{story.address}.html"))
    assert "Ланцуг" in page.read_text("utf-8")
    words = film.words.get()
    words.title = "Жывы ланцуг"
    film.words = [words]
    film.save()
    publish_pending(wait=True)
    assert "Жывы ланцуг" in page.read_text("utf-8")
