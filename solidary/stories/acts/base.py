"""What every act has: its words and its right, a check, an execution, and its errors."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any, ClassVar, Generic, TypeVar

from django.core.exceptions import PermissionDenied
from wagtail.log_actions import log

from solidary.errors import SolidaryError

Thing = TypeVar("Thing")


class ActPermissionError(PermissionDenied):
    """This person may not do this; `act` is what was asked for."""

    def __init__(self, act: Act[Any]) -> None:
        super().__init__(f"{act.name}: {act.right}")
        self.act = act


class NotNowError(SolidaryError):
    """The act makes no sense as things stand; the message is for the editor."""


class Act(ABC, Generic[Thing]):
    """One act on one thing: may this person do it, does it make sense now, and doing it.

    `user` is None where the newsroom's own machinery acts (a clock, a command); it may do
    everything that makes sense. What else an act has to know comes by keyword, under the names
    its form has at the desk, so that what was asked once can be done to many things.
    """

    name: ClassVar[str]
    """Its key, for good: the history of a thing and the desk's addresses have it."""
    model: ClassVar[type[Any]]
    right: ClassVar[str]
    label: ClassVar[Any]
    """What doing it is called, on its button and where a history is filtered."""
    logged: ClassVar[Any]
    """What the history of the thing says when it is done."""
    icon: ClassVar[str]
    order: ClassVar[int] = 100
    """Its place among the acts on a thing, the most usual first."""
    serious: ClassVar[bool] = False
    """Whether readers lose something by it, or it can't be undone."""
    not_now: ClassVar[Any] = ""
    """The line for people when it isn't offered and somebody tries."""

    def __init__(self, thing: Thing, *, user: Any = None) -> None:
        self.thing = thing
        self.user = user

    @classmethod
    def log_action(cls) -> str:
        """The action's name in the log of the database; old homes have these."""
        return f"solidary.{cls.name}"

    @classmethod
    def right_to(cls, thing: Thing) -> str:
        """The right it takes with this thing, where that differs from thing to thing."""
        return cls.right

    @classmethod
    def offered(cls, thing: Thing) -> bool:
        """Whether the act makes sense for the thing as it stands; asks the record nothing more."""
        return True

    def check(self) -> None:
        """Raises ActPermissionError, or NotNowError with a line for the editor."""
        self.check_right()
        if not self.offered(self.thing):
            raise NotNowError(str(self.not_now))

    def check_right(self) -> None:
        """Raises ActPermissionError where this person may not do it, whatever the thing's state."""
        self.require(self.right_to(self.thing))

    def require(self, right: str) -> None:
        """Raises ActPermissionError where somebody acts who lacks the right."""
        if self.user is not None and not self.user.has_perm(right):
            raise ActPermissionError(self)

    @abstractmethod
    def execute(self) -> Any:
        """Check, then do it, wholly or not at all."""

    def note(self, thing: Any, **data: Any) -> None:
        """Enter the act into the thing's history, with what must be known about it later."""
        log(thing, self.log_action(), user=self.user, data=data)
