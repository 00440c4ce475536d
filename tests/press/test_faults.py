"""A disk that is full or read-only, two publishes at once, a clock that jumps: each ends in one
clear line, or in nothing worth one; nothing is lost, and the next publish makes all of it good."""

from __future__ import annotations

import errno
import shutil
import sys
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from solidary.cli import main
from solidary.press import plan
from solidary.press.folder import signing
from solidary.press.folder.signing import resign_if_due
from solidary.release import statements as root
from solidary.release.statements import read_root
from solidary.release.verify import Memory, State
from tests.press.archive import differences, files_of, full, pending, story
from tests.press.disks import on_a_disk_of_its_own, refusing
from tests.press.faults import (
    Kept,
    Work,
    bare,
    dangling,
    drawings,
    in_child,
    strays,
    together,
    unsigned_root,
)
from tests.press.signed import examined, root_key

pytestmark = pytest.mark.django_db(transaction=True)
FULL = ("create", "mkdir", "write", "fsync")
"""What a full disk refuses; it still renames and removes."""
READ_ONLY = ("create", "mkdir", "replace", "rename", "unlink", "rmdir")


def undisturbed(home: Path, work: Work) -> dict[str, bytes]:
    """What the work comes to when nothing gets in its way; the home is as before after that."""
    in_child(work, None)
    return bare(files_of(home / "site", root=True))


def survives_a_disk(home: Path, work: Work, code: int, calls: tuple[str, ...]) -> None:
    """Let the disk refuse from its first call on, then from its second, and so on to the last.
    After each, let it work again."""
    kept = Kept(home)
    expected = undisturbed(home, work)
    kept.put_back()
    with refusing(code, calls, sys.maxsize, home) as passed:
        work()
    assert passed[0] > 20
    for first in range(1, passed[0] + 1):
        told = f"refused from call {first} of {passed[0]} on"
        kept.put_back()
        ended = None
        with refusing(code, calls, first, home):
            try:
                work()
            except OSError as error:
                ended = error.errno
        files = files_of(home / "site", root=True)
        if ended is None:
            # The release was there, and so was still what it had been drawn in; or what the sweep
            # removed could not be overwritten before.
            assert differences(bare(files), expected) == {}, told
            assert drawings(home) or "unlink" not in calls, told
        else:
            assert ended == code, told
        assert dangling(files) == [], told
        assert unsigned_root(home, files) == "", told
        if "unlink" not in calls:
            assert drawings(home) == [], f"{told}: what was drawn takes room still"
        work()
        files = files_of(home / "site", root=True)
        assert differences(bare(files), expected) == {}, told
        assert strays(files) == [], told
        assert drawings(home) == [], told
        assert not plan.is_pending(), told
    assert examined(home / "site", root_key(home), withdrawn=True).state is State.SOUND


@pytest.mark.exhaustive
@pytest.mark.parametrize("work", [pending, full], ids=["changes", "full"])
def test_a_disk_that_fills_up_half_way(archive: Path, work: Work) -> None:
    """As the system's calls answer then (ENOSPC); no real disk is filled."""
    survives_a_disk(archive, work, errno.ENOSPC, FULL)


@pytest.mark.exhaustive
def test_a_disk_of_the_releases_own_that_fills_up_half_way(archive: Path) -> None:
    with on_a_disk_of_its_own(archive / "site"):
        survives_a_disk(archive, full, errno.ENOSPC, FULL)


@pytest.mark.exhaustive
@pytest.mark.parametrize("work", [pending, full], ids=["changes", "full"])
def test_a_disk_that_turns_read_only_half_way(archive: Path, work: Work) -> None:
    """As the system's calls answer then (EROFS), whatever rights the tests have."""
    survives_a_disk(archive, work, errno.EROFS, READ_ONLY)


@pytest.mark.parametrize(
    ("code", "calls", "said"),
    [
        (errno.ENOSPC, FULL, "solidary: No space left on device ("),
        (errno.EROFS, READ_ONLY, "solidary: Read-only file system ("),
        (errno.ENOSPC, ("write",), "solidary: No space left on device ("),
        (errno.EIO, ("fsync",), "solidary: Input/output error ("),
    ],
    ids=["full", "read-only", "full within a file", "a bad sector"],
)
def test_at_the_prompt_a_refusing_disk_is_one_line_that_names_the_file(
    archive: Path, code: int, calls: tuple[str, ...], said: str,
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(sys, "argv", ["solidary", "publish"])
    with refusing(code, calls, 1, archive / "site"), pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 1
    lines = capsys.readouterr().err.strip().splitlines()
    assert len(lines) == 1, lines
    assert lines[0].startswith(f"{said}{archive / 'site'}/"), lines


@pytest.mark.parametrize(
    "works",
    [
        (pending, pending), (pending, full), (full, full),
        (full, partial(resign_if_due, force=True)), (pending, partial(pending, wait=True), resign_if_due),
    ],
    ids=["changes twice", "changes and full", "full twice", "signing", "three"],
)  # fmt: skip
@pytest.mark.parametrize(
    "standing",
    [
        pytest.param(True, id="standing", marks=pytest.mark.exhaustive),
        pytest.param(False, id="first"),
    ],
)
def test_publishes_at_once_in_several_processes(
    archive: Path, works: tuple[Work, ...], standing: bool
) -> None:
    site = archive / "site"
    if not standing:
        shutil.rmtree(site)
    kept = Kept(archive)
    expected = undisturbed(archive, full)
    kept.put_back()
    assert together(*works) == [0] * len(works)
    files = files_of(site, root=True)
    assert differences(bare(files), expected) == {}
    assert strays(files) == []
    assert dangling(files) == []
    assert not plan.is_pending()
    assert examined(site, root_key(archive), withdrawn=True).state is State.SOUND


def test_a_publish_that_is_killed_while_another_waits_is_taken_over(archive: Path) -> None:
    kept = Kept(archive)
    expected = undisturbed(archive, pending)
    kept.put_back()
    in_child(pending, 40)
    assert together(partial(pending, wait=True), partial(pending, wait=True)) == [0, 0]
    assert differences(bare(files_of(archive / "site", root=True)), expected) == {}


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Set the clock so many days from now, for everything that signs."""
    plain = root.now

    def jump(days: float) -> None:
        for module in (root, signing):
            monkeypatch.setattr(module, "now", lambda: plain() + timedelta(days=days))

    return jump


@pytest.mark.parametrize(
    "jumps",
    [(0, 40, -30, 0.02, 3000, -1, 0), (-3000, 0, -3000, 10, -10), (9000, -9000, 0)],
    ids=["to and fro", "a dead battery", "far"],
)
def test_a_clock_that_jumps(
    archive: Path, jumps: tuple[float, ...], clock: Callable[[float], None], tmp_path: Path
) -> None:
    """Numbers only rise, pages know no clock, and once it is right again so is the root."""
    site, key = archive / "site", root_key(archive)
    memory = Memory(tmp_path / "seen.json")
    for number, days in enumerate(jumps):
        before = read_root(site)
        clock(days)
        if number % 2:
            resign_if_due(force=number % 4 == 1)
        else:
            story(f"Jump {number}")
            pending()
        after = read_root(site)
        assert before is not None and after is not None
        assert after.sequence > before.sequence or after == before
        assert after == before or after.previous == before.sha256
        told = examined(site, key, withdrawn=True, memory=memory)
        assert set(told.counts) <= {"clock", "expired", "certificate expired"}
    clock(0)
    resign_if_due()
    assert examined(site, key, withdrawn=True, memory=memory).state is State.SOUND
    ours = bare(files_of(site, root=True))
    full()
    assert differences(bare(files_of(site, root=True)), ours) == {}


def test_a_clock_that_was_wrong_when_the_certificate_was_made_is_told(archive: Path) -> None:
    """Readers are told which of the two has the wrong time: the statement names its moment."""
    report = examined(archive / "site", root_key(archive), days=-30)
    assert report.state is State.STALE
    assert "yet to come: look at the clock" in report.findings[0].said


def test_a_record_on_a_refusing_disk_is_one_line_too(
    archive: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.db import OperationalError

    def refuses(**_: object) -> None:
        raise OperationalError("database or disk is full")

    monkeypatch.setattr(sys, "argv", ["solidary", "publish"])
    monkeypatch.setattr("solidary.press.publish.publish_pending", refuses)
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 1
    assert capsys.readouterr().err.strip() == (
        "solidary: the record can't be used: database or disk is full. "
        "Is its disk full, read-only or away?"
    )
