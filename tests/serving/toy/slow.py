"""The second application with a front that holds as much as the desk's, and waits for ever."""

from __future__ import annotations

from dataclasses import replace

from solidary.serving.front.desk import DeskFront
from solidary.serving.supervising.choice import Choice
from solidary.serving.supervising.process import FrontProcess
from tests.serving.toy.processes import TOY, ToyFront

DAY = 86_400.0


class PatientFront(ToyFront):
    limits = replace(DeskFront.limits, rate=0, rate_seconds=DAY)


def _front(choice: Choice) -> PatientFront:
    return PatientFront(TOY.socket(choice))


PROCESSES = (FrontProcess("the toy's front", lambda choice: choice.port, _front), TOY)
