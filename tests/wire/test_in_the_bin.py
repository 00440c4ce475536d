"""An import doesn't bring back what an editor put into the bin, and no export has it."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest

from solidary.stories.acts.bring_back import BringBack
from solidary.stories.acts.put_into_bin import PutIntoBin
from solidary.stories.models import Binned, Document, Photo, Place, Story, Topic, Video
from solidary.wire.into.telling import counts
from solidary.wire.out.files import FilesOut
from solidary.wire.out.lines import export
from tests.wire.test_json_lines import taken_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home")]

DRAFT = {"record": "story", "language": "en", "headline": "March", "live": False}


def exported() -> str:
    out = io.BytesIO()
    export(out, FilesOut(None))
    return out.getvalue().decode()


@pytest.mark.parametrize("strict", [False, True])
@pytest.mark.parametrize("name", ["address", "import_key"])
def test_a_story_in_the_bin_stays_there_and_the_report_says_so(name: str, strict: bool) -> None:
    taken_in({**DRAFT, "import_key": "7"})
    story = Story.objects.get()
    line = {**DRAFT, name: getattr(story, name), "headline": "March, again"}
    assert "March" in exported()
    PutIntoBin(story).execute()
    assert "March" not in exported()
    report = taken_in(line, {**DRAFT, "import_key": "8", "headline": "Another"}, strict=strict)
    assert report.counts["story in the bin"] == 1
    assert [entry.why for entry in report.entries if entry.outcome == "in the bin"]
    assert "Stories: 1 added as drafts, 1 in the bin, where they stay." in list(counts(report))
    assert [one.headline for one in Story.objects.all()] == ["Another"]
    BringBack(Binned.objects.get()).execute()
    assert taken_in(line).counts["story updated"] == 1
    assert Story.objects.get(import_key="7").headline == "March, again"


@pytest.mark.parametrize(
    ("kind", "make"),
    [
        ("place", lambda: Place.objects.create(country="UA")),
        ("topic", lambda: Topic.objects.create(hashtag="One")),
        ("photo", lambda: Photo.objects.create(title="Red", width=1, height=1)),
        ("video", lambda: Video.objects.create(title="Film")),
        ("document", lambda: Document.objects.create(title="Statement")),
    ],
    ids=["place", "topic", "photo", "video", "document"],
)
def test_anything_else_in_the_bin_stays_there_too(kind: str, make: Callable[[], Any]) -> None:
    thing = make()
    PutIntoBin(thing).execute()
    line = {"record": kind, "address": thing.address, "title": "Red", "file": "a" * 40 + ".png"}
    if kind in ("place", "topic"):
        line = {"record": kind, "address": thing.address, "hashtag": "One", "names": []}
        line.pop("hashtag" if kind == "place" else "names")
    report = taken_in(line)
    assert not report.left_out, report.entries
    assert dict(report.counts) == {f"{kind} in the bin": 1}
    assert not type(thing).objects.exists()
