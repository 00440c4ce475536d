"""The processes of `solidary run`, in the order in which they start: a module each, a line here."""

from solidary.serving.processes.desk import DESK
from solidary.serving.processes.desk_front import DESK_FRONT
from solidary.serving.processes.keeper import KEEPER
from solidary.serving.processes.letterbox import LETTERBOX
from solidary.serving.processes.letterbox_front import LETTERBOX_FRONT
from solidary.serving.supervising.process import Process

PROCESSES: tuple[Process, ...] = (DESK_FRONT, KEEPER, DESK, LETTERBOX_FRONT, LETTERBOX)
"""Fronts come first: they hold what is asked until their application answers."""
LETTERBOX_ALONE: tuple[Process, ...] = (LETTERBOX_FRONT, LETTERBOX)
"""Those of `solidary letterbox`."""
