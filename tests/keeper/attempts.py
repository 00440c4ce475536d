"""A process that has shut itself in as the keeper does, and now tries what a keeper never does.

Argument: JSON with `home`, `outside` (a folder), `port`. Answer on standard output: what it managed.
"""

from __future__ import annotations

import json
import os
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from solidary.home import Home
from solidary.keeper.shutting_in import shut_in
from solidary.sandbox import kernel

ASKED = json.loads(sys.argv[1])
HOME, OUTSIDE = Home(Path(ASKED["home"])), Path(ASKED["outside"])
PARENT = os.getppid()
OPEN = socket.socket()


def connect() -> None:
    socket.create_connection(("127.0.0.1", ASKED["port"]), 5).close()


def connect_with_an_old_socket() -> None:
    OPEN.connect(("127.0.0.1", ASKED["port"]))


MAY: dict[str, Callable[[], Any]] = {
    "read a desk key": lambda: (HOME.desk_keys / "ola.key").read_bytes(),
    "read what was sent": lambda: os.listdir(HOME.intake),
    "write the index": lambda: HOME.intake_index.write_bytes(b"x"),
    "read our own code": lambda: Path(kernel.__file__).read_bytes(),
    "start a thread": lambda: __import__("threading").Thread(target=int).start(),
}
MAY_NOT: dict[str, Callable[[], Any]] = {
    "read the secret key": lambda: HOME.secret_key.read_bytes(),
    "read the release key": lambda: (HOME.keys / "release.key").read_bytes(),
    "read the record": lambda: HOME.record.read_bytes(),
    "read the letterbox": lambda: os.listdir(HOME.letterbox),
    "write a desk key": lambda: (HOME.desk_keys / "new.key").write_bytes(b"x"),
    "write to the home": lambda: (HOME.path / "new").write_bytes(b"x"),
    "write elsewhere": lambda: (OUTSIDE / "new").write_bytes(b"x"),
    "read elsewhere": lambda: (OUTSIDE / "file").read_bytes(),
    "read its parent's memory": lambda: os.open(f"/proc/{PARENT}/mem", os.O_RDONLY),
    "trace its parent": lambda: kernel.call("ptrace", 0x4206, PARENT, 0, 0),
    "connect": connect,
    "connect with a socket it had": connect_with_an_old_socket,
    "send over UDP": lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM),
    "run a program": lambda: os.execv("/bin/true", ["true"]),
    "signal its parent": lambda: os.kill(PARENT, 0),
    "go into new namespaces": lambda: kernel.call("unshare", 0x1000_0000),
    "mount": lambda: kernel.call("mount", b"none", b"/", b"tmpfs", 0, None),
}


def done(what: Callable[[], Any]) -> bool:
    try:
        what()
    except OSError:
        return False
    return True


if __name__ == "__main__":
    state = shut_in(HOME)
    got = {name: done(what) for name, what in {**MAY, **MAY_NOT}.items()}
    sys.stdout.write(json.dumps({"lacking": state.lacking, "got": got, "may": sorted(MAY)}))
