"""Checking a release against a newsroom's key: a folder, a packed file, or an address.

Everything here works without a home, without Django and without the newsroom: whoever has a
copy and the key can tell whether it is what the newsroom published.
"""

from solidary.release.verify.examine import Task, verify
from solidary.release.verify.findings import Finding, Report, State
from solidary.release.verify.memory import Memory, MemoryDamaged
from solidary.release.verify.source import UnknownPlace

__all__ = [
    "Finding", "Memory", "MemoryDamaged", "Report", "State", "Task", "UnknownPlace", "verify",
]  # fmt: skip
