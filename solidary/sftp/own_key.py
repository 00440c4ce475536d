"""The private key with which we log in."""

from __future__ import annotations

from pathlib import Path

import asyncssh

from solidary.sftp.faults import SftpError, Trouble, in_one_line


def private_key(
    *, text: str = "", file: str = "", passphrase: str | None = None
) -> asyncssh.SSHKey:
    """The key that is this text, or in this file. Raises SftpError."""
    try:
        if text:
            return asyncssh.import_private_key(text, passphrase)
        return asyncssh.read_private_key(Path(file).expanduser(), passphrase)
    except (asyncssh.KeyImportError, OSError) as error:
        said = f"our private key can't be read ({in_one_line(error)})"
        raise SftpError(said, fault=Trouble.PRIVATE_KEY) from error
