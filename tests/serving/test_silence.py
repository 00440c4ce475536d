"""No word of any request is in what the processes write: not in a line, not in a file."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from solidary.home import Home
from solidary.serving import sockets
from tests.fixtures.ports import LONGEST, free_port, until, wait_for
from tests.fixtures.raw import ask, get, opened, post, read
from tests.fixtures.supervised import supervised
from tests.serving.test_supervising import family

NEEDLE = "Needle4711"
LINES = (
    f"User-Agent: {NEEDLE}", f"Cookie: a={NEEDLE}; sessionid={NEEDLE * 4}", f"X-{NEEDLE}: {NEEDLE}",
    f"Referer: http://a/{NEEDLE}", f"Content-Type: {NEEDLE}",
)  # fmt: skip
FORM = f"{NEEDLE}={NEEDLE}&username={NEEDLE}&password={NEEDLE}".encode()
MULTIPART = (
    f'--b\r\nContent-Disposition: form-data; name="{NEEDLE}"; filename="{NEEDLE}"\r\n\r\n{NEEDLE}'
).encode()


def requests(form: str) -> Iterator[tuple[int, bytes]]:
    """(status, request): one for each thing a front refuses by itself, needles everywhere."""
    at = f"/{NEEDLE}/?{NEEDLE}={NEEDLE}"
    yield 400, f"GET {at} HTTP/1.1\r\nHost: {NEEDLE}\r\nX-{NEEDLE} : {NEEDLE}\r\n\r\n".encode()
    yield 400, f"{NEEDLE * 3} {at} HTTP/1.1\r\nHost: {NEEDLE}\r\n\r\n".encode()
    yield 400, f"\x16\x03\x01\x02{NEEDLE}\r\n\r\n".encode()
    yield 400, get(at, f"X-{NEEDLE}: {NEEDLE}\x1b{NEEDLE}", *LINES)
    yield 404, get(at, f"X-Forwarded-For: {NEEDLE}", f"Forwarded: for={NEEDLE}", *LINES)
    yield 405, post(at, len(FORM), *LINES, body=FORM)
    yield 408, post(form, 5000, *LINES, body=FORM)
    yield 408, f"GET {at} HTTP/1.1\r\nX: {NEEDLE}".encode()
    yield 413, get(at, "Content-Length: 9", *LINES) + FORM
    yield 413, post(form, 10**9, *LINES, body=FORM)
    yield 414, get(f"/{NEEDLE * 900}")
    yield 431, get(f"/{NEEDLE}", f"X: {NEEDLE * 900}")


def silent(home: Path, said: Path) -> None:
    for path in home.rglob("*"):
        if path.is_file() and not path.is_symlink():
            assert NEEDLE.encode() not in path.read_bytes(), path.name
    assert NEEDLE.lower() not in said.read_text("utf-8", "replace").lower()


@pytest.mark.exhaustive
def test_whatever_is_answered_the_processes_write_no_word_of_it(tmp_path: Path) -> None:
    port, said = free_port(), tmp_path / "said"
    with supervised(tmp_path, port, "tests.serving.toy.processes:PROCESSES", said=said) as one:
        until(lambda: read(ask(port, get("/letter/"))).status == 200)
        for status, request in requests("/letter/"):
            assert read(ask(port, request)).status == status
        hundred = f"POST /letter/?{NEEDLE} HTTP/1.1\r\nHost: {NEEDLE}\r\nTransfer-Encoding: chunked\r\n\r\n"
        chunk = b"10000\r\n" + (NEEDLE * 7000)[:65536].encode() + b"\r\n"
        for status, request in (
            (200, get("/letter/", *LINES).replace(b"GET", b"HEAD", 1)),
            (200, get("/letter/", f"X: {'a' * 8187}")),
            (200, get("/letter/", *(f"X-{number}: a" for number in range(98)))),
            (200, post("/letter/", len(FORM), "Connection: close", *LINES, body=FORM)),
            (200, post("/letter/", len(MULTIPART), "Connection: close",
                       "Content-Type: multipart/form-data; boundary=b", body=MULTIPART)),
            (400, post("/letter/asking/", len(FORM), "Connection: close", *LINES,
                       "Content-Type: application/x-www-form-urlencoded", body=FORM)),
            (403, post("/closed/", len(FORM), *LINES, body=FORM)),
            (411, hundred.encode() + chunk * 6),
            (500, get(f"/failing/{NEEDLE}?{NEEDLE}", *LINES)),
            (502, get("/dying/", *LINES)),
        ):  # fmt: skip
            assert read(ask(port, request)).status == status
        until(lambda: _status(port) == 200)
        os.kill(family(one.pid)[2], signal.SIGKILL)
        until(lambda: not _listens(Home(tmp_path).run / "toy.sock"))
        assert read(ask(port, get(f"/letter/?{NEEDLE}", *LINES))).status == 503
        until(lambda: _status(port) == 200)
        # Who leaves in the middle is no line either.
        for request in (post("/letter/", 5000, body=FORM), get(f"/{NEEDLE}")):
            with opened(port) as sock:
                sock.sendall(request)
        time.sleep(0.3)
    silent(tmp_path, said)
    lines = said.read_text()
    # Of what everybody may send, no line is written: whoever wants to could fill the disk with them.
    assert "gunicorn.http" not in lines and "WARNING gunicorn" not in lines
    # What failed is still to be found: in which line of code, and as what.
    assert "ValueError" in lines and "in failing" in lines


def _listens(path: Path) -> bool:
    try:
        sockets.connect(path).close()
    except OSError:
        return False
    return True


def _status(port: int) -> int:
    with contextlib.suppress(OSError, IndexError, ValueError):
        return read(ask(port, get("/letter/"))).status
    return 0


@pytest.mark.exhaustive
def test_a_newsroom_at_work_writes_no_word_of_a_request(
    tmp_path: Path, migrated_record: Path
) -> None:
    home, said = Home(tmp_path / "home"), tmp_path / "said"
    home.path.mkdir(mode=0o700)
    home.record.write_bytes(migrated_record.read_bytes())
    desk, letterbox = free_port(), free_port()
    solidary = Path(sys.executable).with_name("solidary")
    words = [
        str(solidary),
        "run",
        "--no-sample",
        "--port",
        str(desk),
        "--letterbox-port",
        str(letterbox),
    ]
    setting = {**os.environ, "SOLIDARY_HOME": str(home.path)}
    with (
        said.open("wb") as log,
        subprocess.Popen(words, env=setting, stdout=log, stderr=log) as newsroom,
    ):
        try:
            for port in (desk, letterbox):
                wait_for(port, newsroom)
            form = ("Connection: close", *LINES, "Content-Type: application/x-www-form-urlencoded")
            for port, path in ((desk, "/desk/login/"), (letterbox, "/en/")):
                for status, request in requests(path):
                    # A closed letterbox says 503; nobody waits a minute here for a slow body.
                    if status != 408:
                        assert read(ask(port, request)).status in (status, 503)
                for address in (path, f"/desk/{NEEDLE}/", f"/en/{NEEDLE}"):
                    for request in (
                        get(f"{address}?{NEEDLE}", *LINES),
                        get(address, f"X: {NEEDLE}").replace(b"a.example", NEEDLE.encode()),
                        post(address, len(FORM), *form, body=FORM),
                        post(address, len(MULTIPART), *form[:-1],
                             "Content-Type: multipart/form-data; boundary=b", body=MULTIPART),
                    ):  # fmt: skip
                        assert 200 <= read(ask(port, request)).status < 504
        finally:
            newsroom.terminate()
            newsroom.wait(LONGEST)
    silent(home.path, said)
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", desk)) != 0
