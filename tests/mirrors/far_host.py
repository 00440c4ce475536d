"""A host that speaks SFTP and runs what ssh asks of it, in a thread of the test, and that can fail
on purpose."""

from __future__ import annotations

import asyncio
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

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
    runs: Callable[[str], str] = lambda asked: asked
    """what its shell is given to run for what was asked; '' breaks the line"""

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


async def _pass_on(source: Any, target: Any) -> None:
    """Write what is read, to its end or until nobody takes it any more."""
    try:
        with suppress(OSError, asyncssh.Error):
            while data := await source.read(1 << 16):
                target.write(data)
                await target.drain()
    finally:
        if isinstance(target, asyncio.StreamWriter):
            target.close()


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

    running: set[asyncio.Task[None] | None] = set()

    async def run(asked: asyncssh.SSHServerProcess[bytes]) -> None:
        running.add(asyncio.current_task())
        words = host.runs(asked.command or "exit 1")
        if not words:
            asked.get_extra_info("connection").abort()
            return
        program = await asyncio.create_subprocess_shell(
            words, cwd=folder,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        listening = asyncio.create_task(_pass_on(asked.stdin, program.stdin))
        await asyncio.gather(
            _pass_on(program.stdout, asked.stdout), _pass_on(program.stderr, asked.stderr)
        )
        code = await program.wait()
        listening.cancel()
        asked.exit(code)

    async def start() -> asyncssh.SSHAcceptor:
        return await asyncssh.listen(
            "127.0.0.1", 0, server_host_keys=[host_key], authorized_client_keys=allowed,
            server_factory=Door, sftp_factory=type("Files", (_Files,), {"host": host}),
            process_factory=run, encoding=None,
        )  # fmt: skip

    async def stop() -> None:
        acceptor.close()
        if left := {task for task in running if task}:
            await asyncio.wait(left, timeout=10)

    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    acceptor = asyncio.run_coroutine_threadsafe(start(), loop).result(20)
    host.port = acceptor.get_port()
    try:
        yield host
    finally:
        asyncio.run_coroutine_threadsafe(stop(), loop).result(20)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
