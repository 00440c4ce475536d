"""The fronts behind nginx and Caddy, as the docs set them up: attacks, and what is too large."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from statistics import median

import pytest

from bench.half_open import SESSION, half_open, kinds, slow_uploads
from solidary.serving.front.desk import DeskFront
from solidary.serving.front.kind import Front
from solidary.serving.front.letterbox import LetterboxFront
from tests.fixtures.fronts import served
from tests.fixtures.ports import free_port, until
from tests.fixtures.programs import program
from tests.fixtures.raw import ask, get, opened, post, read
from tests.serving.front.conftest import Application
from tests.serving.test_documented_web_servers import (
    desk_behind_caddy,
    desk_behind_nginx,
    letterbox_behind_nginx,
    running,
)

Behind = Callable[[Path, int, int], list[str]]
QUICK = 0.2
"""Seconds that a page may take; in the best of three tries, for the machine does other things too."""
FORM, LARGE = "/desk/login/", "/desk/huge/"


@pytest.fixture
def desk(application: tuple[Path, Application], tmp_path: Path) -> Iterator[int]:
    """The port of the desk's front, whose application answers everything."""
    (tmp_path / "site").mkdir()
    with served(DeskFront(tmp_path / "site", application[0])) as port:
        yield port


def asked_for(port: int, times: int) -> tuple[set[int], float]:
    """The statuses of the form that signs in, and the median of the seconds it took."""
    statuses, seconds = set(), []
    for _ in range(times):
        began = time.monotonic()
        statuses.add(read(ask(port, get(FORM))).status)
        seconds.append(time.monotonic() - began)
    return statuses, median(seconds)


def _sent(port: int, request: bytes) -> bytes:
    """What comes back to a request, although the other side may end before it has taken it."""
    said = b""
    with opened(port) as sock, suppress(ConnectionError):
        with suppress(ConnectionError):
            sock.sendall(request)
        while data := sock.recv(65536):
            said += data
    return said


@pytest.mark.exhaustive
@pytest.mark.parametrize("behind", [desk_behind_nginx, desk_behind_caddy])
def test_an_attack_through_a_web_server_leaves_pages_quick(
    tmp_path: Path, desk: int, behind: Behind
) -> None:
    port = free_port()
    with (
        running(behind(tmp_path, port, desk), port, tmp_path),
        slow_uploads(port, 20, FORM),
        slow_uploads(port, 20, "/desk/x/"),
        half_open(port, 200, kinds(FORM, FORM, LARGE)) as held,
    ):
        until(lambda: sum(each.made for each in held) >= 200)
        tries = [asked_for(port, 20) for _ in range(3)]
    assert [statuses for statuses, _ in tries] == [{200}] * 3
    assert min(seconds for _, seconds in tries) < QUICK


def test_pages_are_answered_through_nginx_while_others_are_half_open(
    tmp_path: Path, desk: int
) -> None:
    port = free_port()
    with (
        running(desk_behind_nginx(tmp_path, port, desk), port, tmp_path),
        slow_uploads(port, 10, FORM),
        half_open(port, 60, kinds(FORM, FORM, LARGE)) as held,
    ):
        until(lambda: sum(each.made for each in held) >= 60)
        assert asked_for(port, 10)[0] == {200}


@pytest.mark.exhaustive
def test_connections_that_agree_on_half_of_tls_keep_nobody_out(tmp_path: Path, desk: int) -> None:
    port, key, certificate = free_port(), tmp_path / "key", tmp_path / "certificate"
    made = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost"]
    made += ["-keyout", str(key), "-out", str(certificate)]
    subprocess.run([program("openssl", package="openssl"), *made], check=True, capture_output=True)
    tls = f" ssl; ssl_certificate {certificate}; ssl_certificate_key {key}"
    with (
        running(desk_behind_nginx(tmp_path, port, desk, tls), port, tmp_path),
        half_open(port, 200, kinds(FORM, FORM, LARGE), tls=True) as held,
    ):
        until(lambda: sum(each.made for each in held) >= 200)
        asked = ["curl", "--insecure", "--silent", "--fail", f"https://127.0.0.1:{port}{FORM}"]
        for _ in range(10):
            subprocess.run(asked, check=True, capture_output=True, timeout=30)


@pytest.mark.parametrize(
    ("behind", "front", "path", "limit"),
    [
        (desk_behind_nginx, "desk", "/desk/x/", b"At most 256 MB"),
        (desk_behind_caddy, "desk", "/desk/x/", b"At most 256 MB"),
        (letterbox_behind_nginx, "letterbox", "/en/send/", b"At most 200 MB"),
    ],
)
def test_what_is_too_large_is_told_our_limit_and_not_the_web_servers(
    tmp_path: Path, behind: Behind, front: str, path: str, limit: bytes
) -> None:
    """A film of 300 MB, of which 20 have been sent when the answer is read, or as much as is taken:
    Caddy ends a connection over a body that nobody reads."""
    nobody = tmp_path / "application.sock"
    ours: Front = DeskFront(tmp_path, nobody) if front == "desk" else LetterboxFront(nobody)
    port = free_port()
    film = post(path, 300_000_000, SESSION.strip(), "Accept-Language: en", body=b"x" * 20_000_000)
    with served(ours) as upstream, running(behind(tmp_path, port, upstream), port, tmp_path):
        said = read(_sent(port, film))
    assert said.status == 413 and limit in said.body.replace(b"\xc2\xa0", b" ")
