"""Since when readers have a story, and when its words last changed for them: decided here alone.

A publish at the desk or by the clock, an act and an import all ask this module. Two moments are
kept with a story. `first_published_at`: since when readers have it; None where only its day is
known, as of most of an archive, for a moment that nobody noted is never made up. `updated_at`: when
the last significant change reached them; None where there was none.
"""

from __future__ import annotations

import json
import unicodedata
import zoneinfo
from datetime import date, datetime, time
from typing import Any

from django.db.models import CharField
from django.db.models.functions import Cast
from django.utils import timezone

from solidary.stories.body.fields import RawBlock
from solidary.stories.body.plain import corrections, main_words
from solidary.stories.body.rows import BETWEEN

LAST_MINUTE = time(23, 59)


def significant(headline: str, standfirst: str, body: list[RawBlock]) -> tuple[str, ...]:
    """What has to differ between two versions for a reader to be told that a story was updated:
    its words as plain text, and its corrections with their days.

    Topics, credits, captions, pictures and their crops, the style of letters and white space are
    not in it.
    """
    said = " ".join(main_words(body)).replace(BETWEEN, "|")
    return (
        *("".join(_words(text)) for text in (headline, standfirst, said)),
        *(f"{day.isoformat()} {text}" for day, text in corrections(body)),
    )


def keep(story: Any, zone: zoneinfo.ZoneInfo) -> None:
    """Give a story that is about to be saved as a public one its moments, from what readers had of
    it before. A *small mend* leaves the last change as it was."""
    before = _stored(story)
    if before is None:
        if story.updated_at is None:
            story.updated_at = moment_of_correction(story.corrected_on, zone, timezone.now())
    else:
        # Publishing gives one to whatever has none; but readers had this story before.
        story.first_published_at = before["first_published_at"]
        was = significant(before["headline"], before["standfirst"], json.loads(before["raw"]))
        is_new = was != significant(story.headline, story.standfirst, story.raw_body)
        if is_new and not story.small_mend:
            story.updated_at = _moment_of_publishing(story, before["last_published_at"])
    story.small_mend = False


def _stored(story: Any) -> dict[str, Any] | None:
    """What readers had of a story; None where they never had it."""
    rows = type(story).objects.filter(pk=story.pk).annotate(raw=Cast("body", CharField()))
    columns = ("live", "headline", "standfirst", "first_published_at", "last_published_at", "raw")
    row: dict[str, Any] | None = rows.values(*columns).first()
    return row if row and (row["live"] or row["last_published_at"]) else None


def _moment_of_publishing(story: Any, before: datetime | None) -> datetime:
    """When a version of a story that was public before was published: it says so itself, unless it
    was saved past all publishing."""
    said, now = story.last_published_at, timezone.now()
    return min(said, now) if said and (before is None or said > before) else now


def _words(text: str) -> list[str]:
    return unicodedata.normalize("NFC", text).split()


def moment_of_correction(
    day: date | None, zone: zoneinfo.ZoneInfo, now: datetime
) -> datetime | None:
    """When a correction counts of which no more than the day is known: at the last minute of that
    day by the newsroom's clock, or now where that is earlier. None where there is none."""
    if day is None:
        return None
    return min(datetime.combine(day, LAST_MINUTE, tzinfo=zone), now)
