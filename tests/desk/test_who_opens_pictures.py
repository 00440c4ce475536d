"""The process that serves the desk opens no picture: the darkroom's children do, and are bounded."""

from __future__ import annotations

import resource
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageFile

from solidary.darkroom.child import doors
from solidary.darkroom.child.child import ChildError
from solidary.desk.pictures.copies import width_of_copy
from solidary.stories.models import Document, Photo, StorySource
from solidary.stories.models.photo import PhotoRendition
from tests.darkroom.bombs import BOMBS, LARGE
from tests.darkroom.files import encoded, loaded_jpeg, scene
from tests.darkroom.test_papers import loaded_pdf
from tests.desk.test_photos import _document, _with_kept_copy, upload
from tests.fixtures.laws import examples


@pytest.fixture(autouse=True)
def no_copy_is_remembered() -> None:
    """Wagtail remembers copies by the photo's number, which photos of other tests had before."""
    PhotoRendition.cache_backend.clear()


@pytest.fixture
def no_picture_is_decoded_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever loads pixels in this process fails; a child is a process of its own."""

    def load(picture: Image.Image) -> None:
        raise AssertionError(f"{picture.format} of {picture.size} was decoded beside the desk")

    monkeypatch.setattr(ImageFile.ImageFile, "load", load)


def photo_from_elsewhere(data: bytes, size: tuple[int, int]) -> Photo:
    """As an import leaves it: a file of another desk, its size beside it."""
    photo = Photo(title="From elsewhere")
    photo.file.name = default_storage.save("photos/elsewhere.png", ContentFile(data))
    photo.width, photo.height = size
    photo.save()
    return photo


@pytest.mark.usefixtures("no_picture_is_decoded_here")
def test_no_screen_of_the_desk_decodes_a_photo_in_its_own_process(
    at_desk: Client, home: Path
) -> None:
    assert upload(at_desk, "one.jpg", loaded_jpeg())["success"]
    wide = scene(size=(400, 300))
    photo = photo_from_elsewhere(encoded(wide, "PNG"), wide.size)
    for address in (
        "/desk/images/",
        "/desk/images/results/",
        f"/desk/images/{photo.pk}/",
        f"/desk/bin/put/photo/{photo.pk}/",
        "/desk/images/chooser/",
        "/desk/images/chooser/results/",
        f"/desk/images/chooser/chosen/{photo.pk}/",
    ):
        answer = at_desk.get(address)
        assert answer.status_code == 200, address
        assert b"not-found" not in answer.content, address
    made = {copy.filter_spec: copy for copy in photo.renditions.all()}
    assert {"max-165x165", "max-800x600", "original"} <= made.keys()
    assert made["original"].file.read() == photo.file.read()
    assert max(made["max-165x165"].width, made["max-165x165"].height) == 165


def test_a_photo_that_can_not_be_opened_is_shown_as_missing(at_desk: Client, home: Path) -> None:
    photo = photo_from_elsewhere(BOMBS["png of nothing but a size"](), (8000, 8000))
    for address in ("/desk/images/", f"/desk/images/{photo.pk}/", "/desk/images/chooser/"):
        answer = at_desk.get(address)
        assert answer.status_code == 200
        assert b"not-found" in answer.content


@pytest.mark.exhaustive
def test_three_photos_as_large_as_may_be_cost_the_process_of_the_desk_no_picture(
    at_desk: Client, home: Path
) -> None:
    """Decoded, each is 192 MB."""
    data = LARGE["png of 64 million equal pixels"]()
    for number in range(3):
        assert upload(at_desk, f"{number}.png", data)["success"]
        photo_from_elsewhere(data, (8000, 8000))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert b"not-found" not in at_desk.get("/desk/images/").content
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 60_000


SIZES = st.integers(1, 20_000)


@settings(max_examples=examples(60))
@given(SIZES, SIZES, SIZES, SIZES)
def test_a_copy_is_no_wider_than_asked_nor_than_its_photo(
    wide: int, high: int, across: int, down: int
) -> None:
    within = width_of_copy((wide, high), f"max-{across}x{down}")
    assert 1 <= within <= wide
    assert within <= across
    assert within == 1 or round(high * (within - 1) / wide) <= down
    covering = width_of_copy((wide, high), f"fill-{across}x{down}-c50")
    assert within <= covering <= wide
    assert width_of_copy((wide, high), f"width-{across}|format-webp") == min(wide, across)
    assert 1 <= width_of_copy((wide, high), "scale-50") <= wide


NOT_NOW = "No file can be opened on this server at the moment"


def test_where_no_child_can_be_started_every_form_says_so_and_keeps_nothing(
    at_desk: Client, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    doors.kept().close()

    def refuse(*_: object, **__: object) -> None:
        raise ChildError("The sealed-off process can't be started: no place left.")

    monkeypatch.setattr(doors, "Child", refuse)
    assert NOT_NOW in str(upload(at_desk, "one.jpg", loaded_jpeg())["error_message"])
    one = {"title": "One", "collection": "1", "file": SimpleUploadedFile("a.jpg", loaded_jpeg())}
    assert NOT_NOW in at_desk.post("/desk/images/add/", one).content.decode()
    assert NOT_NOW in _document(at_desk, "a.pdf", loaded_pdf())
    assert NOT_NOW in _with_kept_copy(at_desk, "a.pdf", loaded_pdf())
    assert NOT_NOW in _with_kept_copy(at_desk, "a.jpg", loaded_jpeg())
    assert not Photo.objects.exists() and not Document.objects.exists()
    assert not StorySource.objects.exists()
    assert not [path for path in home.rglob("*") if path.is_file()]
