"""Rules every file of the repository keeps."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.repo.tree import ROOT, files, name_of, rooms, text_of

LONGEST = 400
"""Lines in a file, beyond which it is asked whether it is one thing."""

NOT_WRITTEN_BY_HAND = re.compile(r"/migrations/|(^|/)vendor/|\.min\.|^requirements/|package-lock")
# Spelled in pieces, so that this file keeps the rules it holds others to.
MACHINE_PLACES = re.compile(
    "|".join(["/" + "work/", "/" + "root/", "/" + "home/[a-z]", "/" + "tmp/[a-z]"])
)
INDEXES = re.compile(
    "|".join(
        ["py" + r"pi\.", "python" + "hosted", "registry" + r"\.", "index" + "-url", "/" + "simple/"]
    )
)
LEFT_FOR_LATER = re.compile(
    "|".join([r"\bTO" + r"DO\b", r"\bFIX" + r"ME\b", r"\bX" + r"XX\b", "NotImplemented" + "Error"])
)
NAMES_THAT_SAY_NOTHING = {"utils.py", "util.py", "helpers.py", "misc.py", "common.py"}


def lines_with(pattern: re.Pattern[str], *endings: str) -> list[str]:
    return [
        f"{name_of(path)}:{number}: {line.strip()[:100]}"
        for path in files(*endings)
        if path.name != "LICENSE"
        for number, line in enumerate(text_of(path).splitlines(), 1)
        if pattern.search(line)
    ]


def test_no_file_is_longer_than_400_lines() -> None:
    long = {
        name_of(path): count
        for path in files(".py", ".html", ".css", ".js", ".md", "Makefile")
        if not NOT_WRITTEN_BY_HAND.search(name_of(path))
        and (count := len(text_of(path).splitlines())) > LONGEST
    }
    assert long == {}


def test_nothing_names_a_place_on_somebodys_machine() -> None:
    assert lines_with(MACHINE_PLACES) == []


def test_nothing_names_the_address_of_a_package_index() -> None:
    assert lines_with(INDEXES) == []


def test_nothing_is_left_for_later() -> None:
    assert lines_with(LEFT_FOR_LATER, ".py", ".html", ".css", ".js", ".md", ".toml") == []


def test_every_module_is_named_for_what_it_does() -> None:
    assert [name_of(path) for path in files(".py") if path.name in NAMES_THAT_SAY_NOTHING] == []


@pytest.mark.parametrize("room", rooms(), ids=lambda room: room.name)
def test_every_room_says_what_comes_in_what_goes_out_and_what_may_never_happen(room: Path) -> None:
    readme = room / "README.md"
    assert readme.is_file(), f"{name_of(room)} has no README.md"
    lines = [line for line in readme.read_text(encoding="utf-8").splitlines() if line.strip()]
    assert 4 <= len(lines) <= 14, f"{len(lines)} lines: about ten say it"
    words = " ".join(lines).lower()
    for part in ("in:", "out:", "never"):
        assert part in words.replace("**", "").replace("comes in", "in"), part


def public_parts(tree: ast.Module) -> list[ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef]:
    parts = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    return [part for part in tree.body if isinstance(part, parts) and not part.name.startswith("_")]


def test_every_module_or_all_that_it_offers_says_what_it_is_for() -> None:
    silent = []
    for path in files(".py"):
        if ROOT / "solidary" not in path.parents or "migrations" in path.parts:
            continue
        tree = ast.parse(text_of(path))
        parts = public_parts(tree)
        if parts and not ast.get_docstring(tree) and not all(map(ast.get_docstring, parts)):
            silent.append(name_of(path))
    assert silent == []


def test_every_locked_package_is_pinned_with_a_hash() -> None:
    for path in sorted((ROOT / "requirements").glob("*.txt")):
        entries = re.split(r"\n(?=\S)", text_of(path).strip())
        loose = [
            entry.splitlines()[0]
            for entry in entries
            if "==" not in entry.splitlines()[0] or "--hash=sha256:" not in entry
        ]
        assert loose == [], name_of(path)
