"""Checking a release against a newsroom's key: a folder, a packed file, or an address.

Everything here works without a home, without Django and without the newsroom: whoever has a
copy and the key can tell whether it is what the newsroom published.
"""

from solidary.release.verify.examine import Task, verify
from solidary.release.verify.findings import Finding, Report, State
from solidary.release.verify.memory import DamagedMemoryError, Memory
from solidary.release.verify.source import UnknownPlaceError

__all__ = [
    "DamagedMemoryError",
    "Finding",
    "Memory",
    "Report",
    "State",
    "Task",
    "UnknownPlaceError",
    "verify",
]  # fmt: skip
