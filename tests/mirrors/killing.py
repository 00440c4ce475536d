"""Syncs in processes of their own, killed once a mirror was changed so many times."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from tests.fixtures import killed
from tests.fixtures.killed import Say, Tick, wait_for_tasks


class Killer(NamedTuple):
    """The process that syncs."""

    process: killed.Killer

    def sync(self, name: str, at: int = 0) -> bool:
        """Sync a mirror, and be killed once it was changed `at` times; whether that happened.

        Fails where the sync ended with a problem.
        """
        from django.conf import settings
        from django.db import connection

        home, record = str(settings.HOME), str(connection.settings_dict["NAME"])
        was_killed, said = self.process.run("sync", at, home=home, record=record, name=name)
        assert said == []
        return was_killed


@contextmanager
def killer() -> Iterator[Killer]:
    with killed.killer("tests.mirrors.killing") as process:
        yield Killer(process)


def _sync(say: Say, tick: Tick, home: str, record: str, name: str) -> None:
    from django.conf import settings
    from django.db import connections

    settings.HOME = Path(home)
    connections["default"].settings_dict["NAME"] = record
    from solidary.mirrors.models import Mirror
    from tests.mirrors.copies import synced, watching

    with watching(after=lambda verb, address: tick()):
        if problem := synced(Mirror.objects.get(name=name)).problem:
            say(problem)


if __name__ == "__main__":
    import django

    django.setup()
    import tests.mirrors.copies  # noqa: F401

    wait_for_tasks({"sync": _sync})
