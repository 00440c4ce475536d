"""By whichever form a file comes to the desk, its bytes say what it is, and not its name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models
from django.test import Client

from solidary.stories.models import Document, Newsroom, Photo, StorySource, Subtitles, Video
from solidary.stories.models.photo import PhotoRendition
from tests.desk.test_review import form
from tests.fixtures.kinds_of_files import (
    EDGES,
    HIDDEN,
    PAPERS,
    PICTURES,
    REAL,
    RECORDINGS,
    WRONG,
    named,
)

Door = Callable[[Client, str, bytes], None]


def lines(name: str, *fields: tuple[str, str]) -> dict[str, str]:
    """A form's list of one line."""
    line = {f"{name}-0-{field}": value for field, value in (("ORDER", "1"), *fields)}
    return {f"{name}-TOTAL_FORMS": "1", f"{name}-INITIAL_FORMS": "0", **line}


def recording(client: Client, ending: str, data: bytes) -> None:
    sent = {"title": "It", "kind": RECORDINGS[ending], "consent": "own", "words-TOTAL_FORMS": "0",
            "words-INITIAL_FORMS": "0", "subtitles-TOTAL_FORMS": "0", "subtitles-INITIAL_FORMS": "0"}  # fmt: skip
    client.post("/desk/videos/add/", {**sent, "file": SimpleUploadedFile(f"a.{ending}", data)})


def subtitles(client: Client, ending: str, data: bytes) -> None:
    track = {"subtitles-0-file": SimpleUploadedFile(f"a.{ending}", data)}
    sent = {"title": "It", "kind": "video", "consent": "own", "words-TOTAL_FORMS": "0",
            "words-INITIAL_FORMS": "0", "file": SimpleUploadedFile("a.mp4", REAL["mp4"]), **track,
            **lines("subtitles", ("language", "en"), ("kind", "subtitles"))}  # fmt: skip
    client.post("/desk/videos/add/", sent)


def document(client: Client, ending: str, data: bytes) -> None:
    sent = {"title": "It", "words-TOTAL_FORMS": "0", "words-INITIAL_FORMS": "0"}
    client.post(
        "/desk/document-files/add/", {**sent, "file": SimpleUploadedFile(f"a.{ending}", data)}
    )


def kept_copy(client: Client, ending: str, data: bytes) -> None:
    copy = {"sources-0-kept_copy": SimpleUploadedFile(f"a.{ending}", data)}
    client.post(
        "/desk/stories/add/",
        {**form(headline="A", **lines("sources", ("outlet", "Radio"))), **copy},
    )


def photo(client: Client, ending: str, data: bytes) -> None:
    sent = {"title": "It", "collection": "1", "consent": "own"}
    client.post("/desk/images/add/", {**sent, "file": SimpleUploadedFile(f"a.{ending}", data)})


def one_of_many_photos(client: Client, ending: str, data: bytes) -> None:
    client.post(
        "/desk/images/multiple/add/",
        {"title": "It", "collection": "1", "files[]": SimpleUploadedFile(f"a.{ending}", data)},
        headers={"X-Requested-With": "XMLHttpRequest"},
    )


DOORS: dict[str, tuple[Door, tuple[str, ...]]] = {
    "a recording": (recording, tuple(RECORDINGS)),
    "subtitles": (subtitles, ("vtt",)),
    "a document": (document, PAPERS),
    "a kept copy": (kept_copy, (*PAPERS, *PICTURES)),
    "a photo": (photo, PICTURES),
    "one of many photos": (one_of_many_photos, PICTURES),
}
"""What comes in by a form, and how names of such files end."""
SLOW = {"a kept copy": ("txt", "odt", "png"), "one of many photos": ("png",)}
"""Doors of which a few endings are tried each time, and all of them exhaustively."""
ENTERING = [
    (door, ending, what, data)
    for door, (_, endings) in DOORS.items()
    for ending, what, data in WRONG
    if ending in endings
]


def stored(home: Path) -> list[Path]:
    return [path for path in (home / "files").rglob("*") if path.is_file()]


def test_every_file_of_the_record_has_a_door_in_this_table() -> None:
    """Renditions are drawn from photos, and Wagtail's own pictures and documents have no page at the desk."""
    with_files = {
        model for model in apps.get_models()
        if any(isinstance(field, models.FileField) for field in model._meta.fields)
        and not model.__module__.startswith("wagtail.")
    }  # fmt: skip
    assert with_files - {PhotoRendition} == {Photo, Video, Subtitles, Document, StorySource}


@pytest.mark.parametrize("door", DOORS)
def test_what_is_of_another_kind_than_its_name_comes_in_by_no_form(
    door: str, at_desk: Client, newsroom: Newsroom, home: Path
) -> None:
    """Of each ending the file that is hardest to know."""
    enter, endings = DOORS[door]
    last = {ending: data for entry, ending, _, data in ENTERING if entry == door}
    for ending in SLOW.get(door, endings):
        enter(at_desk, ending, last[ending])
        assert stored(home) == [], ending


@pytest.mark.exhaustive
@pytest.mark.parametrize(
    ("door", "ending", "what", "data"),
    ENTERING,
    ids=[f"{each[0]}: {name}" for each, name in zip(ENTERING, named([e[1:] for e in ENTERING]), strict=True)],
)  # fmt: skip
def test_nothing_of_another_kind_comes_in_by_any_form(
    door: str, ending: str, what: str, data: bytes, at_desk: Client, newsroom: Newsroom, home: Path
) -> None:
    DOORS[door][0](at_desk, ending, data)
    assert stored(home) == []


@pytest.mark.parametrize("door", DOORS)
def test_what_is_of_its_kind_comes_in(
    door: str, at_desk: Client, newsroom: Newsroom, home: Path
) -> None:
    enter, endings = DOORS[door]
    taken = [ending for ending in SLOW.get(door, endings) if ending in REAL]
    for ending in taken:
        enter(at_desk, ending, REAL[ending])
    assert len(stored(home)) == len(taken)


@pytest.mark.parametrize(
    ("door", "ending"),
    [("a document", "pdf"), ("a kept copy", "pdf"), ("a kept copy", "png"), ("a photo", "png")],
)
def test_what_is_something_else_as_well_comes_in_without_that(
    door: str, ending: str, at_desk: Client, newsroom: Newsroom, home: Path
) -> None:
    for data in HIDDEN[ending]:
        DOORS[door][0](at_desk, ending, data)
    files = [path.read_bytes() for path in stored(home)]
    assert len(files) == len(HIDDEN[ending])
    assert not any(edge in data for edge in EDGES for data in files)
