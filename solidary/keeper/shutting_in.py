"""How the keeper shuts itself in, before the first key is unlocked.

What is left to it: to read the desk's keys, what came from the letterbox and Python's own files; to
write what came from the letterbox and the index over it; and the lines that come to its socket.
"""

from __future__ import annotations

import os
import sysconfig
from contextlib import suppress
from pathlib import Path

import cryptography
import pyrage

from solidary.home import Home
from solidary.keeper import memory
from solidary.keeper.answers import State
from solidary.sandbox import identity, landlock, limits, seccomp
from solidary.sandbox.layers import LACKS, lacking

NEVER = [
    *seccomp.NEVER_NEEDED,
    "execve",
    "execveat",
    "fork",
    "vfork",
    "socket",
    "connect",
    "bind",
]
"""Calls the keeper has no use for: no program, no network, nobody else's memory."""


def lacks() -> State:
    """What this machine lacks, for the keeper and its children. Starts processes to find out."""
    missing = lacking()
    return State(tuple(map(str, missing)), tuple(LACKS[layer] for layer in missing), ())


def shut_in(home: Home) -> State:
    """Shut this process in, for good; what is lacking of that. There must be one thread.

    Raises OSError where a layer is there and fails all the same.
    """
    with suppress(OSError):
        limits.show_nothing()
    lacking_memory = memory.keep()
    if os.geteuid() == 0 and home.path.stat().st_uid == 0:
        # Of root's rights it needs one: to go on locking what memory it takes.
        identity.drop_capabilities(keep=[identity.LOCK_MEMORY])
        with suppress(OSError):
            limits.show_nothing()
    landlock.restrict(
        read=[home.desk_keys, *_code()],
        # Named by themselves, too: they may be links to another disk.
        write=[
            place for place in (home.intake, home.intake_keys, home.intake_sealed) if place.is_dir()
        ],
    )
    seccomp.refuse(NEVER)
    return State(
        tuple(map(str, lacking_memory)),
        tuple(memory.LACKS[each] for each in lacking_memory),
        (),
    )


def together(*states: State) -> State:
    """What all of these lack."""
    return State(
        tuple(each for state in states for each in state.lacking),
        tuple(each for state in states for each in state.said),
        (),
    )


def _code() -> list[str]:
    """Where Python's and our own files are."""
    found = {sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")}
    found.add(str(Path(__file__).resolve().parents[1]))
    found |= {str(Path(str(package.__file__)).parents[1]) for package in (cryptography, pyrage)}
    return sorted(path for path in found if Path(path).is_dir())
