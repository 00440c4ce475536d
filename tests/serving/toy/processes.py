"""The second application as `solidary run` would keep it up: its front and itself."""

from __future__ import annotations

from pathlib import Path

from solidary.serving.application import Application, Limits
from solidary.serving.front.answer import RefusedError
from solidary.serving.front.kind import Front, HandOn
from solidary.serving.front.limits import HeadLimits
from solidary.serving.front.limits import Limits as FrontLimits
from solidary.serving.front.request import Request
from solidary.serving.supervising.choice import Choice
from solidary.serving.supervising.process import ApplicationProcess, FrontProcess

MOST = 8 * 1024 * 1024
"""Bytes of a letter."""


class ToyFront(Front):
    """Letters are read at one address; everything else is only asked for."""

    limits = FrontLimits(
        heads=HeadLimits(address=200),
        head_seconds=2,
        rate_seconds=2,
        starting_seconds=0.2,
        streaming=2,
    )

    def __init__(self, application: Path) -> None:
        self.application = application

    def decide(self, request: Request) -> HandOn:
        if request.path.startswith("/closed/"):
            raise RefusedError(403)
        if request.method in ("GET", "HEAD"):
            return HandOn()
        if request.method != "POST" or not request.path.startswith("/letter/"):
            raise RefusedError(405, "GET, HEAD")
        return HandOn(MOST)


def _socket(choice: Choice) -> Path:
    return choice.place.run / "toy.sock"


TOY = ApplicationProcess(
    Application("the toy", "tests.serving.toy.settings", Limits(threads=2)), _socket
)
TOY_FRONT = FrontProcess(
    "the toy's front", lambda choice: choice.port, lambda choice: ToyFront(_socket(choice))
)
PROCESSES = (TOY_FRONT, TOY)
