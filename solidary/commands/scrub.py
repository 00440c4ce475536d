"""`solidary scrub`: pictures as bare pixels, without the desk."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import click

from solidary.commands.saying import say, say_json
from solidary.darkroom.child import one_for_each
from solidary.darkroom.child.child import ChildError
from solidary.darkroom.faults import PictureError
from solidary.darkroom.limits import LARGEST_SIDE, MOST_BYTES, SENDERS_SIDE
from solidary.darkroom.results import Scrubbed
from solidary.errors import shown


@dataclass(frozen=True, slots=True)
class Done:
    """What came of one file."""

    came_from: Path
    became: Path | None
    picture: Scrubbed | None
    said: str = ""
    """why nothing became of it"""

    def line(self) -> str:
        if self.became is None or self.picture is None:
            return f"{printable(self.came_from)}: {self.said}"
        size = f"{self.picture.width}×{self.picture.height}"
        return f"{printable(self.came_from)} → {printable(self.became)}, {size}"

    def as_json(self) -> dict[str, object]:
        if self.became is None or self.picture is None:
            return {"from": printable(self.came_from), "refused": self.said}
        return {
            "from": printable(self.came_from),
            "to": printable(self.became),
            "width": self.picture.width,
            "height": self.picture.height,
            "bytes": len(self.picture.bytes),
        }


@click.command(
    short_help="Make fresh pictures that hold pixels and nothing else.",
    epilog="""\b
Examples:
  solidary scrub photos/ --to clean/
  solidary scrub a.heic b.tiff --to clean/ --longest 1200""",
)
@click.argument("places", metavar="IN...", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--to", "folder", type=click.Path(file_okay=False, path_type=Path), metavar="OUT",
    help="The folder they are written to; it is made if it isn't there.",
)  # fmt: skip
@click.option(
    "--longest", type=click.IntRange(1, LARGEST_SIDE), default=SENDERS_SIDE, show_default=True,
    metavar="N", help="Longest side, in pixels.",
)  # fmt: skip
@click.option("--layers", is_flag=True, help="Say what seals off the process that opens them.")
@click.option("--json", "as_json", is_flag=True, help="Answer as one line of JSON.")
def command(
    places: tuple[Path, ...], folder: Path | None, longest: int, layers: bool, as_json: bool
) -> None:
    """Make fresh pictures of files and of all that is in folders.

    They hold the picture's pixels, upright and in sRGB, and nothing else. Each file is opened in a
    process of its own, without network and files. New files have numbers for names, because a
    name can tell who, when and where; no file is written over. Exit code 1 where one was refused.
    """
    if layers:
        _say_layers(as_json)
        return
    if not places or folder is None:
        raise click.UsageError("Give files or folders, and with --to where the pictures go.")
    folder.mkdir(parents=True, exist_ok=True)
    found = list(_files(places))
    done = []
    for one in _scrubbed(found, folder, longest):
        done.append(one)
        if not as_json:
            say(one.line())
    refused = sum(one.became is None for one in done)
    if as_json:
        say_json({"files": [one.as_json() for one in done]})
    else:
        say(f"{len(done) - refused} scrubbed, {refused} refused.")
    raise SystemExit(1 if refused else 0)


def printable(path: Path) -> str:
    """A path on one line of a terminal: a stranger's name may hold anything."""
    return shown(os.fsencode(path).decode("utf-8", "replace"))


def _files(places: tuple[Path, ...]) -> Iterator[Path]:
    """The files, in the order given; those of a folder, and of folders in it, by name. Links in a
    folder are left out: they lead to what nobody named."""
    for place in places:
        if not place.is_dir():
            yield place
            continue
        for root, inner, names in os.walk(place):
            inner.sort()
            yield from (
                path
                for name in sorted(names)
                if (path := Path(root, name)).is_file() and not path.is_symlink()
            )


def _scrubbed(found: list[Path], folder: Path, longest: int) -> Iterator[Done]:
    darkroom, numbers = one_for_each(), count(1)
    for path in found:
        try:
            picture = darkroom.scrub(_read(path), longest)
        except (PictureError, OSError) as error:
            said = str(error) if isinstance(error, PictureError) else f"{error.strerror}."
            yield Done(path, None, None, said)
            continue
        except ChildError as error:
            raise click.ClickException(str(error)) from error
        yield Done(path, _write(picture, folder, numbers), picture)


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(MOST_BYTES + 1)


def _write(picture: Scrubbed, folder: Path, numbers: Iterator[int]) -> Path:
    """Under the next number that no picture has. Raises OSError, with nothing half written left."""
    for number in numbers:
        path = folder / f"{number:04}.{picture.extension}"
        if any((folder / f"{number:04}.{ending}").exists() for ending in ("jpg", "png")):
            continue
        try:
            with path.open("xb") as file:
                file.write(picture.bytes)
        except FileExistsError:
            continue
        except OSError:
            path.unlink(missing_ok=True)
            raise
        return path
    raise AssertionError("numbers have no end")


def _say_layers(as_json: bool) -> None:
    from solidary.darkroom.child.child import Child
    from solidary.darkroom.child.trades import PICTURES
    from solidary.sandbox.layers import LACKS, Layer

    child = Child(PICTURES)
    child.end()
    if as_json:
        say_json({str(layer): str(layer) in child.layers for layer in Layer})
        return
    for layer in Layer:
        there = str(layer) in child.layers
        say(f"{layer}: {'in force' if there else f'missing. {LACKS[layer]}'}")
