"""What the repository holds: the files git knows, and those about to be added."""

from __future__ import annotations

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@cache
def files(*endings: str) -> tuple[Path, ...]:
    """Every file that is or would be committed, with one of the endings if any are given."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout.decode()
    paths = [ROOT / name for name in listed.split("\0") if name.endswith(endings or ("",))]
    return tuple(path for path in paths if path.is_file())


def text_of(path: Path) -> str:
    """A text file's content; nothing for a file that isn't text."""
    content = path.read_bytes()
    return "" if b"\0" in content[:8000] else content.decode("utf-8")


def name_of(path: Path) -> str:
    """A file's name as people write it, from the root of the repository."""
    return path.relative_to(ROOT).as_posix()


def rooms() -> list[Path]:
    """The rooms: the packages directly inside `solidary`."""
    return sorted(path.parent for path in (ROOT / "solidary").glob("*/__init__.py"))
