"""A backup whose process is killed leaves the one before or this one, and the next one nothing unknown."""

from __future__ import annotations

import hashlib
import shutil

import pytest

from solidary.keeping.statement import HEAD
from tests.keeping.conftest import Lost
from tests.keeping.homes import KEY, files_at, head_at, listed_at


@pytest.mark.exhaustive
def test_a_backup_that_is_killed_anywhere_leaves_one_whole(lost: Lost) -> None:
    shutil.copytree(lost.was, lost.home, dirs_exist_ok=True)

    steps = 0

    def backup(at: int = 0, number: int = 0) -> bool:
        for old in (lost.home / "files").glob("new-*"):
            old.unlink()
        (lost.home / "files" / f"new-{number}").write_bytes(b"%d" % number)
        ended = lost.run.run("backup", str(lost.backup), "--key", KEY.public, at=at)
        assert ended.killed or ended.code == 0, ended
        nonlocal steps
        steps = max(steps, ended.steps)
        return ended.killed

    assert not backup()
    for number, at in enumerate(range(1, steps, max(1, steps // 20))):
        backup(at, number)
        for address, sha, _ in listed_at(lost.backup).objects.values():
            assert hashlib.sha256((lost.backup / address).read_bytes()).hexdigest() == sha
        assert not backup(number=number)
        head = head_at(lost.backup)
        assert files_at(lost.backup) == {HEAD, head.objects[0], *listed_at(lost.backup).objects}
        assert not (lost.home / "keeping/copy").exists()
