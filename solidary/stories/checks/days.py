from __future__ import annotations

from collections.abc import Iterator

from solidary.stories.body.plain import corrections as corrections_in
from solidary.stories.checks.draft import Draft
from solidary.stories.checks.finding import BODY, Finding, Found


def day(draft: Draft) -> Iterator[Finding]:
    """The date readers see is set, and doesn't lie ahead of the moment they get the story."""
    if draft.day is None:
        yield Finding(Found.NO_DAY, "day")
    elif draft.day > draft.goes_out.date():
        yield Finding(Found.DAY_AHEAD, "day", {"day": draft.day})
    elif (
        draft.day == draft.goes_out.date()
        and draft.time is not None
        and draft.time > draft.goes_out.time()
    ):
        zone = str(draft.goes_out.tzinfo or "")
        yield Finding(Found.TIME_AHEAD, "time", {"time": draft.time, "zone": zone})


def time_alone(draft: Draft) -> Iterator[Finding]:
    """A time goes with a date."""
    if draft.time is not None and draft.day is None:
        yield Finding(Found.TIME_WITHOUT_DAY, "time")


def corrections(draft: Draft) -> Iterator[Finding]:
    """Nothing was corrected on a day that is still to come."""
    for block in draft.body:
        for corrected_on, _ in corrections_in([block]):
            if corrected_on > draft.goes_out.date():
                yield Finding(
                    Found.CORRECTION_AHEAD,
                    BODY,
                    {"day": corrected_on},
                    str(block.get("id") or ""),
                )
