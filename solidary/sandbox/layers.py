"""What shuts a process in, layer by layer, and which of them this machine has.

No layer is needed for the others, and each refuses much of what the others refuse: so a kernel that
lacks one still has the rest, and a hole in one is covered by the next.
"""

from __future__ import annotations

import subprocess
import sys
from enum import StrEnum
from pathlib import Path

from . import identity, kernel, landlock, seccomp


class Layer(StrEnum):
    """A layer; its value is its name."""

    NAMESPACES = "namespaces"
    NOBODY = "nobody"
    LIMITS = "limits"
    LANDLOCK_FILES = "landlock-files"
    LANDLOCK_PORTS = "landlock-ports"
    LANDLOCK_SIGNALS = "landlock-signals"
    FILTER = "filter"


LACKS = {
    Layer.NAMESPACES: (
        "Namespaces are not allowed here, so sealed-off processes see the network and other "
        "processes unless another layer hides them."
    ),
    Layer.NOBODY: (
        "Sealed-off processes stay root here, because this system doesn't let them become nobody."
    ),
    Layer.LIMITS: (
        "Limits of memory and open files can't be set here, so a sealed-off process is stopped by "
        "its time only."
    ),
    Layer.LANDLOCK_FILES: (
        "The kernel has no Landlock (Linux 5.13 or newer), which keeps processes from files."
    ),
    Layer.LANDLOCK_PORTS: (
        "The kernel's Landlock doesn't know ports (Linux 6.7 or newer); namespaces and the filter "
        "keep processes from the network."
    ),
    Layer.LANDLOCK_SIGNALS: (
        "The kernel's Landlock doesn't know signals (Linux 6.12 or newer); namespaces and the "
        "filter keep processes from each other."
    ),
    Layer.FILTER: (
        "The kernel has no filter of system calls (seccomp), or this processor isn't x86-64 or "
        "aarch64."
    ),
}
"""Layer → what its absence means, in a sentence for whoever runs the machine."""


def lacking() -> list[Layer]:
    """The layers this machine doesn't have for a process like this one, in their order.

    Tries them in processes of their own; this one is left as it is. Takes some 0.1 s.
    """
    can = landlock.abi()
    has = {
        Layer.NAMESPACES: kernel.machine() is not None
        and _tried("namespaces.enter(os.getppid()) and namespaces.empty_root()"),
        Layer.NOBODY: _tried("identity.become_nobody()"),
        Layer.LIMITS: kernel.machine() is not None,
        Layer.LANDLOCK_FILES: can >= 1,
        Layer.LANDLOCK_PORTS: can >= 4,
        Layer.LANDLOCK_SIGNALS: can >= 6,
        Layer.FILTER: seccomp.is_known(),
    }
    return [layer for layer in Layer if not has[layer]]


def _tried(what: str) -> bool:
    """Whether a step can be done, in a process that ends with it."""
    program = (
        "import os, sys; sys.path.insert(0, sys.argv[1]); "
        "from solidary.sandbox import identity, namespaces; "
        f"sys.exit(0 if {what} else 1)"
    )
    package = str(Path(identity.__file__).parents[2])
    done = subprocess.run(  # noqa: S603 - this interpreter, with a line of ours
        [sys.executable, "-I", "-S", "-c", program, package],
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    return done.returncode == 0
