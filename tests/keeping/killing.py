"""Commands on one home, killed at a chosen step (`tests/fixtures/killing.py`).

A step is whatever changes a folder or begins to change a file, every time something is made durable, every
database that is opened, and each end of a transaction, before and after.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.fixtures.killing import Moments, Say, Waiting, answer, waiting

STEPS = {
    "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.truncate", "os.link", "os.chmod",
    "sqlite3.connect",
}  # fmt: skip
"""What Python says of changes of a folder (docs.python.org/3/library/audit_events.html)."""
WRITING = os.O_CREAT | os.O_WRONLY | os.O_RDWR | os.O_TRUNC
DURABLE = ("fsync", "fdatasync")
"""Of these Python says nothing."""


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    killed: bool
    code: int
    said: str
    steps: int


class Killer:
    """The waiting process, from the test's side."""

    def __init__(self, process: Waiting) -> None:
        self.process = process

    def run(self, *words: str, at: int = 0) -> Ended:
        """Run a command, and be killed at its `at`th step."""
        ended = self.process.ask(words=words, at=at)
        if ended.killed:
            return Ended(True, 0, "", 0)
        assert not ended.failed, ended
        return Ended(False, **json.loads(ended.said))


@contextmanager
def killer(home: Path) -> Iterator[Killer]:
    named = {"SOLIDARY_HOME": str(home), "DJANGO_SETTINGS_MODULE": "solidary.settings"}
    with waiting("tests.keeping.killing", **named) as process:
        yield Killer(process)


def _run(say: Say, asked: dict[str, Any]) -> None:
    """Say how the command ended, in how many steps."""
    import click

    import solidary.cli
    import solidary.commands

    moments = Moments(asked["at"])
    _count(moments)
    said: list[str] = []
    solidary.commands.start_django = lambda **_: None
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    click.echo = lambda message="", **more: said.append(str(message))
    code = 0
    try:
        sys.modules.pop("solidary.commands.restore", None)
        solidary.cli.solidary.main(asked["words"], standalone_mode=False)
    except SystemExit as error:
        code = int(error.code or 0)
    except click.ClickException as error:
        code, said = 1, [error.format_message()]
    say(json.dumps({"code": code, "said": " ".join(said), "steps": moments.passed}))


def _count(moments: Moments) -> None:
    """Let a moment pass at each step."""
    from django.db.backends.sqlite3.base import DatabaseWrapper

    def before(call: Callable[..., Any]) -> Callable[..., Any]:
        def calling(*args: Any) -> Any:
            moments.tick()
            return call(*args)

        return calling

    for name in DURABLE:
        setattr(os, name, before(getattr(os, name)))
    committed = DatabaseWrapper._commit

    def commit(self: DatabaseWrapper) -> None:
        moments.tick()
        committed(self)
        moments.tick()

    DatabaseWrapper._commit = commit

    def heard(event: str, facts: tuple[Any, ...]) -> None:
        if event in STEPS or (event == "open" and isinstance(facts[2], int) and facts[2] & WRITING):
            moments.tick()

    sys.addaudithook(heard)


def _load() -> None:
    """Read what commands read, so that no forked process has to."""
    import django

    django.setup()
    from wagtail.rich_text import features

    import solidary.commands.backup
    import solidary.commands.publish
    import solidary.commands.restore
    import solidary.keeping.binding
    import solidary.keeping.restore
    import solidary.press.publish
    import solidary.serving.supervising.alone
    import solidary.stories.acts.withdraw  # noqa: F401

    features.get_default_features()


if __name__ == "__main__":
    _load()
    answer(_run)
