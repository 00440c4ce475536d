"""What a check finds: one thing that isn't as it should be, in one line that says what to do."""

from __future__ import annotations

from dataclasses import dataclass

from solidary.errors import shown

LONGEST = 300
"""Letters of each part of a line."""
FULL = "`solidary publish --full`"
BACK = "put it back from a backup, or upload it again"
RESTORE = "`solidary restore` with a backup puts the newsroom together again"


@dataclass(frozen=True, slots=True)
class Trouble:
    """One trouble. Every part may hold what strangers wrote: `line` alone is shown."""

    where: str
    """a path in the home, or what it is called"""
    said: str
    """what is wrong, as the end of a sentence that begins with `where`"""
    todo: str
    """what somebody has to do"""

    @property
    def line(self) -> str:
        where, said, todo = (shown(part, LONGEST) for part in (self.where, self.said, self.todo))
        return f"{where} {said}: {todo}."
