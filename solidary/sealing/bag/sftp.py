"""A bag on a host that speaks SFTP: the letterbox's own, where nothing but the letterbox runs.

The host must be known by its key before anything is said to it. A file is written beside its place
and moved over the old one with OpenSSH's posix-rename.
"""

from __future__ import annotations

import asyncio
import contextlib
import getpass
import stat
import threading
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn, TypeVar
from urllib.parse import unquote, urlsplit

import asyncssh

from solidary.sealing.bag.carrier import parts_of
from solidary.sealing.disk import TORN, start_of, today
from solidary.sealing.faults import CarrierError, CarrierRefusedError, NotInBagError
from solidary.sealing.header import MOST

SLOWEST = 10_000
"""Bytes a second below which a request is given up."""
MOST_NAMES = 100_000
"""Names in one folder beyond which a host is not believed."""
_LOST = (asyncssh.Error, OSError, TimeoutError)
_NOT_THERE = (asyncssh.SFTPNoSuchFile, asyncssh.SFTPNoSuchPath)
_FINAL = (asyncssh.SFTPPermissionDenied, asyncssh.SFTPWriteProtect, asyncssh.SFTPInvalidFilename)
Done = TypeVar("Done")
Client = asyncssh.SFTPClient


@dataclass(frozen=True, slots=True)
class Login:
    """How a host is known, and how it knows us; without a key, by the keys of the user."""

    host_key: str = ""
    """the host's public key, as `ssh-ed25519 AAAA…`"""
    known_hosts: str = "~/.ssh/known_hosts"
    """where the host's key is looked up if none is given"""
    key_file: str = ""
    passphrase: str = field(default="", repr=False)
    timeout: float = 30
    """seconds within which the host has to answer"""


class SftpCarrier:
    """A bag at `sftp://user@host:port/folder`. Raises CarrierRefusedError where its host is unknown."""

    def __init__(self, place: str, login: Login) -> None:
        try:
            split = urlsplit(place)
            self.host, self.port = split.hostname or "", split.port or 22
        except ValueError as error:
            raise CarrierRefusedError(f"{place} isn't sftp://user@host/folder") from error
        if split.scheme != "sftp" or not self.host or split.password:
            raise CarrierRefusedError(f"{place} isn't sftp://user@host/folder")
        self.user = unquote(split.username or "") or getpass.getuser()
        path = unquote(split.path).rstrip("/")
        self.bag = path.removeprefix("/~/") if path.startswith("/~/") else path or "/"
        self.timeout = login.timeout
        self._keys = _known(self.host, self.port, login)
        self._login = _credentials(login)
        self._connection: asyncssh.SSHClientConnection | None = None
        self._client: Client | None = None
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="bag", daemon=True)
        self._thread.start()

    def names(self, folder: str) -> list[str]:
        async def listed(client: Client) -> list[str]:
            found: list[str] = []
            async for each in client.scandir(self._path(folder)):
                found.append(str(each.filename))
                if len(found) > MOST_NAMES:
                    raise CarrierRefusedError(f"{folder} in the bag holds more than it can")
            return sorted(name for name in found if name not in (".", ".."))

        with contextlib.suppress(NotInBagError):
            return self._do(listed)
        return []

    def read(self, name: str, most: int) -> bytes:
        async def content(client: Client) -> bytes:
            async with client.open(self._path(name), "rb") as file:
                data: Any = await file.read(most + 1)
            return bytes(data)

        data = self._do(content, most)
        if len(data) > most:
            raise CarrierRefusedError(f"{name} in the bag is longer than it can be")
        return data

    def write(self, name: str, data: bytes) -> None:
        path = self._path(name)

        async def put(client: Client) -> None:
            await client.makedirs(path.rpartition("/")[0], exist_ok=True)
            async with client.open(path + TORN, "wb") as file:
                await file.write(data)
                await file.utime((start_of(today()),) * 2)
                with contextlib.suppress(asyncssh.SFTPOpUnsupported):
                    await file.fsync()
            await client.posix_rename(path + TORN, path)
            for depth in range(name.count("/") + 1):
                await self._settle(client, path.rsplit("/", depth)[0])

        self._do(put, len(data))

    def shred(self, name: str) -> None:
        path = self._path(name)

        async def overwritten(client: Client) -> None:
            # A link isn't ours to overwrite.
            found = await client.lstat(path)
            if stat.S_ISREG(found.permissions or 0):
                async with client.open(path, "r+b") as file:
                    await file.write(bytes(min(found.size or 0, MOST)), 0)
                    with contextlib.suppress(asyncssh.SFTPOpUnsupported):
                        await file.fsync()

        with contextlib.suppress(NotInBagError):
            self._do(overwritten)
        self.remove(name)

    def remove(self, name: str) -> None:
        path = self._path(name)

        async def removed(client: Client) -> None:
            await client.remove(path)
            await self._settle(client, path)

        with contextlib.suppress(NotInBagError):
            self._do(removed)

    def remove_folder(self, name: str) -> None:
        path = self._path(name)

        async def removed(client: Client) -> None:
            await client.rmdir(path)
            await self._settle(client, path)

        with contextlib.suppress(NotInBagError):
            self._do(removed)

    def close(self) -> None:
        async def end() -> None:
            self._drop()
            if self._connection is not None:
                await self._connection.wait_closed()

        with contextlib.suppress(Exception):
            asyncio.run_coroutine_threadsafe(end(), self._loop).result(5)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        if not self._thread.is_alive():
            self._loop.close()

    def _path(self, name: str) -> str:
        return f"{self.bag.rstrip('/')}/{'/'.join(parts_of(name))}"

    async def _settle(self, client: Client, path: str) -> None:
        """Hide the moment in which something in a folder changed."""
        with contextlib.suppress(asyncssh.SFTPError):
            await client.utime(path.rpartition("/")[0], (start_of(today()),) * 2)

    def _do(self, work: Callable[[Client], Coroutine[Any, Any, Done]], size: int = 0) -> Done:
        """Have the loop do it, in no more time than it is worth. Raises CarrierError."""

        async def within() -> Done:
            client = await self._connected()
            return await asyncio.wait_for(work(client), self.timeout + size / SLOWEST)

        try:
            return asyncio.run_coroutine_threadsafe(within(), self._loop).result()
        except _LOST as error:
            self._refuse(error)

    async def _connected(self) -> Client:
        if self._client is None:
            self._connection = await asyncio.wait_for(
                asyncssh.connect(
                    self.host, self.port, username=self.user, known_hosts=self._keys,
                    config=[], keepalive_interval=15, **self._login,
                ),
                self.timeout,
            )  # fmt: skip
            self._client = await self._connection.start_sftp_client()
        return self._client

    def _drop(self) -> None:
        if self._connection is not None:
            self._connection.abort()
        self._client = None

    def _refuse(self, error: BaseException) -> NoReturn:
        """Say what went wrong in one line, and whether trying again may help."""
        if isinstance(error, _NOT_THERE):
            raise NotInBagError() from error
        if isinstance(error, asyncssh.HostKeyNotVerifiable):
            said = f"{self.host} has another key than the one it is known by"
            raise CarrierRefusedError(said) from error
        if isinstance(error, asyncssh.PermissionDenied):
            said = f"{self.host} doesn't let {self.user} in with this key"
            raise CarrierRefusedError(said) from error
        if isinstance(error, asyncssh.SFTPOpUnsupported):
            said = f"{self.host} can't put a file in another's place at once"
            raise CarrierRefusedError(said) from error
        if isinstance(error, _FINAL):
            raise CarrierRefusedError(f"{self.host} refuses: {_line(error)}") from error
        if isinstance(error, asyncssh.SFTPError) and not isinstance(
            error, (asyncssh.SFTPConnectionLost, asyncssh.SFTPNoConnection)
        ):
            raise CarrierError(f"{self.host} answers: {_line(error)}") from error
        self._loop.call_soon_threadsafe(self._drop)
        if isinstance(error, TimeoutError):
            raise CarrierError(f"{self.host} doesn't answer in time") from error
        raise CarrierError(f"{self.host} can't be reached ({_line(error)})") from error


def _known(host: str, port: int, login: Login) -> Any:
    """The keys the host may have, as asyncssh takes them: no key is accepted unseen."""
    if login.host_key:
        try:
            return [asyncssh.import_public_key(login.host_key)], [], []
        except asyncssh.KeyImportError as error:
            said = f"the letterbox's host key is no public key such as ssh-ed25519 AAAA… ({error})"
            raise CarrierRefusedError(said) from error
    path = Path(login.known_hosts).expanduser()
    try:
        keys = asyncssh.read_known_hosts(str(path)).match(host, "", port)[0]
    except (OSError, ValueError):
        keys = []
    if not keys:
        raise CarrierRefusedError(
            f"the key of {host} is not known: ask its keeper for it, then put it in {path}"
        )
    return str(path)


def _credentials(login: Login) -> dict[str, Any]:
    if not login.key_file:
        return {}
    try:
        path = Path(login.key_file).expanduser()
        return {"client_keys": [asyncssh.read_private_key(path, login.passphrase or None)]}
    except (asyncssh.KeyImportError, OSError) as error:
        raise CarrierRefusedError(f"our key for it can't be read ({_line(error)})") from error


def _line(error: BaseException) -> str:
    return " ".join(str(error).split())[:120] or type(error).__name__
