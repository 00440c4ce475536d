from __future__ import annotations

from collections.abc import Iterator

from solidary.stories.checks.draft import Draft
from solidary.stories.checks.finding import Finding, Found
from solidary.stories.checks.pictures import RECORDING, of_thing, shown
from solidary.stories.models.photo import is_said


def credits(draft: Draft) -> Iterator[Finding]:
    """Readers see whose recording it is."""
    for block, recording in shown(draft, RECORDING):
        if not recording.credit.strip():
            yield of_thing(Found.NO_CREDIT, RECORDING, recording, block)


def consents(draft: Draft) -> Iterator[Finding]:
    """Somebody said by what right a recording is published."""
    for block, recording in shown(draft, RECORDING):
        if not is_said(recording.consent):
            yield of_thing(Found.CONSENT_NOT_SAID, RECORDING, recording, block)
