"""A restore that is killed is undone or goes on, at whichever step of its work.

All steps of one are tried: those of bringing everything back into an empty home, and of bringing it into a
home that has a record of its own.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from solidary.release.statements import read_root
from tests.keeping.afterwards import files_of_the_newsroom, record_of
from tests.keeping.conftest import Lost
from tests.keeping.test_drill import pages
from tests.keeping.test_restores import withdrawn_at
from tests.press.archive import files_of

STORIES = 100
LOOKED_AT = 12
"""After each so many steps readers' pages are made as well, which takes longest."""


class Reference:
    """What comes of a restore that nobody stops, and of the publish after it."""

    def __init__(self, lost: Lost) -> None:
        ended = lost.restore()
        assert ended.code == 0, ended
        self.steps = ended.steps
        self.record, self.files = record_of(lost.home), files_of_the_newsroom(lost.home)
        self.pages = published(lost)


def published(lost: Lost) -> dict[str, bytes]:
    """What readers see with the next release, whose number follows what they were shown."""
    newest = read_root(lost.mirror)
    assert newest is not None
    ended = lost.run.run("publish")
    assert ended.code == 0, ended
    root = read_root(lost.home / "site")
    assert root is not None
    assert (root.sequence, root.previous) == (newest.sequence + 1, newest.sha256)
    found = files_of(lost.home / "site")
    for headline in ("Story 1", "Story 2"):
        address = lost.stories[headline]
        assert withdrawn_at(lost.home / "site").names(address)
        assert not any(address in name for name in found)
    return pages(found)


def begun_again(lost: Lost, before: Path) -> None:
    shutil.rmtree(lost.home, ignore_errors=True)
    shutil.copytree(before, lost.home)


def nothing_half(lost: Lost, was: list[str] | None, wanted: list[str]) -> None:
    """Nothing has been touched, or all is done, or nobody works with what is there."""
    if (lost.home / "restoring/placing").exists():
        refused = lost.run.run("publish")
        assert refused.code == 1 and "stopped halfway" in refused.said, refused
    elif (lost.home / "desk.sqlite3").exists():
        assert record_of(lost.home) in (was, wanted)


@pytest.mark.exhaustive
@pytest.mark.parametrize("home", ["an empty home", "a home with a record"])
def test_a_restore_that_is_killed_at_any_step_ends_as_if_nobody_had_stopped_it(
    lost: Lost, tmp_path: Path, home: str
) -> None:
    before = tmp_path / "before"
    if home == "an empty home":
        before.mkdir()
    else:
        shutil.copytree(lost.was, before, ignore=shutil.ignore_patterns("site"))
    begun_again(lost, before)
    wanted = Reference(lost)
    assert wanted.steps > 60
    was = record_of(before) if (before / "desk.sqlite3").exists() else None
    for at in range(1, wanted.steps + 1):
        begun_again(lost, before)
        assert lost.restore(at=at).killed, at
        nothing_half(lost, was, wanted.record)
        if at % 5 == 0:  # and once more, somewhere else
            lost.restore(at=at * 7 % wanted.steps + 1)
            nothing_half(lost, was, wanted.record)
        ended = lost.restore()
        assert ended.code == 0, (at, ended)
        assert record_of(lost.home) == wanted.record, at
        assert files_of_the_newsroom(lost.home) == wanted.files, at
        assert not (lost.home / "restoring").exists(), at
        if at % LOOKED_AT == 0:
            assert published(lost) == wanted.pages, at
