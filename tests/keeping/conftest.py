"""A newsroom in a home of its own, with a backup and a mirror."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from pytest_django import DjangoDbBlocker

from solidary.keeping.record_copy import copy_database
from solidary.mirrors import register
from solidary.mirrors.models import Mirror
from solidary.mirrors.sync import sync
from solidary.press.publish import publish_pending
from solidary.release.keyring import new_keys
from solidary.stories.models import Story
from tests.fixtures.programs import program
from tests.fixtures.record import put_record
from tests.keeping.homes import KEY, record, sealed
from tests.keeping.killing import Ended, Killer, killer
from tests.press.archive import newsroom, photo, story, topic, withdraw


@dataclass
class Lost:
    """A newsroom that lost its home, and what it has of it."""

    home: Path
    """where it is to be put together again; nothing is there"""
    was: Path
    """the home as it was when it was backed up"""
    backup: Path
    site: Path
    """the release of the home as it was lost"""
    mirror: Path
    """with the release that was published last"""
    key: Path
    stories: dict[str, str]
    """headline → address"""
    run: Killer

    def restore(self, *more: str, at: int = 0) -> Ended:
        return self.run.run("restore", str(self.backup), "--key", str(self.key), *more, at=at)


def of_a_newsroom(home: Path, place: Path, number: int) -> dict[str, str]:
    """A signed newsroom in the test's record, published, with a mirror; addresses by headline."""
    (home / "files").mkdir(parents=True)
    newsroom()
    tag, picture = topic("SolidarityBelarus"), photo()
    for each in range(number):
        shown: list[tuple[str, object]] = [("photo", {"photo": picture, "caption": "A chain"})]
        story(f"Story {each}", topics=(tag,), body=shown if each == 2 else None)
    new_keys(home / "keys", place / "stick", "", "")
    publish_pending()
    mirror = register.add("berlin", str(place / "mirror"))
    assert sync(mirror).problem == ""
    return dict(Story.objects.values_list("headline", "address"))


@pytest.fixture(scope="module")
def loss(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    migrated_record: Path,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[Lost]:
    """Backed up; then two stories were withdrawn, another one came, and the home was lost. A module that
    wants more stories than a few says how many: STORIES."""
    place = tmp_path_factory.mktemp("lost")
    was, key = place / "was", place / "recovery.key"
    key.write_text(f"{KEY.secret}\n")
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "HOME", was)
        patch.setattr(settings, "MEDIA_ROOT", was / "files")
        stories = of_a_newsroom(was, place, getattr(request.module, "STORIES", 5))
        sealed(was, place / "backup")
        kept = place / "kept"
        connection.close()
        copy_database(record(), was / "desk.sqlite3")
        shutil.copytree(was, kept)
        withdraw(Story.objects.get(headline="Story 1"))
        withdraw(Story.objects.get(headline="Story 2"))
        story("Since")
        publish_pending()
        assert sync(Mirror.objects.get()).problem == ""
        shutil.copytree(was / "site", place / "site")
        shutil.rmtree(was)
        put_record(migrated_record)
        connection.close()
    with killer(place / "home") as runs:
        yield Lost(
            place / "home",
            kept,
            place / "backup",
            place / "site",
            place / "mirror",
            key,
            stories,
            runs,
        )


@pytest.fixture
def lost(loss: Lost) -> Iterator[Lost]:
    """The loss, with nothing that an earlier test did to it."""
    for folder in ("was", "backup", "mirror"):
        shutil.copytree(getattr(loss, folder), loss.home.with_name(f"{folder}.whole"))
    loss.home.mkdir(exist_ok=True)
    try:
        yield loss
    finally:
        shutil.rmtree(loss.home)
        for folder in ("was", "backup", "mirror"):
            path = getattr(loss, folder)
            shutil.rmtree(path, ignore_errors=True)
            loss.home.with_name(f"{folder}.whole").rename(path)


@pytest.fixture
def stock_rsync() -> None:
    program("rsync", package="rsync")
