"""Whatever is wrong with a line, it stops only itself: no import ends by a fault of the program."""

import errno
from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
import pytest
from django.conf import settings as settings_of_django
from hypothesis import given, settings
from hypothesis import strategies as st

from solidary.stories.models import Story
from solidary.wire.into import writing
from tests.darkroom.files import loaded_jpeg
from tests.fixtures.kinds_of_files import REAL
from tests.fixtures.laws import SHARED, examples
from tests.wire.moving_in import brought_in
from tests.wire.test_files_that_move_in import beside

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home")]

A, B, C = "bcdfghjkm", "bcdfghjkn", "bcdfghjkp"
FULL: list[dict[str, Any]] = [
    {"record": "newsroom", "name": "Desk", "time_zone": "Europe/Warsaw", "accent_color": "#aa0000",
     "contact_email": "desk@example.org", "address": "https://example.org", "logo": None,
     "languages": [{"language": "en", "tagline": "t", "contacts": "<p>c</p>"}]},
    {"record": "place", "address": A, "geonames_id": 593116, "country": "LT",
     "latitude": "54.68916", "longitude": 25.2798, "names": [{"language": "en", "name": "Vilnius"}]},
    {"record": "topic", "address": A, "hashtag": "Solidarity", "aliases": ["Together"],
     "names": [{"language": "en", "name": "Solidarity", "standfirst": "s"}], "merged_into": None,
     "pins": [C]},
    {"record": "topic", "address": B, "hashtag": "Old", "merged_into": A},
    {"record": "merge", "hashtag": "Old", "into": A, "stories_moved": 3,
     "merged_at": "2021-02-08T14:35:00Z", "merged_by": "hanna"},
    {"record": "photo", "address": A, "file": "0" * 40 + ".jpg", "title": "t", "consent": "own", "decorative": True,
     "focal_point": [1, 2, 3, 4], "words": [{"language": "be", "caption": "c"}]},
    {"record": "video", "address": A, "file": "0" * 40 + ".mp4", "title": "t", "kind": "video",
     "consent": "reader", "seconds": 3, "subtitles": [{"language": "en", "kind": "captions", "file": "1" * 40 + ".vtt"}]},
    {"record": "document", "address": A, "file": "0" * 40 + ".pdf", "title": "t", "words": []},
    {"record": "story", "address": C, "headline": "h", "language": "en", "day": "2021-02-08",
     "time": "14:35", "translation_key": "17", "kind": "news", "standfirst": "s", "sequence": 10,
     "dateline": "d", "topics": ["#Solidarity", A], "places": [A], "spoken_languages": ["en"],
     "bylines": [{"name": "n", "role": "r"}], "import_key": "k", "live": True,
     "sources": [{"outlet": "o", "cites": "c", "address": "https://example.org", "kept_copy": None}],
     "body": [{"type": "heading", "value": "h"}, {"type": "paragraph", "value": "<p>p</p>", "id": "i"},
              {"type": "dispatch", "value": {"place": A, "text": "<p>t</p>", "photos": []}},
              {"type": "correction", "value": {"day": "2021-02-09", "text": "t"}}],
     "first_published_at": "2021-02-08T14:35:00Z", "go_live_at": None,
     "draft": {"headline": "h2", "topics": ["#Drafted"]}, "in_review": True,
     "scheduled": {"at": "2031-02-08T14:35:00Z", "content": {"headline": "h3"}}},
    {"record": "story", "address": B, "headline": "h", "language": "be", "based_on": C,
     "behind": {"headline": "h0"}, "translation_key": "17"},
    {"record": "front", "language": "en", "lead": C, "stories": [C, B], "topics": [A]},
]  # fmt: skip
"""A line of every kind, with nearly every field."""

GOOD = {"headline": "Good", "language": "en", "day": "2021-02-08", "import_key": "good"}
LAST = {"headline": "Last", "language": "pl", "day": "2021-02-08", "import_key": "last"}
NESTED: list[Any] = []
for _ in range(200):
    NESTED = [NESTED]

HOSTILE = st.one_of(
    st.sampled_from(
        [None, True, 0, -1, 2**31, 2**63 - 1, 1.5, 1e308, "", " ", "x" * 300, "x" * 70_000, [], {},
         [None], {"x": 1}, NESTED, "0001-01-01", "9999-12-31", "0001-01-01T00:00:00+14:00",
         "9999-12-31T23:59:59-12:00", "24:00", "23:59:59.999999", A, B, C, f"#{A}", "#a", "a b",
         "../../etc/passwd", "javascript:alert(1)", "\u0000", "\u202e", "<p>" * 100, "<table><td>",
         "en", "be-tarask", "xx", "\ufdfa" * 80, "k", "good", "17", "2021-02-30", [A, A], ["#x", "#X"],
         [{"language": "en"}, {"language": "en"}], {"type": "paragraph"}, "Mars/Olympus", "#12345z"]
    ),
    st.text(max_size=20),
    st.integers(-(2**63), 2**64 - 1),
    st.floats(allow_nan=False, allow_infinity=False),
)  # fmt: skip


def places_in(value: Any, depth: int = 6) -> list[tuple[Any, Any]]:
    """Every object or list in a line, with each of its keys or numbers."""
    if not isinstance(value, dict | list) or not depth:
        return []
    keys = list(value) if isinstance(value, dict) else list(range(len(value)))
    return [(value, key) for key in keys] + [
        x for key in keys for x in places_in(value[key], depth - 1)
    ]


def _fresh(value: Any) -> Any:
    return orjson.loads(orjson.dumps(value))


@st.composite
def spoilt(draw: st.DrawFn) -> list[Any]:
    """The lines of an archive, some of them out of order, changed, cut short or there twice."""
    lines: list[Any] = _fresh(FULL)
    for _ in range(draw(st.integers(1, 6))):
        line = draw(st.sampled_from(lines))
        if not (places := places_in(line)):
            continue
        where, key = draw(st.sampled_from(places))
        match draw(st.sampled_from(["change", "change", "drop", "add", "twice"])):
            case "change":
                where[key] = _fresh(draw(HOSTILE))
            case "drop":
                del where[key]
            case "add" if isinstance(where, dict):
                where[
                    draw(st.sampled_from(["poster", "kind", "live", "withdrawn_at", "x", "id"]))
                ] = draw(HOSTILE)
            case _:
                lines.append(_fresh(line))
    return draw(st.permutations(lines)) if draw(st.booleans()) else lines


@settings(max_examples=examples(40, at_first=10), suppress_health_check=SHARED)
@given(lines=spoilt())
def test_good_lines_arrive_whatever_stands_between_them(lines: list[Any]) -> None:
    data = b"\n".join(orjson.dumps(line) for line in [GOOD, *lines, LAST])
    for dry_run in (True, False, False):
        report = brought_in("json lines", data, dry_run=dry_run)
        lines_told = {entry.line for entry in report.entries}
        assert lines_told >= set(range(1, len(lines) + 3))
        assert all(entry.why for entry in report.entries if entry.outcome == "left out")
    for line in (GOOD, LAST):
        assert Story.objects.get(import_key=line["import_key"]).headline == line["headline"]
    Story.objects.all().delete()


@pytest.mark.parametrize("field", ["headline", "language", "body", "draft", "record", "hashtag"])
def test_a_value_nested_beyond_all_bounds_stops_only_its_line(field: str) -> None:
    deep = b'{"%s": %s%s}' % (field.encode(), b"[" * 1000, b"]" * 1000)
    report = brought_in("json lines", b"\n".join((orjson.dumps(GOOD), deep, orjson.dumps(LAST))))
    assert report.counts == {"story added": 2, "story left out": 1}


@pytest.mark.parametrize(
    ("first", "second", "words"),
    [
        ({"address": A, "import_key": "k"}, {"import_key": "k"}, "import_key: is that of line 1 too"),
        ({"address": A, "import_key": "k"}, {"address": B, "import_key": "k"}, "import_key: is that"),
        ({"address": A}, {"address": A}, "address: is that of line 1 too"),
        ({"translation_key": "1"}, {"translation_key": "1"}, "another story tells this in “en”"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("batch", [1000, 1])
def test_lines_about_one_story_do_not_stop_each_other(
    first: dict[str, Any],
    second: dict[str, Any],
    words: str,
    batch: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(writing, "BATCH", batch)
    said = {"language": "en", "day": "2021-02-08"}
    lines = [{"headline": "First", **said, **first}, {"headline": "Second", **said, **second}, LAST]
    report = brought_in("json lines", b"\n".join(map(orjson.dumps, lines)))
    assert report.counts["story added"] >= 2
    assert Story.objects.filter(import_key="last").exists()
    if batch > 1:
        assert [words in entry.why for entry in report.entries if entry.why] == [True]


def test_two_keys_of_one_story_in_one_batch_name_it_once() -> None:
    story = {"headline": "First", "language": "en", "address": A, "import_key": "k"}
    brought_in("json lines", orjson.dumps(story))
    lines = [{**story, "headline": "By address", "topics": ["#X"]},
             {"headline": "By key", "language": "en", "import_key": "k", "topics": ["#X"]}]  # fmt: skip
    report = brought_in("json lines", b"\n".join(map(orjson.dumps, lines)))
    assert report.counts["story updated"] == 1
    assert [entry.why for entry in report.entries if entry.why] == [
        "import_key: is that of line 1 too"
    ]


def test_a_story_that_takes_anothers_key_is_left_out_and_the_rest_written() -> None:
    told = {"language": "en", "day": "2021-02-08"}
    lines = [{"headline": "A", "address": A, "import_key": "a", **told},
             {"headline": "B", "address": B, "import_key": "b", **told},
             {"headline": "C", "address": C, "import_key": "c", **told}]  # fmt: skip
    brought_in("json lines", b"\n".join(map(orjson.dumps, lines)))
    changed = [{**line, "headline": f"{line['headline']} changed"} for line in lines]
    changed[1]["import_key"] = "c"
    report = brought_in("json lines", b"\n".join(map(orjson.dumps, [changed[0], changed[1], LAST])))
    assert report.counts == {"story updated": 1, "story left out": 1, "story added": 1}
    (entry,) = [entry for entry in report.entries if entry.outcome == "left out"]
    assert entry.line == 2 and "contradicts what the record holds already" in entry.why
    assert Story.objects.get(address=A).headline == "A changed"
    assert Story.objects.get(address=B).headline == "B"


PHOTO = {"record": "photo", "address": A, "title": "Square"}
VIDEO = {"record": "video", "address": A, "title": "Film", "kind": "video"}


def unreadable(folder: Path, name: str) -> None:
    """What a broken disk does with a file."""
    (folder / name).unlink()
    (folder / name).mkdir()


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (unreadable, "which is not in"),
        (lambda folder, name: (folder / name).write_bytes(b""), "which is damaged"),
        (lambda folder, name: (folder / name).unlink(), "which is not in"),
        (lambda folder, name: None, "names a picture that can't be read"),
    ],
)
@pytest.mark.parametrize("dry_run", [True, False])
def test_a_file_that_can_not_be_used_stops_no_story_that_only_shows_it(
    spoil: Callable[[Path, str], object], words: str, dry_run: bool, tmp_path: Path
) -> None:
    name = beside(tmp_path, b"nothing of the kind", ".jpg")
    spoil(tmp_path, name)
    shown = {
        "headline": "Shown",
        "language": "en",
        "body": [{"type": "photo", "value": {"photo": A}}],
    }
    copied = {
        "headline": "Copied",
        "language": "en",
        "sources": [{"outlet": "o", "kept_copy": name}],
    }
    lines = [{**PHOTO, "file": name}, GOOD, shown, copied, LAST]
    data = b"\n".join(map(orjson.dumps, lines))
    report = brought_in("json lines", data, folder=tmp_path, dry_run=dry_run)
    assert report.counts == {
        "story added": 2, "story draft added": 1, "photo left out": 1, "story left out": 1,
    }  # fmt: skip
    why = {entry.line: entry.why for entry in report.entries if entry.outcome == "left out"}
    assert words in why[1] and words in why[4]
    assert f"Line 3, body[0]: a photo was left out: {A}." in report.notes


def test_a_disk_that_fails_while_a_file_is_read_stops_only_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = beside(tmp_path, loaded_jpeg(), ".jpg")
    opened = Path.open

    def failing(path: Path, *arguments: Any, **named: Any) -> Any:
        if path.name == name:
            raise OSError(errno.EIO, "Input/output error")
        return opened(path, *arguments, **named)

    monkeypatch.setattr(Path, "open", failing)
    data = b"\n".join(map(orjson.dumps, [{**PHOTO, "file": name}, GOOD]))
    report = brought_in("json lines", data, folder=tmp_path)
    assert report.counts == {"photo left out": 1, "story added": 1}
    assert "which can't be read: Input/output error" in report.entries[0].why


def test_what_a_line_stored_goes_again_when_the_line_is_left_out(tmp_path: Path) -> None:
    film, words = beside(tmp_path, REAL["mp4"], ".mp4"), beside(tmp_path, b"no subtitles", ".vtt")
    line = {**VIDEO, "file": film, "subtitles": [{"language": "en", "file": words}]}
    report = brought_in("json lines", b"\n".join(map(orjson.dumps, [line, GOOD])), folder=tmp_path)
    assert report.counts == {"video left out": 1, "story added": 1}
    assert [*Path(settings_of_django.MEDIA_ROOT).rglob("*.mp4")] == []


def test_a_full_disk_is_no_lines_fault_and_ends_the_import(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("solidary.wire.into.files.default_storage.save", full)
    line = {**PHOTO, "file": beside(tmp_path, loaded_jpeg(), ".jpg")}
    with pytest.raises(OSError, match="No space left"):
        brought_in("json lines", b"\n".join(map(orjson.dumps, [GOOD, line])), folder=tmp_path)
    assert not Story.objects.exists()
