"""A process that has shut itself in gets at nothing: as root or not, and with any layer missing."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import pytest

from solidary.sandbox.layers import Layer, lacking
from tests.repo.tree import ROOT

PRISONER = Path(__file__).with_name("prisoner.py")
SOMEBODY = 54_321
"""An unprivileged user of no machine."""
LACKING = lacking()

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="the layers are those of Linux"
)


class Found(NamedTuple):
    in_force: set[str]
    done: set[str]
    """what it managed to do"""
    tried: set[str]


class Outside:
    """What is there to get at: files anybody may read and write, and servers that listen."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.chmod(0o777)
        (folder / "old").write_text("old")
        (folder / "old").chmod(0o666)
        self.tcp = socket.create_server(("127.0.0.1", 0))
        self.udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.udp.bind(("127.0.0.1", 0))
        self.unix = socket.socket(socket.AF_UNIX)
        self.unix.bind(str(folder / "socket"))
        (folder / "socket").chmod(0o777)
        self.abstract = socket.socket(socket.AF_UNIX)
        self.name = f"solidary-test-{os.getpid()}-{id(self)}"
        self.abstract.bind("\0" + self.name)
        for server in (self.unix, self.abstract):
            server.listen()

    def close(self) -> None:
        for server in (self.tcp, self.udp, self.unix, self.abstract):
            server.close()

    def locked_in(self, user: int | None, without: set[Layer], *, threads: bool = False) -> Found:
        """What a process in there gets at, as root or as this user, without these layers."""
        (self.folder / "new").unlink(missing_ok=True)
        (self.folder / "old").write_text("old")
        if (self.folder / "made").is_dir():
            (self.folder / "made").rmdir()
        asked = {
            "package": str(ROOT),
            "without": sorted(without),
            "user": user,
            "threads": threads,
            "folder": str(self.folder),
            "file": str(self.folder / "old"),
            "port": self.tcp.getsockname()[1],
            "udp": self.udp.getsockname()[1],
            "abstract": self.name,
        }
        done = subprocess.run(
            [sys.executable, "-I", "-S", str(PRISONER), json.dumps(asked)],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        assert done.stdout, done.stderr
        in_force, got = json.loads(done.stdout.splitlines()[0])
        result: dict[str, Any] = {
            **got,
            "run a program": None if "still" in done.stdout else "done",
        }
        return Found(set(in_force), {name for name, what in result.items() if what}, set(result))


@pytest.fixture
def outside() -> Iterator[Outside]:
    """In a folder that every user can reach."""
    with TemporaryDirectory(prefix="solidary-") as folder:
        there = Outside(Path(folder))
        yield there
        there.close()


USERS = [pytest.param(None, id="as-the-user-of-the-tests")]
if os.geteuid() == 0:
    USERS.append(pytest.param(SOMEBODY, id="as-somebody"))
ONLY_OF = {Layer.LIMITS: {"take more memory"}}
"""What a layer alone refuses; the parent's clock stops who takes it."""
FOR_ROOT_ONLY = {"become root", "mount"}


@pytest.mark.parametrize("user", USERS)
def test_a_process_that_has_shut_itself_in_gets_at_nothing(
    outside: Outside, user: int | None
) -> None:
    found = outside.locked_in(user, set())
    assert found.done == set()
    assert found.in_force == {str(layer) for layer in Layer if layer not in LACKING}


@pytest.mark.parametrize("user", USERS)
@pytest.mark.parametrize("layer", Layer)
def test_what_one_layer_refuses_is_refused_without_it(
    outside: Outside, user: int | None, layer: Layer
) -> None:
    found = outside.locked_in(user, {layer})
    assert found.done == ONLY_OF.get(layer, set())
    assert layer not in found.in_force


@pytest.mark.parametrize("layer", [None, *Layer])
def test_who_may_have_threads_gets_at_no_more(outside: Outside, layer: Layer | None) -> None:
    """So it is for pictures: but a process started without the filter, as shut in, is no threat."""
    found = outside.locked_in(None, {layer} if layer else set(), threads=True)
    allowed = {"start a thread", *ONLY_OF.get(layer, ())} if layer else {"start a thread"}
    assert found.done <= allowed | ({"start a process"} if layer == Layer.FILTER else set())


@pytest.mark.parametrize("user", USERS)
def test_without_any_layer_everything_is_there_to_be_had(
    outside: Outside, user: int | None
) -> None:
    """Otherwise the tests above would show nothing."""
    found = outside.locked_in(user, set(Layer))
    assert found.in_force == set()
    assert found.tried - found.done == (FOR_ROOT_ONLY if user else set())
