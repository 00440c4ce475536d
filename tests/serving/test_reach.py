"""A front can read its files and the program, and neither write, nor read elsewhere, nor connect."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from solidary.sandbox import landlock
from tests.repo.tree import ROOT

PROGRAM = """
import socket, sys
from pathlib import Path
from solidary.serving import sockets
from solidary.serving.reach import read_only
home = Path(sys.argv[1])
listener = sockets.listen(home / "run" / "x.sock")
outside = socket.create_server(("127.0.0.1", 0))
read_only([home / "site"])
sockets.connect(home / "run" / "x.sock").close()
assert (home / "site" / "page").read_text() == "page"
for name, attempt in {
    "read": lambda: (home / "secret").read_text(),
    "read the run folder": lambda: list((home / "run").iterdir()),
    "write": lambda: (home / "site" / "page").write_text("other"),
    "make": lambda: (home / "site" / "new").write_text("new"),
    "remove": lambda: (home / "site" / "page").unlink(),
    "write beside it": lambda: (home / "beside").write_text("x"),
    "connect": lambda: socket.create_connection(outside.getsockname(), 1),
    "listen": lambda: socket.create_server(("127.0.0.1", 0)),
}.items():
    try:
        attempt()
    except PermissionError:
        continue
    print("can", name)
"""


@pytest.mark.parametrize("depth", [1, 30])
def test_a_front_is_held_to_its_files(tmp_path: Path, depth: int) -> None:
    can = landlock.abi()
    if can < 1:
        pytest.skip("this kernel has no Landlock")
    home = tmp_path / ("deep" * depth)
    (home / "site").mkdir(parents=True)
    (home / "site" / "page").write_text("page")
    (home / "secret").write_text("secret")
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(home)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    ports = [] if can >= 4 else ["can connect", "can listen"]
    assert (done.stderr, done.stdout.splitlines()) == ("", ports)
