"""The table of what is lost has all its rows and columns, and names tests that exist."""

from __future__ import annotations

import re

import pytest

from tests.repo.tree import ROOT, files, text_of

COLUMNS = ["What", "Content", "Sender", "Time", "What to do now", "Shown by"]
ROWS = [
    "Letterbox host", "Newsroom host, locked", "Newsroom host, unlocked", "Keeper's memory",
    "Editor's laptop", "Editor's phone", "Backup, sealed",
    "Backup in clear, or an old copy of the home", "A key", "A release key", "The root key",
    "A mirror, or whoever passes on a package", "The web server in front", "A receipt",
    "A colleague who is not what he seems", "A writer's account", "The network",
]  # fmt: skip
TEST = re.compile(r"`(test_\w+)`")
UNTESTED = "cannot be tested"


def table(document: str = "threat-model.md") -> list[list[str]]:
    """Its rows, the heading first."""
    lines = text_of(ROOT / "docs" / document).splitlines()
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in lines if line[:1] == "|"
    ]
    return [rows[0], *rows[2:]]


def test_every_row_is_there_and_has_something_in_each_column() -> None:
    heading, *rows = table()
    assert heading == COLUMNS
    assert [row[0].strip("*") for row in rows] == ROWS
    assert all(len(row) == len(COLUMNS) and all(row) for row in rows)


def test_every_row_names_tests_or_says_that_there_can_be_none() -> None:
    _, *rows = table()
    assert all(TEST.search(row[-1]) or UNTESTED in row[-1] for row in rows)
    # What is said outside the last column is no claim of a test.
    assert not any(TEST.search(cell) for row in rows for cell in row[:-1])


@pytest.fixture(scope="module")
def tests_there() -> set[str]:
    paths = [path for path in files(".py") if path.is_relative_to(ROOT / "tests")]
    return {
        name for path in paths for name in re.findall(r"^\s*def (test_\w+)", text_of(path), re.M)
    }


def test_every_test_it_names_is_there(tests_there: set[str]) -> None:
    named = {name for row in table() for name in TEST.findall(row[-1])}
    assert len(named) > 30
    assert sorted(named - tests_there) == []


def test_every_row_of_what_a_seized_home_gives_up_names_tests_that_exist(
    tests_there: set[str],
) -> None:
    rows = [row for row in table("seized-home.md") if row[0] not in ("What", "---")]
    assert len(rows) > 20 and all(len(row) in (2, 3) and all(row) for row in rows)
    assert all(TEST.search(row[-1]) for row in rows)
    named = {name for row in rows for name in TEST.findall(row[-1])}
    assert sorted(named - tests_there) == []
