"""One connection to a host: made when it is first needed, and again after it broke.

It lives on an event loop in a thread of its own, so that any number of threads may ask at once.
"""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

import asyncssh

from solidary.sftp.address import Address
from solidary.sftp.faults import SftpError, Trouble, in_one_line

SLOWEST = 10_000
"""Bytes a second below which a request is given up."""
KEPT_ALIVE = 15
"""Seconds of silence after which the host is asked whether it is still there."""
ENDING = 5.0
"""Seconds that the host and the thread get when the session is closed."""
NOT_THERE = (asyncssh.SFTPNoSuchFile, asyncssh.SFTPNoSuchPath)
_LOST = (asyncssh.Error, OSError, TimeoutError)
_FINAL = (
    asyncssh.SFTPPermissionDenied, asyncssh.SFTPNoSpaceOnFilesystem, asyncssh.SFTPQuotaExceeded,
    asyncssh.SFTPWriteProtect, asyncssh.SFTPInvalidFilename,
)  # fmt: skip
_BROKEN = (asyncssh.SFTPConnectionLost, asyncssh.SFTPNoConnection)
Client = asyncssh.SFTPClient
Done = TypeVar("Done")


class Session:
    """Requests to one host. Nothing is said to it before the first of them."""

    def __init__(self, address: Address, keys: Any, login: dict[str, Any], timeout: float) -> None:
        """`keys`: as `known_keys` gives them. `login`: asyncssh's options of how to log in; without
        any, with the keys of the user that runs the program. `timeout`: seconds within which the
        host has to answer."""
        self.address, self.timeout = address, timeout
        self._keys, self._login = keys, login
        self._connection: asyncssh.SSHClientConnection | None = None
        self._client: Client | None = None
        self._connecting: asyncio.Lock | None = None
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(
            target=self._loop.run_forever, name=f"sftp-{address.host}", daemon=True
        )
        self._thread.start()

    def do(self, work: Callable[[Client], Coroutine[Any, Any, Done]], size: int = 0) -> Done:
        """Have the loop do it, in no more time than `size` bytes are worth. Raises SftpError, and
        whatever else `work` raises."""

        async def within() -> Done:
            client = await self._connected()
            return await asyncio.wait_for(work(client), self.timeout + size / SLOWEST)

        try:
            return asyncio.run_coroutine_threadsafe(within(), self._loop).result()
        except _LOST as error:
            raise self._worded(error) from error

    def close(self) -> None:
        async def end() -> None:
            self._drop()
            if self._connection is not None:
                await self._connection.wait_closed()

        with contextlib.suppress(Exception):
            asyncio.run_coroutine_threadsafe(end(), self._loop).result(ENDING)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(ENDING)
        if not self._thread.is_alive():
            self._loop.close()

    async def _connected(self) -> Client:
        if self._connecting is None:
            self._connecting = asyncio.Lock()
        async with self._connecting:
            if self._client is None:
                self._client = await asyncio.wait_for(self._connect(), self.timeout)
            return self._client

    async def _connect(self) -> Client:
        self._connection = await asyncssh.connect(
            self.address.host, self.address.port, username=self.address.user,
            known_hosts=self._keys, config=[], keepalive_interval=KEPT_ALIVE, **self._login,
        )  # fmt: skip
        return await self._connection.start_sftp_client()

    def _drop(self) -> None:
        if self._connection is not None:
            self._connection.abort()
        self._client = None

    def _worded(self, error: BaseException) -> SftpError:
        """What went wrong, in one line. A connection that broke is dropped."""
        host, user, answer = self.address.host, self.address.user, in_one_line(error)
        if isinstance(error, asyncssh.HostKeyNotVerifiable):
            said = f"{host} has another key than the one it is known by"
            return SftpError(said, fault=Trouble.OTHER_KEY, host=host)
        if isinstance(error, asyncssh.PermissionDenied):
            said = f"{host} doesn't let {user} in with these credentials"
            return SftpError(said, fault=Trouble.NOT_LET_IN, host=host, user=user)
        if isinstance(error, NOT_THERE):
            return SftpError("there is no such file or folder", fault=Trouble.NOT_THERE)
        if isinstance(error, asyncssh.SFTPOpUnsupported):
            said = f"{host} can't put a file in another's place at once"
            return SftpError(said, fault=Trouble.NO_REPLACING, host=host)
        if isinstance(error, _FINAL):
            return SftpError(f"{host} refuses: {answer}", fault=Trouble.REFUSED, answer=answer)
        if isinstance(error, asyncssh.SFTPError) and not isinstance(error, _BROKEN):
            return SftpError(f"{host} answers: {answer}", fault=Trouble.ANSWERED, answer=answer)
        self._loop.call_soon_threadsafe(self._drop)
        if isinstance(error, TimeoutError):
            return SftpError(f"{host} doesn't answer in time", fault=Trouble.SLOW)
        return SftpError(f"{host} can't be reached ({answer})", fault=Trouble.UNREACHABLE)
