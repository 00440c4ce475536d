"""Nothing that a sender gives reaches a disk unsealed: the system's own record of every write of every
process says so, by form and by script, whole, aborted and refused."""

from __future__ import annotations

import re
import secrets
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from solidary.sealing.piece import PIECE
from tests.fixtures.programs import program
from tests.letterbox.live import FIELDS, FORM, JPEG, Live, living, multipart
from tests.letterbox.planting import after
from tests.letterbox.test_pieces import ask

CALLS = (
    "write,pwrite64,writev,pwritev,pwritev2,open,openat,rename,renameat,renameat2,mkdir,mkdirat,"
    "link,linkat,symlink,symlinkat,mmap"
)
INTO_A_FILE = re.compile(r"^\d+ +(?:pwrite64|p?writev2?|write)\(\d+<(?!/dev/(?!shm/))/")
NAMING = re.compile(r"^\d+ +(?:open|rename|mkdir|link|symlink)")
SHARED = re.compile(
    r"mmap\([^)]*PROT_WRITE[^)]*MAP_SHARED\b(?!\|MAP_ANON)[^)]*<(?!/dev/(?!shm/)|/memfd:solidary-counts>)/"
)
"""Memory that is a file; the numbers of `solidary status` are in one that no disk has."""
BETWEEN = 50_000
"""Bytes of a file from one needle to the next."""
PLANTED = after(
    "solidary.letterbox.taking",
    """
take = module.Taking.write
def write(self, data):
    with open(self.bag / "planted", "ab") as file:
        file.write(data)
    return take(self, data)
module.Taking.write = write
""",
)


class Needles:
    """Words that occur nowhere else."""

    def __init__(self) -> None:
        self.all: list[str] = []

    def one(self) -> str:
        self.all.append(f"needle{secrets.token_hex(12)}")
        return self.all[-1]

    def file(self, size: int) -> bytes:
        """A picture with a needle every 50 KB."""
        parts = [JPEG]
        while sum(map(len, parts)) < size:
            parts += [self.one().encode(), secrets.token_bytes(BETWEEN)]
        return b"".join(parts)[:size]

    def fields(self, live: Live, **more: str) -> dict[str, str]:
        needles = {name: self.one() for name in ("words", "place", "day", "credit", "contact")}
        return {"token": live.token(), **FIELDS, **needles, self.one(): self.one(), **more}

    def headers(self, kind: str) -> dict[str, str]:
        names = ("User-Agent", "Referer", "Cookie", "Accept-Language", "X-Forwarded-For", "X-Other")
        return {"Content-Type": kind, **{name: self.one() for name in names}}


def send_everything(live: Live, needles: Needles, size: int) -> None:
    """By form and by script, whole, aborted and refused."""

    def post(path: str, fields: dict[str, str], *files: tuple[str, bytes]) -> str:
        kind, body = multipart(fields, *files)
        answer = live.ask("POST", f"{path}?{needles.one()}", body, needles.headers(kind))
        return answer.text

    def files() -> tuple[str, bytes]:
        return f"{needles.one()}.jpg", needles.file(size)

    sent = live.post("/en/", needles.fields(live), files())
    assert "Your file has arrived" in sent.text
    assert "Your file has arrived" in post("/en/", needles.fields(live, skip="1"), files())
    for fields in (
        needles.fields(live, token=live.token(age=90_000)),
        needles.fields(live, token="x"),
        needles.fields(live, website="x"),
        needles.fields(live, words=needles.one() * 1_000),
    ):
        assert "Not sent yet" in post("/en/", fields, files())
    kind, body = multipart(needles.fields(live), files())
    live.ask("POST", "/en/", body[:-80], needles.headers(kind))
    live.ask("POST", "/en/add", body, needles.headers(kind))
    live.ask("POST", f"/en/{needles.one()}", body[:5000], needles.headers(kind))
    live.ask("PUT", "/en/", body[:5000], needles.headers(kind))
    with socket.create_connection(("127.0.0.1", live.port)) as line:
        head = f"POST /en/ HTTP/1.1\r\nHost: {needles.one()}\r\nContent-Type: {kind}\r\n"
        line.sendall(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body[: len(body) // 2])
    data, about = needles.file(PIECE + size), {"name": needles.one(), "type": needles.one()}
    known = {**about, "size": str(len(data)), "modified": "1"}
    item = ask(live, sent, None, **known)["item"]
    for at in range(0, len(data), PIECE):
        said = ask(live, sent, data[at : at + PIECE], **known, item=item, at=at)
    assert said["whole"]
    ask(live, sent, data[: PIECE // 2], **{**known, "name": needles.one()}, item="x", at=0)
    opened = live.post("/en/receipt", {"digits": sent.digits, "word1": ""})
    answer = {"token": opened.hidden("token"), "words": needles.one(), "credit": needles.one()}
    live.ask("POST", "/en/answer", "&".join(f"{k}={v}" for k, v in answer.items()).encode(), needles.headers(FORM))  # fmt: skip
    live.post("/en/receipt", {"word1": needles.one(), "digits": needles.one()})


@pytest.fixture
def strace() -> str:
    return program("strace", package="strace")


def shown(record: Path, needles: Needles) -> list[str]:
    """Calls that write a needle into a file, name a file by one, or write past all calls."""
    found = []
    for line in record.read_text("latin-1").splitlines():
        names = INTO_A_FILE.match(line) or NAMING.match(line)
        if SHARED.search(line) or (names and any(each in line for each in needles.all)):
            found.append(line[:300])
    return found


def left(live: Live, needles: Needles) -> Iterator[str]:
    """Files of the home that hold a needle or are named by one."""
    for path in [live.said, *live.home.path.rglob("*")]:
        data = path.name.encode() + (path.read_bytes() if path.is_file() else b"")
        if any(needle.encode() in data for needle in needles.all):
            yield path.name


def watched(folder: Path, strace: str, size: int, planted: str = "") -> tuple[list[str], list[str]]:
    """What of the needles the system saw written, and what of them is in files afterwards."""
    needles, record = Needles(), folder / "calls"
    options = ("-f", "--seccomp-bpf", "-y", "-qq", "-s", "4000000", "-e", f"trace={CALLS}")
    with living(strace, *options, "-o", record, planted=planted) as live:
        send_everything(live, needles, size)
        remain = list(left(live, needles))
        assert len(live.envelopes()) == 5
    text = record.read_text("latin-1")
    writes = sum(bool(INTO_A_FILE.match(line)) for line in text.splitlines())
    assert writes > 60, "nothing was traced"
    return shown(record, needles), remain


def test_no_process_writes_a_word_a_name_a_header_or_a_part_of_a_file(
    tmp_path: Path, strace: str
) -> None:
    assert watched(tmp_path, strace, 150_000) == ([], [])


@pytest.mark.exhaustive
def test_nor_of_large_files(tmp_path: Path, strace: str) -> None:
    assert watched(tmp_path, strace, 3_000_000) == ([], [])


@pytest.mark.exhaustive
def test_what_is_written_in_clear_is_found(tmp_path: Path, strace: str) -> None:
    written, remain = watched(tmp_path, strace, 150_000, PLANTED)
    assert written
    assert remain == ["planted"]
