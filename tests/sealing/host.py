"""OpenSSH's own server, as a letterbox's host has it, for SFTP alone."""

from __future__ import annotations

import getpass
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.fixtures.ports import end, free_port, wait_for
from tests.fixtures.programs import program


@dataclass(frozen=True)
class SshHost:
    """A host that is running, and what lets us in."""

    port: int
    host_key: str
    key_file: str

    def place(self, folder: Path) -> str:
        return f"sftp://{getpass.getuser()}@127.0.0.1:{self.port}{folder}"


@contextmanager
def sshd(folder: Path) -> Iterator[SshHost]:
    server = program("sshd", "/usr/sbin/sshd", package="openssh-server")
    keygen = program("ssh-keygen", package="openssh-client")
    for name in ("host", "ours"):
        subprocess.run([keygen, "-q", "-t", "ed25519", "-N", "", "-f", folder / name], check=True)
    port = free_port()
    (folder / "config").write_text(
        f"Port {port}\nListenAddress 127.0.0.1\nHostKey {folder}/host\nPidFile none\n"
        f"AuthorizedKeysFile {folder}/ours.pub\nStrictModes no\nUsePAM no\n"
        "PasswordAuthentication no\nPermitRootLogin yes\nForceCommand internal-sftp\n"
        "Subsystem sftp internal-sftp\nMaxStartups 100\n"
    )
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen([server, "-D", "-e", "-f", folder / "config"], stderr=log)
    try:
        wait_for(port, process, (folder / "log").read_text)
        yield SshHost(port, (folder / "host.pub").read_text().strip(), str(folder / "ours"))
    finally:
        end(process)
