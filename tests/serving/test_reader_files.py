"""Readers are answered from the release's folder, and from nowhere else."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from django.test import Client

from solidary.release.headers import FOR_EVER, headers_for


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


def test_pages_come_with_the_header_profile(site: Path, client: Client) -> None:
    answer = client.get("/")
    assert answer.content == b"front"
    assert answer["Content-Security-Policy"].startswith("default-src 'none'")
    assert "script" not in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert answer["Cache-Control"] == "no-cache"
    assert "Set-Cookie" not in answer
    assert not answer.cookies


def test_what_a_reader_has_is_not_sent_again(site: Path, client: Client) -> None:
    mark = client.get("/en/index.html")["ETag"]
    again = client.get("/en/index.html", headers={"if-none-match": mark})
    assert (again.status_code, again.content) == (304, b"")
    (site / "en" / "index.html").write_text("ENGLISH")
    assert client.get("/en/index.html", headers={"if-none-match": mark}).status_code == 200


def test_text_comes_compressed_to_readers_who_take_it(site: Path, client: Client) -> None:
    (site / "en" / "index.html").write_text("words " * 500)
    plain = client.get("/en/")
    packed = client.get("/en/", headers={"accept-encoding": "br, gzip"})
    assert gzip.decompress(packed.content) == plain.content
    assert packed["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed["Vary"] and "Accept-Encoding" in plain["Vary"]
    assert packed["Content-Language"] == "en"
    assert packed["ETag"] != plain["ETag"]
    known = {"accept-encoding": "gzip", "if-none-match": packed["ETag"]}
    assert client.get("/en/", headers=known).status_code == 304
    refused = client.get("/en/", headers={"accept-encoding": "gzip;q=0"})
    assert "Content-Encoding" not in refused


def test_what_is_missing_is_said_in_the_language_of_the_address(site: Path, client: Client) -> None:
    (site / "be").mkdir(exist_ok=True)
    (site / "be" / "404.html").write_text("няма")
    for address, text in (
        ("be/no.html", "няма"),
        ("be/s/no/", "няма"),
        ("ru/no.html", "our own 404"),
    ):
        answer = client.get(f"/{address}", headers={"Accept-Language": "ru"})
        assert (answer.status_code, answer.content.decode()) == (404, text), address
        assert "Accept-Language" not in answer.headers.get("Vary", "")


def test_the_one_address_with_a_dot_that_is_answered_for(site: Path, client: Client) -> None:
    for address in (".well-known/security.txt", ".well-known/other.txt", ".secret/security.txt"):
        (site / address).parent.mkdir(exist_ok=True)
        (site / address).write_text("Contact: mailto:desk@news.example")
        expected = 200 if address == ".well-known/security.txt" else 404
        assert client.get(f"/{address}").status_code == expected, address


def test_what_is_missing_is_a_404_with_the_newsrooms_own_page(site: Path, client: Client) -> None:
    answer = client.get("/en/s/ab/nothing.html")
    assert (answer.status_code, answer.content) == (404, b"our own 404")
    assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "path",
    ["/../secret", "/en/../../secret", "/%2e%2e/secret", "/..%2fsecret", "/way-out/secret",
     "/en/%00", "/.hidden", "/en//index.html", "/en\\..\\..\\secret", "/en/index.html/x"],
)  # fmt: skip
def test_nobody_reads_outside_the_release(site: Path, client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert b"secret" not in answer.content


def test_a_folder_leads_to_its_page(site: Path, client: Client) -> None:
    answer = client.get("/en/tag")
    assert (answer.status_code, answer["Location"]) == (301, "/en/tag/")
    assert client.get("/en/tag/").content == b"redirect"


def test_nothing_can_be_sent(site: Path, client: Client) -> None:
    assert client.post("/").status_code == 405


def test_a_film_comes_in_the_parts_a_player_asks_for(site: Path, client: Client) -> None:
    part = client.get("/m/film.mp4", headers={"range": "bytes=256-259"})
    assert part.status_code == 206
    assert b"".join(part.streaming_content) == bytes(range(4))
    assert part["Content-Range"] == f"bytes 256-259/{256 * 4096}"
    end = client.get("/m/film.mp4", headers={"range": "bytes=-2"})
    assert b"".join(end.streaming_content) == bytes([254, 255])
    assert client.get("/m/film.mp4", headers={"range": "bytes=9999999-"}).status_code == 416


def test_an_empty_home_says_so(home: Path, client: Client) -> None:
    answer = client.get("/")
    assert answer.status_code == 404
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
