"""What a front is told of its application: where it is, what it reads, and what is said for it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from solidary.release.headers import ALWAYS
from solidary.serving.front.answer import Answer, RefusedError
from solidary.serving.front.limits import Limits
from solidary.serving.front.request import Request


@dataclass(frozen=True, slots=True)
class HandOn:
    """The application answers this request, and reads so many bytes of a body at most."""

    most: int = 0
    evenly: float = 0.0
    """seconds after the body's end before which nothing of the answer is sent, whatever it is: what was
    right and what was wrong can't be told apart by the time that they take"""


@dataclass(frozen=True, slots=True)
class ForFiles:
    """The request is answered with a file; no application hears of it."""


class Front(ABC):
    """One front: a port, and the application behind it.

    It is told apart from other fronts by what `decide` says. Nothing here knows a framework.
    """

    limits: Limits = Limits()
    headers: Mapping[str, str] = {**ALWAYS, "Cache-Control": "no-store"}
    """what its own answers carry, and every answer of the application that doesn't say otherwise"""
    application: Path
    """the socket of its application"""
    vouches: str = ""
    """an address of the application that leads strangers elsewhere: it is asked with the cookies of
    whoever sends more than is free, so that a made-up session takes no memory and no place"""
    reads: Sequence[Path] = ()
    """folders of the files it answers with; it can open nothing else"""

    @abstractmethod
    def decide(self, request: Request) -> HandOn | ForFiles:
        """Who answers. Raises RefusedError where nobody does; nothing of a body has been read."""

    def languages(self, path: str, asks: str) -> Sequence[str]:
        """In which languages it says why it takes nothing; all of them where none is given.

        `asks`: what the browser says it reads (Accept-Language).
        """
        return ()

    def file(self, request: Request) -> Answer:
        """The file that is asked for. Runs in a thread: a disk may be slow."""
        raise RefusedError(404)
