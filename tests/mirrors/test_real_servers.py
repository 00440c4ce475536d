"""Header profiles read by the servers they are written for: nginx and Caddy themselves."""

from __future__ import annotations

import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from solidary.mirrors.models import Mirror
from solidary.mirrors.profile import Served
from solidary.mirrors.profiles import render
from solidary.release.canonical import canonical_link
from solidary.release.headers import headers_for
from tests.fixtures.ports import free_port, wait_for
from tests.fixtures.programs import program

SERVED = Served("https://news.example/", ("en", "be", "be-tarask"))
PAGES = {
    "index.html": "root", "en/index.html": "front", "en/about.html": "about",
    "be-tarask/s/ab/abcdefghi.html": "story", "en/d/2021/all.html": "year",
    "en/Tag/index.html": "friendly", "en/latest.atom.xml": "<feed/>", "robots.txt": "robots",
    ".well-known/security.txt": "security", ".secret": "secret", "favicon.ico": "icon",
    "404.html": "in all languages", "en/404.html": "not here", "be/404.html": "няма",
    "be-tarask/404.html": "няма тут",
}  # fmt: skip
NOWHERE = {
    "nowhere.html": "404.html", "en/nowhere.html": "en/404.html", "be/s/ab/x.html": "be/404.html",
    "be-tarask/x/": "be-tarask/404.html", "uk/x.html": "404.html", "been/x.html": "404.html",
    ".secret": "404.html",
}  # fmt: skip


@pytest.fixture(params=["/", "/news/"])
def folder(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    # Servers that are started as root read files as somebody else.
    tmp_path.chmod(0o755)
    for above in tmp_path.parents[:3]:
        above.chmod(above.stat().st_mode | 0o055)
    place = tmp_path / "site"
    for address, text in PAGES.items():
        (place / address).parent.mkdir(parents=True, exist_ok=True)
        (place / address).write_text(text)
    # A newsroom's own files are for its user alone; a release is for everybody.
    for path in (place, *place.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    return place


@contextmanager
def running(words: list[str], port: int, folder: Path) -> Iterator[None]:
    environment = {"HOME": str(folder), "XDG_DATA_HOME": str(folder), "PATH": "/usr/bin:/bin"}
    with subprocess.Popen(words, env=environment, stderr=subprocess.PIPE, text=True) as server:
        try:
            wait_for(port, server, lambda: server.stderr.read() if server.stderr else "")
            yield
        finally:
            server.terminate()


@pytest.fixture(params=["nginx", "caddy"])
def server(
    request: pytest.FixtureRequest, tmp_path: Path, place: Path, folder: str
) -> Iterator[str]:
    """The address of a mirror in a folder of a host, served by its profile."""
    profile, port = request.param, free_port()
    found = program(profile, package=profile)
    address = f"http://127.0.0.1:{port}{folder}"
    told = Mirror(name="north", kind="folder", place=str(place), address=address, profile=profile)
    text = tmp_path / "told.conf"
    text.write_text(render(told, SERVED))
    if profile == "nginx":
        words = [found, "-p", str(tmp_path), "-c", str(tmp_path / "nginx.conf")]
        paths = "".join(
            f"{name}_temp_path {tmp_path};"
            for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        (tmp_path / "nginx.conf").write_text(
            f"daemon off; pid {tmp_path}/pid; error_log stderr crit; events {{ }}\n"
            f"http {{ {paths} include {text}; }}\n"
        )
    else:
        text.write_text("{\n\tadmin off\n\tauto_https off\n}\n" + text.read_text())
        words = [found, "run", "--adapter", "caddyfile", "--config", str(text)]
    with running(words, port, tmp_path):
        yield address


def asked(url: str) -> tuple[int, dict[str, str], str]:
    """The status, the headers and the text of an answer."""
    try:
        answer = urllib.request.urlopen(url, timeout=10)
    except urllib.error.HTTPError as error:
        answer = error
    with answer:
        return answer.status, dict(answer.headers), answer.read().decode()


def test_a_server_that_reads_its_profile_says_what_the_profile_says(server: str) -> None:
    for address, text in PAGES.items():
        if address in (".secret", "404.html") or address.endswith("/404.html"):
            continue
        status, headers, body = asked(server + address)
        assert (status, body) == (200, text), address
        assert headers.get("Link", "") == canonical_link(SERVED.canonical, address), address
        for name, value in headers_for(address).items():
            assert headers[name] == value, (address, name)


def test_a_folder_is_its_page(server: str) -> None:
    for page in ("", "en/"):
        status, headers, body = asked(server + page)
        assert (status, body) == (200, PAGES[f"{page}index.html"])
        assert headers["Link"] == f'<https://news.example/{page}index.html>; rel="canonical"'
    status, headers, body = asked(f"{server}en/Tag/")
    assert (status, body, headers.get("Link")) == (200, "friendly", None)


def test_what_is_not_there_is_said_in_the_language_that_was_asked_for(server: str) -> None:
    for address, page in NOWHERE.items():
        status, headers, body = asked(server + address)
        assert (status, body) == (404, PAGES[page]), address
        assert "Link" not in headers
        for name, value in headers_for("404.html").items():
            assert headers[name] == value, (address, name)
