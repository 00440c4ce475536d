"""A home is served once: a second `solidary run` would take the sockets of the first."""

from __future__ import annotations

import fcntl
import os

from solidary.errors import SolidaryError
from solidary.home import Home


class ServedAlreadyError(SolidaryError):
    """Another process serves this home."""


def hold(home: Home) -> None:
    """Be the one that serves a home, as long as this process lives, whatever it becomes.

    Raises ServedAlreadyError where another one does, OSError where the home can't be written.
    """
    home.run.mkdir(mode=0o700, exist_ok=True)
    home.run.chmod(0o700)
    lock = os.open(home.serving_lock, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(lock)
        raise ServedAlreadyError(
            f"{home.path} is served already. Stop that `solidary run` first, or use another home: "
            "SOLIDARY_HOME"
        ) from None
    # It stays open through what this process becomes; what is started from there doesn't get it.
    os.set_inheritable(lock, True)
