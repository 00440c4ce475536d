"""Every command explains itself at the prompt and in docs/commands.md."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from solidary.cli import COMMANDS, main, solidary
from tests.repo.tree import ROOT


def section(name: str) -> str:
    """What docs/commands.md says of a command."""
    text = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    found = re.search(rf"^## solidary {re.escape(name)}$(.*?)(?=^## |\Z)", text, re.M | re.S)
    assert found, f"docs/commands.md has no part headed “solidary {name}”"
    return found.group(1)


def command_named(name: str) -> click.Command:
    command = solidary.get_command(click.Context(solidary), name)
    assert command is not None
    return command


@pytest.mark.parametrize("name", COMMANDS)
def test_help_shows_an_example(name: str) -> None:
    done = CliRunner().invoke(solidary, [name, "--help"])
    assert done.exit_code == 0, done.output
    assert re.search(rf"Examples?:?\s+.*solidary {name}", done.output, re.S), done.output


@pytest.mark.parametrize("name", COMMANDS)
def test_the_manual_explains_every_option(name: str) -> None:
    told = section(name)
    for parameter in command_named(name).params:
        if isinstance(parameter, click.Option) and not parameter.hidden:
            longest = max(parameter.opts, key=len)
            assert f"`{longest}" in told, f"{longest} is not in docs/commands.md"
        elif isinstance(parameter, click.Argument):
            assert parameter.human_readable_name in told


def test_the_manual_knows_no_command_that_is_gone() -> None:
    text = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^## solidary (\S+)$", text, re.M)) == set(COMMANDS)


@pytest.mark.parametrize(
    "wrong", [["nope"], ["verify"], ["verify", "--nope"], ["mirror", "nope"], ["--home"]]
)
def test_a_command_line_that_means_nothing_gets_one_line(
    wrong: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.argv", ["solidary", *wrong])
    with pytest.raises(SystemExit) as ended:
        main()
    said = capsys.readouterr()
    assert ended.value.code == 2
    assert said.out == ""
    assert re.fullmatch(r"solidary: .+ `solidary.* --help` tells more\.\n", said.err)


def test_every_command_is_found_before_any_framework_is_told_its_settings() -> None:
    """As at a prompt, where nothing has been loaded yet."""
    code = (
        "import click; from solidary.cli import COMMANDS, solidary;"
        "[solidary.get_command(click.Context(solidary), name) for name in COMMANDS]"
    )
    bare = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    subprocess.run([sys.executable, "-c", code], env=bare, cwd=ROOT, check=True)


def test_what_a_command_offers_is_known_before_any_framework_is_told_its_settings() -> None:
    """Formats, profiles and stores say what they are while a command line is read."""
    code = (
        "import click; from solidary.cli import COMMANDS, solidary;"
        "from solidary.wire.formats import formats; assert formats();"
        "walk = lambda one: [[tuple(getattr(each.type, 'choices', ())) for each in one.params],"
        " [walk(each) for each in getattr(one, 'commands', {}).values()]];"
        "[walk(solidary.get_command(click.Context(solidary), name)) for name in COMMANDS]"
    )
    bare = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    subprocess.run([sys.executable, "-c", code], env=bare, cwd=ROOT, check=True)


def test_the_first_page_of_help_names_every_command() -> None:
    done = CliRunner().invoke(solidary, ["--help"])
    assert done.exit_code == 0
    for name in COMMANDS:
        assert re.search(rf"^  {name} +\S", done.output, re.M), f"{name} has no line of its own"
