"""How long a newsroom's pages take while others send slowly: `python -m bench.slow_lines`.

A newsroom of the sample is served by `solidary run`, and asked for a page of its site, the form that
signs in, a script of the desk and the letterbox, again and again, while bodies are under way to desk
and letterbox, or connections are held there that are never finished.
"""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path
from statistics import median
from typing import NamedTuple

from bench.half_open import half_open, kinds
from bench.slow_senders import SlowSenders

SCRIPT = "/desk/static/wagtailadmin/js/core.js"
PAGES = {
    "site": (0, "/"), "desk": (0, "/desk/login/"), "script": (0, SCRIPT), "letterbox": (1, "/en/"),
}  # fmt: skip
"""Page → which port, and its address."""
TIMES = 40
"""Each page is asked for so often in a try."""
TRIES = 3
HEAD = (
    "POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: sessionid=" + "a" * 32 + "\r\n"
    "Content-Type: multipart/form-data; boundary=b\r\nContent-Length: {length}\r\n\r\n"
)
UPLOADS, TRICKLES = 5_000_000, 60_000
"""Bytes that a body says it has."""


class Load(NamedTuple):
    """Bodies under way to desk and letterbox, half of them to each."""

    name: str
    number: int = 0
    rate: int = 0
    """bytes a second of each"""
    length: int = 0
    half_open: int = 0
    """connections that are never finished, at desk and letterbox each"""


ATTACK = Load("40 uploads and 200 half open", 40, 2_000, UPLOADS, half_open=200)
LOADS = (
    Load("nothing"),
    Load("40 uploads at 20 KB/s", 40, 20_000, UPLOADS),
    Load("8 bodies at 10 bytes/s", 8, 10, TRICKLES),
    Load("80 bodies at 10 bytes/s", 80, 10, TRICKLES),
    ATTACK,
)


class Timed(NamedTuple):
    """Seconds of a page under a load: of each try the median and the slowest."""

    load: str
    page: str
    medians: tuple[float, ...]
    slowest: tuple[float, ...]


def measure(
    folder: Path, loads: Sequence[Load] = LOADS, *, descriptors: int | None = None
) -> list[Timed]:
    """Every page under every load, in a new home in `folder`. `descriptors`: files that a process of
    the newsroom may have open; as many as here if not given."""
    with _newsroom(folder, descriptors) as ports:
        return [timed for load in loads for timed in _under(load, ports)]


def table(figures: Sequence[Timed]) -> Iterator[str]:
    """The figures as lines of Markdown."""
    yield "| under way | page | median of each try | slowest of each try |"
    yield "|:--|:--|--:|--:|"
    for each in figures:
        yield f"| {each.load} | {each.page} | {_said(each.medians)} | {_said(each.slowest)} |"


def _said(seconds: tuple[float, ...]) -> str:
    return ", ".join(f"{each * 1000:.1f}" for each in seconds) + " ms"


def _under(load: Load, ports: tuple[int, int]) -> Iterator[Timed]:
    tries = [_one_try(load, ports) for _ in range(TRIES)]
    for page in PAGES:
        yield Timed(
            load.name,
            page,
            tuple(median(each[page]) for each in tries),
            tuple(max(each[page]) for each in tries),
        )


def _one_try(load: Load, ports: tuple[int, int]) -> dict[str, list[float]]:
    heads = [
        HEAD.format(path=path, length=load.length).encode() for path in ("/desk/x/", "/en/send/")
    ]
    half = load.number // 2
    with (
        SlowSenders(ports[0], heads[0], load.number - half, load.rate) as at_desk,
        SlowSenders(ports[1], heads[1], half, load.rate) as at_letterbox,
        half_open(ports[0], load.half_open, kinds("/", "/desk/login/", SCRIPT)),
        half_open(ports[1], load.half_open, kinds("/en/", "/en/send/", "/en/")),
    ):
        time.sleep(2)
        seconds = {page: [_asked(ports[port], path) for _ in range(TIMES)]
                   for page, (port, path) in PAGES.items()}  # fmt: skip
        under_way = at_desk.under_way + at_letterbox.under_way
        if under_way < load.number and not load.half_open:
            print(f"{load.number - under_way} of {load.number} were answered", file=sys.stderr)
    return seconds


def _asked(port: int, path: str) -> float:
    began = time.perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    if answer.status != HTTPStatus.OK:
        raise ConnectionError(f"{path}: {answer.status}")
    return time.perf_counter() - began


@contextmanager
def _newsroom(folder: Path, descriptors: int | None) -> Iterator[tuple[int, int]]:
    """The ports of desk and letterbox."""
    ports = _free(), _free()
    words = ["run", "--port", str(ports[0]), "--letterbox-port", str(ports[1])]
    program = str(Path(sys.executable).with_name("solidary"))
    environment = {**os.environ, "SOLIDARY_HOME": str(folder / "home")}
    _open_letterbox(program, environment, folder)
    if descriptors is not None:
        program, words = "prlimit", [f"--nofile={descriptors}", program, *words]
    with subprocess.Popen([program, *words], env=environment, stdout=subprocess.DEVNULL) as running:
        try:
            for port, path in ((ports[0], "/desk/login/"), (ports[1], "/en/")):
                while True:
                    try:
                        _asked(port, path)
                        break
                    except OSError:
                        time.sleep(0.5)
            yield ports
        finally:
            running.terminate()


def _open_letterbox(program: str, environment: dict[str, str], folder: Path) -> None:
    """Fill a new home, and make the keys without which nothing can be sent."""
    passphrase = folder / "passphrase"
    if passphrase.exists():
        return
    passphrase.touch(0o600)
    passphrase.write_text("four words of nobody")
    keys = (["one"], ["another"], ["--recovery", "--here"])
    for words in (
        ["sample"],
        *(["keys", "desk", *key, "--passphrase-file", str(passphrase)] for key in keys),
    ):
        subprocess.run([program, *words], env=environment, stdout=subprocess.DEVNULL, check=True)


def _free() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        print("\n".join(table(measure(Path(place)))))
