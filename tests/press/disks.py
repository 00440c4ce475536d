"""Disks for the press: one that tells in which order it was used, one that refuses, and one of
its own for the release."""

from __future__ import annotations

import errno
import os
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from solidary.release import addresses as at


@dataclass
class Disk:
    """The order in which files are made durable and moved, as the system was asked for it."""

    faults: list[str] = field(default_factory=list)
    """files that moved before they were durable, roots that moved before what they name"""
    moved: list[str] = field(default_factory=list)
    _durable: set[str] = field(default_factory=set)
    _synced: int = 0
    """when everything was made durable at once, in nanoseconds"""
    _unsettled: set[str] = field(default_factory=set)

    @contextmanager
    def traced(self) -> Iterator[Disk]:
        fsync, sync, replace, rename = os.fsync, os.sync, os.replace, os.rename

        def durable(descriptor: int) -> None:
            fsync(descriptor)
            path = os.readlink(f"/proc/self/fd/{descriptor}")
            self._durable.add(path)
            self._unsettled.discard(path)

        def all_durable() -> None:
            self._synced = time.time_ns()
            sync()
            self._unsettled.clear()

        def moves(source: Any, target: Any, **more: Any) -> None:
            (replace if more.pop("over", True) else rename)(source, target, **more)
            self._moved(str(source), str(target))

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(os, "fsync", durable)
            patch.setattr(os, "sync", all_durable)
            patch.setattr(os, "replace", moves)
            patch.setattr(os, "rename", moves)
            yield self

    def _moved(self, source: str, target: str) -> None:
        if "/site" not in target:
            # What is drawn beside the release counts when it moves in.
            return
        inside = [Path(target), *Path(target).rglob("*")]
        late = [str(path) for path in inside if path.is_file() and self._is_late(path, source)]
        if f"/{at.TREE_FOLDER}" in target:
            # Nobody knows of a part of the tree before the root names it.
            self._unsettled.update(late)
        else:
            self.faults += [f"{path} moved in before it was durable" for path in late]
        if target.endswith(at.ROOT_FILE) and self._unsettled:
            self.faults.append(f"the root moved in before {sorted(self._unsettled)} were durable")
        self._durable.discard(source)
        self._durable.discard(target)
        self._unsettled.add(os.path.dirname(target))
        self.moved.append(target)

    def _is_late(self, path: Path, source: str) -> bool:
        return source not in self._durable and path.stat().st_mtime_ns > self._synced


@contextmanager
def refusing(code: int, calls: tuple[str, ...], first: int, inside: Path) -> Iterator[list[int]]:
    """A disk that refuses: from the `first` of these calls on, all of them fail with this error.

    Counts the calls that concern `inside`; "create" is opening a file to write it.
    """
    passed = [0]
    lead = f"{inside}/"

    def refuse(path: object) -> None:
        if str(path).startswith(lead):
            passed[0] += 1
            if passed[0] >= first:
                raise OSError(code, os.strerror(code), str(path))

    def opened(path: Any, flags: int, *told: Any, **more: Any) -> int:
        if flags & (os.O_CREAT | os.O_WRONLY | os.O_RDWR):
            refuse(path)
        return plain_open(path, flags, *told, **more)

    def by_descriptor(call: Callable[..., Any]) -> Callable[..., Any]:
        def calling(descriptor: int, *told: Any) -> Any:
            path = os.readlink(f"/proc/self/fd/{descriptor}")
            if path.startswith(lead):
                passed[0] += 1
                if passed[0] >= first:
                    raise OSError(code, os.strerror(code))
            return call(descriptor, *told)

        return calling

    def by_path(call: Callable[..., Any]) -> Callable[..., Any]:
        def calling(path: Any, *told: Any, **more: Any) -> Any:
            refuse(told[0] if told and call in (plain_replace, plain_rename) else path)
            return call(path, *told, **more)

        return calling

    plain_open, plain_replace, plain_rename = os.open, os.replace, os.rename
    with pytest.MonkeyPatch.context() as patch:
        for name in calls:
            if name == "create":
                patch.setattr(os, "open", opened)
            elif name in ("write", "fsync"):
                patch.setattr(os, name, by_descriptor(getattr(os, name)))
            else:
                patch.setattr(os, name, by_path(getattr(os, name)))
        yield passed


@contextmanager
def mounted(place: Path, *words: str) -> Iterator[None]:
    """A real disk at `place`, an empty folder, by the words `mount` is told."""
    if os.geteuid():
        pytest.skip("only root may mount a disk")
    done = subprocess.run(
        ["mount", *words, str(place)], capture_output=True, text=True, check=False
    )
    if done.returncode:
        pytest.skip(f"this system mounts no disk: {done.stderr.strip()}")
    try:
        yield
    finally:
        subprocess.run(["umount", str(place)], check=True)


@contextmanager
def on_a_disk_of_its_own(place: Path) -> Iterator[None]:
    """As if a disk were mounted at `place`: no rename leads in, out, or into its stead (EXDEV)."""
    lead = f"{place}/"

    def stopped(call: Callable[..., Any]) -> Callable[..., Any]:
        def moves(source: Any, target: Any, **more: Any) -> Any:
            if f"{source}/".startswith(lead) != f"{target}/".startswith(lead):
                code = errno.EXDEV
                raise OSError(code, os.strerror(code), str(source), None, str(target))
            return call(source, target, **more)

        return moves

    with pytest.MonkeyPatch.context() as patch:
        for name in ("rename", "replace"):
            patch.setattr(os, name, stopped(getattr(os, name)))
        yield
