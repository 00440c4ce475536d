"""Unpacking the home made before, and working in it as a newsroom does: by commands."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import tarfile
from contextlib import closing
from pathlib import Path
from typing import Any

from solidary.release.statements import Root, read_root

HERE = Path(__file__).parent
KEY = HERE / "root.pub"
_MAIN = "from solidary.cli import main; main()"


class Home:
    """A home unpacked in `place`, with the mirrors `berlin` and `stick` beside it."""

    def __init__(self, place: Path) -> None:
        with tarfile.open(HERE / "home.tar.xz") as pack:
            pack.extractall(place, filter="tar")
        self.place, self.site = place / "home", place / "home" / "site"
        self.berlin, self.stick = place / "berlin", place / "stick-site"
        with closing(sqlite3.connect(self._record)) as record, record:
            for mirror in (self.berlin, self.stick):
                record.execute(
                    "UPDATE press_mirror SET place = ? WHERE place = ?",
                    (str(mirror), f"/srv/{mirror.name}"),
                )

    @property
    def _record(self) -> Path:
        return self.place / "desk.sqlite3"

    @property
    def root(self) -> Root:
        """The root that stands."""
        found = read_root(self.site)
        assert found is not None
        return found

    def run(self, *words: str) -> Any:
        """What a command of `solidary` answers with `--json`; fails where the command does."""
        done = subprocess.run(
            [sys.executable, "-c", _MAIN, "--home", str(self.place), *words, "--json"],
            env={name: value for name, value in os.environ.items() if name != "SOLIDARY_HOME"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return json.loads(done.stdout)

    def asked(self, question: str) -> list[Any]:
        """Rows of the record."""
        with closing(sqlite3.connect(self._record)) as record:
            return record.execute(question).fetchall()
