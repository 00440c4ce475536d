"""The conductor: what it does when a story can't be drawn, when it is not alone, when disks fail."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from django.db import connections
from pytest_django import Settings

from solidary.press.folder.release import read_root
from solidary.press.kinds import story as story_pages
from solidary.press.lock import press_lock
from solidary.press.models import DuePage, Journal
from solidary.press.plan import is_pending
from solidary.press.publish import (
    NothingPublishedError,
    address_of,
    publish_full,
    publish_pending,
)
from solidary.press.reading.stories import StoryRow
from solidary.release import tree
from solidary.stories.models import Story
from tests.press.archive import (
    SMALL,
    dangling,
    differences,
    files_of,
    full_publish,
    newsroom,
    photo,
    story,
    topic,
)


@pytest.mark.django_db
def test_a_story_that_cannot_be_drawn_stops_only_itself(
    home: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    newsroom()
    tag = topic("Tag")
    good = story("Good", topics=(tag,))
    publish_pending(rules=SMALL)
    draw = story_pages.draw_story

    def fails(composer: object, row: StoryRow, *rest: object) -> bytes:
        if row.headline == "Bad":
            raise ValueError("no such block")
        return draw(composer, row, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(story_pages, "draw_story", fails)
    bad = story("Bad", topics=(tag,))
    report = publish_pending(rules=SMALL)
    assert [(stop.headline, stop.reason) for stop in report.stopped] == [
        ("Bad", "ValueError: no such block")
    ]
    assert (home / "site" / address_of(good)).is_file()
    assert not (home / "site" / address_of(bad)).exists()
    assert dangling(home / "site") == []
    assert differences(files_of(home / "site"), full_publish(home, settings)) == {}
    monkeypatch.setattr(story_pages, "draw_story", draw)
    bad.headline = "Better"
    bad.save()
    assert publish_pending(rules=SMALL).stopped == []
    assert (home / "site" / address_of(bad)).is_file()


@pytest.mark.django_db
def test_a_fault_of_the_templates_leaves_the_release_as_it_was(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    newsroom()
    made = [story(f"Story {number}") for number in range(5)]
    publish_pending(rules=SMALL)
    before = files_of(home / "site", root=True)
    for each in made:
        Story.objects.get(pk=each.pk).save()

    def fails(*_: object) -> bytes:
        raise ValueError("the template is broken")

    with monkeypatch.context() as patch:
        patch.setattr(story_pages, "draw_story", fails)
        with pytest.raises(NothingPublishedError, match="5 of 5 stories"):
            publish_pending(rules=SMALL)
    assert files_of(home / "site", root=True) == before
    assert is_pending()
    assert publish_pending(rules=SMALL).stopped == []


@pytest.mark.django_db
def test_unchanged_bytes_are_not_written_again(home: Path) -> None:
    newsroom()
    made = story("Same")
    publish_pending(rules=SMALL)
    stamps = {path: path.stat().st_mtime_ns for path in (home / "site").rglob("*.html")}
    Story.objects.get(pk=made.pk).save()
    report = publish_pending(rules=SMALL)
    assert (report.written, report.removed) == (0, 0)
    assert publish_full(rules=SMALL).written == 0
    assert {path: path.stat().st_mtime_ns for path in (home / "site").rglob("*.html")} == stamps


@pytest.mark.django_db
def test_one_change_is_published_in_few_files(home: Path) -> None:
    newsroom()
    tag = topic("Tag")
    for number in range(12):
        story(f"Story {number}", day=date(2021, 2, 1 + number), topics=(tag,))
    publish_pending()
    story("One more", day=date(2021, 2, 14), topics=(tag,))
    report = publish_pending()
    assert not report.full
    assert report.written <= 28, "pages, their place in the hash trees, and the root"


@pytest.mark.django_db
def test_who_finds_the_press_running_leaves_the_work_to_it(home: Path) -> None:
    newsroom()
    with press_lock(wait=True) as held:
        assert held
        report = publish_pending(rules=SMALL)
    assert report.left_to_another
    assert is_pending()
    assert publish_pending(rules=SMALL).written > 0
    assert not Journal.objects.exists()
    assert not DuePage.objects.exists()


@pytest.mark.django_db
def test_a_disk_that_fails_loses_nothing(
    home: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    newsroom()
    story("First")
    publish_pending(rules=SMALL)
    story("Second")
    replace, calls = os.replace, []

    def full_disk(*args: object) -> None:
        calls.append(args)
        if len(calls) > 4:
            raise OSError(28, "No space left on device", str(args[1]))
        replace(*args)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", full_disk)
        with pytest.raises(OSError, match="No space left"):
            publish_pending(rules=SMALL)
        assert dangling(home / "site") == []
    publish_pending(rules=SMALL)
    assert differences(files_of(home / "site"), full_publish(home, settings)) == {}


@pytest.mark.django_db
def test_the_root_counts_releases_and_names_the_one_before(home: Path) -> None:
    newsroom()
    publish_pending(rules=SMALL)
    first = read_root(home / "site")
    assert first is not None and (first.sequence, first.previous) == (1, "-")
    story("News")
    publish_pending(rules=SMALL)
    second = read_root(home / "site")
    assert second is not None and second.sequence > first.sequence
    assert second.previous == hashlib.sha256(first.text()).hexdigest()


@pytest.mark.django_db
def test_the_tree_names_every_file_with_its_hash(home: Path) -> None:
    newsroom()
    story("News", topics=(topic("Tag"),), body=[("photo", {"photo": photo("red")})])
    publish_pending(rules=SMALL)
    site, root = home / "site", read_root(home / "site")
    assert root is not None

    def entries(sha: str) -> list[tree.Entry]:
        return tree.read_lines((site / tree.address_of(sha)).read_bytes())

    told = {
        path: sha
        for top in (root.tree, root.overlay)
        for _, shard, _ in entries(top)
        for path, sha, _ in entries(shard)
    }
    pages = {
        address: hashlib.sha256(data).hexdigest()
        for address, data in files_of(site).items()
        if not address.startswith("tree/")
    }
    assert told == pages


@pytest.mark.django_db
def test_a_damaged_tree_or_a_lost_release_is_made_anew(home: Path, settings: Settings) -> None:
    newsroom()
    story("News")
    publish_pending(rules=SMALL)
    for part in (home / "site/tree").iterdir():
        part.write_text("spoilt")
    story("More")
    assert publish_pending(rules=SMALL).full
    assert differences(files_of(home / "site"), full_publish(home, settings)) == {}


_BUILD = """
import os, sys
sys.path.insert(0, os.getcwd())
os.environ["DJANGO_SETTINGS_MODULE"] = "solidary.settings"
import django
django.setup()
from django.conf import settings
from django.db import connection
connection.settings_dict["NAME"] = sys.argv[1]
from solidary.press.publish import publish_full
from tests.press.archive import SMALL
publish_full(rules=SMALL, workers=int(sys.argv[2]))
"""


@pytest.mark.django_db(transaction=True)
def test_zone_locale_hash_seed_folder_and_processes_leave_no_trace(
    home: Path, tmp_path: Path, settings: Settings
) -> None:
    newsroom()
    one, two = topic("One"), topic("Два")
    for number in range(6):
        story(f"Story {number}", topics=(one, two), day=date(2021, 2, 1 + number // 2),
              language=("en", "be")[number % 2])  # fmt: skip
    record = connections["default"].settings_dict["NAME"]
    connections.close_all()
    builds = []
    for name, workers, environment in (
        ("a", "1", {"TZ": "Pacific/Auckland", "LC_ALL": "C", "PYTHONHASHSEED": "1"}),
        ("another place", "2", {"TZ": "America/Lima", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "2"}),
    ):
        place = tmp_path / name
        subprocess.run(
            [sys.executable, "-c", _BUILD, record, workers],
            env={**os.environ, **environment, "SOLIDARY_HOME": str(place)},
            check=True,
        )
        builds.append(files_of(place / "site"))
    assert differences(*builds) == {}
    assert len(builds[0]) > 40


@pytest.mark.django_db(transaction=True)
def test_the_command_tells_what_it_did(home: Path, settings: Settings) -> None:
    from click.testing import CliRunner

    from solidary.commands.publish import command

    newsroom()
    story("News")
    told = json.loads(CliRunner().invoke(command, ["--json"]).stdout)
    assert told["written"] > 10 and told["stopped"] == []
    said = CliRunner().invoke(command, ["--full"])
    assert said.exit_code == 0
    assert said.stdout.startswith("0 files written, 0 removed")
