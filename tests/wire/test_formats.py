"""A format is one module: being in the folder is all it takes to be recognised, chosen and read."""

import importlib
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner, Result

from solidary.commands import import_
from solidary.stories.models import Story
from solidary.wire import formats as formats_folder
from solidary.wire.errors import WireError
from solidary.wire.format import Format, Sure
from solidary.wire.formats import declared, formats, recognised

LEAFLETS = '''
"""Leaflets, one a line: its day and its headline."""

from collections.abc import Iterator

from solidary.wire.format import LeftOut, Line, Option, Source, Sure
from solidary.wire.records import Story

NAME = "leaflets"
ABOUT = "leaflets"
OPTIONS = (Option("spoken-in", "The language of leaflets. Default: en."),)


def recognises(head: bytes, name: str) -> Sure:
    return Sure.YES if head.startswith(b"LEAFLETS") else Sure.NO


def read(source: Source) -> Iterator[Line | LeftOut]:
    language = source.options.get("spoken-in", "en")
    for number, line in enumerate(source.stream, 1):
        day, _, headline = line.decode().strip().partition(" ")
        if day == "LEAFLETS":
            continue
        if not headline:
            yield LeftOut(number, "a leaflet has a day and a headline", name=day)
            continue
        story = Story(headline=headline, language=language, day=day, topics=["#Leaflets"])
        yield Line(number, {**story, "import_key": f"leaflet {line.decode().strip()}"})
'''
PAPER = "LEAFLETS\n2021-02-08 Together in Warsaw\nTogether\n2021-02-30 Never\n2021-02-09 Again\n"

Import = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Import]:
    """`solidary import` of a newsroom that has one format more."""
    folder = tmp_path / "further"
    folder.mkdir()
    (folder / "leaflets.py").write_text(LEAFLETS, "utf-8")
    monkeypatch.setattr(formats_folder, "__path__", [*formats_folder.__path__, str(folder)])
    formats.cache_clear()
    command = importlib.reload(import_).command
    yield lambda *arguments: CliRunner().invoke(command, list(arguments))
    monkeypatch.undo()
    sys.modules.pop("solidary.wire.formats.leaflets", None)
    formats.cache_clear()
    importlib.reload(import_)


def form(name: str, sure: Sure) -> Format:
    module = SimpleNamespace(NAME=name, ABOUT=name, read=None, recognises=lambda head, called: sure)
    return declared(module)  # type: ignore[arg-type]


@pytest.fixture
def paper(tmp_path: Path) -> str:
    path = tmp_path / "paper.txt"
    path.write_text(PAPER, "utf-8")
    return str(path)


@pytest.mark.django_db
@pytest.mark.usefixtures("home")
def test_a_module_in_the_folder_is_recognised_read_and_known_again(run: Import, paper: str) -> None:
    dry = json.loads(run(paper, "--dry-run", "--json").stdout)
    assert dry["format"] == "leaflets"
    assert dry["counts"] == {"story added": 2, "story left out": 2, "topic added": 1}
    assert not Story.objects.exists()
    assert "Stories: 2 added, 2 left out." in run(paper, "--spoken-in", "be").output
    assert {story.language for story in Story.objects.all()} == {"be"}
    told = run(paper, "--format", "leaflets", "--spoken-in", "be").output
    assert "Stories: 2 here already, 2 left out." in told
    assert "a leaflet has a day and a headline" in told
    assert "day: has to be a day such as 2021-02-08" in told
    assert Story.objects.count() == 2


def test_the_help_names_each_format_and_its_options(run: Import) -> None:
    told = " ".join(run("--help").output.split())
    for one in formats():
        assert one.name in told
        assert all(f"--{option.name}" in told for option in one.options)
    assert "The language of leaflets. Default: en." in told


@pytest.mark.django_db
@pytest.mark.usefixtures("home")
def test_an_option_of_another_format_is_refused(run: Import, paper: str) -> None:
    result = run(paper, "--topic", "Solidarity")
    assert result.exit_code == 1
    assert "--topic is for a listing (a topic page as text), not for leaflets" in result.stderr


def test_every_format_says_what_a_format_has_to_say() -> None:
    names = [one.name for one in formats()]
    assert len(set(names)) == len(names) >= 2
    assert all(one.about for one in formats())


def test_the_surest_format_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    several = (form("a", Sure.PERHAPS), form("b", Sure.YES), form("c", Sure.NO))
    monkeypatch.setattr(formats_folder, "formats", lambda: several)
    assert recognised(b"x").name == "b"


@pytest.mark.parametrize(
    ("sure", "words"),
    [((Sure.YES, Sure.YES), "could be a or b; say which with --format"),
     ((Sure.NO, Sure.NO), r"in no format that can be taken in \(a, b\)")],
)  # fmt: skip
def test_what_is_not_told_apart_is_refused(
    monkeypatch: pytest.MonkeyPatch, sure: tuple[Sure, Sure], words: str
) -> None:
    several = (form("a", sure[0]), form("b", sure[1]))
    monkeypatch.setattr(formats_folder, "formats", lambda: several)
    with pytest.raises(WireError, match=words):
        recognised(b"x")
