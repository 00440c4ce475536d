"""The database's log is emptied once nobody reads an older state."""

from __future__ import annotations

import sqlite3
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection

from solidary.intake.models import BagProblem
from solidary.intake.wal import empty_log
from solidary.sealing.disk import today

pytestmark = pytest.mark.django_db(transaction=True)


def log() -> Path:
    return Path(f"{connection.settings_dict['NAME']}-wal")


def deleted() -> None:
    BagProblem.objects.create(ref="x", line="Qwertzuiop", since=today())
    BagProblem.objects.all().delete()
    assert b"Qwertzuiop" in log().read_bytes()


def test_what_was_deleted_is_not_in_it_afterwards() -> None:
    deleted()
    assert empty_log() and log().stat().st_size == 0


def test_a_reader_is_waited_for_and_one_that_stays_is_said() -> None:
    with closing(sqlite3.connect(connection.settings_dict["NAME"])) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT COUNT(*) FROM intake_bagproblem").fetchall()
        deleted()
        assert not empty_log(0.0)
        done: list[bool] = []
        waiting = threading.Thread(target=lambda: done.append(_in_thread()))
        waiting.start()
        time.sleep(0.2)
        reader.rollback()
        waiting.join()
    assert done == [True] and log().stat().st_size == 0


def _in_thread() -> bool:
    try:
        return empty_log()
    finally:
        connection.close()
