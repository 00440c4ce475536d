"""What every act of the desk has: a check, an execution, and errors of its own."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied


class ActPermissionError(PermissionDenied):
    """This person may not do this."""


class NotNow(Exception):
    """The act makes no sense as things stand; the message is for the editor."""


class Act(ABC):
    """One act: may this person do it, does it make sense now, and doing it.

    `user` is None where the newsroom's own machinery acts (a clock, a command); it may do
    everything that makes sense.
    """

    right: ClassVar[str]
    permission_error_class: ClassVar[type[ActPermissionError]] = ActPermissionError

    def __init__(self, *, user: Any = None) -> None:
        self.user = user

    def check(self) -> None:
        """Raises the act's permission error, or NotNow with a line for the editor."""
        if self.user is not None and not self.user.has_perm(self.right):
            raise self.permission_error_class

    @abstractmethod
    def execute(self) -> Any:
        """Check, then do it, wholly or not at all."""
