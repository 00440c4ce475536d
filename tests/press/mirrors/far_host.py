"""A host that speaks SFTP, in a thread of the test, that can fail on purpose."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import asyncssh


@dataclass
class Host:
    """The host, as the test knows it."""

    port: int
    key: str
    """its public key"""
    secrets: dict[str, str]
    """what lets a mirror in"""
    folder: Path
    mood: Callable[[str, str], None] = lambda verb, path: None
    """asked before each request; may raise an asyncssh.SFTPError"""
    posix: bool = True
    """whether it can rename over a file that is there"""
    connections: int = 0

    def place(self, folder: str = "site") -> str:
        return f"sftp://someone@127.0.0.1:{self.port}/{folder}"


class _Files(asyncssh.SFTPServer):
    host: Host

    def __init__(self, channel: asyncssh.SSHServerChannel[bytes]) -> None:
        super().__init__(channel, chroot=str(self.host.folder).encode())

    def open(self, path: bytes, pflags: int, attrs: asyncssh.SFTPAttrs) -> object:
        self.host.mood("write" if pflags & asyncssh.FXF_WRITE else "read", path.decode())
        return super().open(path, pflags, attrs)

    def posix_rename(self, oldpath: bytes, newpath: bytes) -> None:
        if not self.host.posix:
            raise asyncssh.SFTPOpUnsupported("no")
        self.host.mood("rename", newpath.decode())
        super().posix_rename(oldpath, newpath)

    def remove(self, path: bytes) -> None:
        self.host.mood("remove", path.decode())
        super().remove(path)


@contextmanager
def far_host(folder: Path) -> Iterator[Host]:
    folder.mkdir(parents=True, exist_ok=True)
    host_key = asyncssh.generate_private_key("ssh-ed25519")
    client_key = asyncssh.generate_private_key("ssh-ed25519")
    host = Host(
        0, host_key.export_public_key().decode().strip(),
        {"private_key": client_key.export_private_key().decode()}, folder,
    )  # fmt: skip
    allowed = asyncssh.import_authorized_keys(client_key.export_public_key().decode())
    loop = asyncio.new_event_loop()

    class Door(asyncssh.SSHServer):
        def connection_made(self, conn: asyncssh.SSHServerConnection) -> None:
            host.connections += 1

    async def start() -> asyncssh.SSHAcceptor:
        return await asyncssh.listen(
            "127.0.0.1", 0, server_host_keys=[host_key], authorized_client_keys=allowed,
            server_factory=Door, sftp_factory=type("Files", (_Files,), {"host": host}),
        )  # fmt: skip

    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    acceptor = asyncio.run_coroutine_threadsafe(start(), loop).result(20)
    host.port = acceptor.get_port()
    try:
        yield host
    finally:
        loop.call_soon_threadsafe(acceptor.close)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
