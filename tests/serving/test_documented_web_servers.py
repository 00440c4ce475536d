"""nginx and Caddy with the texts that the docs give: nothing they write names who asked for what."""

from __future__ import annotations

import re
import socket
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.fixtures.ports import end, free_port, wait_for
from tests.fixtures.programs import program

DOCS = Path(__file__).resolve().parents[2] / "docs"
NEEDLE = "needleneedle"
REQUESTS = (
    f"GET /desk/{NEEDLE} HTTP/1.1\r\nHost: desk.example.org\r\n\r\n",
    f"GET /{NEEDLE} HTTP/1.1\r\nHost: desk.example.org\r\nCookie: {NEEDLE}\r\n\r\n",
    f"POST /desk/login/ HTTP/1.1\r\nHost: {NEEDLE}\r\nContent-Length: 9\r\n\r\n{NEEDLE}",
    f"GET /{NEEDLE} {NEEDLE}\r\n\r\n",
    f"GET /desk/%zz{NEEDLE} HTTP/1.1\r\nHost: desk.example.org\r\nX-Forwarded-For: {NEEDLE}\r\n\r\n",
    f"GET /desk/{'x' * 40_000}{NEEDLE} HTTP/1.1\r\nHost: desk.example.org\r\n\r\n",
    f"GET /desk/ HTTP/1.1\r\nHost: desk.example.org\r\nBad header {NEEDLE}\r\n\r\n",
    f"POST /desk/ HTTP/1.1\r\nHost: desk.example.org\r\nContent-Length: 999999999\r\n\r\n{NEEDLE}",
    f"\x16\x03\x01{NEEDLE}\r\n\r\n",
    f"GET /desk/half/{NEEDLE} HTTP/1.1\r\nHo",
)
"""What is found, what isn't, what can't be passed on, what no server understands, half a request."""


def documented(page: str, language: str) -> str:
    """The text between the fences of a documents' page."""
    (text,) = re.findall(rf"```{language}\n(.*?)```", (DOCS / page).read_text("utf-8"), re.S)
    return str(text)


@contextmanager
def running(words: list[str], port: int, folder: Path) -> Iterator[None]:
    """A web server whose own lines go into a file of the folder."""
    environment = {"HOME": str(folder), "XDG_DATA_HOME": str(folder), "PATH": "/usr/bin:/bin"}
    with (folder / "said").open("wb") as said:
        server = subprocess.Popen(words, env=environment, stdout=said, stderr=said)
        try:
            wait_for(port, server, (folder / "said").read_text)
            yield
        finally:
            end(server)


def nginx(servers: str, folder: Path) -> list[str]:
    """nginx with these servers; what it says outside of them goes where a package's would."""
    paths = "".join(
        f"{name}_temp_path {folder};"
        for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "nginx.conf").write_text(
        f"daemon off; pid {folder}/pid; error_log {folder}/error.log emerg; events {{ }}\n"
        f"http {{ access_log {folder}/access.log; {paths} {servers} }}\n"
    )
    found = program("nginx", package="nginx-light")
    return [found, "-p", str(folder), "-c", str(folder / "nginx.conf")]


def desk_behind_nginx(folder: Path, port: int, desk: int, listen: str = "") -> list[str]:
    """nginx on `port`, before a desk on another one. `listen`: what else is said of the port."""
    text = documented("web-server.md", "nginx").replace(
        "listen 443 ssl;", f"listen {port}{listen};"
    )
    return nginx(text.replace(":8000", f":{desk}"), folder)


def letterbox_behind_nginx(folder: Path, port: int, letterbox: int) -> list[str]:
    text = documented("letterbox-host.md", "nginx").replace("listen 443 ssl;", f"listen {port};")
    return nginx(text.replace(":8001", f":{letterbox}"), folder)


def desk_behind_caddy(folder: Path, port: int, desk: int) -> list[str]:
    text = documented("web-server.md", "caddy").replace("desk.example.org", f"http://:{port}")
    text = text.replace("{\n", "{\n    admin off\n    auto_https off\n", 1)
    (folder / "Caddyfile").write_text(text.replace(":8000", f":{desk}"))
    found = program("caddy", package="caddy")
    return [found, "run", "--adapter", "caddyfile", "--config", str(folder / "Caddyfile")]


def ask(port: int, request: str) -> bytes:
    """The beginning of what a server answers; nothing, where it waits for the rest of a request."""
    with socket.create_connection(("127.0.0.1", port), 30) as line:
        line.sendall(request.encode("latin-1"))
        line.settimeout(5 if request.endswith("\r\n\r\n") else 0.5)
        try:
            return line.recv(65536)
        except (TimeoutError, ConnectionError):
            return b""


@pytest.mark.parametrize("behind", [desk_behind_nginx, letterbox_behind_nginx, desk_behind_caddy])
def test_nothing_that_a_web_server_writes_names_who_asked_for_what(
    tmp_path: Path, behind: Callable[[Path, int, int], list[str]]
) -> None:
    port = free_port()
    with running(behind(tmp_path, port, free_port()), port, tmp_path):
        answers = [ask(port, request) for request in REQUESTS]
    assert any(b" 502 " in answer.split(b"\r\n")[0] for answer in answers), answers
    written = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    for path, data in written.items():
        assert NEEDLE.encode() not in data, (path, data[-2000:])
        if path.name not in ("Caddyfile", "autosave.json", "nginx.conf"):
            assert b"127.0.0.1" not in data, (path, data[-2000:])
