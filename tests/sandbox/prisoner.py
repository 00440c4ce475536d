"""A process that has shut itself in and now tries to get out. Run as a program, by path.

Argument: JSON with `package` (the folder that holds solidary), `without` (layers left out),
`user` (whom root becomes first, or null) and the places to try. Its answer on standard output: the
layers in force, and for each attempt null where it was refused, or what it got.
"""

from __future__ import annotations

import _thread
import ctypes
import errno
import json
import os
import resource
import socket
import sys
from collections.abc import Callable
from typing import Any

ASKED = json.loads(sys.argv[1])
sys.path.insert(0, ASKED["package"])

from solidary.sandbox import kernel  # noqa: E402
from solidary.sandbox.layers import Layer  # noqa: E402
from solidary.sandbox.shutting import Shutting  # noqa: E402

# Python itself may be where that user can't read.
if ASKED["user"] is not None:
    os.setgroups([])
    os.setresgid(ASKED["user"], ASKED["user"], ASKED["user"])
    os.setresuid(ASKED["user"], ASKED["user"], ASKED["user"])
    kernel.control(4, 1)  # may be looked into again, as any process of that user's
PARENT = os.getpid()
SECRET = ctypes.create_string_buffer(b"secret")
OPEN_TO_ALL = ASKED["folder"]
MEMORY = 200 * 1024 * 1024


def connect(family: int, kind: int, address: Any) -> Callable[[], None]:
    def attempt() -> None:
        sock = socket.socket(family, kind)
        sock.connect(address)
        sock.send(b"x")

    return attempt


def read(path: str) -> Callable[[], None]:
    return lambda: os.close(os.open(path, os.O_RDONLY))


def start_a_process() -> None:
    if os.fork() == 0:
        os._exit(0)


def call(name: str, *arguments: object) -> Callable[[], None]:
    def attempt() -> None:
        kernel.call(name, *arguments)

    return attempt


def look_into_parent() -> None:
    class Vector(ctypes.Structure):
        _fields_ = (("at", ctypes.c_void_p), ("length", ctypes.c_size_t))

    room = ctypes.create_string_buffer(8)
    here = Vector(ctypes.addressof(room), 8)
    there = Vector(ctypes.addressof(SECRET), 8)
    kernel.call("process_vm_readv", PARENT, ctypes.byref(here), 1, ctypes.byref(there), 1, 0)


def may_mount() -> None:
    """Nothing is mounted: a file system nobody has is refused for another reason to who may."""
    try:
        kernel.call("mount", b"none", b"/", b"nosuchfilesystem", 0, None)
    except OSError as error:
        if error.errno != errno.ENODEV:
            raise


def take_memory() -> None:
    bytearray(2 * MEMORY)


def more_files_again() -> None:
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))


ATTEMPTS: dict[str, Callable[[], Any]] = {
    "read a file": read(ASKED["file"]),
    "list a folder": lambda: os.listdir(OPEN_TO_ALL),
    "write a file": lambda: os.open(f"{OPEN_TO_ALL}/new", os.O_WRONLY | os.O_CREAT),
    "make a folder": lambda: os.mkdir(f"{OPEN_TO_ALL}/made"),
    "remove a file": lambda: os.unlink(f"{OPEN_TO_ALL}/old"),
    "read the parent's environment": read(f"/proc/{PARENT}/environ"),
    "read the parent's memory": read(f"/proc/{PARENT}/mem"),
    "look into the parent": look_into_parent,
    "trace the parent": call("ptrace", 0x4206, PARENT, 0, 0),
    "signal the parent": lambda: os.kill(PARENT, 0),
    "connect over TCP": connect(socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", ASKED["port"])),
    "send over UDP": connect(socket.AF_INET, socket.SOCK_DGRAM, ("127.0.0.1", ASKED["udp"])),
    "connect to a socket in a folder": connect(
        socket.AF_UNIX, socket.SOCK_STREAM, f"{OPEN_TO_ALL}/socket"
    ),
    "connect to an abstract socket": connect(
        socket.AF_UNIX, socket.SOCK_STREAM, "\0" + ASKED["abstract"]
    ),
    "take more memory": take_memory,
    "lift a limit": more_files_again,
    "become root": lambda: os.setresuid(0, 0, 0),
    "mount": may_mount,
    "go into new namespaces": call("unshare", 0x1000_0000),
    "start a process": start_a_process,
    "start a thread": lambda: _thread.start_new_thread(lambda: None, ()),
    "run a program": lambda: os.execv("/bin/echo", ["echo"]),
}


def outcome(attempt: Callable[[], Any]) -> str | None:
    try:
        attempt()
    except (OSError, MemoryError, RuntimeError, ValueError):
        return None
    return "done"


def main() -> None:
    """The parent to get at is a process of the same user's that does nothing but wait."""
    if (child := os.fork()) == 0:
        try_everything()
        os._exit(0)
    os.waitpid(child, 0)


def try_everything() -> None:
    shutting = Shutting(PARENT, without=[Layer(name) for name in ASKED["without"]])
    shutting.begin()
    shutting.finish(memory=MEMORY, seconds=10, threads=ASKED["threads"])
    got: dict[str, str | None] = {}
    for name, attempt in ATTEMPTS.items():
        if name == "run a program":
            # It would take this process's place: what was found is said before.
            os.write(1, json.dumps([sorted(shutting.in_force), got]).encode() + b"\n")
        got[name] = outcome(attempt)
    os.write(1, b"still here\n")


if __name__ == "__main__":
    main()
