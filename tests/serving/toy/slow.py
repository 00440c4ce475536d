"""The second application with a front that is as patient as those of a newsroom."""

from __future__ import annotations

from solidary.serving.front.desk import DeskFront
from solidary.serving.supervising.choice import Choice
from solidary.serving.supervising.process import FrontProcess
from tests.serving.toy.processes import TOY, ToyFront


class PatientFront(ToyFront):
    limits = DeskFront.limits


def _front(choice: Choice) -> PatientFront:
    return PatientFront(TOY.socket(choice))


PROCESSES = (FrontProcess("the toy's front", lambda choice: choice.port, _front), TOY)
