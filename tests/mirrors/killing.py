"""Syncs killed once a mirror was changed so many times (`tests/fixtures/killing.py`)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.fixtures.killing import Moments, Say, Waiting, answer, waiting


class Killer:
    """The waiting process, from the test's side."""

    def __init__(self, process: Waiting) -> None:
        self.process = process

    def sync(self, name: str, at: int = 0) -> bool:
        """Sync a mirror, and be killed once it was changed `at` times; whether that happened.

        Fails where the sync ended with a problem.
        """
        from django.conf import settings
        from django.db import connection

        ended = self.process.ask(
            home=str(settings.HOME), record=connection.settings_dict["NAME"], name=name, at=at
        )
        assert not ended.failed and not ended.said, ended
        return ended.killed


@contextmanager
def killer() -> Iterator[Killer]:
    with waiting("tests.mirrors.killing") as process:
        yield Killer(process)


def _sync(say: Say, asked: dict[str, Any]) -> None:
    """Say what went wrong, if anything did."""
    from django.conf import settings
    from django.db import connections

    settings.HOME = Path(asked["home"])
    connections["default"].settings_dict["NAME"] = asked["record"]
    from solidary.mirrors.models import Mirror
    from tests.mirrors.copies import synced, watching

    with watching(after=Moments(asked["at"]).tick):
        say(synced(Mirror.objects.get(name=asked["name"])).problem)


if __name__ == "__main__":
    import django

    django.setup()
    import tests.mirrors.copies  # noqa: F401

    answer(_sync)
