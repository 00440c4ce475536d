"""A mirror's disk that is full or read-only is told in one line, and caught up with later."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from solidary.mirrors import register
from solidary.mirrors.register import MirrorError
from tests.mirrors.copies import archive, change, same, synced
from tests.press.archive import dangling
from tests.press.disks import mounted

pytestmark = pytest.mark.django_db


def remounted(place: Path, how: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{how}", str(place)], check=True)


@contextmanager
def disk(place: Path, size: str) -> Iterator[Path]:
    """A small disk of its own."""
    place.mkdir()
    with mounted(place, "-t", "tmpfs", "-o", f"size={size}", "tmpfs"):
        yield place


def test_a_full_disk_is_told_and_caught_up_with_once_there_is_room(
    home: Path, tmp_path: Path
) -> None:
    archive()
    with disk(tmp_path / "disk", "2m") as place:
        mirror = register.add("copy", str(place))
        assert synced(mirror).problem == ""
        change()
        filler = place / "filler"
        with filler.open("wb", buffering=0) as file:
            try:
                while True:
                    file.write(b"\0" * 4096)
            except OSError:
                pass
        assert "No space left" in synced(mirror).problem
        filler.unlink()
        assert dangling(place) == []
        assert synced(mirror).problem == ""
        assert same(home, place)


def test_a_read_only_disk_is_told_and_caught_up_with(home: Path, tmp_path: Path) -> None:
    archive()
    with disk(tmp_path / "disk", "8m") as place:
        mirror = register.add("copy", str(place))
        assert synced(mirror).problem == ""
        change()
        remounted(place, "ro")
        assert "Read-only file system" in synced(mirror).problem
        with pytest.raises(MirrorError, match="Read-only file system"):
            register.add("other", str(place / "folder"))
        remounted(place, "rw")
        assert synced(mirror).problem == ""
        assert same(home, place)
