"""A newsroom's house: all processes of `solidary run` over a home, with keys, an editor and a sender."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from solidary.home import Home
from solidary.release.keyring import new_keys
from solidary.sealing.bag.notice import Notice
from tests.fixtures.memory import in_memory
from tests.fixtures.ports import LONGEST, free_port, until, wait_for
from tests.keeper.running import PASSPHRASES, Newsroom, made_newsroom
from tests.letterbox.live import AT_ONCE, Live, stop
from tests.letterbox.planting import after, together
from tests.life.desk import Browser
from tests.life.editor import Editor, at_work
from tests.repo.tree import ROOT

_QUICK = (
    after("solidary.intake.round", "module.INTERVAL = 0.5"),
    after("solidary.serving.clock", "module.INTERVAL = 0.5"),
    after("solidary.serving.courier", "module.INTERVAL = 0.5"),
    AT_ONCE,
)
"""Rounds and answers follow each other sooner, so that nobody waits for them."""
OLA, PASSWORD = "ola", "seven lanterns on the quay"
"""An editor's name, and what she signs in with."""
RECORD = "desk.sqlite3"
HEADERS = ("intake", "keys")
"""What is in no backup."""


@dataclass
class House:
    """A home that is served, and how to reach its processes."""

    place: Path
    newsroom: Newsroom
    port: int
    live: Live
    """its letterbox"""
    editor: Editor
    environment: dict[str, str]
    logs: list[Path] = field(default_factory=list)
    """what its processes said"""

    @property
    def home(self) -> Home:
        return self.newsroom.home

    @property
    def key(self) -> Path:
        """the key that readers check a release with"""
        return self.home.keys / "root.pub"

    def unlocked(self) -> Browser:
        """An editor at the desk, who has unlocked her key."""
        browser = Browser(self.port)
        browser.unlocked(OLA, PASSWORD, PASSPHRASES[OLA])
        return browser

    def run(self, *words: str | Path, fails: bool | None = False) -> str:
        """`solidary` with these words; what it said. `fails`: None where it may or may not."""
        done = subprocess.run(
            [sys.executable, "-c", "from solidary.cli import main; main()", *map(str, words)],
            env=self.environment, cwd=self.place, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert fails in (None, done.returncode != 0), done.stdout + done.stderr
        return done.stdout + done.stderr

    def halt(self) -> None:
        """Stop all its processes, its editor's too."""
        stop(self.live.process)
        assert self.editor.process.stdin
        self.editor.process.stdin.close()
        self.editor.process.wait(LONGEST)

    def backup(self, to: Path) -> Path:
        """Everything but the headers, as a newsroom copies it while it is served."""
        headers = self.home.path.joinpath(*HEADERS)

        def passed_over(folder: str, names: list[str]) -> set[str]:
            here = Path(folder)
            left = {name for name in names if here / name == headers or (here / name).is_socket()}
            return left | {name for name in names if name.startswith(RECORD)}

        def still_there(source: str, target: str) -> None:
            """What is being written has another name a moment later, and is copied under that or not."""
            with suppress(FileNotFoundError):
                shutil.copy2(source, target)

        shutil.copytree(self.home.path, to, ignore=passed_over, copy_function=still_there)
        with (
            closing(sqlite3.connect(self.home.record)) as record,
            closing(sqlite3.connect(to / RECORD)) as copy,
        ):
            record.backup(copy)
        return to

    def restore(self, backup: Path) -> None:
        """Put a backup in the place of the home; headers stay as they are."""
        kept = self.place / "headers"
        self.home.path.joinpath(*HEADERS).rename(kept)
        shutil.rmtree(self.home.path)
        shutil.copytree(backup, self.home.path)
        kept.rename(self.home.path.joinpath(*HEADERS))


def planted_in(folder: Path, texts: Sequence[str]) -> None:
    """Have each process run these before anything else."""
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(together(*texts), "utf-8")


@contextmanager
def served(
    record: Path, *, planted: str = "", around: Callable[[str], Sequence[str | Path]] | None = None
) -> Iterator[House]:
    """A house with nothing in it. `record`: one as the migrations leave it; `planted`: Python that each
    process runs first; `around`: what starts a process of this name, a program with its options."""
    place = Path(tempfile.mkdtemp(prefix="house-", dir=in_memory()))
    newsroom = made_newsroom(place)
    home = newsroom.home
    shutil.copyfile(record, home.record)
    (home.path / "files").mkdir()
    new_keys(home.keys, place / "root", "", "")
    planted_in(place / "first", [*_QUICK, *([planted] if planted else [])])
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("DJANGO", "SOLIDARY"))}
    environment |= {
        "PYTHONPATH": os.pathsep.join((str(place / "first"), str(ROOT))),
        "SOLIDARY_HOME": str(home.path),
    }
    start = around or (lambda name: ())
    try:
        with at_work(home.path, environment, start("editor")) as editor, ExitStack() as stack:
            editor.asked("begin", editor=OLA, password=PASSWORD)
            yield stack.enter_context(_running(place, newsroom, editor, environment, start("run")))
    finally:
        shutil.rmtree(place, ignore_errors=True)


@contextmanager
def _running(
    place: Path, newsroom: Newsroom, editor: Editor, environment: dict[str, str],
    around: Sequence[str | Path],
) -> Iterator[House]:  # fmt: skip
    port, letterbox, log = free_port(), free_port(), place / "said"
    words = ["run", "--no-sample", "--port", port, "--letterbox-port", letterbox]
    with log.open("wb") as said:
        process = subprocess.Popen(
            [*around, sys.executable, "-c", "from solidary.cli import main; main()", *map(str, words)],
            env=environment, cwd=place, stdout=said, stderr=said, start_new_session=True,
        )  # fmt: skip
    live = Live(newsroom.home, letterbox, process, [], Notice(), log)
    house = House(place, newsroom, port, live, editor, environment, [log])
    try:
        for each in (port, letterbox):
            wait_for(each, process)
        until(lambda: live.get("/en/").status == 200)
        yield house
    finally:
        stop(process)
