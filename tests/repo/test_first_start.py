"""The first commands in a new home."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def test_two_commands_at_once_in_a_new_home_make_one_record(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "from solidary.commands import open_record; open_record()"]
    setting = {
        **os.environ,
        "SOLIDARY_HOME": str(tmp_path / "home"),
        "DJANGO_SETTINGS_MODULE": "solidary.settings",
    }
    both = [
        subprocess.Popen(command, env=setting, stderr=subprocess.PIPE, text=True) for _ in range(2)
    ]
    said = [one.communicate(timeout=240)[1] for one in both]
    assert [one.returncode for one in both] == [0, 0], said
