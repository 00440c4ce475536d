"""Syncs in processes of their own, killed at a chosen moment.

`python -m tests.mirrors.killing` waits with everything loaded and no thread running, and
forks a process for each sync it is asked for. (A test's own process has threads, and must not
fork one.)
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


class Killer:
    """The waiting process, from the test's side."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process

    def sync(self, name: str, at: int = 0) -> bool:
        """Sync a mirror, and be killed once it was changed `at` times; whether that happened.

        Fails where the sync ended with a problem.
        """
        from django.conf import settings
        from django.db import connection

        told = {
            "home": str(settings.HOME), "record": connection.settings_dict["NAME"],
            "name": name, "at": at,
        }  # fmt: skip
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(json.dumps(told) + "\n")
        self.process.stdin.flush()
        answer: dict[str, Any] = json.loads(self.process.stdout.readline())
        assert answer["problem"] == "", answer
        return bool(answer["killed"])


@contextmanager
def killer() -> Iterator[Killer]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.mirrors.killing"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        cwd=Path(__file__).resolve().parents[2],
    )  # fmt: skip
    try:
        yield Killer(process)
    finally:
        assert process.stdin
        process.stdin.close()
        process.wait(20)


def _wait() -> None:
    """Read what is asked for, a line each, and answer it."""
    for line in sys.stdin:
        told = json.loads(line)
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            try:
                os.write(writing, _sync(**told).encode())
                os._exit(0)
            finally:
                os._exit(1)
        os.close(writing)
        with os.fdopen(reading, "rb") as pipe:
            problem = pipe.read().decode()
        _, status = os.waitpid(child, 0)
        killed = os.WIFSIGNALED(status)
        if not killed and os.WEXITSTATUS(status):
            problem = problem or "the sync raised"
        sys.stdout.write(json.dumps({"killed": killed, "problem": problem}) + "\n")
        sys.stdout.flush()


def _sync(home: str, record: str, name: str, at: int) -> str:
    from django.conf import settings
    from django.db import connections

    settings.HOME = Path(home)
    connections["default"].settings_dict["NAME"] = record
    from solidary.mirrors.models import Mirror
    from tests.mirrors.copies import synced, watching

    passed, lock = 0, threading.Lock()

    def tick(verb: str, address: str) -> None:
        nonlocal passed
        with lock:
            passed += 1
            if passed == at:
                os.kill(os.getpid(), signal.SIGKILL)

    with watching(after=tick):
        return synced(Mirror.objects.get(name=name)).problem


if __name__ == "__main__":
    import django

    django.setup()
    import tests.mirrors.copies  # noqa: F401

    _wait()
