"""A host of a mirror behind SSH: the key it is known by, and what is wrong with it, as a mirror says it."""

from __future__ import annotations

from typing import Any

from solidary.mirrors.faults import Fault
from solidary.mirrors.fields import HOST_KEY, KNOWN_HOSTS, Values
from solidary.mirrors.store import StoreError, StoreRefusedError
from solidary.sftp import known_hosts
from solidary.sftp.faults import PASSING, SftpError, Trouble


def known_keys(host: str, port: int, options: Values) -> Any:
    """The keys a host may have, as asyncssh takes them: the one named with the mirror, or those
    of a known_hosts file. Raises StoreRefusedError where there are none."""
    try:
        return known_hosts.known_keys(host, port, HOST_KEY.of(options), KNOWN_HOSTS.of(options))
    except SftpError as error:
        raise refusal(error) from error


def refusal(error: SftpError) -> StoreError:
    """What went wrong, as a mirror says it."""
    said = str(error)
    if error.fault is Trouble.UNKNOWN_KEY:
        said = (
            f"the key of {error.facts['host']} is not known: ask its keeper for it, then give it "
            "with --option host_key=…, or put it in known_hosts"
        )
    wrong = StoreError if error.fault in PASSING else StoreRefusedError
    return wrong(said, fault=Fault(error.fault), **error.facts)
