"""What the serving process does by itself beside the desk, every few seconds.

It runs in threads, so that a newsroom on one small server needs no second program.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

from django.db import close_old_connections

logger = logging.getLogger(__name__)


class Rounds(threading.Thread):
    """Goes a round again and again as long as the process lives, failing or not."""

    def __init__(self, name: str, go: Callable[[], object], interval: float) -> None:
        """`interval`: seconds between two rounds."""
        super().__init__(name=name, daemon=True)
        self.go, self.interval = go, interval

    def run(self) -> None:
        while True:
            time.sleep(self.interval)
            close_old_connections()
            try:
                self.go()
            except Exception:
                logger.exception("A round of %s failed; the next one tries again", self.name)
            close_old_connections()
