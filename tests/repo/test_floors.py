"""The floors between rooms hold: each import contract is kept, and each is able to fail.

Everything here is read from pyproject.toml. The imports of the whole package are read once; a
trespass is then one import added to a copy of them.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import chdir
from copy import deepcopy
from itertools import permutations, product
from pathlib import Path
from typing import Any

import grimp
import pytest
from importlinter.application.use_cases import read_user_options
from importlinter.configuration import configure
from importlinter.domain.contract import Contract
from importlinter.domain.contract import registry as contract_types

from tests.repo.tree import ROOT, rooms

configure()
with chdir(ROOT):
    OPTIONS = read_user_options(config_filename=None)
TYPES = {
    "forbidden": "importlinter.contracts.forbidden.ForbiddenContract",
    "independence": "importlinter.contracts.independence.IndependenceContract",
    "layers": "importlinter.contracts.layers.LayersContract",
}
BESIDES = {
    "floors", "decoders", "facts", "opencv", "pictures", "formats", "formats-pure", "keeper-client",
    "intake-words",
}  # fmt: skip
"""Contracts that are not one room's own."""


def contract_of(options: dict[str, Any]) -> Contract:
    """A contract as pyproject.toml has it."""
    module, _, name = TYPES[options["type"]].rpartition(".")
    __import__(module)
    contract_types.register(getattr(sys.modules[module], name), options["type"])
    made: Contract = contract_types.get_contract_class(options["type"])(
        name=options["name"],
        session_options=OPTIONS.session_options,
        contract_options={k: v for k, v in options.items() if k not in ("id", "name", "type")},
    )
    return made


CONTRACTS = {options["id"]: options for options in OPTIONS.contracts_options}


@pytest.fixture(scope="module")
def imports() -> grimp.ImportGraph:
    """Who imports whom, in the whole package."""
    return grimp.build_graph("solidary", include_external_packages=True, cache_dir=None)


def is_kept(name: str, imports: grimp.ImportGraph) -> bool:
    """Whether a contract holds for these imports. To look at them costs them their ignored ones."""
    return bool(contract_of(CONTRACTS[name]).check(imports, verbose=False).kept)


def with_import(imports: grimp.ImportGraph, importer: str, imported: str) -> grimp.ImportGraph:
    """The imports with one more."""
    spoilt = deepcopy(imports)
    if imported not in spoilt.modules:
        spoilt.add_module(imported, is_squashed="." not in imported)
    spoilt.add_import(importer=importer, imported=imported)
    return spoilt


def trespasses() -> Iterator[tuple[str, str, str]]:
    """(contract, importer, imported) of every import that a contract is there to catch."""
    for name, options in CONTRACTS.items():
        if options["type"] == "forbidden":
            for source, wanted in product(options["source_modules"], options["forbidden_modules"]):
                if not any(f"{source}." in line for line in options.get("ignore_imports", ())):
                    yield name, source, wanted
        if options["type"] == "independence":
            yield from ((name, *pair) for pair in permutations(options["modules"], 2))
    layers = [
        [f"solidary.{room.strip()}" for room in layer.split("|")]
        for layer in CONTRACTS["floors"]["layers"]
    ]
    for height, layer in enumerate(layers):
        above = [room for higher in layers[:height] for room in higher]
        for room in layer:
            yield from (("floors", room, other) for other in above)
            yield from (("floors", room, other) for other in layer if other != room)


@pytest.mark.parametrize("name", CONTRACTS)
def test_every_contract_is_kept(imports: grimp.ImportGraph, name: str) -> None:
    assert is_kept(name, deepcopy(imports))


@pytest.mark.parametrize("every", [15, pytest.param(1, marks=pytest.mark.exhaustive)])
@pytest.mark.parametrize("name", CONTRACTS)
def test_every_import_a_contract_forbids_breaks_it(
    imports: grimp.ImportGraph, name: str, every: int
) -> None:
    asked = [(importer, imported) for each, importer, imported in trespasses() if each == name]
    assert asked, "a contract that forbids nothing"
    unnoticed = [
        f"{importer} -> {imported}"
        for importer, imported in asked[::every]
        if is_kept(name, with_import(imports, importer, imported))
    ]
    assert unnoticed == []


def test_every_room_has_a_contract_of_its_own_and_no_contract_is_for_a_room_that_is_gone() -> None:
    assert set(CONTRACTS) == {room.name for room in rooms()} | BESIDES
    for room in rooms():
        assert CONTRACTS[room.name]["source_modules"] == [f"solidary.{room.name}"]


@pytest.mark.parametrize(
    "room",
    ["darkroom", "facts", "keeper", "languages", "release", "sandbox", "sealing", "sftp", "site"],
)
def test_pure_rooms_stay_free_of_the_framework(room: str) -> None:
    assert {"django", "wagtail"} <= set(CONTRACTS[room]["forbidden_modules"])


def test_of_the_keeper_others_know_its_client_only() -> None:
    folder = ROOT / "solidary/keeper"
    modules = {path.stem for path in folder.glob("*.py")} | {
        path.parent.name for path in folder.glob("*/__init__.py")
    }
    everything = {f"solidary.keeper.{name}" for name in modules - {"__init__", "client"}}
    assert set(CONTRACTS["keeper-client"]["forbidden_modules"]) == everything


def test_of_readers_pages_the_intake_knows_the_words_only() -> None:
    modules = {path.stem for path in (ROOT / "solidary/site").glob("*.py")}
    everything = {f"solidary.site.{name}" for name in modules - {"__init__", "words"}}
    assert set(CONTRACTS["intake-words"]["forbidden_modules"]) == everything


def test_what_opens_pictures_is_forbidden_to_everybody_but_the_darkroom() -> None:
    modules = {path.stem for path in (ROOT / "solidary").glob("*.py")} - {"__init__"}
    everybody = {f"solidary.{name}" for name in modules | {room.name for room in rooms()}}
    assert set(CONTRACTS["pictures"]["source_modules"]) == everybody - {"solidary.darkroom"}
    assert {"PIL", "pillow_heif", "pikepdf", "cv2"} == set(
        CONTRACTS["pictures"]["forbidden_modules"]
    )


def test_who_may_draw_pictures_opens_none() -> None:
    drawing = [*(ROOT / "solidary/sample/drawing").glob("*.py"), *(ROOT / "scripts").glob("*.py")]
    opening = re.compile(r"\bImage\.(open|frombytes|frombuffer)\b|import open\b")
    assert [path.name for path in drawing if opening.search(path.read_text("utf-8"))] == []


def test_a_new_room_must_be_given_a_floor(imports: grimp.ImportGraph) -> None:
    grown = deepcopy(imports)
    grown.add_module("solidary.attic")
    assert not is_kept("floors", grown)


def test_the_check_before_a_change_lands_fails_where_a_contract_is_broken(tmp_path: Path) -> None:
    """The program that `make lint` runs, on a package of two rooms."""
    for room in ("above", "below"):
        (tmp_path / "two" / room).mkdir(parents=True)
        (tmp_path / "two" / room / "__init__.py").write_text("", "utf-8")
    (tmp_path / "two" / "__init__.py").write_text("", "utf-8")
    (tmp_path / "two" / "below" / "__init__.py").write_text("import two.above\n", "utf-8")
    (tmp_path / "pyproject.toml").write_text(
        '[tool.importlinter]\nroot_package = "two"\n[[tool.importlinter.contracts]]\n'
        'id = "floors"\nname = "Floors"\ntype = "layers"\ncontainers = ["two"]\n'
        'layers = ["above", "below"]\n',
        "utf-8",
    )
    program = "import sys; from importlinter.cli import lint_imports_command as lint; lint()"
    done = subprocess.run(
        [sys.executable, "-c", program, "--no-cache"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stdout + done.stderr
    assert "BROKEN" in done.stdout
