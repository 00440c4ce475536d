from __future__ import annotations

from collections.abc import Iterator

from solidary.stories.body.fields import PHOTO
from solidary.stories.body.uses import uses_of
from solidary.stories.checks.draft import Draft, ShownThing
from solidary.stories.checks.finding import BODY, Finding, Found
from solidary.stories.models.photo import is_said

RECORDING = "recording"


def shown(draft: Draft, kind: str) -> Iterator[tuple[str, ShownThing]]:
    """The photos or recordings in the body, each once, with the id of the first block that shows it."""
    things = draft.photos if kind == PHOTO else draft.recordings
    seen: set[int] = set()
    for block in draft.body:
        for use, key in uses_of([block]):
            if use == kind and key in things and key not in seen:
                seen.add(key)
                yield str(block.get("id") or ""), things[key]


def alt_texts(draft: Draft) -> Iterator[Finding]:
    """What a photo shows is said for those who can't see it, in the story's language; or it is said
    to be decorative."""
    for block, photo in shown(draft, PHOTO):
        if not (photo.decorative or photo.in_language.strip()):
            found = Found.FOREIGN_ALT_TEXT if photo.fallback.strip() else Found.NO_ALT_TEXT
            yield of_thing(found, PHOTO, photo, block)


def credits(draft: Draft) -> Iterator[Finding]:
    """Readers see whose photo it is."""
    for block, photo in shown(draft, PHOTO):
        if not photo.credit.strip():
            yield of_thing(Found.NO_CREDIT, PHOTO, photo, block)


def consents(draft: Draft) -> Iterator[Finding]:
    """Somebody said by what right a photo is published, posters of recordings included."""
    seen = set()
    for block, photo in shown(draft, PHOTO):
        seen.add(photo.key)
        if not is_said(photo.consent):
            yield of_thing(Found.CONSENT_NOT_SAID, PHOTO, photo, block)
    for block, recording in shown(draft, RECORDING):
        poster = draft.photos.get(recording.poster or 0)
        if poster and poster.key not in seen and not is_said(poster.consent):
            seen.add(poster.key)
            yield of_thing(Found.CONSENT_NOT_SAID, PHOTO, poster, block)


def of_thing(found: Found, kind: str, thing: ShownThing, block: str) -> Finding:
    """A finding about something the body shows, which is mended where that is written."""
    return Finding(found, BODY, {"name": thing.name}, block, (kind, thing.key))
