"""The floors of the house hold: each import contract is kept, and each is able to fail."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.repo.tree import ROOT

TRESPASSES = {
    "the record reaches up to the press": ("stories/addresses.py", "press.publish"),
    "the record reaches up to the desk": ("stories/addresses.py", "desk.apps"),
    "a format reaches for the record": ("wire/formats/json_lines.py", "stories.models"),
    "a format reaches for the importer": ("wire/formats/json_lines.py", "wire.into.importing"),
    "the importer knows a format": ("wire/into/pages.py", "wire.formats.listing"),
    "the press reaches over to the wire": ("press/publish.py", "wire.errors"),
    "the press reaches up to the desk": ("press/publish.py", "desk.apps"),
    "the darkroom knows the record": ("darkroom/faults.py", "stories.addresses"),
    "a language knows the record": ("languages/be.py", "stories.addresses"),
    "a language knows the reader's pages": ("languages/words.py", "site.palette"),
    "the darkroom knows a language": ("darkroom/faults.py", "languages.words"),
    "the reader's pages know the record": ("site/palette.py", "stories.addresses"),
    "checking a release asks the record": ("release/verify/memory.py", "stories.addresses"),
    "the desk reaches up to the commands": ("desk/apps.py", "cli"),
}


def judge(folder: Path) -> subprocess.CompletedProcess[str]:
    """What import-linter says of the copy of the house in `folder`."""
    program = "import sys; from importlinter.cli import lint_imports_command as lint; lint()"
    return subprocess.run(
        [sys.executable, "-c", program, "--no-cache"],
        cwd=folder,
        env={"PYTHONPATH": str(folder), "PATH": "", "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A copy of the house's code and contracts, to be spoiled."""
    shutil.copytree(
        ROOT / "solidary",
        tmp_path / "solidary",
        ignore=lambda folder, names: [
            name for name in names if "." in name and not name.endswith(".py")
        ],
    )
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_every_room_keeps_to_its_floor(house: Path) -> None:
    done = judge(house)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("trespass", TRESPASSES)
def test_a_room_that_leaves_its_floor_is_caught(house: Path, trespass: str) -> None:
    module, wanted = TRESPASSES[trespass]
    path = house / "solidary" / module
    path.write_text(f"{path.read_text(encoding='utf-8')}\nimport solidary.{wanted}\n", "utf-8")
    done = judge(house)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "BROKEN" in done.stdout


@pytest.mark.parametrize("framework", ["django", "wagtail"])
@pytest.mark.parametrize(
    "module",
    ["darkroom/faults.py", "languages/be.py", "site/palette.py", "release/verify/web.py"],
)
def test_pure_rooms_stay_free_of_the_framework(house: Path, module: str, framework: str) -> None:
    path = house / "solidary" / module
    path.write_text(f"{path.read_text(encoding='utf-8')}\nimport {framework}\n", "utf-8")
    assert judge(house).returncode == 1


@pytest.mark.parametrize(
    ("module", "library"),
    [
        ("wire/errors.py", "PIL"),
        ("sample/ground.py", "PIL"),
        ("desk/forms/photo.py", "pillow_heif"),
        ("sample/drawing/canvas.py", "pikepdf"),
    ],
)
def test_whoever_opens_pictures_besides_the_darkroom_is_caught(
    house: Path, module: str, library: str
) -> None:
    path = house / "solidary" / module
    path.write_text(f"{path.read_text(encoding='utf-8')}\nimport {library}\n", "utf-8")
    done = judge(house)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "Only the darkroom opens pictures" in done.stdout


def test_who_may_draw_pictures_opens_none() -> None:
    drawing = [*(ROOT / "solidary/sample/drawing").glob("*.py"), *(ROOT / "scripts").glob("*.py")]
    opening = re.compile(r"\bImage\.(open|frombytes|frombuffer)\b|import open\b")
    assert [path.name for path in drawing if opening.search(path.read_text("utf-8"))] == []


def test_a_new_room_must_be_given_a_floor(house: Path) -> None:
    attic = house / "solidary" / "attic"
    attic.mkdir()
    (attic / "__init__.py").write_text("", "utf-8")
    assert judge(house).returncode == 1
