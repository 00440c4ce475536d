"""A mirror written by the rsync program, over ssh or to a daemon.

Each step of a sync is a few calls, of hundreds of files each: a call costs as much as a
connection. rsync itself writes each file beside its place and moves it in. What is sent lies in a
folder of its own for that moment, so that a publish can't change it under rsync's hands.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from solidary.mirrors import program
from solidary.mirrors.faults import Fault
from solidary.mirrors.fields import (
    HOST_KEY,
    KEY_FILE,
    KNOWN_HOSTS,
    PASSWORD,
    TIMEOUT,
    Number,
    Values,
)
from solidary.mirrors.ssh import known_keys
from solidary.mirrors.store import (
    Content,
    Distant,
    Headers,
    Store,
    StoreError,
    StoreRefusedError,
)
from solidary.mirrors.store_kind import StoreKind
from solidary.release.verify.source import PIECE, MissingError, Opened, UnreachableError

if TYPE_CHECKING:
    from solidary.mirrors.secrets import Secrets

PORT = Number(
    "port",
    _("Port"),
    least=1,
    most=65_535,
    usual=22,
    help=_("The port of ssh, where it isn't 22."),
)
_AT_A_HOST = re.compile(r"(?:\w[\w.-]*@)?(?:\w[\w.-]*|\[[0-9A-Fa-f:]+\]):(?!:).*")
"""user@host:path; two colons name a module of a daemon, which is written rsync://"""


class Rsync(StoreKind):
    """A folder that rsync reaches, through ssh or as a daemon's module."""

    name = "rsync"
    order = 40
    label = _("A server, through rsync")
    example = "user@host.example.org:/srv/site"
    shapes = ("rsync://host/module/path", "user@host:path")
    schemes = ("rsync",)
    options = (HOST_KEY, KNOWN_HOSTS, PORT, TIMEOUT)
    secrets = (KEY_FILE, PASSWORD)

    def recognises(self, place: str) -> bool:
        # A folder whose name has a colon in it is a folder.
        at_a_host = "://" not in place and _AT_A_HOST.fullmatch(place) is not None
        return super().recognises(place) or (at_a_host and not Path(place).exists())

    def check(self, place: str) -> None:
        if "://" in place:
            super().check(place)

    def served_from(self, place: str, name: str) -> str:
        return super().served_from(place, name) if "://" in place else place.partition(":")[2]

    def open(self, place: str, options: Values, secrets: Secrets) -> Store:
        return RsyncStore(place, options, secrets)


STORE = Rsync()

LOAD = 64 << 20
"""Bytes put aside for one call, and the file that makes it more."""
A_FILE = 1.0
"""Seconds that each file may take besides what its size is worth."""
EVERYBODYS, OWNERS = "--chmod=D755,F644", "--chmod=D700,F600"
"""Who may read what is sent."""
_LENGTH = 160
"""Letters of what rsync says that a message shows."""
_NO_SUCH_FILE = 23
"""rsync's code for files it could not bring; also where they aren't there."""
_OVER = " is over max-size"
"""How rsync ends its line about a file that is longer than it was to bring."""
_FINAL = (
    "Permission denied", "Read-only file system", "No space left", "auth failed", "Unknown module",
    "read only", "Is a directory", "Not a directory",
)  # fmt: skip
_NO_FOLDER = 3
"""rsync's code for a folder it can't open or make."""
_MEANT = {
    _NO_FOLDER: "the folder can't be opened or made", 11: "a file can't be read or written",
    12: "the connection broke", 30: "it waited too long", 255: "ssh didn't reach the host",
}  # fmt: skip
"""What the codes of rsync and ssh mean, where a host that went early kept its words to itself
(rsync(1), exit values)."""
_OTHER_KEY = "Host key verification failed"
_NO_PROGRAM = re.compile(r"rsync: .*not found|not found: rsync")
"""What the shells of a host say that has no rsync."""


class RsyncStore(Distant):
    """A folder that rsync reaches."""

    lanes = readers = 1

    def __init__(self, place: str, options: Values, secrets: Secrets) -> None:
        rsync = shutil.which("rsync")
        if rsync is None:
            raise StoreRefusedError(
                "the program rsync isn't installed on this machine: install it",
                fault=Fault.NO_RSYNC_HERE,
            )
        self.place = place.rstrip("/") + "/"
        self.seconds = TIMEOUT.of(options)
        self._folder = Path(tempfile.mkdtemp(prefix="solidary-rsync-"))
        self._environment = {**os.environ, "RSYNC_PASSWORD": secrets.get("password", "")}
        self._command = [
            rsync, "-rI8", EVERYBODYS, "--perms", "--no-links", "--no-devices",
            "--no-motd", f"--timeout={max(1, round(self.seconds))}", "--from0",
        ]  # fmt: skip
        if not place.startswith("rsync://"):
            self._command.append(f"--rsh={self._ssh(options, secrets)}")

    def keep_private(self) -> None:
        self._command[self._command.index(EVERYBODYS)] = OWNERS

    def put(self, address: str, content: Content, headers: Headers) -> None:
        self.put_many(iter([(address, content)]))

    def put_many(self, files: Iterator[tuple[str, Content]]) -> None:
        """Put many files with few calls. Each content is read when its turn comes."""
        staged, addresses, load = self._fresh("out"), [], 0
        for address, content in files:
            path = staged / address
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("wb") as file:
                if isinstance(content, bytes):
                    file.write(content)
                else:
                    content.seek(0)
                    shutil.copyfileobj(content, file, PIECE)
                load += file.tell()
            addresses.append(address)
            if load > LOAD:
                self._call(addresses, "--", f"{staged}/", self.place, size=load)
                staged, addresses, load = self._fresh("out"), [], 0
        if addresses:
            self._call(addresses, "--", f"{staged}/", self.place, size=load)

    def remove(self, address: str) -> None:
        self.remove_many([address])

    def remove_many(self, addresses: Sequence[str]) -> None:
        """Remove many files with one call; folders they leave empty stay."""
        empty = self._fresh("out")
        for address in addresses:
            # rsync speaks of the folders a name leads through, and wants to see them here.
            (empty / address).parent.mkdir(parents=True, exist_ok=True)
        self._call(addresses, "--delete-missing-args", "--", f"{empty}/", self.place)

    def fetch_many(self, addresses: Sequence[str], limit: int) -> dict[str, tuple[str, int]]:
        """Hash and size of those that stand there and have at most `limit` bytes."""
        inside, _ = self._brought(addresses, limit)
        found = {}
        for address in addresses:
            path = inside / address
            if path.is_file() and not path.is_symlink():
                with path.open("rb") as file:
                    found[address] = (
                        hashlib.file_digest(file, "sha256").hexdigest(), path.stat().st_size,
                    )  # fmt: skip
        return found

    def list_many(self, addresses: Sequence[str]) -> set[str]:
        """Those of the addresses at which anything stands."""
        asked = set(addresses)
        inside = self._fresh("in")
        output = self._call(addresses, "--list-only", "--", self.place, f"{inside}/", may_lack=True)
        # A line is: rights, size, day, time, name.
        names = (line.split(None, 4)[-1] for line in output.splitlines() if line.count(" ") >= 4)
        return {name for name in names if name in asked}

    def open(self, address: str, limit: int) -> Opened:
        try:
            inside, too_long = self._brought([address], limit)
        except StoreRefusedError:
            raise
        except StoreError as error:
            raise UnreachableError(str(error)) from error
        if address in too_long:
            return Opened(_blank(limit))
        path = inside / address
        if path.is_symlink() or not path.is_file():
            raise MissingError("there is no such file")
        return Opened(iter([path.read_bytes()]))

    def close(self) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)

    def _brought(self, addresses: Sequence[str], limit: int) -> tuple[Path, set[str]]:
        """A folder with those of the files that stand there, and those that were too long."""
        inside = self._fresh("in")
        output = self._call(
            addresses, "--info=skip1", f"--max-size={limit}", "--", self.place, f"{inside}/",
            may_lack=True, size=limit * len(addresses),
        )  # fmt: skip
        over = {line.removesuffix(_OVER) for line in output.splitlines() if line.endswith(_OVER)}
        return inside, over

    def _fresh(self, name: str) -> Path:
        folder = self._folder / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        return folder

    def _call(
        self, addresses: Sequence[str], *words: str, may_lack: bool = False, size: int = 0
    ) -> str:
        """Have rsync do it, in no more time than so many files of `size` bytes are worth; what it
        says. Raises StoreError."""
        names = self._folder / "names"
        names.write_bytes(b"".join(address.encode() + b"\0" for address in addresses))
        try:
            code, output, complaint = program.run(
                [*self._command, f"--files-from={names}", *words], self._environment,
                seconds=2 * self.seconds + size / program.SLOWEST + len(addresses) * A_FILE,
            )  # fmt: skip
        except program.OverlongError as error:
            raise StoreError("rsync takes too long, or says too much", fault=Fault.SLOW) from error
        except OSError as error:
            raise StoreRefusedError(
                f"rsync can't be started ({error.strerror})", fault=Fault.NO_RSYNC_HERE
            ) from error
        answer = output.decode("utf-8", "replace")
        if code == 0:
            return answer
        said = _line(complaint.decode("utf-8", "replace"))
        lacking = "No such file or directory" in said or "vanished" in said
        if may_lack and code in (_NO_SUCH_FILE, 24) and (lacking or not said):
            return answer
        if _OTHER_KEY in said:
            raise StoreRefusedError(
                f"{_host_of(self.place)} has another key than the one it is known by",
                fault=Fault.OTHER_KEY,
                host=_host_of(self.place),
            )
        if _NO_PROGRAM.search(said):
            raise StoreRefusedError(
                "there is no rsync at the other end: install it there", fault=Fault.NO_RSYNC_THERE
            )
        final = code == _NO_FOLDER or any(each in said for each in _FINAL)
        why = _shown(said) or _MEANT.get(code, "it didn't say why")
        raise (StoreRefusedError if final else StoreError)(
            f"rsync ends with {code} ({why})",
            fault=Fault.REFUSED if final else Fault.ANSWERED,
            answer=why,
        )

    def _ssh(self, options: Values, secrets: Secrets) -> str:
        """How ssh is called: never asking anything, never taking a key unseen."""
        host = _host_of(self.place)
        port = PORT.of(options)
        words = ["ssh", "-o", "BatchMode=yes", "-o", "StrictHostKeyChecking=yes"]
        words += ["-o", "LogLevel=ERROR"]
        known = known_keys(host, port, options)
        if pinned := HOST_KEY.of(options):
            file = self._folder / "known_hosts"
            file.write_text(f"{host if port == 22 else f'[{host}]:{port}'} {pinned}\n")
            known = str(file)
        # The machine's own list must not let in a host that this one doesn't name.
        words += ["-o", f"UserKnownHostsFile={known}", "-o", "GlobalKnownHostsFile=/dev/null"]
        words += ["-p", str(port)]
        words += ["-o", f"ConnectTimeout={max(1, round(self.seconds))}"]
        if key := secrets.get("key_file"):
            words += ["-i", str(Path(key).expanduser()), "-o", "IdentitiesOnly=yes"]
        if any(set(word) & set(" '\"\\") for word in words):
            raise StoreRefusedError(
                "the names of its key files may hold neither spaces nor quotes",
                fault=Fault.KEY_FILE_NAME,
            )
        return " ".join(words)


def _host_of(place: str) -> str:
    """The host in user@host:path or user@[address]:path, as known_hosts names it."""
    host = place.rpartition("]")[0] or place.partition(":")[0]
    return host.rpartition("@")[2].lstrip("[")


def _blank(size: int) -> Iterator[bytes]:
    """Bytes in the place of a file's first ones, which rsync can't bring without all the others.

    Whoever asked for no more learns that something stands there, and that it is too long.
    """
    for start in range(0, size, PIECE):
        yield bytes(min(PIECE, size - start))


def _line(said: str) -> str:
    """What was said that tells most, in one line: what settles it, else what rsync or ssh said
    first. A host may greet before that, and what follows tells only where rsync gave up."""

    def weight(line: str) -> int:
        if any(each in line for each in (*_FINAL, _OTHER_KEY)) or _NO_PROGRAM.search(line):
            return 0
        return 1 if line.startswith(("rsync", "ssh", "@ERROR")) else 2

    lines = [line for line in said.splitlines() if line.strip()]
    return " ".join(min(lines, key=weight).split()) if lines else ""


def _shown(line: str) -> str:
    """A line short enough for a message: its beginning and its end, where the reason stands."""
    return line if len(line) <= _LENGTH else f"{line[:40]} … {line[40 - _LENGTH :]}"
