"""Killed anywhere, a publish leaves no link without its file, and the next one ends bit-equal."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections, transaction
from pytest_django import Settings

from solidary.desk.actions.merge import MergeTopics
from solidary.press import templates
from solidary.press.publish import publish_everything, publish_pending
from solidary.stories.models import Story
from tests.press.archive import (
    SMALL,
    dangling,
    differences,
    files_of,
    full_publish,
    in_memory,
    newsroom,
    photo,
    story,
    topic,
    withdraw,
)

POINTS = 14
"""Moments at which a publish is killed, out of all the moments it has."""


class _Kept:
    """A home and its record, put aside to begin from again and again.

    The record goes through SQLite's own backup: another thread of the test run may still have
    its file open.
    """

    def __init__(self, home: Path) -> None:
        self.home = home
        self.copy = home.parent / "kept"
        shutil.copytree(home, self.copy / "home")
        connection.ensure_connection()
        with closing(sqlite3.connect(self.copy / "record")) as copy:
            connection.connection.backup(copy)

    def put_back(self) -> None:
        shutil.rmtree(self.home)
        shutil.copytree(self.copy / "home", self.home)
        connection.ensure_connection()
        with closing(sqlite3.connect(self.copy / "record")) as copy:
            copy.backup(connection.connection)


@contextmanager
def _counted(at: int | None) -> Iterator[list[int]]:
    """Count every change of the disk and both sides of every commit; die at the `at`-th."""
    passed = [0]

    def tick() -> None:
        passed[0] += 1
        if passed[0] == at:
            os.kill(os.getpid(), signal.SIGKILL)

    def watched(work: Callable[..., Any]) -> Callable[..., Any]:
        def watching(*args: Any, **kwargs: Any) -> Any:
            tick()
            return work(*args, **kwargs)

        return watching

    with pytest.MonkeyPatch.context() as patch:
        for name in ("replace", "unlink", "makedirs", "rmdir", "write", "rename"):
            patch.setattr(os, name, watched(getattr(os, name)))
        leave = transaction.Atomic.__exit__

        def commit(self: Any, *error: Any) -> None:
            tick()
            leave(self, *error)
            tick()

        patch.setattr(transaction.Atomic, "__exit__", commit)
        yield passed


def _in_child(work: Callable[[], object], at: int | None) -> int:
    """Run `work` in a forked process that is killed at its `at`-th moment; its last moment."""
    connections.close_all()
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            with _counted(at) as passed:
                work()
            os.write(writing, str(passed[0]).encode())
        finally:
            os._exit(0)
    os.close(writing)
    told = os.read(reading, 32)
    os.close(reading)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or told, "the publish failed"
    return int(told or 0)


@pytest.fixture
def archive(tmp_path_factory: pytest.TempPathFactory, settings: Settings) -> Iterator[Path]:
    """A published archive with a group of changes that nobody has published yet."""
    place = (
        Path(in_memory() or str(tmp_path_factory.getbasetemp())) / f"solidary-kill-{os.getpid()}"
    )
    home = place / "home"
    (home / "press").mkdir(parents=True)
    settings.HOME = home
    settings.MEDIA_ROOT = home / "files"
    newsroom()
    one, two = topic("One"), topic("Two")
    stories = [
        story(f"Story {number}", day=date(2021, 2, 1 + number), topics=(one,) if number % 2 else ())
        for number in range(6)
    ]
    gone, kept = photo("red"), photo("blue")
    shown = story("Shown", body=[("photo", {"photo": gone, "caption": ""})], topics=(two,))
    publish_pending(rules=SMALL)
    story("Told again", language="be", of=stories[0], topics=(two,))
    story(
        "New", day=date(2021, 2, 9), topics=(two,), body=[("photo", {"photo": kept, "caption": ""})]
    )
    withdraw(shown)
    withdraw(stories[3])
    moved = Story.objects.get(pk=stories[4].pk)
    moved.day = date(2020, 1, 5)
    moved.save()
    MergeTopics(one, two).execute()
    try:
        yield home
    finally:
        shutil.rmtree(place)


def _survives(home: Path, work: Callable[[], object], settings: Settings, seed: int) -> None:
    before = files_of(home / "site")
    kept = _Kept(home)
    expected = full_publish(home, settings, "expected")
    kept.put_back()
    moments = _in_child(work, None)
    assert differences(files_of(home / "site"), expected) == {}
    chance = random.Random(seed)
    for moment in sorted(chance.sample(range(1, moments + 1), min(POINTS, moments))):
        kept.put_back()
        _in_child(work, moment)
        links = dangling(home / "site")
        assert links == [], f"killed at moment {moment} of {moments}"
        work()
        found = differences(files_of(home / "site"), expected)
        assert found == {}, f"killed at moment {moment} of {moments}"
        assert dangling(home / "site") == []
    assert before != expected


@pytest.mark.django_db(transaction=True)
def test_a_killed_publish_of_changes_converges(archive: Path, settings: Settings) -> None:
    _survives(archive, lambda: publish_pending(rules=SMALL), settings, 1)


@pytest.mark.django_db(transaction=True)
def test_a_killed_full_publish_over_a_release_converges(
    archive: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(templates, "edition", lambda: "another")
    monkeypatch.setattr("solidary.press.plan.edition", lambda: "another")
    monkeypatch.setattr("solidary.press.publish.edition", lambda: "another")
    _survives(archive, lambda: publish_pending(rules=SMALL, workers=1), settings, 2)


@pytest.mark.django_db(transaction=True)
def test_a_killed_first_publish_converges(archive: Path, settings: Settings) -> None:
    shutil.rmtree(archive / "site")
    _survives(archive, lambda: publish_everything(rules=SMALL, workers=1), settings, 3)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("threads", [False, True])
def test_several_processes_draw_what_one_draws(
    archive: Path, settings: Settings, threads: bool
) -> None:
    """Beside another thread the processes are started anew instead of forked."""
    alone = full_publish(archive, settings, "alone")
    connections.close_all()
    shutil.rmtree(archive / "site")
    done = threading.Event()
    other = threading.Thread(target=done.wait, daemon=True)
    if threads:
        other.start()
    publish_everything(rules=SMALL, workers=2)
    done.set()
    assert differences(files_of(archive / "site"), alone) == {}
