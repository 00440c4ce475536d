"""What is logged of a fault of the program: its kind and its place in our code, and nothing else.

A message of an exception may hold words of a sender; a trace may too.
"""

from __future__ import annotations

import logging
import sys
import traceback
from typing import Any

from django.core.signals import got_request_exception

LOG = logging.getLogger("solidary.letterbox")


def log_faults() -> None:
    """Begin to log faults of views."""
    got_request_exception.connect(_log, dispatch_uid="solidary.letterbox.faults")


def _log(**_: Any) -> None:
    kind, _error, trace = sys.exc_info()
    places = [f"{frame.f_code.co_filename}:{line}" for frame, line in traceback.walk_tb(trace)]
    LOG.error("%s at %s", kind.__name__ if kind else "a fault", places[-1] if places else "?")
