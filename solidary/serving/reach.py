"""What of the files a process may read once it has begun: the kernel holds it to that.

Landlock, where this kernel has it; elsewhere a process keeps the rights of its user.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from solidary.sandbox import landlock

SYSTEM = ("/etc/mime.types", "/etc/localtime", "/usr/share/zoneinfo", "/dev/null", "/dev/urandom")
"""What Python reads of a system besides itself."""


def read_only(folders: Iterable[Path]) -> landlock.InForce:
    """Hold this process, and what it starts, to reading these folders and the program's own code. It
    can write no file, and neither connect to a port nor listen on one besides those it has.

    To be called while it has one thread. A folder that is put in the place of one of these later, as
    by mounting a disk there, is not read (`front.replaced` notices). Says what is in force.
    """
    wanted = [*folders, *_code()]
    return landlock.restrict(read=[path.resolve() for path in wanted if path.exists()])


def _code() -> Iterable[Path]:
    """Where the program and Python itself are."""
    yield Path(__file__).resolve().parents[1]
    yield from (Path(folder) for folder in (sys.prefix, sys.base_prefix))
    yield from map(Path, SYSTEM)
