"""A supervised process from within: `python -m solidary.serving.supervising.child`."""

from __future__ import annotations

import os
import resource
import sys
from contextlib import suppress

from solidary import counting
from solidary.errors import SolidaryError
from solidary.serving.supervising.choice import Choice
from solidary.serving.supervising.process import HopelessError, Process, declared
from solidary.serving.supervising.together import end_with

HOPELESS = 78
"""Exit code of a process that can't begin (sysexits.h: EX_CONFIG)."""


def main(name: str, written: str, parent: str, ready_on: str, counts_in: str) -> None:
    """Run one process. `ready_on`: the descriptor to write to once it can answer; `counts_in`: that of
    the table it counts in, empty where it counts nothing."""
    end_with(int(parent))
    # Memory holds what senders wrote: a fault must not write it to a file.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.umask(0o077)
    pipe = int(ready_on)

    def ready() -> None:
        # A worker that takes the place of one that died says it again, when nobody listens any more.
        with suppress(BrokenPipeError):
            os.write(pipe, b"1")
        os.close(pipe)

    if counts_in:
        counting.begin(int(counts_in), name)
    choice = Choice.read(written)
    try:
        _named(name, choice).run(choice, ready)
    except SolidaryError as error:
        print(f"solidary: {name}: {error}.", file=sys.stderr, flush=True)  # noqa: T201
        sys.exit(HOPELESS if isinstance(error, HopelessError) else 1)


def _named(name: str, choice: Choice) -> Process:
    return next(process for process in declared(choice) if process.name == name)


if __name__ == "__main__":
    main(*sys.argv[1:])
