"""The log of the intake shows every line that was changed, removed or put elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solidary.intake.log import check_log, enter, faults, hash_of
from solidary.intake.models import LogLine
from solidary.intake.models.log_line import Verb
from tests.fixtures.laws import examples
from tests.intake.people import editor

LENGTH = 6


def chain() -> list[LogLine]:
    """A log that nobody disturbed."""
    from datetime import UTC, datetime

    lines: list[LogLine] = []
    for number in range(1, LENGTH + 1):
        line = LogLine(
            number=number, hour=datetime(2026, 11, 1, number, tzinfo=UTC), who=f"w{number}",
            verb=Verb.LOOK, contribution=f"{number:032x}", item="", facts={"n": number},
            before=lines[-1].hash if lines else "0" * 64,
        )  # fmt: skip
        line.hash = hash_of(line)
        lines.append(line)
    return lines


def head_of(lines: list[LogLine]) -> str:
    return f"{lines[-1].number} {lines[-1].hash}"


CHANGES: dict[str, Callable[[LogLine], Any]] = {
    "hour": lambda line: line.hour.replace(day=2),
    "who": lambda line: line.who + "x",
    "verb": lambda line: Verb.EXPORT,
    "contribution": lambda line: "f" * 32,
    "item": lambda line: "a.b",
    "facts": lambda line: {},
    "before": lambda line: "1" * 64,
    "hash": lambda line: "2" * 64,
    "number": lambda line: line.number + LENGTH,
}


def test_a_log_as_it_was_written_has_no_fault() -> None:
    assert list(faults(chain(), head_of(chain()))) == []
    assert list(faults([])) == []


@pytest.mark.parametrize("field", CHANGES)
@pytest.mark.parametrize("place", range(LENGTH))
def test_a_changed_field_is_found(field: str, place: int) -> None:
    lines = chain()
    setattr(lines[place], field, CHANGES[field](lines[place]))
    assert list(faults(lines, head_of(chain())))


@pytest.mark.parametrize("field", ["who", "facts"])
def test_a_changed_line_is_found_even_where_its_own_hash_was_made_again(field: str) -> None:
    for place in range(LENGTH):
        lines = chain()
        setattr(lines[place], field, CHANGES[field](lines[place]))
        lines[place].hash = hash_of(lines[place])
        assert list(faults(lines, head_of(chain()))), place


@given(st.data())
@settings(max_examples=examples(60))
def test_removed_and_reordered_lines_are_found(data: st.DataObject) -> None:
    whole = chain()
    left = data.draw(st.lists(st.sampled_from(range(LENGTH)), unique=True, max_size=LENGTH))
    lines = [whole[place] for place in left]
    undisturbed = left == list(range(LENGTH))
    assert (list(faults(lines, head_of(whole))) == []) is undisturbed


@pytest.mark.django_db
def test_a_line_says_who_and_what_and_no_moment_more_exact_than_its_hour(
    home: Path, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        enter(Verb.LOOK, who=editor(), contribution="a" * 32, item="b")
        enter(Verb.EXPIRE, facts={"items": 2})
    first, second = LogLine.objects.all()
    assert (first.who, second.who, second.before) == ("ola", "", first.hash)
    assert (first.hour.minute, first.hour.second, first.hour.microsecond) == (0, 0, 0)
    assert check_log() == []


@pytest.mark.django_db
@pytest.mark.parametrize("gone", [1, 2, 3])
def test_a_line_removed_from_the_record_is_missed_the_last_one_too(
    home: Path, gone: int, django_capture_on_commit_callbacks: Any
) -> None:
    for _ in range(3):
        with django_capture_on_commit_callbacks(execute=True):
            enter(Verb.LOOK)
    LogLine.objects.filter(number=gone).delete()
    assert check_log() != []
