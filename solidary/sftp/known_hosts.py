"""What is known of a host before it is spoken to: its key."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from solidary.sftp.faults import SftpError, Trouble


def known_keys(host: str, port: int, pinned: str, known_hosts: str) -> Any:
    """The keys a host may have, as asyncssh takes them: the pinned one, or those of a known_hosts
    file. Raises SftpError where there are none: no key is accepted unseen."""
    # Read here: it takes longer than anything else a command reads.
    import asyncssh

    if pinned:
        try:
            return [asyncssh.import_public_key(pinned)], [], []
        except asyncssh.KeyImportError as error:
            said = f"host_key is no public key such as ssh-ed25519 AAAA… ({error})"
            raise SftpError(said, fault=Trouble.NO_PUBLIC_KEY) from error
    path = Path(known_hosts).expanduser()
    try:
        keys = asyncssh.read_known_hosts(str(path)).match(host, "", port)[0]
    except (OSError, ValueError):
        keys = []
    if not keys:
        said = f"the key of {host} is not known: ask its keeper for it, then put it in {path}"
        raise SftpError(said, fault=Trouble.UNKNOWN_KEY, host=host)
    return str(path)
