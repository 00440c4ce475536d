"""Keys the tests seal for."""

from __future__ import annotations

from functools import cache

from solidary.sealing.identity import Identity
from solidary.sealing.recipients import Recipients


@cache
def identities() -> tuple[Identity, Identity, Identity]:
    """Two people of the desk, and the recovery key."""
    return Identity.new(), Identity.new(), Identity.new()


@cache
def recipients() -> Recipients:
    one, two, recovery = identities()
    return Recipients.of_desk((one.public, two.public), recovery.public)
