"""A backup whose process is killed leaves the one before or this one, and the next one nothing unknown."""

from __future__ import annotations

import hashlib
import shutil

import pytest

from solidary.keeping.statement import HEAD
from tests.keeping.conftest import Lost
from tests.keeping.homes import KEY, files_at, head_at, index_at, listed_at
from tests.keeping.killing import Ended

STORIES = 100


def backed_up(lost: Lost, number: int, at: int = 0) -> Ended:
    """A backup of the home with its `number`th new file, and without the one before."""
    for old in (lost.home / "files").glob("new-*"):
        old.unlink()
    (lost.home / "files" / f"new-{number}").write_bytes(b"%d" % number)
    ended = lost.run.run("backup", str(lost.backup), "--key", KEY.public, at=at)
    assert ended.killed or ended.code == 0, ended
    return ended


def whole_backup(lost: Lost) -> set[str]:
    """The files that the place has a whole backup of; each is read, and opened with the key."""
    for address, sha, _ in listed_at(lost.backup).objects.values():
        assert hashlib.sha256((lost.backup / address).read_bytes()).hexdigest() == sha
    return {path for path in index_at(lost.backup) if path.startswith("files/new-")}


@pytest.mark.exhaustive
def test_a_backup_that_is_killed_at_any_step_leaves_one_whole_and_the_next_one_tidies_up(
    lost: Lost,
) -> None:
    shutil.copytree(lost.was, lost.home, dirs_exist_ok=True)
    backed_up(lost, 0)
    steps = backed_up(lost, 1).steps
    assert steps > 60
    for at in range(1, steps + 1):
        number = 2 * at
        assert whole_backup(lost) == {f"files/new-{number - 1}"}
        # Near its end it may be through before that step: how many there are differs by what was to go.
        ended = backed_up(lost, number, at)
        assert ended.killed or at > steps * 0.8, (at, ended)
        assert len(whole_backup(lost) & {f"files/new-{number - 1}", f"files/new-{number}"}) == 1
        if at % 8 == 0:  # twice in a row
            backed_up(lost, number, at * 5 % steps + 1)
            assert len(whole_backup(lost)) == 1
        assert not backed_up(lost, number + 1).killed
        head = head_at(lost.backup)
        assert files_at(lost.backup) == {HEAD, head.objects[0], *listed_at(lost.backup).objects}
        assert not (lost.home / "keeping/copy").exists()
