"""What was said to be safe outlasts a power cut: written, made durable, renamed, made durable, and only
then removed where it came from."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from solidary.sealing.bag.envelope import IN
from solidary.sealing.bag.fetching import fetch
from solidary.sealing.bag.folder import FolderCarrier
from solidary.sealing.strongroom import Strongroom
from tests.sealing.sending import PICTURE, sent


class Asked:
    """What a disk was asked for, in order."""

    def __init__(self) -> None:
        self.moved_early: list[str] = []
        """files that were renamed before they were durable"""
        self.unsettled: set[str] = set()
        """folders with names that aren't durable yet"""
        self.removed_early: list[str] = []
        """files that were removed from a bag while something at home wasn't durable"""
        self.calls = 0
        self._durable: set[str] = set()

    def where(self, descriptor: int) -> str:
        return os.readlink(f"/proc/self/fd/{descriptor}")

    @contextmanager
    def watching(self, bag: Path) -> Iterator[None]:
        fsync, replace, rename, unlink = os.fsync, os.replace, os.rename, os.unlink

        def durable(descriptor: int) -> None:
            fsync(descriptor)
            self._durable.add(self.where(descriptor))
            self.unsettled.discard(self.where(descriptor))
            self.calls += 1

        def moves(source: Any, target: Any, **more: Any) -> None:
            path = Path(source)
            if path.is_file() and str(path) not in self._durable:
                self.moved_early.append(str(path))
            rename(source, target, **more)
            self.unsettled.add(str(Path(target).parent))

        def removes(path: Any, *, dir_fd: int | None = None) -> None:
            unlink(path, dir_fd=dir_fd)
            folder = Path(self.where(dir_fd)) if dir_fd is not None else Path(path).parent
            if bag in folder.parents and any(
                bag not in Path(each).parents for each in self.unsettled
            ):
                self.removed_early.append(f"{folder}/{path}")

        with pytest.MonkeyPatch.context() as patch:
            for name, call in (
                ("fsync", durable),
                ("replace", moves),
                ("rename", moves),
                ("unlink", removes),
            ):
                patch.setattr(os, name, call)
            yield
        assert replace is os.replace


def test_an_envelope_is_durable_when_its_sender_hears_so(tmp_path: Path) -> None:
    asked = Asked()
    with asked.watching(tmp_path / "none"):
        sent(tmp_path, PICTURE)
    assert asked.moved_early == [] and asked.unsettled == set() and asked.calls > 20


def test_what_came_home_is_durable_before_it_leaves_the_bag(tmp_path: Path) -> None:
    bag, room, asked = tmp_path / "bag", Strongroom(tmp_path / "k", tmp_path / "s"), Asked()
    sent(bag, PICTURE)
    with asked.watching(bag):
        assert len(fetch(FolderCarrier(bag), room).came) == 1
    assert asked.moved_early == [] and asked.unsettled == set() and asked.removed_early == []
    assert os.listdir(bag / IN) == []


def test_nothing_heavy_is_read_before_something_is_sealed() -> None:
    code = (
        "import sys, solidary.sealing.bag.envelope, solidary.sealing.bag.fetching,"
        "solidary.sealing.bag.places, solidary.sealing.bag.notice, solidary.sealing.desk_keys,"
        "solidary.commands.keys_desk;"
        "print([name for name in ('pyrage', 'cryptography.hazmat.primitives.asymmetric.x25519',"
        " 'asyncssh', 'django') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
