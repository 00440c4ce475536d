"""Readers are answered from the release's folder, and from nowhere else."""

from __future__ import annotations

import gzip
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from solidary.release.headers import FOR_EVER, headers_for
from solidary.serving.front.answer import FilePart
from solidary.serving.front.reader_files import reader_page
from solidary.serving.front.request import readable


class Got(NamedTuple):
    """An answer as a reader gets it."""

    status: int
    headers: Mapping[str, str]
    content: bytes


Get = Callable[..., Got]


@pytest.fixture
def get(home: Path) -> Get:
    """Asks for an address, with headers."""

    def get(address: str, headers: Mapping[str, str] | None = None) -> Got:
        asked = {name.lower(): value for name, value in (headers or {}).items()}
        answer = reader_page(
            home / "site", readable(address), lambda name: asked.get(name.lower(), "")
        )
        if isinstance(answer.body, FilePart):
            with answer.body.file as file:
                content = os.pread(file.fileno(), answer.body.length, answer.body.first)
            return Got(answer.status, answer.headers, content)
        return Got(answer.status, answer.headers, answer.body)

    return get


@pytest.fixture
def site(home: Path) -> Path:
    folder = home / "site"
    (folder / "en" / "tag").mkdir(parents=True)
    (folder / "m").mkdir()
    (folder / "index.html").write_text("front")
    (folder / "en" / "index.html").write_text("english")
    (folder / "en" / "tag" / "index.html").write_text("redirect")
    (folder / "404.html").write_text("our own 404")
    (folder / "m" / "film.mp4").write_bytes(bytes(range(256)) * 4_096)
    (home / "secret").write_text("secret")
    (folder / "way-out").symlink_to(home)
    return folder


def test_pages_come_with_the_header_profile(site: Path, get: Get) -> None:
    answer = get("/")
    assert answer.content == b"front"
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert "script" not in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["Cache-Control"] == "no-cache"
    assert "Set-Cookie" not in answer.headers


def test_what_a_reader_has_is_not_sent_again(site: Path, get: Get) -> None:
    mark = get("/en/index.html").headers["ETag"]
    again = get("/en/index.html", headers={"if-none-match": mark})
    assert (again.status, again.content) == (304, b"")
    (site / "en" / "index.html").write_text("ENGLISH")
    assert get("/en/index.html", headers={"if-none-match": mark}).status == 200


def test_text_comes_compressed_to_readers_who_take_it(site: Path, get: Get) -> None:
    (site / "en" / "index.html").write_text("words " * 500)
    plain = get("/en/")
    packed = get("/en/", headers={"accept-encoding": "br, gzip"})
    assert gzip.decompress(packed.content) == plain.content
    assert packed.headers["Content-Encoding"] == "gzip"
    assert (
        "Accept-Encoding" in packed.headers["Vary"] and "Accept-Encoding" in plain.headers["Vary"]
    )
    assert packed.headers["Content-Language"] == "en"
    assert packed.headers["ETag"] != plain.headers["ETag"]
    known = {"accept-encoding": "gzip", "if-none-match": packed.headers["ETag"]}
    assert get("/en/", headers=known).status == 304
    refused = get("/en/", headers={"accept-encoding": "gzip;q=0"})
    assert "Content-Encoding" not in refused.headers


def test_what_is_missing_is_said_in_the_language_of_the_address(site: Path, get: Get) -> None:
    (site / "be").mkdir(exist_ok=True)
    (site / "be" / "404.html").write_text("няма")
    for address, text in (
        ("be/no.html", "няма"),
        ("be/s/no/", "няма"),
        ("ru/no.html", "our own 404"),
    ):
        answer = get(f"/{address}", headers={"Accept-Language": "ru"})
        assert (answer.status, answer.content.decode()) == (404, text), address
        assert "Accept-Language" not in answer.headers.get("Vary", "")


def test_the_one_address_with_a_dot_that_is_answered_for(site: Path, get: Get) -> None:
    for address in (".well-known/security.txt", ".well-known/other.txt", ".secret/security.txt"):
        (site / address).parent.mkdir(exist_ok=True)
        (site / address).write_text("Contact: mailto:desk@news.example")
        expected = 200 if address == ".well-known/security.txt" else 404
        assert get(f"/{address}").status == expected, address


def test_what_is_missing_is_a_404_with_the_newsrooms_own_page(site: Path, get: Get) -> None:
    answer = get("/en/s/ab/nothing.html")
    assert (answer.status, answer.content) == (404, b"our own 404")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "path",
    ["/../secret", "/en/../../secret", "/%2e%2e/secret", "/..%2fsecret", "/way-out/secret",
     "/en/%00", "/.hidden", "/en//index.html", "/en\\..\\..\\secret", "/en/index.html/x"],
)  # fmt: skip
def test_nobody_reads_outside_the_release(site: Path, get: Get, path: str) -> None:
    answer = get(path)
    assert answer.status == 404
    assert b"secret" not in answer.content


def test_a_folder_leads_to_its_page(site: Path, get: Get) -> None:
    answer = get("/en/tag")
    assert (answer.status, answer.headers["Location"]) == (301, "/en/tag/")
    assert get("/en/tag/").content == b"redirect"


def test_a_film_comes_in_the_parts_a_player_asks_for(site: Path, get: Get) -> None:
    part = get("/m/film.mp4", headers={"range": "bytes=256-259"})
    assert part.status == 206
    assert part.content == bytes(range(4))
    assert part.headers["Content-Range"] == f"bytes 256-259/{256 * 4096}"
    end = get("/m/film.mp4", headers={"range": "bytes=-2"})
    assert end.content == bytes([254, 255])
    assert get("/m/film.mp4", headers={"range": "bytes=9999999-"}).status == 416


def test_an_empty_home_says_so(home: Path, get: Get) -> None:
    answer = get("/")
    assert answer.status == 404
    assert b"Nothing has been published" in answer.content


def test_only_what_can_never_be_withdrawn_is_kept_for_a_year() -> None:
    for address in ("a/style-0a1b2c3d.css", "tree/0a1b.txt"):
        assert headers_for(address)["Cache-Control"] == FOR_EVER
    for address in ("p/ab/abc-12345678-480.webp", "m/ab/ab-12345678.mp4", "d/ab/ab-12345678.pdf"):
        assert headers_for(address)["Cache-Control"] == "public, max-age=604800, immutable"
    for address in ("en/index.html", "root.txt", "en/all.rss.xml", "a/icon.svg"):
        assert headers_for(address)["Cache-Control"] == "no-cache"
    assert headers_for("be/s/ab/abc.html", dangerous=True)["Cache-Control"] == "no-store"


def test_a_kept_copy_of_a_foreign_page_is_never_shown_as_ours() -> None:
    headers = headers_for("d/ab/abc-12345678.html")
    assert headers["Content-Type"] == "application/octet-stream"
    assert headers["Content-Disposition"] == "attachment"
