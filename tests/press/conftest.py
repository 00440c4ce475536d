"""What tests of the press begin with: an archive to disturb, and a signed release to examine."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pytest_django import Settings

from solidary.desk.actions.merge import MergeTopics
from solidary.press import minisign
from solidary.press.keyring import new_keys
from solidary.press.publish import publish_pending
from solidary.press.verify import examine
from solidary.stories.models import Story
from tests.press.archive import SMALL, in_memory, newsroom, photo, story, topic, withdraw
from tests.press.signed import root_key, signed_release


@pytest.fixture
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    """A place that isn't sound is examined anew at once."""
    monkeypatch.setattr(examine, "PAUSE", 0)


@pytest.fixture
def site(db: None, home: Path) -> Path:
    """The folder of a small signed release."""
    return signed_release(home)


@pytest.fixture
def key(site: Path, home: Path) -> minisign.PublicKey:
    """The newsroom's public root key, which the release is examined against."""
    return root_key(home)


@pytest.fixture
def archive(tmp_path_factory: pytest.TempPathFactory, settings: Settings) -> Iterator[Path]:
    """A signed archive with a group of changes that nobody has published yet."""
    place = (
        Path(in_memory() or str(tmp_path_factory.getbasetemp())) / f"solidary-kill-{os.getpid()}"
    )
    home = place / "home"
    (home / "press").mkdir(parents=True)
    settings.HOME = home
    settings.MEDIA_ROOT = home / "files"
    house = newsroom()
    house.editions.exclude(language="en").delete()
    house.save()
    one, two = topic("One"), topic("Two")
    moved = story("Moved", day=date(2021, 2, 1), topics=(one,))
    gone, kept = photo("red"), photo("blue")
    shown = story("Shown", body=[("photo", {"photo": gone, "caption": ""})], topics=(two,))
    new_keys(home, place / "stick", "", "")
    publish_pending(rules=SMALL)
    story("New", body=[("photo", {"photo": kept, "caption": ""})], topics=(two,))
    withdraw(shown)
    moved = Story.objects.get(pk=moved.pk)
    moved.day = date(2020, 1, 5)
    moved.save()
    MergeTopics(one, two).execute()
    try:
        yield home
    finally:
        shutil.rmtree(place)
