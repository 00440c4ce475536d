"""A mirror at the other end of SSH, written with SFTP through asyncssh.

A file is written beside its place, made durable where the server can, then moved over the old
one with OpenSSH's posix-rename. The host must be known by its key before anything is said to it.
"""

from __future__ import annotations

import asyncio
import contextlib
import getpass
import threading
from collections.abc import Callable, Coroutine, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar
from urllib.parse import unquote, urlsplit

import asyncssh

from solidary.mirrors.faults import Fault
from solidary.mirrors.fields import TIMEOUT, Values
from solidary.mirrors.ssh import known_keys
from solidary.mirrors.store import Content, Distant, Headers, StoreError, StoreRefusedError
from solidary.release.verify.source import PIECE, MissingError, Opened, UnreachableError
from solidary.release.writing import DRAFT

if TYPE_CHECKING:
    from solidary.mirrors.secrets import Secrets

SLOWEST = 10_000
"""Bytes a second below which a request is given up."""
_LOST = (asyncssh.Error, OSError, TimeoutError)
_FINAL = (
    asyncssh.SFTPPermissionDenied, asyncssh.SFTPNoSpaceOnFilesystem, asyncssh.SFTPQuotaExceeded,
    asyncssh.SFTPWriteProtect, asyncssh.SFTPInvalidFilename,
)  # fmt: skip
Done = TypeVar("Done")


class SftpStore(Distant):
    """A folder on a host that speaks SFTP."""

    lanes = readers = 8

    def __init__(self, place: str, options: Values, secrets: Secrets) -> None:
        split = urlsplit(place)
        self.host, self.port = split.hostname or "", split.port or 22
        self.user = unquote(split.username or "") or getpass.getuser()
        path = unquote(split.path).rstrip("/")
        # sftp://host/~/news is a folder of the user's own, as ssh's other tools read it.
        self.folder = path.removeprefix("/~/") if path.startswith("/~/") else path or "/"
        self.timeout = TIMEOUT.of(options)
        self._keys = known_keys(self.host, self.port, options)
        self._login = _login(secrets)
        self._connection: asyncssh.SSHClientConnection | None = None
        self._client: asyncssh.SFTPClient | None = None
        self._connecting: asyncio.Lock | None = None
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(
            target=self._loop.run_forever, name=f"sftp-{self.host}", daemon=True
        )
        self._thread.start()

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
            if isinstance(error.__cause__, (asyncssh.SFTPNoSuchFile, asyncssh.SFTPNoSuchPath)):
                raise MissingError("there is no such file") from error
            raise
        except StoreError as error:
            raise UnreachableError(str(error)) from error
        return Opened(self._pieces(file, limit))

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

    def _path(self, address: str) -> str:
        return f"{self.folder.rstrip('/')}/{address}" if self.folder else address

    async def _put(self, client: asyncssh.SFTPClient, path: str, content: Content) -> None:
        try:
            file = await client.open(path + DRAFT, "wb")
        except (asyncssh.SFTPNoSuchFile, asyncssh.SFTPNoSuchPath):
            await self._make_folder(client, path.rpartition("/")[0])
            file = await client.open(path + DRAFT, "wb")
        async with file:
            if isinstance(content, bytes):
                await file.write(content)
            else:
                while piece := content.read(PIECE):
                    await file.write(piece)
            with contextlib.suppress(asyncssh.SFTPOpUnsupported):
                await file.fsync()
        await client.posix_rename(path + DRAFT, path)

    async def _make_folder(self, client: asyncssh.SFTPClient, path: str) -> None:
        for last in (False, True):
            try:
                await client.makedirs(path, exist_ok=True)
                return
            except asyncssh.SFTPFailure:
                # Another lane made a part of it in between.
                if last:
                    raise

    async def _remove(self, client: asyncssh.SFTPClient, address: str) -> None:
        path = self._path(address)
        for each in (path + DRAFT, path):
            with contextlib.suppress(asyncssh.SFTPNoSuchFile, asyncssh.SFTPNoSuchPath):
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

    def _do(
        self,
        work: Callable[[asyncssh.SFTPClient], Coroutine[Any, Any, Done]],
        size: int = 0,
    ) -> Done:
        """Have the loop do it, in no more time than it is worth. Raises StoreError."""

        async def within() -> Done:
            client = await self._connected()
            return await asyncio.wait_for(work(client), self.timeout + size / SLOWEST)

        try:
            return asyncio.run_coroutine_threadsafe(within(), self._loop).result()
        except _LOST as error:
            self._refuse(error)

    async def _connected(self) -> asyncssh.SFTPClient:
        if self._connecting is None:
            self._connecting = asyncio.Lock()
        async with self._connecting:
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
        if isinstance(error, asyncssh.HostKeyNotVerifiable):
            raise StoreRefusedError(
                f"{self.host} has another key than the one it is known by",
                fault=Fault.OTHER_KEY,
                host=self.host,
            ) from error
        if isinstance(error, asyncssh.PermissionDenied):
            raise StoreRefusedError(
                f"{self.host} doesn't let {self.user} in with these credentials",
                fault=Fault.NOT_LET_IN,
                host=self.host,
                user=self.user,
            ) from error
        if isinstance(error, (asyncssh.SFTPNoSuchFile, asyncssh.SFTPNoSuchPath)):
            raise StoreRefusedError(
                "there is no such file or folder", fault=Fault.NOT_THERE
            ) from error
        if isinstance(error, asyncssh.SFTPOpUnsupported):
            raise StoreRefusedError(
                f"{self.host} can't put a file in another's place at once",
                fault=Fault.NO_REPLACING,
                host=self.host,
            ) from error
        if isinstance(error, _FINAL):
            raise StoreRefusedError(
                f"{self.host} refuses: {_line(error)}", fault=Fault.REFUSED, answer=_line(error)
            ) from error
        if isinstance(error, asyncssh.SFTPError) and not isinstance(
            error, (asyncssh.SFTPConnectionLost, asyncssh.SFTPNoConnection)
        ):
            raise StoreError(
                f"{self.host} answers: {_line(error)}", fault=Fault.ANSWERED, answer=_line(error)
            ) from error
        self._loop.call_soon_threadsafe(self._drop)
        if isinstance(error, TimeoutError):
            raise StoreError(f"{self.host} doesn't answer in time", fault=Fault.SLOW) from error
        raise StoreError(
            f"{self.host} can't be reached ({_line(error)})", fault=Fault.UNREACHABLE
        ) from error


async def _opened(client: asyncssh.SFTPClient, path: str) -> asyncssh.SFTPClientFile:
    return await client.open(path, "rb")


async def _read(file: asyncssh.SFTPClientFile, size: int, client: asyncssh.SFTPClient) -> bytes:
    data: Any = await file.read(size)
    return bytes(data)


def _login(secrets: Secrets) -> dict[str, Any]:
    """How to log in; without secrets, with the keys of the user that runs the program."""
    found: dict[str, Any] = {}
    try:
        words = secrets.get("passphrase")
        if "private_key" in secrets:
            found["client_keys"] = [asyncssh.import_private_key(secrets["private_key"], words)]
        elif "key_file" in secrets:
            path = Path(secrets["key_file"]).expanduser()
            found["client_keys"] = [asyncssh.read_private_key(path, words)]
    except (asyncssh.KeyImportError, OSError) as error:
        raise StoreRefusedError(
            f"its private key can't be read ({_line(error)})", fault=Fault.PRIVATE_KEY
        ) from error
    if "password" in secrets:
        found["password"] = secrets["password"]
        found.setdefault("client_keys", None)
    return found


def _line(error: BaseException) -> str:
    return " ".join(str(error).split())[:120] or type(error).__name__
