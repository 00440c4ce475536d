"""The rules by which facts are read, by field, under the names that facts carry.

What is said of them to readers, in each language, stands in `solidary.site.codebook`; how often each was
right on our own stories, in `figures.json` beside this file.
"""

from __future__ import annotations

from solidary.chronicle.facts.fields.roles import ROLES

RULES: dict[str, tuple[str, ...]] = {
    "day": (
        "day, month and year", "day and month", "day in figures", "days by month", "month",
        "counted from today", "counted from another day", "weekend", "days ago", "weekday", "weekday ahead", "recurring day",
        "publication day", "publication month", "day of the main action", "day of a report",
    ),
    "place": tuple(ROLES),
    "venue": ("noun of a venue",),
    "turnout": (
        "number before people", "number behind people", "number beside a verb of gathering",
        "number in an adjective", "number of who counted", "figures of several sayers",
    ),
    "form": (
        "word for a form", "verb of a form", "verb of banning", "recurring day",
        "small gathering at an embassy", "people gathered",
    ),
    "source": (
        "known agency", "who counted", "according to", "name beside a verb of reporting",
    ),
    "organiser": ("name beside organising",),
    "speaker": ("name beside a verb of speaking", "name in a row with a speaker's"),
}  # fmt: skip
"""Field, as quotes of reports name it → its rules."""
