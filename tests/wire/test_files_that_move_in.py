"""Documents and kept copies of an archive, cleaned as the desk cleans what is uploaded."""

import hashlib
import tracemalloc
from collections import Counter
from pathlib import Path
from typing import Any

import orjson
import pytest
from django.conf import settings

from solidary.darkroom.scrub import scrub
from solidary.stories.addresses import ALPHABET
from solidary.stories.models import Document, Photo, StorySource, Video
from solidary.wire.formats import named
from solidary.wire.into.report import Report
from solidary.wire.into.telling import report_lines
from solidary.wire.into.things import MEDIA_ENDINGS
from solidary.wire.out.files import FilesOut
from solidary.wire.out.lines import lines_of_kind
from tests.darkroom.files import (
    MARK,
    bare_jpeg_without_pixels,
    loaded_jpeg,
    png_header_only,
)
from tests.darkroom.test_papers import laid_open, loaded_pdf
from tests.fixtures.kinds_of_files import EDGES, HIDDEN, PAPERS, PICTURES, REAL, WRONG
from tests.wire.moving_in import brought_in

OF_A_FILM = hashlib.sha256(REAL["mp4"]).hexdigest()[:40]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home")]


def beside(folder: Path, file: bytes, ending: str) -> str:
    """The name of a file that lies beside the lines."""
    name = f"{hashlib.sha256(file).hexdigest()[:40]}{ending}"
    (folder / name).write_bytes(file)
    return name


def new_address(number: int) -> str:
    """An address for each number."""
    return "bcdfgh" + "".join(ALPHABET[number // 20**place % 20] for place in range(3))


def taken_in(line: dict[str, Any], folder: Path) -> Report:
    return brought_in("json lines", orjson.dumps(line), folder=folder)


def document(file: bytes, ending: str, folder: Path) -> Report:
    """What comes of a document with this file."""
    line = {"record": "document", "address": "bcdfghjkm", "title": "Letter"}
    return taken_in({**line, "file": beside(folder, file, ending)}, folder)


def kept_copy(file: bytes, ending: str, folder: Path) -> Report:
    """What comes of a story with a source whose kept copy is this file."""
    source = {"outlet": "Outlet", "kept_copy": beside(folder, file, ending)}
    line = {"record": "story", "language": "en", "headline": "Letters", "sources": [source]}
    return taken_in(line, folder)


@pytest.mark.parametrize("ending", Document.ENDINGS)
def test_every_document_the_desk_publishes_may_move_in(ending: str, tmp_path: Path) -> None:
    report = document(REAL[ending], f".{ending}", tmp_path)
    assert report.counts["document added"] == 1, report.entries


def test_a_pdf_that_moves_in_loses_what_it_says_of_who_made_it(tmp_path: Path) -> None:
    document(loaded_pdf(), ".pdf", tmp_path)
    with Document.objects.get().file.open() as kept:
        assert MARK not in laid_open(kept.read())


def test_a_pdf_that_can_not_be_cleaned_is_left_out(tmp_path: Path) -> None:
    report = document(b"%PDF-1.7", ".pdf", tmp_path)
    assert [entry.why for entry in report.entries] == [
        "file: names a PDF that can't be cleaned, for it is broken"
    ]
    assert not Document.objects.exists()


@pytest.mark.parametrize(("file", "ending"), [(loaded_pdf(), ".pdf"), (loaded_jpeg(), ".jpg")])
def test_a_kept_copy_that_moves_in_loses_what_it_says_of_who_kept_it(
    file: bytes, ending: str, tmp_path: Path
) -> None:
    report = kept_copy(file, ending, tmp_path)
    assert report.counts["story draft added"] == 1, report.entries
    with StorySource.objects.get().kept_copy.open() as kept:
        data = kept.read()
    assert MARK not in (laid_open(data) if ending == ".pdf" else data)


@pytest.mark.parametrize(("file", "ending"), [(loaded_pdf(), ".pdf"), (loaded_jpeg(), ".jpg")])
def test_what_was_cleaned_when_it_moved_in_is_known_again(
    file: bytes, ending: str, tmp_path: Path
) -> None:
    kind = "photo" if ending == ".jpg" else "document"
    thing: dict[str, Any] = {"record": kind, "address": "bcdfghjkm", "title": "Letter"}
    story: dict[str, Any] = {
        "record": "story",
        "address": "bcdfghjkn",
        "language": "en",
        "headline": "Letters",
    }
    name = beside(tmp_path, file, ending)
    lines = [
        {**thing, "file": name},
        {**story, "sources": [{"outlet": "Outlet", "kept_copy": name}]},
    ]
    for line in lines:
        taken_in(line, tmp_path)
    stored = sorted(Path(settings.MEDIA_ROOT).rglob("*.*"))
    assert [[*taken_in(line, tmp_path).counts] for line in lines] == [
        [f"{kind} unchanged"],
        ["story unchanged"],
    ]
    assert sorted(Path(settings.MEDIA_ROOT).rglob("*.*")) == stored


def test_a_page_with_scripts_of_its_own_does_not_move_in(tmp_path: Path) -> None:
    report = kept_copy(b"<script src=//tracker.example/></script>", ".html", tmp_path)
    assert ["what readers may keep ends in" in entry.why for entry in report.entries] == [True]
    assert not StorySource.objects.exists()


@pytest.mark.parametrize(("ending", "thing"), [(".pdf", "PDF"), (".jpg", "picture")])
def test_a_kept_copy_that_can_not_be_cleaned_leaves_its_story_out(
    ending: str, thing: str, tmp_path: Path
) -> None:
    report = kept_copy(b"nothing of the kind", ending, tmp_path)
    assert [f"names a {thing} that" in entry.why for entry in report.entries] == [True]
    assert not StorySource.objects.exists()


@pytest.mark.parametrize(
    ("file", "ending", "why"),
    [
        (bare_jpeg_without_pixels(), ".jpg", "not a picture in JPEG"),
        (png_header_only(10_000, 8_000), ".png", "more than 64 million pixels"),
        (png_header_only(20_000, 20_000), ".png", "more than 64 million pixels"),
        (png_header_only(40, 40), ".png", "damaged or incomplete"),
        (loaded_jpeg()[:600], ".jpg", "damaged or incomplete"),
    ],
    ids=["no pixels", "80 megapixels", "400 megapixels", "empty", "cut off"],
)
def test_a_picture_no_desk_would_take_in_stops_only_its_own_line(
    file: bytes, ending: str, why: str, tmp_path: Path
) -> None:
    good = beside(tmp_path, scrub(loaded_jpeg()).bytes, ".jpg")
    lines = [
        {"record": "photo", "address": "bcdfghjkm", "file": beside(tmp_path, file, ending)},
        {"record": "photo", "address": "bcdfghjkn", "file": good},
    ]
    report = brought_in("json lines", b"\n".join(map(orjson.dumps, lines)), folder=tmp_path)
    assert report.counts == {"photo added": 1, "photo left out": 1}
    entry = next(one for one in report.entries if one.outcome == "left out")
    assert entry.line == 1
    assert entry.why.startswith("file: names a picture that can't be read: ")
    assert why in entry.why


def test_consent_that_a_line_leaves_open_is_not_said_yet_and_what_was_said_stays(
    tmp_path: Path,
) -> None:
    picture = beside(tmp_path, scrub(loaded_jpeg()).bytes, ".jpg")
    photo = {"record": "photo", "address": "bcdfghjkm", "file": picture}
    film = {"record": "video", "address": "bcdfghjkm", "kind": "video", "title": "Film"}
    film["file"] = beside(tmp_path, REAL["mp4"], ".mp4")
    for line, model in ((photo, Photo), (film, Video)):
        taken_in(line, tmp_path)
        assert model.objects.get().consent == "not_said"
        taken_in({**line, "consent": "agency"}, tmp_path)
        taken_in({**line, "title": "Changed"}, tmp_path)
        assert model.objects.get().consent == "agency"
        (exported,) = lines_of_kind(line["record"], FilesOut(None))
        assert exported["consent"] == "agency"


def test_a_film_longer_than_the_memory_moves_in(tmp_path: Path) -> None:
    film = REAL["mp4"] + bytes(48 * 2**20)
    line = {"record": "video", "address": "bcdfghjkm", "kind": "video", "title": "Film"}
    line["file"] = beside(tmp_path, film, ".mp4")
    tracemalloc.start()
    try:
        report = taken_in(line, tmp_path)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert report.counts["video added"] == 1, report.entries
    assert Video.objects.get().file.size == len(film)
    assert most < 16 * 2**20


def lines_with(ending: str, name: str, address: str) -> list[dict[str, Any]]:
    """The lines by which a file of this ending may move in: of some, a story's kept copy too."""
    thing: dict[str, Any] = {"address": address, "title": "It", "file": name}
    source = {"outlet": "Outlet", "kept_copy": name}
    story = {"record": "story", "language": "en", "headline": f"Of {address}", "sources": [source]}
    if ending == "vtt":
        film = {**thing, "record": "video", "kind": "video", "file": f"{OF_A_FILM}.mp4"}
        return [{**film, "subtitles": [{"language": "en", "file": name}]}]
    if ending in PICTURES:
        return [{**thing, "record": "photo"}, *([story] if ending == "png" else [])]
    if ending in PAPERS:
        return [{**thing, "record": "document"}, *([story] if ending in ("txt", "odt") else [])]
    kind = "video" if f".{ending}" in MEDIA_ENDINGS["video"] else "audio"
    return [{**thing, "record": "video", "kind": kind}]


@pytest.mark.parametrize("step", [4, pytest.param(1, marks=pytest.mark.exhaustive)])
def test_what_is_of_another_kind_than_its_name_is_left_out_counted_and_named(
    step: int, tmp_path: Path
) -> None:
    (tmp_path / f"{OF_A_FILM}.mp4").write_bytes(REAL["mp4"])
    lines: list[dict[str, Any]] = []
    for number, (ending, _, data) in enumerate(WRONG[::step]):
        name = beside(tmp_path, data, f".{ending}")
        lines += lines_with(ending, name, new_address(number))
    report = brought_in("json lines", b"\n".join(map(orjson.dumps, lines)), folder=tmp_path)
    kinds = Counter(line["record"] for line in lines)
    assert report.counts == {f"{kind} left out": number for kind, number in kinds.items()}
    assert len(report.entries) == len(lines) and all(entry.why for entry in report.entries)
    assert not [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]
    said = [*report_lines(report, named("json lines"))]
    assert f"Videos and audio: {kinds['video']} left out." in said
    assert any(line.endswith("a file that is no ODS, whatever its name says") for line in said)


def test_what_is_of_its_kind_moves_in_under_every_ending(tmp_path: Path) -> None:
    lines: list[dict[str, Any]] = []
    for number, (ending, data) in enumerate(REAL.items()):
        lines += lines_with(ending, beside(tmp_path, data, f".{ending}"), new_address(number))
    report = brought_in("json lines", b"\n".join(map(orjson.dumps, lines)), folder=tmp_path)
    assert report.left_out == 0, report.entries


def test_what_is_something_else_as_well_moves_in_without_that(tmp_path: Path) -> None:
    lines: list[dict[str, Any]] = []
    for number, (ending, data) in enumerate((e, d) for e in HIDDEN for d in HIDDEN[e]):
        lines += lines_with(ending, beside(tmp_path, data, f".{ending}"), new_address(number))
    brought_in("json lines", b"\n".join(map(orjson.dumps, lines)), folder=tmp_path)
    stored = [path.read_bytes() for path in Path(settings.MEDIA_ROOT).rglob("*.*")]
    assert len(stored) == len(lines)
    assert not any(edge in data for edge in EDGES for data in stored)


@pytest.mark.parametrize("ending", [".html", ".png", ".jpeg", ""])
def test_a_picture_is_called_what_it_is(ending: str, tmp_path: Path) -> None:
    picture = beside(tmp_path, scrub(loaded_jpeg()).bytes, ending)
    taken_in({"record": "photo", "address": "bcdfghjkm", "file": picture}, tmp_path)
    assert Photo.objects.get().file.name.endswith((".jpg", ".jpeg"))


def test_a_damaged_film_is_left_out(tmp_path: Path) -> None:
    line = {"record": "video", "address": "bcdfghjkm", "kind": "video", "title": "Film"}
    line["file"] = beside(tmp_path, REAL["mp4"], ".mp4")
    (tmp_path / line["file"]).write_bytes(REAL["mp4"][:-1])
    report = taken_in(line, tmp_path)
    assert "damaged" in str(report.entries) and not Video.objects.exists()
