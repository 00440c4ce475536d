"""`solidary scrub`: a line for each file, names that tell nothing, and nothing written over."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from PIL import Image

from solidary.commands.scrub import command
from solidary.sandbox.layers import Layer

from . import files


def run(*words: object) -> Result:
    return CliRunner().invoke(command, [str(word) for word in words], catch_exceptions=False)


@pytest.fixture
def came(tmp_path: Path) -> Path:
    folder = tmp_path / "Ivan's phone"
    (folder / "more").mkdir(parents=True)
    (folder / "IMG_20210207_Minsk.jpg").write_bytes(files.loaded_jpeg(6))
    (folder / "more" / "b.png").write_bytes(files.loaded_png())
    (folder / "more" / "a.txt").write_bytes(b"words")
    (folder / "more" / "link.jpg").symlink_to(folder / "IMG_20210207_Minsk.jpg")
    return folder


def test_files_of_folders_come_out_numbered_and_bare(came: Path, tmp_path: Path) -> None:
    done = run(came, "--to", tmp_path / "out" / "new")
    assert done.exit_code == 1, done.output
    made = sorted((tmp_path / "out" / "new").iterdir())
    assert [path.name for path in made] == ["0001.jpg", "0002.png"]
    assert not any(files.MARK in path.read_bytes() for path in made)
    lines = done.output.splitlines()
    assert lines[0].endswith("0001.jpg, 40×64")
    assert lines[1].endswith(
        "a.txt: This is not a picture in JPEG, PNG, WebP, AVIF, HEIC, TIFF or GIF."
    )
    assert lines[-1] == "2 scrubbed, 1 refused."


def test_nothing_is_written_over(came: Path, tmp_path: Path) -> None:
    (tmp_path / "0001.png").write_bytes(b"mine")
    picture = came / "IMG_20210207_Minsk.jpg"
    for _ in range(2):
        assert run(picture, "--to", tmp_path).exit_code == 0
    assert (tmp_path / "0001.png").read_bytes() == b"mine"
    assert {path.name for path in tmp_path.glob("0*")} == {"0001.png", "0002.jpg", "0003.jpg"}


def test_the_longest_side_is_that_of_senders_unless_said(tmp_path: Path) -> None:
    wide = tmp_path / "wide.jpg"
    wide.write_bytes(files.encoded(files.scene(size=(3000, 30)), "JPEG"))
    for words, width in (((), 2048), (("--longest", 100), 100)):
        done = run(wide, "--to", tmp_path / "out", "--json", *words)
        (told,) = json.loads(done.output)["files"]
        with Image.open(told["to"]) as picture:
            assert picture.width == told["width"] == width


def test_a_name_can_not_write_to_the_terminal(tmp_path: Path) -> None:
    name = os.fsdecode(b"a\x1b[2J\nb\xff.jpg")
    (tmp_path / name).write_bytes(b"words")
    done = run(tmp_path / name, "--to", tmp_path / "out")
    assert len(done.output.splitlines()) == 2
    assert "\x1b" not in done.output


@pytest.mark.parametrize("words", [(), ("--to", "out"), ("--longest", "0")])
def test_a_call_that_says_too_little_is_refused(words: tuple[str, ...]) -> None:
    assert run(*words).exit_code == 2


def test_it_says_which_layers_are_in_force() -> None:
    assert json.loads(run("--layers", "--json").output).keys() == {str(layer) for layer in Layer}
    assert len(run("--layers").output.splitlines()) == len(Layer)
