"""A live letterbox: the real program in a process and a home of its own, and a client without a
browser that sends it what no browser would."""

from __future__ import annotations

import contextlib
import http.client
import os
import re
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from solidary.home import Home
from solidary.letterbox.tokens import Purpose, TokenMaker
from solidary.sealing.bag.envelope import IN, OPEN
from solidary.sealing.bag.folder import FolderCarrier
from solidary.sealing.bag.manifest import ENVELOPE, Manifest
from solidary.sealing.bag.notice import Notice, TopicChoice, write_notice
from solidary.sealing.identity import Identity
from tests.fixtures.memory import in_memory
from tests.fixtures.ports import LONGEST, free_port, wait_for
from tests.letterbox.planting import after, together
from tests.repo.tree import ROOT

FORM = "application/x-www-form-urlencoded"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + b"picture " * 400
FIELDS = {
    "words": "We were two hundred.", "place": "Gdańsk", "day": "yesterday", "credit": "Photo: readers",
    "contact": "", "website": "",
}  # fmt: skip


class Answer(NamedTuple):
    """What was answered."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    def hidden(self, name: str) -> str:
        """The value of a hidden field."""
        found = re.search(rf'name="{name}" value="([^"]*)"', self.text)
        assert found, f"no field {name} in {self.text[-3000:]}"
        return found.group(1)

    @property
    def pieces(self) -> str:
        """The token for pieces."""
        return re.findall(r'data-pieces="([^"]*)"', self.text)[-1]

    @property
    def digits(self) -> str:
        """The receipt, as a number."""
        found = re.search(r'class="digits"[^>]*>([\d ]+)<', self.text)
        assert found, self.text[-3000:]
        return found.group(1)

    @property
    def words(self) -> list[str]:
        """The receipt, in words."""
        return re.findall(r"<li>([^<\s]+)</li>", self.text.partition('<ol class="words"')[2])


def boxes(words: list[str]) -> dict[str, str]:
    """Words of a receipt in the fields they are typed into."""
    return {f"word{place}": word for place, word in enumerate(words, 1)}


@dataclass
class Live:
    """A letterbox that answers."""

    home: Home
    port: int
    process: subprocess.Popen[bytes]
    identities: list[Identity]
    notice: Notice
    said: Path = field(default_factory=Path)
    """what the process wrote to stderr"""

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def bag(self) -> Path:
        return self.home.letterbox_bag

    def put(self, notice: Notice) -> None:
        """Let the newsroom say something else."""
        write_notice(FolderCarrier(self.bag), notice)

    def token(self, purpose: Purpose = Purpose.SEND, age: float = 60, **carries: str) -> str:
        """A token as a page of `age` seconds has it."""
        return self.tokens.make(purpose, time.time() - age, **carries)

    @property
    def tokens(self) -> TokenMaker:
        """What makes and reads its tokens."""
        return TokenMaker(bytes.fromhex(self.home.letterbox_pepper.read_text("ascii")))

    def ask(
        self,
        method: str,
        path: str,
        body: bytes | Iterable[bytes] = b"",
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=LONGEST)
        try:
            line.request(method, path, body=body, headers=dict(headers or {}))
            said = line.getresponse()
            return Answer(said.status, {k.lower(): v for k, v in said.getheaders()}, said.read())
        finally:
            line.close()

    def get(self, path: str) -> Answer:
        return self.ask("GET", path)

    def post(
        self,
        path: str,
        fields: Mapping[str, str | bytes],
        *files: tuple[str, bytes],
        name: str = "file",
    ) -> Answer:
        """Send a form as a browser does, files last."""
        kind, body = multipart(fields, *files, name=name)
        return self.ask("POST", path, body, {"Content-Type": kind})

    def send(self, *files: tuple[str, bytes], language: str = "en", **fields: str) -> Answer:
        """The first POST, from a page that was open for a minute."""
        return self.post(f"/{language}/", {"token": self.token(), **FIELDS, **fields}, *files)

    def sent_one(self) -> str:
        """Something is sent; the name of its contribution."""
        before = set(self.envelopes())
        self.send(("a.jpg", JPEG), skip="1")
        (name,) = set(self.envelopes()) - before
        return name

    def envelopes(self) -> dict[str, Manifest]:
        """The whole envelopes in the bag."""
        found = {}
        for folder in (self.bag / IN).glob("*"):
            if ENVELOPE.fullmatch(folder.name):
                found[folder.name] = Manifest.parsed((folder / "envelope.json").read_bytes())
        return found

    def unwhole(self) -> list[str]:
        return [folder.name for folder in (self.bag / IN).glob(f"*{OPEN}")]


def multipart(
    fields: Mapping[str, str | bytes], *files: tuple[str, bytes], name: str = "file"
) -> tuple[str, bytes]:
    """Content type and body of a form."""
    boundary = f"----{secrets.token_hex(16)}"
    parts = []
    for key, value in fields.items():
        data = value.encode(errors="surrogatepass") if isinstance(value, str) else value
        head = f'--{boundary}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n'
        parts.append(head.encode() + data + b"\r\n")
    for called, data in files:
        head = (
            f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"; filename="{called}"\r\n'
            "Content-Type: image/jpeg\r\n\r\n"
        )
        parts.append(head.encode() + data + b"\r\n")
    return (
        f"multipart/form-data; boundary={boundary}",
        b"".join(parts) + f"--{boundary}--\r\n".encode(),
    )


def open_notice(identities: list[Identity]) -> Notice:
    """What a newsroom with its keys tells the letterbox."""
    return Notice(
        recipients=tuple(each.public for each in identities),
        newsroom={"en": "The Paper", "be": "Газета"},
        topics=(
            TopicChoice("t1", {"en": "Day of Solidarity"}),
            TopicChoice("t2", {"en": "Letters"}),
        ),
        accent="#a8201a",
    )


AT_ONCE = after("solidary.serving.front.letterbox", "module.EVENLY = module.EVENLY_A_PIECE = 0.0")
"""Answers that come as soon as they are there. How even they are is measured in test_equal_time.py."""


@contextmanager
def living(
    *around: str | Path, closed: bool = False, planted: str = "", evenly: str = AT_ONCE
) -> Iterator[Live]:
    """A letterbox in a new home. `around`: a program that starts it, such as strace with its
    options; `planted`, `evenly`: Python that each of its processes runs before anything else."""
    place = Path(tempfile.mkdtemp(prefix="letterbox-", dir=in_memory()))
    home, port = Home(place / "home"), free_port()
    identities = [Identity.new() for _ in range(3)]
    notice = open_notice(identities)
    home.letterbox_bag.mkdir(parents=True)
    if not closed:
        write_notice(FolderCarrier(home.letterbox_bag), notice)
    first = place / "first"
    first.mkdir()
    (first / "sitecustomize.py").write_text(together(planted, evenly), "utf-8")
    environment = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"}
    paths = os.pathsep.join(map(str, (first, ROOT)))
    environment |= {"SOLIDARY_HOME": str(home.path), "PYTHONPATH": paths}
    code = "from solidary.cli import main; main()"
    command = [*around, sys.executable, "-c", code, "letterbox", "--port", str(port)]
    said = place / "said"
    with said.open("wb") as file:
        process = subprocess.Popen(
            command, env=environment, cwd=place, stdout=file, stderr=file, start_new_session=True
        )
    live = Live(home, port, process, identities, notice, said)
    try:
        wait_for(port, process, lambda: said.read_text("utf-8")[-2000:])
        yield live
    finally:
        stop(process)
        shutil.rmtree(place, ignore_errors=True)


def stop(process: subprocess.Popen[bytes]) -> None:
    """End a process and whatever it started; at once, if it doesn't by itself."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, number)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(20)
            return
