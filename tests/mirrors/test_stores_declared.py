"""Stores and header profiles declare themselves: what is asked of a place follows from its module."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from solidary.cli import solidary
from solidary.desk.mirrors.fields import asked_by, input_for
from solidary.mirrors.fields import Field, Seconds, Secret, Switch, Text, Values
from solidary.mirrors.models import Mirror
from solidary.mirrors.places import kind_of
from solidary.mirrors.profiles import profiles
from solidary.mirrors.store import Store, StoreRefusedError
from solidary.mirrors.store_kind import PlaceError, StoreKind
from solidary.mirrors.stores import store_kind, store_kinds
from tests.repo.tree import ROOT


class Bag(StoreKind):
    name = "bag"
    label = "A bag"
    example = "bag://red"
    shapes = ("bag://colour",)
    schemes = ("bag",)
    options = (Text("host_key", "Another key"), Switch("zipped", "Zipped"), Text("quiet"))
    secrets = (Secret("password", "The bag's own word", needed=True), Text("hint"))

    def open(self, place: str, options: Values, secrets: dict[str, str]) -> Store:
        raise StoreRefusedError("a bag is carried by hand")


def test_no_library_of_a_store_is_read_before_the_store_is_opened() -> None:
    code = (
        "import sys; from solidary.mirrors.stores import store_kinds; store_kinds();"
        "sys.exit(len({'asyncssh', 'obstore'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_command_that_adds_no_mirror_reads_no_store_and_no_profile(tmp_path: Path) -> None:
    code = (
        "import sys; from solidary.commands import start_django; start_django(desk_closed=True);"
        "import solidary.commands.mirror, solidary.mirrors.register;"
        "print([name for name in sys.modules if name == 'solidary.mirrors.fields'"
        " or name.startswith(('solidary.mirrors.stores.', 'solidary.mirrors.profiles.'))])"
    )
    settings = {"DJANGO_SETTINGS_MODULE": "solidary.settings", "SOLIDARY_HOME": str(tmp_path)}
    read = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, **settings},
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert read.stdout == "[]\n"


def test_what_is_declared_fits_the_mirror_s_row() -> None:
    for names, column in (([kind.name for kind in store_kinds()], "kind"), (profiles(), "profile")):
        room = Mirror._meta.get_field(column).max_length
        assert len(set(names)) == len(names)
        assert max(map(len, names)) <= room
    assert {kind.profile for kind in store_kinds()} <= set(profiles())


def test_every_store_recognises_its_own_example_and_its_own_shapes() -> None:
    for kind in store_kinds():
        for place in (kind.example, *kind.shapes):
            assert kind_of(place.replace(":port", "")) is kind


def test_the_command_line_tells_every_shape_of_a_place() -> None:
    told = " ".join(CliRunner().invoke(solidary, ["mirror", "add", "--help"]).output.split())
    for kind in store_kinds():
        for shape in kind.shapes:
            assert shape in told
    assert "|".join(profiles()) in told


def test_the_manual_tells_every_option_and_secret_of_every_store() -> None:
    manual = (ROOT / "docs" / "features" / "mirrors.md").read_text(encoding="utf-8")
    for kind in store_kinds():
        for field in (*kind.options, *kind.secrets):
            assert field.name in manual, f"{field.name} of {kind.name}"


def test_what_two_stores_ask_for_alike_is_one_line_of_the_form_and_what_differs_is_two() -> None:
    lines = {line.name: line for line in asked_by((*store_kinds(), Bag()))}
    assert lines["host_key"].kinds == ["sftp", "rsync"]
    assert lines["bag_host_key"].kinds == lines["zipped"].kinds == ["bag"]
    assert lines["bag_password"].field is Bag.secrets[0]
    assert not {"quiet", "hint", "timeout"} & set(lines), "these the command line alone can tell"
    order = list(lines)
    assert order.index("port") == order.index("host_key") + 1
    assert order.index("zipped") == order.index("bag_host_key") + 1


def test_every_field_a_store_declares_has_an_input_at_the_desk() -> None:
    for kind in (*store_kinds(), Bag()):
        for field in (*kind.options, *kind.secrets):
            assert not input_for(field).required
    assert input_for(Seconds("rest", "Rest", least=1, most=2, usual=1)).label == "Rest"
    with pytest.raises(TypeError, match="no input"):
        input_for(Field("bare", "Bare"))


@pytest.mark.parametrize(
    ("secrets", "line"),
    [
        ({}, "its credentials must be password, and may be hint"),
        ({"password": "x", "colour": "red"}, "its credentials must be password, and may be hint"),
        ({"password": "x"}, ""),
        ({"password": "x", "hint": "y"}, ""),
    ],
)
def test_secrets_that_lack_or_are_strange_are_refused_with_those_that_are_known(
    secrets: dict[str, str], line: str
) -> None:
    said = ""
    try:
        Bag().check_secrets(secrets)
    except StoreRefusedError as error:
        said = str(error)
    assert said == line


def test_a_row_whose_store_is_gone_is_told_so() -> None:
    with pytest.raises(PlaceError, match="bag is no kind of place"):
        store_kind("bag")


@pytest.mark.parametrize(
    ("told", "meant"), [("yes", True), ("TRUE", True), (1, True), ("no", False), ("", False)]
)
def test_a_switch_is_on_only_where_it_was_told(told: Any, meant: bool) -> None:
    assert Switch("zipped").of({"zipped": told}) is meant
    assert Switch("zipped").of({}) is False
