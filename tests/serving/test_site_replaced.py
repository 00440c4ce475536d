"""A release that is moved in the place of the folder a front is held to is read, without a word to the
front."""

from __future__ import annotations

from pathlib import Path

import pytest

from solidary.sandbox import landlock
from solidary.serving.processes.desk_front import DESK_FRONT
from tests.fixtures.ports import free_port, until
from tests.fixtures.raw import ask, get, read
from tests.fixtures.supervised import supervised

PROCESSES = (DESK_FRONT,)


@pytest.mark.exhaustive
def test_readers_get_a_release_that_takes_the_place_of_the_folder(tmp_path: Path) -> None:
    port, site = free_port(), tmp_path / "site"
    with supervised(tmp_path, port, f"{__name__}:PROCESSES", said=tmp_path / "said"):
        until(lambda: _status(port) == 404)
        # As a full publish into an empty folder does it.
        _page(tmp_path / "next", "first")
        (tmp_path / "next").rename(site)
        until(lambda: _status(port) == 200)
        # As an operator does it, who puts one aside first.
        site.rename(tmp_path / "old")
        until(lambda: _status(port) == 404)
        _page(site, "second")
        until(lambda: b"second" in _asked(port))
    held = landlock.abi() >= 1
    assert (b"was replaced: the front starts again" in (tmp_path / "said").read_bytes()) is held


def _page(folder: Path, words: str) -> None:
    folder.mkdir()
    (folder / "index.html").write_text(words)


def _asked(port: int) -> bytes:
    try:
        return read(ask(port, get("/"))).body
    except OSError:
        return b""


def _status(port: int) -> int:
    try:
        return read(ask(port, get("/"))).status
    except OSError:
        return 0
