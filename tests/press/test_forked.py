"""A process that forks takes no open record along, whichever thread opened it."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from django.db import connection

from solidary.stories.models import Story
from tests.press.faults import forked

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_thread_that_keeps_the_record_open_disturbs_no_forked_process() -> None:
    """As the threads that answer a browser do, for as long as it keeps its line open."""
    opened, done = threading.Event(), threading.Event()

    def keep_open() -> None:
        Story.objects.count()
        opened.set()
        done.wait()
        connection.close()

    keeping = threading.Thread(target=keep_open)
    keeping.start()
    opened.wait()
    try:
        said, _ = forked(lambda: str(len(_open_files())))
    finally:
        done.set()
        keeping.join()
    assert said == "0"


def _open_files() -> list[str]:
    name = str(connection.settings_dict["NAME"])
    found = (str(each.resolve()) for each in Path("/proc/self/fd").iterdir())
    return [each for each in found if each.startswith(name)]
