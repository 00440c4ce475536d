"""What the desk's process does every few seconds: bring home, and say what the letterbox is to know."""

from __future__ import annotations

import logging
from collections.abc import Callable

from solidary.errors import SolidaryError
from solidary.intake import withdrawing
from solidary.intake.bringing import bring_home
from solidary.intake.models import IntakeSettings
from solidary.intake.notice import tell_letterbox
from solidary.intake.way import is_on_one_machine, way_to_the_bag
from solidary.sealing.bag.carrier import Carrier
from solidary.sealing.faults import BusyError

INTERVAL = 15.0
"""Seconds between two rounds."""

logger = logging.getLogger(__name__)


class Fetching:
    """The rounds of one process. The way to another host is kept open between them."""

    def __init__(self, way: Callable[[], Carrier] = way_to_the_bag) -> None:
        self._way = way
        self._carrier: Carrier | None = None

    def go(self) -> None:
        """One round. What goes wrong is a line on the dashboard, and tried again."""
        try:
            withdrawing.finish()
            if self._carrier is None:
                self._carrier = self._way()
            tell_letterbox(self._carrier)
            bring_home(self._carrier)
            tell_letterbox(self._carrier)
        except BusyError:
            # What another process brings is in the record by the next round.
            self.end()
        except SolidaryError as error:
            self.end()
            _note_problem(str(error))
        else:
            _note_problem("")
        if is_on_one_machine():
            self.end()

    def end(self) -> None:
        """Let go of the way to the bag."""
        if self._carrier is not None:
            self._carrier.close()
            self._carrier = None


def _note_problem(line: str) -> None:
    chosen = IntakeSettings.load()
    if chosen.problem == line[:300]:
        return
    if line:
        logger.warning("The bag: %s", line)
    IntakeSettings.objects.update_or_create(pk=1, defaults={"problem": line[:300]})
