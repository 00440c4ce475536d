"""Killed after any single write, a publish leaves no link without its file, and no root without
its signature; the next publish ends bit-equal to one that nobody disturbed."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

import pytest
from pytest_django import Settings

from solidary.press import plan
from solidary.press.folder import signing
from solidary.press.publish import publish_full
from solidary.release.statements import read_root
from solidary.release.verify import State
from tests.fixtures.record import close_connections
from tests.press.archive import (
    SMALL,
    differences,
    files_of,
    full,
    full_publish,
    pending,
)
from tests.press.disks import Disk, on_a_disk_of_its_own
from tests.press.faults import (
    Kept,
    Work,
    bare,
    dangling,
    drawings,
    in_child,
    strays,
    unsigned_root,
)
from tests.press.signed import examined, root_key

pytestmark = pytest.mark.django_db(transaction=True)


def survives_every_kill(home: Path, work: Work) -> None:
    """Kill `work` at each of its moments in turn; after each, let it run to its end."""
    site, key, kept = home / "site", root_key(home), Kept(home)
    count = in_child(work, None)
    assert count > 5
    assert not plan.is_pending()
    expected = bare(files_of(site, root=True))
    for moment in range(1, count + 1):
        at_moment = f"killed at moment {moment} of {count}"
        kept.put_back()
        in_child(work, moment)
        files = files_of(site, root=True)
        assert dangling(files) == [], at_moment
        assert unsigned_root(home, files) == "", at_moment
        work()
        files = files_of(site, root=True)
        assert differences(bare(files), expected) == {}, at_moment
        assert unsigned_root(home, files) == "", at_moment
        assert strays(files) == [], at_moment
        assert drawings(home) == [], at_moment
        assert not plan.is_pending(), at_moment
    report = examined(site, key, withdrawn=True)
    assert report.state is State.SOUND, list(report.lines())
    kept.put_back()


@pytest.mark.exhaustive
def test_a_publish_of_changes(archive: Path) -> None:
    survives_every_kill(archive, pending)


@pytest.mark.exhaustive
def test_a_full_publish_over_a_standing_release(archive: Path) -> None:
    survives_every_kill(archive, full)


@pytest.mark.exhaustive
def test_a_first_publish(archive: Path) -> None:
    shutil.rmtree(archive / "site")
    survives_every_kill(archive, full)


@pytest.mark.exhaustive
@pytest.mark.parametrize("standing", [True, False], ids=["standing", "first"])
def test_a_full_publish_onto_a_disk_of_its_own(archive: Path, standing: bool) -> None:
    if not standing:
        shutil.rmtree(archive / "site")
        (archive / "site").mkdir()
    with on_a_disk_of_its_own(archive / "site"):
        survives_every_kill(archive, full)


def test_signing_anew(archive: Path) -> None:
    pending()

    def sign() -> None:
        before = read_root(archive / "site")
        signing.resign_if_due(force=True)
        after = read_root(archive / "site")
        assert before and after and after.sequence == before.sequence + 1

    survives_every_kill(archive, sign)


@pytest.mark.parametrize("work", [pending, full])
@pytest.mark.parametrize("standing", [True, False])
def test_what_the_tries_are_held_against_is_a_full_publish_elsewhere(
    archive: Path, settings: Settings, work: Work, standing: bool
) -> None:
    """And each file is durable before it moves in, the whole release before its root."""
    if not standing:
        shutil.rmtree(archive / "site")
    with Disk().traced() as disk:
        work()
    assert disk.faults == []
    assert disk.moved
    ours = {
        address: data
        for address, data in files_of(archive / "site").items()
        if not address.startswith(("certificate", "root", "tree/"))
    }
    other = {
        address: data
        for address, data in full_publish(archive, settings, "other").items()
        if not address.startswith("tree/")
    }
    assert differences(ours, other) == {}


@pytest.mark.parametrize("threads", [False, True])
def test_several_processes_draw_what_one_draws(
    archive: Path, settings: Settings, threads: bool
) -> None:
    """Beside another thread the processes are started anew instead of forked."""
    full()
    alone = bare(files_of(archive / "site"))
    close_connections()
    shutil.rmtree(archive / "site")
    done = threading.Event()
    other = threading.Thread(target=done.wait, daemon=True)
    if threads:
        other.start()
    publish_full(rules=SMALL, workers=2)
    done.set()
    assert differences(bare(files_of(archive / "site")), alone) == {}
