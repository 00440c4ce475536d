"""Measuring a command from outside: how long, how much memory at its peak, what it wrote."""

from __future__ import annotations

import os
import platform
import resource
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_EVERY = 0.1
"""Seconds between two looks at a command's memory."""

_KEEPS_NOTHING = "PYTHONDONTWRITEBYTECODE"
"""Set, every start compiles anew all that isn't part of an installed package."""


class Failed(Exception):
    """A measured command that did not do its work; the text says which and what it said."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a command: `seconds` of wall clock, `processor` seconds of all cores, `memory`
    in bytes at its highest (None where the system doesn't tell), with all processes it started
    counted together."""

    seconds: float
    processor: float
    memory: int | None
    output: str


def run(command: Sequence[str], environment: Mapping[str, str] | None = None) -> Run:
    """Run a command and measure it. Raises Failed if it ends with an error.

    It runs as on a newsroom's machine, where Python keeps what it has compiled, and begins when
    the disk has what was written before: whoever waits for the disk would wait for that too.
    """
    os.sync()
    used = _processor()
    started = time.perf_counter()
    with subprocess.Popen(
        command,
        env={**_everyday(), **(environment or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        watch = _Watch(process.pid)
        watch.start()
        output, complaint = process.communicate()
        seconds = time.perf_counter() - started
        watch.stop()
    if process.returncode:
        raise Failed(f"{' '.join(command)}\n{complaint[-2000:]}")
    return Run(seconds, _processor() - used, watch.highest or None, output)


def _everyday() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name != _KEEPS_NOTHING}


def _processor() -> float:
    """Seconds that all processes waited for so far have used of the processor."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


class _Watch(threading.Thread):
    """Looks at the memory of a process and its children until told to stop.

    Counts each shared page once (Linux: Pss), so that a pool of workers is not made to look
    larger than it is.
    """

    def __init__(self, process: int) -> None:
        super().__init__(daemon=True)
        self._process = process
        self._stopped = threading.Event()
        self.highest = 0

    def run(self) -> None:
        while not self._stopped.wait(_EVERY):
            self.highest = max(self.highest, sum(map(_memory, _family(self._process))))

    def stop(self) -> None:
        self._stopped.set()
        self.join()


def _family(process: int) -> list[int]:
    found = [process]
    for member in found:
        for task in Path(f"/proc/{member}/task").glob("*/children"):
            try:
                found.extend(map(int, task.read_text().split()))
            except OSError:
                continue
    return found


def _memory(process: int) -> int:
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))


Snapshot = dict[str, tuple[int, int]]
"""Path of a file to its inode and time of change, which tell whether it was written again."""


def snapshot(folder: Path) -> Snapshot:
    """The files below a folder."""
    found: Snapshot = {}
    waiting = [str(folder)]
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)
                else:
                    status = entry.stat(follow_symlinks=False)
                    found[entry.path] = (status.st_ino, status.st_mtime_ns)
    return found


def written(before: Snapshot, after: Snapshot) -> int:
    """How many files were written or removed between two snapshots."""
    changed = sum(before.get(path) != status for path, status in after.items())
    return changed + len(before.keys() - after.keys())


def memory_there() -> int:
    """Bytes of memory the machine has."""
    return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")


def machine(folder: Path) -> str:
    """The machine in a line: processor kind, cores, memory, file system, system, Python."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    parts = (
        f"{cores} cores ({platform.machine()})",
        f"{memory_there() / 2**30:.0f} GiB of memory",
        f"{_file_system(folder)} file system",
        platform.system(),
        f"Python {platform.python_version()}",
    )
    return ", ".join(parts)


def _file_system(folder: Path) -> str:
    try:
        lines = Path("/proc/mounts").read_text().splitlines()
    except OSError:
        return "unknown"
    mounts = [line.split()[1:3] for line in lines]
    above = [mount for mount in mounts if folder.resolve().is_relative_to(mount[0])]
    return max(above, key=lambda mount: len(mount[0]))[1] if above else "unknown"
