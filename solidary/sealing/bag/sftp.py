"""A bag on a host that speaks SFTP: the letterbox's own, where nothing but the letterbox runs.

The host must be known by its key before anything is said to it. A file is written beside its place
and moved over the old one with OpenSSH's posix-rename.
"""

from __future__ import annotations

import contextlib
import stat
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any, TypeVar

import asyncssh

from solidary.sealing.bag.carrier import parts_of
from solidary.sealing.disk import TORN, start_of, today
from solidary.sealing.faults import CarrierError, CarrierRefusedError, NotInBagError
from solidary.sealing.header import MOST
from solidary.sftp.address import Address
from solidary.sftp.faults import PASSING, SftpError, Trouble
from solidary.sftp.known_hosts import known_keys
from solidary.sftp.own_key import private_key
from solidary.sftp.session import Client, Session

MOST_NAMES = 100_000
"""Names in one folder beyond which a host is not believed."""
Done = TypeVar("Done")


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
            address = Address.parsed(place)
        except ValueError as error:
            raise CarrierRefusedError(f"{place} isn't sftp://user@host/folder") from error
        self.bag = address.folder
        try:
            keys = known_keys(address.host, address.port, login.host_key, login.known_hosts)
            self._session = Session(address, keys, _credentials(login), login.timeout)
        except SftpError as error:
            raise _refusal(error) from error

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
        self._session.close()

    def _path(self, name: str) -> str:
        return f"{self.bag.rstrip('/')}/{'/'.join(parts_of(name))}"

    async def _settle(self, client: Client, path: str) -> None:
        """Hide the moment in which something in a folder changed."""
        with contextlib.suppress(asyncssh.SFTPError):
            await client.utime(path.rpartition("/")[0], (start_of(today()),) * 2)

    def _do(self, work: Callable[[Client], Coroutine[Any, Any, Done]], size: int = 0) -> Done:
        """Ask the host. Raises CarrierError."""
        try:
            return self._session.do(work, size)
        except SftpError as error:
            raise _refusal(error) from error


def _credentials(login: Login) -> dict[str, Any]:
    if not login.key_file:
        return {}
    return {"client_keys": [private_key(file=login.key_file, passphrase=login.passphrase or None)]}


def _refusal(error: SftpError) -> CarrierError:
    """What went wrong, and whether trying again may help."""
    if error.fault is Trouble.NOT_THERE:
        return NotInBagError()
    return (CarrierError if error.fault in PASSING else CarrierRefusedError)(str(error))
