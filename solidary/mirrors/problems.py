"""What went wrong with a mirror: kept on its row in a line for the prompt, and for the desk as a
fault with the facts that its words need."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from dataclasses import dataclass, field

from solidary.errors import WordedError, shown
from solidary.mirrors.faults import Fault
from solidary.mirrors.models import Mirror

KEPT = ("problem", "fault", "facts")
"""The fields of a mirror's row that a problem is kept in."""
_OF_THE_SYSTEM = {
    errno.ENOSPC: Fault.NO_ROOM,
    errno.EDQUOT: Fault.NO_ROOM,
    errno.EACCES: Fault.NO_RIGHT,
    errno.EPERM: Fault.NO_RIGHT,
    errno.EROFS: Fault.READ_ONLY,
    errno.ENOENT: Fault.NOT_THERE,
    errno.ETIMEDOUT: Fault.SLOW,
}


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a mirror isn't as it should be; false where it is."""

    line: str = ""
    """in English, for the prompt and the log"""
    fault: str = ""
    """the value of a `Fault` or `KeyFault`"""
    facts: dict[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.line)

    def keep(self, mirror: Mirror) -> None:
        """Put it on the mirror's row, which is not saved."""
        mirror.problem, mirror.fault, mirror.facts = self.line, self.fault, self.facts


NO_PROBLEM = Problem()


def problem_of(error: Exception) -> Problem:
    """An error as a line no longer than the row has room for, and as its fault.

    Of what the system refuses, its own words and the file, without the number of the error.
    """
    said = str(error)
    if isinstance(error, OSError) and not isinstance(error, WordedError):
        where = f" ({error.filename})" if error.filename else ""
        said = f"{error.strerror or error}{where}"
    line = shown(said, Mirror.LONGEST_PROBLEM)
    fault, facts = fault_of(error)
    return Problem(line, fault, {name: shown(value, 200) for name, value in facts.items()})


def fault_of(error: BaseException) -> tuple[str, dict[str, str]]:
    """The fault an error names, or that it comes from; the words of others where there is none."""
    for one in _with_causes(error):
        if isinstance(one, WordedError) and one.fault:
            return str(one.fault), {name: str(value) for name, value in one.facts.items()}
        if isinstance(one, OSError) and one.errno in _OF_THE_SYSTEM:
            return _OF_THE_SYSTEM[one.errno], {"file": str(one.filename or "")}
    if isinstance(error, OSError):
        return Fault.SYSTEM, {"answer": error.strerror or str(error)}
    return Fault.ANSWERED, {"answer": str(error)}


def _with_causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__
