"""What is asked of a story before it is published. A check only shows what it finds; it never keeps
anybody from publishing.

A check is a function that is given what there is to know about a draft (`draft.py`) and gives back
what it found; it asks the record nothing. To add one: write it, list it below, and word what it finds
at the desk (`desk/checks/wording.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from solidary.stories.checks import (
    days,
    links,
    needed,
    pictures,
    places,
    recordings,
    translation,
    words,
)
from solidary.stories.checks.draft import Draft
from solidary.stories.checks.finding import Finding

Check = Callable[[Draft], Iterator[Finding]]

CHECKS: tuple[Check, ...] = (
    words.words,
    needed.blocks,
    needed.names,
    days.time_alone,
    translation.untranslated,
    places.dispatches,
    pictures.alt_texts,
    pictures.credits,
    pictures.consents,
    recordings.credits,
    recordings.consents,
    links.dead_links,
    places.topics,
    places.places,
    days.day,
    days.corrections,
)


def findings(draft: Draft) -> list[Finding]:
    """What every check found, in the checks' order, what forbids publishing first."""
    found = [finding for check in CHECKS for finding in check(draft)]
    return sorted(found, key=lambda finding: not finding.forbids)
