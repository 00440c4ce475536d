"""A mirror at the other end of SSH, written with SFTP through asyncssh.

A file is written beside its place, made durable where the server can, then moved over the old
one with OpenSSH's posix-rename. The host must be known by its key before anything is said to it.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Coroutine, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

import asyncssh

from solidary.mirrors.faults import Fault
from solidary.mirrors.fields import TIMEOUT, Values
from solidary.mirrors.ssh import known_keys, refusal
from solidary.mirrors.store import Content, Distant, Headers, StoreError, StoreRefusedError
from solidary.release.verify.source import PIECE, MissingError, Opened, UnreachableError
from solidary.release.writing import DRAFT
from solidary.sftp.address import Address
from solidary.sftp.faults import SftpError
from solidary.sftp.own_key import private_key
from solidary.sftp.session import NOT_THERE, Client, Session

if TYPE_CHECKING:
    from solidary.mirrors.secrets import Secrets

Done = TypeVar("Done")


class SftpStore(Distant):
    """A folder on a host that speaks SFTP."""

    lanes = readers = 8

    def __init__(self, place: str, options: Values, secrets: Secrets) -> None:
        address = Address.parsed(place)
        self.folder = address.folder
        keys = known_keys(address.host, address.port, options)
        self._rights = asyncssh.SFTPAttrs()
        self._session = Session(address, keys, _login(secrets), TIMEOUT.of(options))

    def keep_private(self) -> None:
        self._rights = asyncssh.SFTPAttrs(permissions=0o600)

    def put(self, address: str, content: Content, headers: Headers) -> None:
        if isinstance(content, bytes):
            size = len(content)
        else:
            size = content.seek(0, 2)
            content.seek(0)
        self._do(lambda client: self._put(client, self._path(address), content), size)

    def remove(self, address: str) -> None:
        self._do(lambda client: self._remove(client, address))

    def open(self, address: str, limit: int) -> Opened:
        try:
            file = self._do(lambda client: _opened(client, self._path(address)))
        except StoreRefusedError as error:
            if error.fault is Fault.NOT_THERE:
                raise MissingError("there is no such file") from error
            raise
        except StoreError as error:
            raise UnreachableError(str(error)) from error
        return Opened(self._pieces(file, limit))

    def close(self) -> None:
        self._session.close()

    def _path(self, address: str) -> str:
        return f"{self.folder.rstrip('/')}/{address}" if self.folder else address

    async def _put(self, client: Client, path: str, content: Content) -> None:
        try:
            file = await client.open(path + DRAFT, "wb", self._rights)
        except NOT_THERE:
            await self._make_folder(client, path.rpartition("/")[0])
            file = await client.open(path + DRAFT, "wb", self._rights)
        async with file:
            if isinstance(content, bytes):
                await file.write(content)
            else:
                while piece := content.read(PIECE):
                    await file.write(piece)
            with contextlib.suppress(asyncssh.SFTPOpUnsupported):
                await file.fsync()
        await client.posix_rename(path + DRAFT, path)

    async def _make_folder(self, client: Client, path: str) -> None:
        for last in (False, True):
            try:
                await client.makedirs(path, exist_ok=True)
                return
            except asyncssh.SFTPFailure:
                # Another lane made a part of it in between.
                if last:
                    raise

    async def _remove(self, client: Client, address: str) -> None:
        path = self._path(address)
        for each in (path + DRAFT, path):
            with contextlib.suppress(*NOT_THERE):
                await client.remove(each)
        above = address.rpartition("/")[0]
        with contextlib.suppress(asyncssh.SFTPError):
            while above:
                await client.rmdir(self._path(above))
                above = above.rpartition("/")[0]

    def _pieces(self, file: asyncssh.SFTPClientFile, limit: int) -> Iterator[bytes]:
        left = limit
        try:
            while left > 0:
                data = self._do(partial(_read, file, min(PIECE, left)), PIECE)
                if not data:
                    return
                left -= len(data)
                yield data
        except StoreError as error:
            raise UnreachableError(str(error)) from error
        finally:
            with contextlib.suppress(StoreError):
                self._do(lambda client: file.close())

    def _do(self, work: Callable[[Client], Coroutine[Any, Any, Done]], size: int = 0) -> Done:
        """Ask the host. Raises StoreError."""
        try:
            return self._session.do(work, size)
        except SftpError as error:
            raise refusal(error) from error


async def _opened(client: Client, path: str) -> asyncssh.SFTPClientFile:
    return await client.open(path, "rb")


async def _read(file: asyncssh.SFTPClientFile, size: int, client: Client) -> bytes:
    data: Any = await file.read(size)
    return bytes(data)


def _login(secrets: Secrets) -> dict[str, Any]:
    """How to log in; without secrets, with the keys of the user that runs the program."""
    found: dict[str, Any] = {}
    try:
        words = secrets.get("passphrase")
        if "private_key" in secrets:
            found["client_keys"] = [private_key(text=secrets["private_key"], passphrase=words)]
        elif "key_file" in secrets:
            found["client_keys"] = [private_key(file=secrets["key_file"], passphrase=words)]
    except SftpError as error:
        raise refusal(error) from error
    if "password" in secrets:
        found["password"] = secrets["password"]
        found.setdefault("client_keys", None)
    return found
