"""What is counted in the place of a log: numbers by kind and day, and no word of a request."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner
from django.contrib.auth.signals import user_logged_in, user_login_failed
from hypothesis import given, settings
from hypothesis import strategies as st

from solidary import counting
from solidary.cli import solidary
from solidary.counting import DAYS, KINDS, Kind, NoTableError, Table, begin, count, today
from solidary.home import Home
from solidary.serving.front.answer import counted_as
from solidary.serving.front.desk import DeskFront
from solidary.serving.processes.desk import counting_sign_ins
from tests.fixtures.fronts import served
from tests.fixtures.laws import examples
from tests.fixtures.raw import ask, get, post

NEEDLE = "Needle4711"
NAMES = ["the desk's front", "the desk"]


@pytest.fixture
def table(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Table, int]]:
    """A table in which this process counts as the first of two, and its descriptor."""
    made, descriptor = Table.make(NAMES)
    monkeypatch.setattr(counting._Ours, "table", None)
    monkeypatch.setattr(counting._Ours, "at", 0)
    begin(os.dup(descriptor), NAMES[0])
    yield made, descriptor
    os.close(descriptor)


def sums(table: Table, at: int = 0) -> dict[Kind, int]:
    return list(table.counted())[at].since(today())


@settings(max_examples=examples(60))
@given(
    st.lists(
        st.tuples(st.integers(0, 1), st.sampled_from(KINDS), st.integers(0, DAYS - 1)), max_size=40
    )
)
def test_each_process_has_the_sums_of_its_own_kinds_and_days(
    happened: list[tuple[int, Kind, int]],
) -> None:
    table, descriptor = Table.make(NAMES)
    os.close(descriptor)
    for at, kind, day in happened:
        table.add(at, kind, 20_000 + day)
    for at, counted in enumerate(table.counted()):
        for first in range(DAYS):
            mine = [kind for place, kind, day in happened if place == at and day >= first]
            assert counted.since(20_000 + first) == {kind: mine.count(kind) for kind in mine}


def test_a_day_that_is_over_a_week_old_makes_room(table: tuple[Table, int]) -> None:
    table[0].add(0, Kind.SERVED, today() - DAYS)
    table[0].add(0, Kind.SERVED, today())
    assert next(iter(table[0].counted())).since(0) == {Kind.SERVED: 1}


def test_nobody_makes_the_table_larger_or_smaller(table: tuple[Table, int]) -> None:
    for size in (0, 10, 1_000_000):
        with pytest.raises(PermissionError):
            os.ftruncate(table[1], size)


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (200, Kind.SERVED), (301, Kind.SERVED), (304, Kind.SERVED), (400, Kind.REFUSED),
        (403, Kind.REFUSED), (404, Kind.NOT_FOUND), (408, Kind.TOO_SLOW), (413, Kind.REFUSED),
        (503, Kind.REFUSED), (500, Kind.FAILED), (502, Kind.FAILED),
    ],
)  # fmt: skip
def test_of_an_answer_its_kind_is_counted(status: int, kind: Kind) -> None:
    assert counted_as(status) == kind


def test_a_front_counts_answers_and_nothing_of_what_was_asked(
    table: tuple[Table, int], tmp_path: Path
) -> None:
    (tmp_path / "index.html").write_text(NEEDLE)
    with served(DeskFront(tmp_path, tmp_path / "nobody.sock")) as port:
        for request in (
            get("/"), get(f"/{NEEDLE}", f"Cookie: {NEEDLE}"), get(f"/{NEEDLE * 900}"),
            post(f"/{NEEDLE}", 3, body=b"abc"), get(f"/?{NEEDLE}").replace(b"a.example", NEEDLE.encode()),
        ):  # fmt: skip
            ask(port, request)
    assert sums(table[0]) == {Kind.SERVED: 2, Kind.NOT_FOUND: 1, Kind.REFUSED: 2}
    assert sums(table[0], 1) == {}
    memory = os.pread(table[1], 1_000_000, 0)
    assert NEEDLE.encode() not in memory and b"example" not in memory


def test_the_desk_counts_who_signs_in_and_who_does_not(table: tuple[Table, int]) -> None:
    counting_sign_ins()
    user: Any = SimpleNamespace(last_login=None, save=lambda **_: None)
    user_login_failed.send(sender=NEEDLE, credentials={"username": NEEDLE}, request=None)
    user_logged_in.send(sender=NEEDLE, request=None, user=user)
    assert sums(table[0]) == {Kind.SIGNED_IN: 1, Kind.SIGN_IN_FAILED: 1}
    assert NEEDLE.encode() not in os.pread(table[1], 1_000_000, 0)


def test_a_process_that_nobody_keeps_up_counts_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting._Ours, "table", None)
    count(Kind.SERVED)


def test_what_is_no_table_is_refused(tmp_path: Path) -> None:
    (tmp_path / "other").write_bytes(b"x" * 5_000)
    for name in ("other", "empty"):
        (tmp_path / name).touch()
        with open(tmp_path / name, "rb") as file, pytest.raises(NoTableError):
            Table.opened(file.fileno(), to_count=False)


def status(home: Home, *words: str) -> tuple[int, str]:
    """Exit code and output of `solidary status`."""
    done = CliRunner().invoke(solidary, ["--home", str(home.path), "status", *words])
    return done.exit_code, done.output


def test_the_command_says_what_was_counted_or_that_nobody_does(
    table: tuple[Table, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOLIDARY_HOME", str(tmp_path))
    home = Home(tmp_path)
    assert status(home)[0] == 1 and "is not served" in status(home)[1]
    home.counts.parent.mkdir()
    home.counts.symlink_to(f"/proc/{os.getpid()}/fd/{table[1]}")
    for at in (0, 1, 1):
        table[0].note_start(at)
    for _ in range(1234):
        count(Kind.SERVED)
    table[0].add(1, Kind.RECEIVED, today() - 2)
    code, said = status(home)
    assert code == 0
    lines = [" ".join(line.split()) for line in said.splitlines()]
    assert lines[-4:] == [
        "the desk's front runs", "served 1,234 1,234",
        "the desk runs, started 2 times", "received from senders 0 1",
    ]  # fmt: skip
    assert json.loads(status(home, "--json")[1])["processes"][0]["today"] == {"served": 1234}
    table[0].note_end(1)
    code, said = status(home)
    assert code == 1 and "the desk DOES NOT RUN" in said
    # A number that was another process's once.
    home.counts.unlink()
    home.counts.symlink_to(tmp_path / "another")
    (tmp_path / "another").write_bytes(b"x" * 5_000)
    assert json.loads(status(home, "--json")[1]) == {"running": False}
