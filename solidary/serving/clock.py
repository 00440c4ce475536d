"""The clock of the serving process: scheduled stories go out on time, the bin ends on time, and
nothing stays behind.

Whatever it publishes goes through the same journal as an editor's own publishing; if it is
killed in between, the next round finds the work where it stopped.
"""

from __future__ import annotations

from contextlib import suppress

from solidary.chronicle.suggesting.finding import read_due
from solidary.desk.chronicle.resting import is_somebody_deciding
from solidary.desk.publishing import publish_to_readers
from solidary.intake import ending
from solidary.intake.missing import HeadersUnreadableError
from solidary.sealing.faults import SealingError
from solidary.stories.bin.emptying import empty_due
from solidary.stories.schedule import publish_due

INTERVAL = 10.0
"""Seconds between two looks at what is due."""


def tick() -> None:
    """One look: what is due goes into the record, what has lain in the bin for its time is deleted,
    what was sent and is due dies, what is pending goes to readers, and facts are read from what changed."""
    publish_due()
    empty_due()
    # A strongroom whose disk is away keeps no story from readers; the round that brings home says it.
    with suppress(SealingError, HeadersUnreadableError):
        ending.daily()
    # Decisions that are being taken go out together, when whoever takes them rests.
    if not is_somebody_deciding():
        publish_to_readers()
    read_due()
