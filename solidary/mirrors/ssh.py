"""What is known of a host before it is spoken to: its key."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from solidary.mirrors.faults import Fault
from solidary.mirrors.fields import HOST_KEY, KNOWN_HOSTS, Values
from solidary.mirrors.store import StoreRefusedError


def known_keys(host: str, port: int, options: Values) -> Any:
    """The keys a host may have, as asyncssh takes them: the one named with the mirror, or those
    of a known_hosts file. Raises StoreRefusedError where there are none: no key is accepted
    unseen."""
    # Read here: it takes longer than anything else a command reads.
    import asyncssh

    if pinned := HOST_KEY.of(options):
        try:
            return [asyncssh.import_public_key(pinned)], [], []
        except asyncssh.KeyImportError as error:
            raise StoreRefusedError(
                f"host_key is no public key such as ssh-ed25519 AAAA… ({error})",
                fault=Fault.NO_PUBLIC_KEY,
            ) from error
    path = Path(KNOWN_HOSTS.of(options)).expanduser()
    try:
        known = asyncssh.read_known_hosts(str(path))
        keys = known.match(host, "", port)[0]
    except (OSError, ValueError):
        keys = []
    if not keys:
        raise StoreRefusedError(
            f"the key of {host} is not known: ask its keeper for it, then give it with "
            "--option host_key=…, or put it in known_hosts",
            fault=Fault.UNKNOWN_KEY,
            host=host,
        )
    return str(path)
