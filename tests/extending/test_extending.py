"""docs/extending.md is true: what it adds takes no more files than its table says, and works."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from solidary.home import Home
from tests.extending.page import complaints, patched, read, write
from tests.repo.tree import ROOT

PAGE = ROOT / "docs" / "extending.md"
PROMISED = {
    "a page kind": 3,
    "an import format": 1,
    "a body block": 2,
    "a language": 3,
    "a mirror store": 1,
    "a thing that can be withdrawn": 3,
    "an act at the desk": 2,
}
"""Files that each may take."""


def text() -> str:
    return PAGE.read_text("utf-8")


def test_each_thing_to_add_takes_no_more_files_than_promised() -> None:
    assert complaints(read(text()), PROMISED) == []


@pytest.mark.parametrize("row", PROMISED)
def test_one_file_more_than_promised_is_noticed(row: str) -> None:
    heading = f"## {row[0].upper()}{row[1:]}\n"
    assert heading in text()
    extra = "### `solidary/one_more_{}.py`\n```python\nMORE = True\n```\n"
    more = "".join(map(extra.format, range(4)))
    found = complaints(read(text().replace(heading, heading + more)), PROMISED)
    assert [line for line in found if line.startswith(row)]


def test_a_table_that_promises_less_is_noticed() -> None:
    found = complaints(
        read(text().replace("| a mirror store | 1 |", "| a mirror store | 9 |")), PROMISED
    )
    assert found


def test_a_change_that_fits_nowhere_is_refused() -> None:
    with pytest.raises(AssertionError, match="not to be found once"):
        patched("one\n", " two\n+three\n")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The package, with what tests its languages, and just the files that the page names."""
    root = tmp_path / "copy"
    for folder in ("solidary", "scripts", "tests/languages", "tests/extending"):
        shutil.copytree(ROOT / folder, root / folder, ignore=shutil.ignore_patterns("__pycache__"))
    (root / "tests" / "__init__.py").touch()
    for row in read(text()).values():
        write(row, root)
    return root


@pytest.mark.exhaustive
def test_what_the_page_adds_is_published_imported_edited_synced_and_withdrawn(
    copy: Path, tmp_path: Path, migrated_record: Path
) -> None:
    home = Home(tmp_path / "home")
    home.path.mkdir(mode=0o700)
    shutil.copyfile(migrated_record, home.record)
    setting = {
        **os.environ,
        "PYTHONPATH": str(copy),
        "SOLIDARY_HOME": str(home.path),
        "DJANGO_SETTINGS_MODULE": "solidary.settings",
        "SOLIDARY_DEBUG": "1",
    }
    done = subprocess.run(
        [sys.executable, "-m", "tests.extending.journey"],
        cwd=copy, env=setting, capture_output=True, text=True, timeout=600,
    )  # fmt: skip
    seen = [line.removeprefix("seen: ") for line in done.stdout.splitlines()]
    assert done.returncode == 0, f"after {seen}:\n{done.stderr}"
    assert set(PROMISED) == set(seen)
