"""JSON lines: the record out and in again, and what is wrong with a line said clearly."""

import io
import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import orjson
import pytest
from django.test import override_settings
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]
from pytest_django import DjangoDbBlocker

from scripts import schema
from solidary.stories.changes import Change
from solidary.stories.models import Story, Topic
from solidary.stories.search.find import filter_queryset
from solidary.wire.errors import WireError
from solidary.wire.formats.json_lines import LONGEST_LINE
from solidary.wire.into.report import Report
from solidary.wire.out.files import FilesOut
from solidary.wire.out.lines import export, export_to
from tests.fixtures.laws import SHARED, examples
from tests.fixtures.record import Sample, put_record
from tests.wire.moving_in import brought_in

SCHEMA = json.loads(schema.PATH.read_text("utf-8"))

pytestmark = pytest.mark.django_db


def taken_in(*lines: Any, dry_run: bool = False, strict: bool = False) -> Report:
    data = b"\n".join(line if isinstance(line, bytes) else orjson.dumps(line) for line in lines)
    return brought_in("json lines", data, dry_run=dry_run, strict=strict)


def written() -> list[dict[str, Any]]:
    out = io.BytesIO()
    export(out, FilesOut(None))
    return [json.loads(line) for line in out.getvalue().splitlines()]


def stories() -> list[dict[str, Any]]:
    return [line for line in written() if line["record"] == "story"]


@pytest.fixture(scope="module")
def archive(
    tmp_path_factory: pytest.TempPathFactory,
    sample: Sample,
    migrated_record: Path,
    django_db_blocker: DjangoDbBlocker,
) -> Path:
    """The sample dossier, exported; the record that it came from is gone again."""
    folder = tmp_path_factory.mktemp("sample")
    path = folder / "archive.jsonl"
    places = {"HOME": folder, "MEDIA_ROOT": folder / "files"}
    with django_db_blocker.unblock(), override_settings(**places):
        sample.copy_to(folder / "files")
        export_to(path)
        put_record(migrated_record)
    return path


def imported(archive: Path) -> Report:
    with archive.open("rb") as source:
        return brought_in("json lines", source, folder=Path(f"{archive}.files"))


@pytest.mark.usefixtures("home")
def test_a_round_trip_of_the_sample_loses_nothing(archive: Path, tmp_path: Path) -> None:
    assert imported(archive).left_out == 0
    again = tmp_path / "again.jsonl"
    export_to(again)
    assert again.read_bytes().splitlines() == archive.read_bytes().splitlines()
    files = {path.name: path.read_bytes() for path in Path(f"{archive}.files").iterdir()}
    assert files == {path.name: path.read_bytes() for path in Path(f"{again}.files").iterdir()}


@pytest.mark.usefixtures("home")
def test_the_order_of_topics_is_read_and_written() -> None:
    line: dict[str, Any] = {"record": "story", "address": "bcdfghj25", "language": "en", "headline": "Zeta",
            "day": "2021-02-08", "topics": ["#Zeta", "#Feeds"]}  # fmt: skip
    draft = {**line, "draft": {"headline": "Zeta", "topics": ["#Feeds", "#Zeta", "#Able"]}}
    for said in (line, {**line, "topics": ["#Feeds", "#Zeta"]}, draft):
        assert taken_in(said).left_out == 0
        (kept,) = stories()
        hashtags = {topic.address: f"#{topic.hashtag}" for topic in Topic.objects.all()}
        assert [hashtags[address] for address in kept["topics"]] == said["topics"]
        told = (kept["draft"] or {}).get("topics", ())
        assert [hashtags[address] for address in told] == (said.get("draft") or {}).get(
            "topics", []
        )
        assert set(taken_in(kept).counts) == {"story unchanged"}


@pytest.mark.usefixtures("home")
def test_importing_an_archive_twice_changes_nothing(archive: Path, heard: list[Change]) -> None:
    imported(archive)
    heard.clear()
    report = imported(archive)
    assert {key.rpartition(" ")[2] for key in report.counts} == {"unchanged"}
    assert heard == []


def test_every_line_of_an_export_fits_the_schema(archive: Path) -> None:
    Draft202012Validator.check_schema(SCHEMA)
    for line in archive.read_text("utf-8").splitlines():
        record = json.loads(line)
        kind = {"$ref": f"#/$defs/{record['record']}", "$defs": SCHEMA["$defs"]}
        assert [error.message for error in Draft202012Validator(kind).iter_errors(record)] == []


def test_the_schema_names_the_fields_that_are_checked_and_no_others(archive: Path) -> None:
    for line in archive.read_text("utf-8").splitlines():
        record = json.loads(line)
        assert set(SCHEMA["$defs"][record["record"]]["properties"]) == set(record)
        (entry,) = taken_in({**record, "surplus": 1}).entries
        assert entry.why == "surplus: is not a field of this format"


def test_the_schema_says_of_blocks_and_markup_what_is_declared() -> None:
    said = schema.PATH.read_text("utf-8")
    assert said == schema.written(schema.current(SCHEMA)), "run `make schema`"


@pytest.mark.usefixtures("home")
def test_a_damaged_file_of_an_archive_is_noticed(archive: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.jsonl"
    copy.write_bytes(archive.read_bytes())
    folder = Path(f"{copy}.files")
    shutil.copytree(f"{archive}.files", folder)
    broken = next(path for path in folder.iterdir() if path.suffix == ".pdf")
    broken.write_bytes(b"something else")
    report = imported(copy)
    assert any(broken.name in e.why and "damaged" in e.why for e in report.entries)


WORDS = st.text(alphabet="Дзень салідарнасці łąka ’«»x<&", min_size=1, max_size=60).filter(
    str.strip
)
LISTS = st.lists(st.sampled_from(["en", "be", "pl"]), unique=True)
STORY = st.fixed_dictionaries(
    {
        "headline": WORDS,
        "language": st.sampled_from(["en", "be", "ru"]),
    },
    optional={
        "standfirst": WORDS,
        "kind": st.sampled_from(["news", "opinion", "roundup"]),
        "dateline": WORDS,
        "day": st.dates(date(2021, 1, 1), date(2021, 12, 31)).map(date.isoformat),
        "sequence": st.integers(-1000, 1000),
        "video": st.booleans(),
        "spoken_languages": LISTS,
        "topics": st.lists(st.sampled_from(["#Minsk", "#Вільня", "#Łódź"]), unique=True),
        "bylines": st.lists(st.fixed_dictionaries({"name": WORDS, "role": WORDS}), max_size=2),
        "sources": st.lists(st.fixed_dictionaries({"outlet": WORDS, "cites": WORDS}), max_size=2),
        "body": st.lists(
            st.one_of(
                st.fixed_dictionaries({"type": st.just("heading"), "value": WORDS}),
                st.fixed_dictionaries(
                    {
                        "type": st.just("quote"),
                        "value": st.fixed_dictionaries({"text": WORDS, "who": WORDS}),
                    }
                ),
                st.fixed_dictionaries(
                    {
                        "type": st.just("correction"),
                        "value": st.just({"day": "2021-02-09", "text": "A name."}),
                    }
                ),
            ),
            max_size=4,
        ),
    },
)


@settings(max_examples=examples(25), suppress_health_check=SHARED)
@given(lines=st.lists(STORY, min_size=1, max_size=4))
def test_what_is_read_is_what_is_written_and_read_again(lines: list[dict[str, Any]]) -> None:
    Story.objects.all().delete()
    Topic.objects.all().delete()
    assert taken_in(*lines).left_out == 0
    once = written()
    for said, kept in zip(lines, stories(), strict=True):
        for name in ("headline", "standfirst", "kind", "dateline", "sequence", "bylines"):
            assert kept[name] == said.get(name, kept[name])
        assert kept["live"] == ("day" in said)
    Story.objects.all().delete()
    Topic.objects.all().delete()
    taken_in(*once)
    assert written() == once


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ({"language": "en"}, "headline: is missing"),
        ({"headline": "x"}, "language: is missing"),
        ({"headline": "x", "language": "zz"}, "language: has to be one of"),
        ({"headline": "", "language": "en"}, "headline: is empty"),
        ({"headline": "x" * 301, "language": "en"}, "longer than 300"),
        ({"headline": "x", "language": "en", "day": "2021-02-30"}, "day: has to be a day"),
        ({"headline": "x", "language": "en", "hedline": ""}, "hedline: is not a field"),
        ({"headline": "x", "language": "en", "live": True}, "day: is missing"),
        ({"headline": "x", "language": "en", "topics": ["bcdfghjkm"]}, "topics[0]: names a topic"),
        (
            {"headline": "x", "language": "en", "body": [{"type": "poem", "value": ""}]},
            "body[0].type: has to be one of",
        ),
        (
            {
                "headline": "x",
                "language": "en",
                "body": [{"type": "photo", "value": {"photo": "bcdfghjkm"}}],
            },
            "body[0].value.photo: names a photo",
        ),
        (
            {
                "headline": "x",
                "language": "en",
                "body": [{"type": "embed", "value": {"address": "javascript:x", "title": "x"}}],
            },
            "body[0].value.address: has to begin with http",
        ),
        (
            {
                "headline": "x",
                "language": "en",
                "body": [{"type": "paragraph", "value": "<b>" * 1000}],
            },
            "nested more than 40 deep",
        ),
        ([1], "has to be an object"),
        (b"{not json", "is not JSON"),
        (b'{"headline":"\\ud800","language":"en"}', "is not JSON"),
        ({"record": "poem"}, "record: has to be one of"),
    ],
)
def test_a_bad_line_is_named_with_its_field_and_stops_only_itself(line: Any, words: str) -> None:
    report = taken_in(line, {"headline": "Good", "language": "en", "day": "2021-02-08"})
    assert report.counts["story added"] == 1
    problem = next(entry for entry in report.entries if entry.outcome == "left out")
    assert problem.line == 1
    assert words in problem.why


def test_a_strict_import_takes_nothing_when_one_line_is_bad() -> None:
    with pytest.raises(WireError, match="Line 2"):
        taken_in({"headline": "Good", "language": "en"}, {"headline": ""}, strict=True)
    assert not Story.objects.exists()


def test_a_dry_run_of_lines_changes_nothing() -> None:
    report = taken_in({"headline": "x", "language": "en", "topics": ["#New"]}, dry_run=True)
    assert report.counts["story draft added"] == 1
    assert not Story.objects.exists()
    assert not Topic.objects.exists()


def test_foreign_markup_is_cleaned_and_noted() -> None:
    report = taken_in(
        {
            "headline": "x",
            "language": "en",
            "body": [{"type": "paragraph", "value": '<p onclick="x">a<script>b</script></p>'}],
        }
    )
    assert stories()[0]["body"][0]["value"] == "<p>a</p>"
    assert report.notes


@pytest.mark.usefixtures("home")
def test_markup_nested_too_deep_stops_only_its_own_line() -> None:
    deep = "<b>" * 50 + "x" + "</b>" * 50
    report = taken_in(
        {"record": "newsroom", "languages": [{"language": "en", "contacts": deep}]},
        {"headline": "x", "language": "en", "body": [{"type": "paragraph", "value": deep}]},
        {"headline": "y", "language": "en"},
    )
    assert report.left_out == 2
    assert [story.headline for story in Story.objects.all()] == ["y"]


def test_a_changed_line_updates_its_story_and_keeps_its_address() -> None:
    taken_in({"headline": "Old", "language": "en", "day": "2021-02-08", "topics": ["#A"]})
    (line,) = stories()
    report = taken_in({**line, "headline": "New", "topics": ["#B"]})
    assert report.counts["story updated"] == 1
    story = Story.objects.get()
    assert (story.headline, story.address) == ("New", line["address"])
    assert [topic.hashtag for topic in story.topics.all()] == ["B"]


def test_what_a_line_leaves_open_stays_as_it_is() -> None:
    taken_in({"headline": "x", "standfirst": "y", "language": "en", "import_key": "old-desk-17"})
    taken_in({"headline": "z", "language": "en", "import_key": "old-desk-17"})
    story = Story.objects.get()
    assert (story.headline, story.standfirst) == ("z", "y")


def test_a_story_the_desk_has_edited_goes_on_from_what_was_imported() -> None:
    taken_in({"headline": "Old", "language": "en", "day": "2021-02-08"})
    Story.objects.get().save_revision().publish()
    (line,) = stories()
    taken_in({**line, "headline": "New"})
    story = Story.objects.get()
    assert story.get_latest_revision_as_object().headline == "New"
    assert story.live_revision == story.latest_revision


def test_a_small_mend_that_waits_is_still_one_when_it_has_moved() -> None:
    draft = {"headline": "Now", "small_mend": True}
    taken_in({"headline": "Nwo", "language": "en", "day": "2021-02-08", "draft": draft})
    (line,) = stories()
    Story.objects.all().delete()
    taken_in(line)
    assert stories() == [line]
    Story.objects.get().latest_revision.publish()
    story = Story.objects.get()
    assert (story.headline, story.updated_at) == ("Now", None)


def test_the_same_words_in_translation_key_make_translations() -> None:
    report = taken_in(
        {"headline": "x", "language": "en", "translation_key": "17"},
        {"headline": "y", "language": "be", "translation_key": "17"},
        {"headline": "z", "language": "be", "translation_key": "17"},
    )
    assert Story.objects.values("translation_key").distinct().count() == 1
    assert report.counts["story left out"] == 1


def test_merges_that_go_round_are_refused() -> None:
    first, second = ({"record": "topic", "address": f"bcdfghjk{x}", "hashtag": x} for x in "mn")
    report = taken_in(
        first, {**second, "merged_into": first["address"]}, {**first, "merged_into": "bcdfghjkn"}
    )
    assert ["leads back to the topic itself" in e.why for e in report.entries][-1]
    assert Topic.objects.get(hashtag="n").after_merges.hashtag == "m"


def test_a_line_longer_than_any_story_is_refused() -> None:
    class Long(io.BytesIO):
        def readline(self, size: int | None = -1) -> bytes:
            return b"x" * ((size or 0) if (size or 0) > 0 else LONGEST_LINE + 1)

    with pytest.raises(WireError, match="longer than"):
        brought_in("json lines", Long())


def test_stories_of_a_large_import_are_all_found_at_the_desk(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("solidary.wire.into.indexing.ALONE", 1)
    monkeypatch.setattr("solidary.wire.into.writing.BATCH", 2)
    lines = [{"headline": f"Rally number {n} in Warsaw", "language": "en"} for n in range(7)]
    assert taken_in(*lines).counts["story draft added"] == 7
    assert filter_queryset(Story.objects.all(), "rallies").count() == 7


@pytest.mark.usefixtures("home")
def test_a_file_written_before_there_were_words_per_language_leaves_them_as_they_are(
    archive: Path, tmp_path: Path
) -> None:
    imported(archive)
    older = tmp_path / "older.jsonl"
    lines = [json.loads(line) for line in archive.read_text("utf-8").splitlines()]
    for line in lines:
        if line["record"] in ("video", "document"):
            assert line.pop("words")
    older.write_bytes(b"\n".join(map(orjson.dumps, lines)))
    Path(f"{older}.files").symlink_to(f"{archive}.files")
    assert imported(older).left_out == 0
    assert written() == [json.loads(line) for line in archive.read_text("utf-8").splitlines()]


@pytest.mark.usefixtures("home")
def test_what_is_told_twice_for_a_language_is_named(archive: Path) -> None:
    imported(archive)
    for kind, listed in (
        ("photo", "words"), ("video", "words"), ("document", "words"), ("topic", "names"),
        ("place", "names"), ("video", "subtitles"), ("newsroom", "languages"),
    ):  # fmt: skip
        line = next(line for line in written() if line["record"] == kind and line[listed])
        line[listed] = [*line[listed], line[listed][0]]
        report = taken_in(line)
        assert report.left_out == 1
        assert report.entries[0].why.startswith(f"{listed}[{len(line[listed]) - 1}].language")
