"""Forms that no page of the desk sends are a sentence, and never a trace."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from solidary.stories.models import Document, Newsroom, Story, Video
from tests.desk.conftest import MakeStory
from tests.desk.test_review import form
from tests.fixtures.kinds_of_files import HTML, REAL

HOSTILE = ("", "x", "-1", "999999999999", "1e9", "²", "\0", "{}", '[{"a": [1]}]')
"""In place of a number, a choice or a text that the page's own script has written."""
PARTS = ("_FORMS", "-count", "-order", "-type", "-deleted", "-ORDER", "-id", "-value")


def hostile(sent: dict[str, Any], values: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    """The form without each of its parts, and with nonsense in it."""
    for name in sent:
        yield {key: value for key, value in sent.items() if key != name}
        if name.endswith(PARTS):
            yield from ({**sent, name: value} for value in values)


def test_a_story_form_without_its_count_is_a_sentence(
    at_desk: Client, make_story: MakeStory
) -> None:
    sent = form(headline="A form")
    del sent["body-count"]
    answer = at_desk.post("/desk/stories/add/", sent)
    assert answer.status_code == 400
    assert "A part of this form is missing" in answer.content.decode()
    assert not Story.objects.exists()


def test_nobody_counts_to_what_a_form_claims(at_desk: Client) -> None:
    for claimed in ("2001", "999999999999999999999999", "-1", "x", ""):
        assert (
            at_desk.post(
                "/desk/stories/add/", {**form(headline="A"), "body-count": claimed}
            ).status_code
            == 400
        )


@pytest.mark.exhaustive
def test_no_part_of_a_story_form_can_break_it(at_desk: Client, make_story: MakeStory) -> None:
    at_desk.raise_request_exception = False
    story = make_story("Mended")
    text = json.dumps({"blocks": [{"key": "a", "type": "unstyled", "text": "x"}], "entityMap": {}})
    body = {"body-count": "1", "body-0-deleted": "", "body-0-order": "0", "body-0-type": "paragraph", "body-0-value": text, "body-0-id": "1"}  # fmt: skip
    sent = {**form(headline="A form"), **body}
    for address in (f"/desk/stories/edit/{story.pk}/", "/desk/stories/checks/"):
        for number, each in enumerate(hostile(sent, HOSTILE)):
            if address.endswith("checks/") and number % 9:
                continue
            assert at_desk.post(address, each).status_code < 500, (address, set(sent) - set(each))


def upload(client: Client, place: str, name: str, content: bytes, **more: Any) -> str:
    sent = {"title": "It", "words-TOTAL_FORMS": "0", "words-INITIAL_FORMS": "0",
            "subtitles-TOTAL_FORMS": "0", "subtitles-INITIAL_FORMS": "0", "consent": "own", **more}  # fmt: skip
    answer = client.post(place, {**sent, "file": SimpleUploadedFile(name, content)})
    return "" if answer.status_code == 302 else answer.content.decode()


@pytest.mark.parametrize(("kind", "ending"), [("video", "mp4"), ("video", "webm"), ("audio", "mp3"), ("audio", "ogg"), ("audio", "wav")])  # fmt: skip
def test_a_recording_is_known_by_its_bytes(
    at_desk: Client, newsroom: Newsroom, home: Any, kind: str, ending: str
) -> None:
    said = upload(at_desk, "/desk/videos/add/", f"a.{ending}", HTML, kind=kind)
    assert f"This is no {ending.upper()} file" in said
    assert not Video.objects.exists() and not list((home / "files").rglob("*.*"))
    assert upload(at_desk, "/desk/videos/add/", f"a.{ending}", REAL[ending], kind=kind) == ""
    assert Video.objects.exists()


@pytest.mark.parametrize("ending", ["docx", "odt", "zip", "rtf", "epub"])
def test_a_document_is_known_by_its_bytes(
    at_desk: Client, newsroom: Newsroom, home: Any, ending: str
) -> None:
    said = upload(at_desk, "/desk/document-files/add/", f"a.{ending}", HTML)
    assert f"This is no {ending.upper()} file" in said
    assert upload(at_desk, "/desk/document-files/add/", f"a.{ending}", REAL[ending]) == ""
    assert Document.objects.count() == 1


def test_what_is_too_large_is_told_the_limit_and_the_form_keeps_its_words(
    at_desk: Client, newsroom: Newsroom, home: Any, settings: Any
) -> None:
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
    film = REAL["mp4"] + bytes(2 * 1024 * 1024)
    said = upload(at_desk, "/desk/videos/add/", "a.mp4", film, kind="video", credit="Radio Svaboda")
    assert "larger than 2 MB" in said and "Radio Svaboda" in said
    assert "This field is required" not in said
    assert "larger than 2 MB" in upload(
        at_desk, "/desk/document-files/add/", "a.zip", REAL["zip"] + film
    )
    photos = at_desk.post("/desk/images/add/", {"title": "It", "collection": "1", "file": SimpleUploadedFile("a.jpg", film)})  # fmt: skip
    assert "larger than 2 MB" in photos.content.decode()
    many = at_desk.post(
        "/desk/images/multiple/add/",
        {"title": "It", "collection": "1", "files[]": SimpleUploadedFile("a.jpg", film)},
        headers={"X-Requested-With": "XMLHttpRequest"},
    )
    assert "larger than 2 MB" in many.content.decode()
    copy = at_desk.post("/desk/stories/add/", {**form(headline="A", **{"sources-TOTAL_FORMS": "1", "sources-0-outlet": "Radio", "sources-0-ORDER": "1"}), "sources-0-kept_copy": SimpleUploadedFile("a.pdf", film)})  # fmt: skip
    assert "larger than 2 MB" in copy.content.decode()
    assert not Video.objects.exists() and not Document.objects.exists()
    assert upload(at_desk, "/desk/videos/add/", "a.mp4", REAL["mp4"], kind="video") == ""
