"""One process that `solidary run` keeps up: it declares itself, in a module of its own."""

from __future__ import annotations

import importlib
import os
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, cast

from solidary.errors import SolidaryError
from solidary.serving import sockets
from solidary.serving.application import Application
from solidary.serving.supervising.choice import Choice

if TYPE_CHECKING:
    from solidary.serving.front.kind import Front

Ready = Callable[[], None]
"""Called by a process once it can answer."""


class HopelessError(SolidaryError):
    """The process can't begin, and trying again changes nothing; one line for people."""


def always(choice: Choice) -> bool:
    """Of a process that every choice wants."""
    return True


class Process(ABC):
    """One kind of process."""

    name: str
    """as lines about it say"""

    is_wanted: Callable[[Choice], bool]
    """whether there is anything to do for it here"""

    counts: bool = True
    """whether it counts what it does (`solidary.counting`)"""

    environment: Mapping[str, str] = {}
    """what it needs in its environment before Python begins"""

    @abstractmethod
    def run(self, choice: Choice, ready: Ready) -> None:
        """Work until SIGTERM. Raises SolidaryError where it can't begin."""


class ApplicationProcess(Process):
    """An application of Django's, on a socket in the home."""

    def __init__(
        self,
        application: Application,
        socket: Callable[[Choice], Path],
        is_wanted: Callable[[Choice], bool] = always,
    ) -> None:
        self.name, self.application, self.socket = application.name, application, socket
        self.is_wanted = is_wanted

    def run(self, choice: Choice, ready: Ready) -> None:
        os.environ["DJANGO_SETTINGS_MODULE"] = self.application.settings
        from solidary.serving.process import serve

        with sockets.listen(self.socket(choice)) as listener:
            serve(self.application, listener, ready)


class FrontProcess(Process):
    """The front of an application, on a port."""

    def __init__(
        self,
        name: str,
        port: Callable[[Choice], int],
        front: Callable[[Choice], Front],
        is_wanted: Callable[[Choice], bool] = always,
    ) -> None:
        """`front`: makes it, in its own process."""
        self.name, self.port, self.front, self.is_wanted = name, port, front, is_wanted

    def run(self, choice: Choice, ready: Ready) -> None:
        import asyncio

        from solidary.serving import logs
        from solidary.serving.front.program import Program
        from solidary.serving.reach import read_only
        from solidary.site.refusals import refusal_page

        logs.keep_requests_out(debug=os.environ.get("SOLIDARY_DEBUG") == "1")
        port = self.port(choice)
        try:
            listener = sockets.listen_on(choice.host, port)
        except OSError as error:
            raise HopelessError(
                f"port {port} of {choice.host} can't be listened on ({error.strerror})"
            ) from error
        front = self.front(choice)
        # All catalogues are read while there is a folder for temporary files.
        refusal_page(500, ())
        held = read_only(front.reads).files
        asyncio.run(Program(front).run(listener, ready, held=held))


def declared(choice: Choice) -> tuple[Process, ...]:
    """The processes that a choice wants, in the order in which they start."""
    module, _, name = choice.declared.partition(":")
    every = cast("tuple[Process, ...]", getattr(importlib.import_module(module), name))
    return tuple(process for process in every if process.is_wanted(choice))
