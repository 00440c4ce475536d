"""The clock of the serving process: scheduled stories go out on time, and nothing stays behind.

It runs in a thread beside the desk, so that a newsroom on one small server needs no second
program. Whatever it publishes goes through the same journal as an editor's own publishing;
if it is killed in between, the next round finds the work where it stopped.
"""

from __future__ import annotations

import logging
import threading

from django.db import close_old_connections

from solidary.desk.publishing import publish_to_readers
from solidary.stories.schedule import publish_due

INTERVAL = 10.0
"""Seconds between two looks at what is due."""

logger = logging.getLogger(__name__)


class Clock(threading.Thread):
    def __init__(self, interval: float = INTERVAL) -> None:
        super().__init__(name="solidary-clock", daemon=True)
        self.interval = interval
        self._stopped = threading.Event()

    def run(self) -> None:
        while not self._stopped.wait(self.interval):
            close_old_connections()
            tick()
            close_old_connections()

    def stop(self) -> None:
        """Let a round that has begun end, and begin no other."""
        self._stopped.set()


def tick() -> None:
    """One look: what is due goes into the record, what is pending goes to readers."""
    try:
        publish_due()
        publish_to_readers()
    except Exception:
        logger.exception("The clock's round failed; the next one tries again")
