"""A worker process that is killed, at any moment, ends the publish in one clear line; the release
stays as it was, and the next publish ends bit-equal to one that nobody disturbed."""

from __future__ import annotations

import errno
import multiprocessing
import os
import shutil
import signal
import sys
import threading
import time
from contextlib import redirect_stderr
from functools import partial
from pathlib import Path

import pytest

from solidary.cli import main
from solidary.commands.run import prepare
from solidary.press import plan
from solidary.press.full import work as full
from solidary.press.publish import NothingPublishedError, publish_full
from solidary.release.verify import State
from tests.press.archive import SMALL, differences, files_of, pending
from tests.press.disks import refusing
from tests.press.faults import Kept, bare, drawings, forked, in_child, strays, with_a_worker_killed
from tests.press.signed import examined, root_key

pytestmark = pytest.mark.django_db(transaction=True)
by_two = partial(publish_full, rules=SMALL, workers=2)
SAID = (
    "A process that was drawing pages was killed, so the release was left as it was. "
    "Most often memory had run out: make some free, and publish again."
)


def survives_killed_workers(home: Path) -> None:
    """Kill a worker at its first moment, then at its second, until none comes so far."""
    site, key, kept = home / "site", root_key(home), Kept(home)
    before = files_of(site, root=True)
    in_child(by_two, None)
    expected = bare(files_of(site, root=True))
    moment, said = 0, SAID
    while said:
        moment += 1
        at_moment = f"a worker killed at moment {moment}"
        kept.put_back()
        said = with_a_worker_killed(by_two, moment)
        assert said in (SAID, ""), at_moment
        if said:
            assert files_of(site, root=True) == before, at_moment
            assert plan.is_pending(), at_moment
        pending()
        files = files_of(site, root=True)
        assert differences(bare(files), expected) == {}, at_moment
        assert strays(files) == [], at_moment
        assert drawings(home) == [], at_moment
    assert moment > 20
    assert examined(site, key, withdrawn=True).state is State.SOUND


@pytest.mark.exhaustive
def test_a_first_publish_whose_worker_is_killed(archive: Path) -> None:
    shutil.rmtree(archive / "site")
    survives_killed_workers(archive)


@pytest.mark.exhaustive
def test_a_full_publish_over_a_standing_release_whose_worker_is_killed(archive: Path) -> None:
    survives_killed_workers(archive)


def at_the_prompt(notes: Path, *words: str) -> tuple[str, list[str]]:
    """Exit code and lines on stderr of a command in a process of its own, with two cores."""

    def run() -> str:
        sys.argv = ["solidary", *words]
        full.WORTH_IT = 1
        os.sched_getaffinity = lambda _: {0, 1}
        with notes.open("w") as file, redirect_stderr(file):
            os.dup2(file.fileno(), 2)
            try:
                main()
            except SystemExit as ended:
                return str(ended.code)
        return "0"

    code, _ = forked(run)
    return code, notes.read_text().splitlines()


def killed_at_once(order: object) -> None:
    """In a worker process: the system takes its memory back before anything is drawn."""
    os.kill(os.getpid(), signal.SIGKILL)


def test_at_the_prompt_a_killed_worker_is_one_line_that_says_what_to_do(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(full, "begin_work", killed_at_once)
    code, lines = at_the_prompt(tmp_path / "said", "publish", "--full")
    assert (code, lines) == ("1", [f"Error: {SAID}"])


def test_at_the_prompt_what_the_disk_refuses_a_worker_is_one_line_that_names_the_file(
    archive: Path, tmp_path: Path
) -> None:
    pending()
    shutil.rmtree(archive / "site")
    with refusing(errno.ENOSPC, ("write",), 1, archive / "press"):
        code, lines = at_the_prompt(tmp_path / "said", "publish", "--full")
    assert code == "1"
    assert len(lines) == 1, lines
    assert lines[0].startswith(f"solidary: No space left on device ({archive}/press/next-"), lines


def test_a_worker_that_was_started_anew_and_killed_at_once_is_told_as_well(archive: Path) -> None:
    """Beside another thread the processes are started anew instead of forked."""
    before = files_of(archive / "site", root=True)

    def kill() -> None:
        while not (started := multiprocessing.active_children()):
            time.sleep(0.01)
        os.kill(started[0].pid or 0, signal.SIGKILL)

    killing = threading.Thread(target=kill, daemon=True)
    killing.start()
    with pytest.raises(NothingPublishedError) as told:
        by_two()
    killing.join()
    assert str(told.value) == SAID
    assert multiprocessing.active_children() == []
    assert files_of(archive / "site", root=True) == before


def test_the_house_starts_all_the_same_and_says_it(
    archive: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed() -> None:
        raise NothingPublishedError(SAID)

    monkeypatch.setattr("solidary.press.publish.publish_pending", killed)
    assert prepare("127.0.0.1", 8000, sample=False)
    assert capsys.readouterr().err == f"{SAID}\n"
