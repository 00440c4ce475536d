"""The first commands in a new home, or after the program was renewed."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from solidary.home import Home


def _two_commands_at_once(home: Home) -> None:
    command = [sys.executable, "-c", "from solidary.commands import open_record; open_record()"]
    setting = {
        **os.environ,
        "SOLIDARY_HOME": str(home.path),
        "DJANGO_SETTINGS_MODULE": "solidary.settings",
    }
    both = [
        subprocess.Popen(command, env=setting, stderr=subprocess.PIPE, text=True) for _ in range(2)
    ]
    said = [one.communicate(timeout=240)[1] for one in both]
    assert [one.returncode for one in both] == [0, 0], said
    with closing(sqlite3.connect(home.record)) as record:
        done = record.execute("SELECT app, name FROM django_migrations").fetchall()
        record.execute("SELECT count(*) FROM django_session")
    assert len(done) == len(set(done)) > 100


@pytest.mark.exhaustive
def test_two_commands_at_once_in_a_new_home_make_one_record(tmp_path: Path) -> None:
    _two_commands_at_once(Home(tmp_path / "home"))


def test_what_a_record_lacks_is_migrated_by_one_of_two_commands_at_once(
    tmp_path: Path, migrated_record: Path
) -> None:
    """That of an app of its own, which no other one needs."""
    home = Home(tmp_path / "home")
    home.path.mkdir(mode=0o700)
    shutil.copyfile(migrated_record, home.record)
    with closing(sqlite3.connect(home.record)) as record, record:
        record.execute("DROP TABLE django_session")
        assert record.execute("DELETE FROM django_migrations WHERE app = 'sessions'").rowcount == 1
    _two_commands_at_once(home)
