"""How `solidary run` becomes the supervisor, and lets go of all it loaded to prepare a newsroom."""

from __future__ import annotations

import os
import sys
from typing import NoReturn

from solidary.serving.supervising.choice import Choice


def become(choice: Choice) -> NoReturn:
    """Never returns: the process stays the same one for whoever started it."""
    sys.stdout.flush()
    sys.stderr.flush()
    words = [sys.executable, "-m", "solidary.serving.supervising", choice.written()]
    os.execv(sys.executable, words)  # noqa: S606 - our own program, and no shell
