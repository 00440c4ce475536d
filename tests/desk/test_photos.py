"""What is uploaded at the desk, and what of it ever reaches the disk."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import translation
from PIL import Image

from solidary.darkroom.faults import Fault
from solidary.darkroom.limits import MOST_BYTES, MOST_PIXELS
from solidary.darkroom.segments import MOST_PARTS, MOST_SCANS
from solidary.desk.forms.refused_files import LIMITS, PICTURE_FAULTS
from solidary.stories.models import Document, Newsroom, Photo, StorySource, Video
from solidary.stories.models.photo import Consent
from tests.darkroom.files import MARK, encoded, loaded_jpeg, scene
from tests.darkroom.test_papers import laid_open, loaded_pdf
from tests.desk.test_review import form
from tests.fixtures.kinds_of_files import REAL
from tests.repo.tree import ROOT


def files_of(home: Path) -> list[bytes]:
    return [path.read_bytes() for path in home.rglob("*") if path.is_file()]


def upload(client: Client, name: str, content: bytes, title: str = "A photo") -> dict[str, object]:
    answer = client.post(
        "/desk/images/multiple/add/",
        {"files[]": SimpleUploadedFile(name, content), "title": title, "collection": "1"},
    )
    found: dict[str, object] = answer.json()
    return found


def test_an_upload_is_scrubbed_before_anything_is_stored(at_desk: Client, home: Path) -> None:
    assert upload(at_desk, "IMG_Minsk.jpg", loaded_jpeg())["success"]
    photo = Photo.objects.get()
    assert MARK not in Path(photo.file.path).read_bytes()
    assert not any(MARK in content for content in files_of(home))
    assert Path(photo.file.name).name == f"{photo.address}.jpg"
    assert photo.width and photo.height


@pytest.mark.parametrize(
    "name", ["PXL_20260310_Hanna_iPhone.jpg", "Hanna's phone.2.JPG", "мінск 9 жніўня.jpeg", "IMG"]
)
def test_the_name_of_a_file_becomes_no_title(at_desk: Client, home: Path, name: str) -> None:
    """The page for several sends the name without its ending; a form without a title the name."""
    for title in (Path(name).stem, name):
        assert upload(at_desk, name, loaded_jpeg(), title)["success"]
    for photo in Photo.objects.all():
        assert re.fullmatch(r"Photo added on .*20\d\d", photo.title)
    page = at_desk.get("/desk/images/add/").content.decode()
    assert "data-w-sync-name-value" not in page
    upload(at_desk, name, loaded_jpeg(), "The chain in Vilnius")
    assert Photo.objects.latest("pk").title == "The chain in Vilnius"


@pytest.mark.parametrize("title", ["", "x" * 400])
def test_an_upload_whose_other_fields_are_wrong_is_scrubbed_all_the_same(
    at_desk: Client, home: Path, title: str
) -> None:
    upload(at_desk, "IMG_Minsk.jpg", loaded_jpeg(), title)
    assert not any(MARK in content for content in files_of(home))


@pytest.mark.parametrize("form", ["AVIF", "WEBP", "HEIF"])
def test_what_phones_send_is_taken(at_desk: Client, home: Path, form: str) -> None:
    ending = {"AVIF": "avif", "WEBP": "webp", "HEIF": "heic"}[form]
    assert upload(at_desk, f"photo.{ending}", encoded(scene(), form))["success"]
    with Image.open(Photo.objects.get().file.path) as kept:
        assert kept.format in ("JPEG", "PNG")


def test_what_is_no_picture_is_refused_and_leaves_nothing(at_desk: Client, home: Path) -> None:
    answer = upload(at_desk, "photo.jpg", b"MZ this is a program" + MARK)
    assert not answer["success"]
    assert "This file type can't be used" in str(answer["error_message"])
    assert not Photo.objects.exists()
    assert not any(MARK in content for content in files_of(home))


def test_consent_begins_as_not_said_yet_and_stays_what_somebody_said(
    at_desk: Client, home: Path
) -> None:
    upload(at_desk, "photo.png", encoded(scene(), "PNG"))
    photo = Photo.objects.get()
    assert photo.consent == Consent.NOT_SAID
    assert 'value="not_said" selected' in at_desk.get(f"/desk/images/{photo.pk}/").content.decode()
    fields = {"title": "Chain", "collection": "1"}
    at_desk.post(f"/desk/images/{photo.pk}/", {**fields, "consent": "reader"})
    at_desk.post(f"/desk/images/{photo.pk}/", fields)
    assert Photo.objects.get().consent == Consent.READER
    _video(at_desk, **{"subtitles-TOTAL_FORMS": "0"})
    assert Video.objects.get().consent == Consent.NOT_SAID


def test_a_photo_is_described_in_every_language_of_the_newsroom(
    at_desk: Client, newsroom: Newsroom, home: Path
) -> None:
    upload(at_desk, "photo.png", encoded(scene(), "PNG"))
    photo = Photo.objects.get()
    fields = {"title": "Chain", "alt_text": "People", "consent": "own", "collection": "1"}
    at_desk.post(
        f"/desk/images/{photo.pk}/", {**fields, "alt_text_be": "Людзі", "caption_be": "Ланцуг"}
    )
    (words,) = photo.words.all()
    assert (words.language, words.alt_text, words.caption) == ("be", "Людзі", "Ланцуг")
    at_desk.post(f"/desk/images/{photo.pk}/", fields)
    assert not photo.words.exists()


def _video(client: Client, **more: object) -> object:
    fields: dict[str, object] = {
        "title": "Speech",
        "kind": "video",
        "consent": "not_said",
        "file": SimpleUploadedFile("speech.mp4", REAL["mp4"]),
        "subtitles-TOTAL_FORMS": "1",
        "subtitles-INITIAL_FORMS": "0",
        "subtitles-MIN_NUM_FORMS": "0",
        "subtitles-MAX_NUM_FORMS": "10",
        "subtitles-0-language": "en",
        "subtitles-0-kind": "subtitles",
        "subtitles-0-ORDER": "1",
        "words-TOTAL_FORMS": "0",
        "words-INITIAL_FORMS": "0",
        "words-MIN_NUM_FORMS": "0",
        "words-MAX_NUM_FORMS": "10",
    }
    return client.post("/desk/videos/add/", {**fields, **more})


def test_subtitles_are_read_by_the_darkroom_and_kept_clean(at_desk: Client, home: Path) -> None:
    good = b"WEBVTT\n\nNOTE by Hanna\n\n00:01.000 --> 00:02.000\n<c.red>Solidarity</c>\n"
    _video(at_desk, **{"subtitles-0-file": SimpleUploadedFile("Hanna.vtt", good)})
    kept = Video.objects.get().subtitles.get().file.read()
    assert b"Solidarity" in kept
    assert b"Hanna" not in kept


def test_a_file_that_is_no_subtitles_is_refused_at_its_field(at_desk: Client, home: Path) -> None:
    answer = _video(at_desk, **{"subtitles-0-file": SimpleUploadedFile("a.vtt", b"1\n00:01 hello")})
    assert b"a WebVTT file begins with the word WEBVTT" in answer.content  # type: ignore[attr-defined]
    assert not Video.objects.exists()


def test_a_film_no_browser_plays_is_refused(at_desk: Client, home: Path) -> None:
    film = io.BytesIO(b"RIFF")
    film.name = "speech.avi"
    answer = _video(at_desk, file=film, **{"subtitles-TOTAL_FORMS": "0"})
    assert b"mp4, webm" in answer.content  # type: ignore[attr-defined]
    assert not Video.objects.exists()


def test_a_recording_is_called_in_every_language_and_found_by_each_title(
    at_desk: Client, home: Path
) -> None:
    _video(
        at_desk,
        **{
            "subtitles-TOTAL_FORMS": "0",
            "words-TOTAL_FORMS": "1",
            "words-0-language": "be",
            "words-0-title": "Прамова",
        },
    )
    words = Video.objects.get().words.get()
    assert (words.language, words.title, words.credit) == ("be", "Прамова", "")
    assert b"Speech" in at_desk.get("/desk/videos/results/", {"q": "прамова"}).content


def _document(client: Client, name: str, content: bytes) -> str:
    answer = client.post(
        "/desk/document-files/add/",
        {
            "title": "A statement",
            "file": SimpleUploadedFile(name, content),
            "words-TOTAL_FORMS": "0",
            "words-INITIAL_FORMS": "0",
        },
        follow=True,
    )
    return answer.content.decode()


def test_a_pdf_is_stored_without_what_it_says_of_its_author(at_desk: Client, home: Path) -> None:
    _document(at_desk, "Hanna.pdf", loaded_pdf())
    kept = Path(Document.objects.get().file.path)
    assert kept.name == f"{Document.objects.get().address}.pdf"
    assert MARK not in laid_open(kept.read_bytes())
    assert not any(MARK in content for content in files_of(home))


def test_a_pdf_that_can_not_be_cleaned_is_refused(at_desk: Client, home: Path) -> None:
    assert "This file is damaged or is not a PDF" in _document(
        at_desk, "a.pdf", b"%PDF-1.7\nnothing"
    )
    assert not Document.objects.exists()


def _with_kept_copy(client: Client, name: str, content: bytes) -> str:
    """What the desk answers to a story whose one source comes with a kept copy."""
    one = {"sources-TOTAL_FORMS": "1", "sources-0-outlet": "Outlet", "sources-0-ORDER": "1"}
    sent = form(**one) | {"sources-0-kept_copy": SimpleUploadedFile(name, content)}
    return client.post("/desk/stories/add/", sent, follow=True).content.decode()


@pytest.mark.parametrize(
    ("name", "content"), [("copy.pdf", loaded_pdf()), ("screen.JPG", loaded_jpeg())]
)
def test_a_kept_copy_is_stored_without_what_it_says_of_who_kept_it(
    at_desk: Client, home: Path, name: str, content: bytes
) -> None:
    _with_kept_copy(at_desk, name, content)
    kept = Path(StorySource.objects.get().kept_copy.path).read_bytes()
    assert MARK not in (laid_open(kept) if name.endswith("pdf") else kept)
    assert not any(MARK in stored for stored in files_of(home))


def test_a_picture_of_a_long_page_stays_readable(at_desk: Client, home: Path) -> None:
    page = encoded(scene(size=(600, 9_000)), "PNG")
    _with_kept_copy(at_desk, "page.png", page)
    with Image.open(StorySource.objects.get().kept_copy.path) as kept:
        assert kept.size == (600, 9_000)


@pytest.mark.parametrize("name", ["page.html", "page.svg", "page.mhtml", "page"])
def test_a_page_with_scripts_of_its_own_is_no_kept_copy(
    at_desk: Client, home: Path, name: str
) -> None:
    page = b"<script src=//tracker.example/></script>"
    assert "Files of this kind are not published" in _with_kept_copy(at_desk, name, page)
    assert not StorySource.objects.exists()


def test_a_kept_copy_of_plain_words_is_kept_as_it_was(at_desk: Client, home: Path) -> None:
    _with_kept_copy(at_desk, "page.txt", b"What they wrote.")
    assert StorySource.objects.get().kept_copy.read() == b"What they wrote."


def test_a_kept_copy_that_can_not_be_cleaned_is_refused(at_desk: Client, home: Path) -> None:
    assert "This file is damaged or is not a PDF" in _with_kept_copy(
        at_desk, "a.pdf", b"%PDF-1.7\nnothing"
    )
    assert "The picture is broken" in _with_kept_copy(at_desk, "a.png", loaded_jpeg()[:200])
    assert not StorySource.objects.exists()


def test_the_form_says_what_is_not_cleaned(at_desk: Client, home: Path) -> None:
    assert b"published as it is" in at_desk.get("/desk/videos/add/").content
    assert b"published as they are" in at_desk.get("/desk/document-files/add/").content


def test_the_pages_on_photos_quote_what_the_desk_says() -> None:
    told = (ROOT / "docs/features/photos.md").read_text("utf-8")
    refused = told.partition("## What is refused")[2].partition("##")[0]
    rows = re.findall(r"^\| (is|has|ends) (.+?) \| (.+?) \|$", refused, re.M)
    with translation.override("en"):
        assert sorted(words for *_, words in rows) == sorted(
            str(line) % LIMITS for line in PICTURE_FAULTS.values()
        )
    assert PICTURE_FAULTS.keys() == set(Fault)
    for limit in (
        f"larger than {MOST_BYTES // 2**20} MB",
        f"more than {MOST_PIXELS // 10**6} million pixels",
        f"more than {MOST_SCANS} scans, or {MOST_PARTS:,} parts",
    ):
        assert limit in refused


def test_a_scan_bomb_is_refused_as_what_it_is(at_desk: Client) -> None:
    photo = loaded_jpeg()
    bomb = photo[: photo.rindex(b"\xff\xd9")] + b"\xff\xda\0\x08\1\1\0\0\x3f\0" * 200
    said = str(upload(at_desk, "bomb.jpg", bomb))
    assert "built to keep a computer busy" in said
    assert not Photo.objects.exists()
