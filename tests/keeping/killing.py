"""Commands on one home, in processes of their own, killed at a chosen step.

`python -m tests.keeping.killing HOME` waits with everything loaded and no thread running, and forks a
process for each command it is asked for. A step is whatever changes a folder, and each end of a
transaction, before and after.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
STEPS = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.truncate", "os.link"}
"""What Python says of changes of a folder (docs.python.org/3/library/audit_events.html)."""


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    killed: bool
    code: int
    said: str
    steps: int


class Killer:
    """The waiting process, from the test's side."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process

    def run(self, *words: str, at: int = 0) -> Ended:
        """Run a command, and be killed at its `at`th step."""
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(json.dumps({"words": words, "at": at}) + "\n")
        self.process.stdin.flush()
        answer: dict[str, Any] = json.loads(self.process.stdout.readline())
        return Ended(**answer)


@contextmanager
def killer(home: Path) -> Iterator[Killer]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.keeping.killing", str(home)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT,
        env={**os.environ, "SOLIDARY_HOME": str(home), "DJANGO_SETTINGS_MODULE": "solidary.settings"},
    )  # fmt: skip
    try:
        yield Killer(process)
    finally:
        assert process.stdin
        process.stdin.close()
        process.wait(20)


def _wait() -> None:
    for line in sys.stdin:
        asked = json.loads(line)
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            _run(asked["words"], asked["at"], writing)
            os._exit(0)
        os.close(writing)
        with os.fdopen(reading, "rb") as pipe:
            said = pipe.read().decode()
        _, status = os.waitpid(child, 0)
        steps, _, rest = said.rpartition("\0")[2].partition(" ")
        code, _, line = rest.partition(" ")
        killed = os.WIFSIGNALED(status)
        answer = {
            "killed": killed, "code": 0 if killed else int(code or 1), "said": line,
            "steps": int(steps or 0),
        }  # fmt: skip
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


def _run(words: list[str], at: int, writing: int) -> None:
    """In the child: the command, and how it ended."""
    from django.db.backends.sqlite3.base import DatabaseWrapper

    import solidary.cli
    import solidary.commands

    passed = 0

    def step() -> None:
        nonlocal passed
        passed += 1
        if passed == at:
            os.kill(os.getpid(), signal.SIGKILL)

    def heard(event: str, facts: tuple[Any, ...]) -> None:
        if event in STEPS or (
            event == "open" and isinstance(facts[2], int) and facts[2] & os.O_CREAT
        ):
            step()

    committed = DatabaseWrapper._commit

    def commit(self: DatabaseWrapper) -> None:
        step()
        committed(self)
        step()

    DatabaseWrapper._commit = commit
    said: list[str] = []
    solidary.commands.start_django = lambda **_: None
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    import click

    echo = click.echo
    click.echo = lambda message="", **more: said.append(str(message))
    sys.addaudithook(heard)
    code = 0
    try:
        sys.modules.pop("solidary.commands.restore", None)
        solidary.cli.solidary.main(words, standalone_mode=False)
    except SystemExit as error:
        code = int(error.code or 0)
    except click.ClickException as error:
        code, said = 1, [error.format_message()]
    finally:
        click.echo = echo
    os.write(writing, b"\0%d %d %s" % (passed, code, " ".join(said).encode()))


if __name__ == "__main__":
    import django

    django.setup()
    import solidary.commands.backup
    import solidary.commands.publish
    import solidary.commands.restore
    import solidary.keeping.binding
    import solidary.keeping.restore  # noqa: F401

    _wait()
