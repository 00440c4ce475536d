"""Stories dated ahead: whoever publishes one says whether it waits for its day or goes out now.

Everything that publishes a version comes through `Story.publish`, which asks `settle` here: the
form, an approval in a review, an act on one story or on many. Only what nobody publishes by hand
(the clock, an import, a command) isn't asked.
"""

from __future__ import annotations

import zoneinfo
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision

from solidary.errors import SolidaryError
from solidary.stories.models.newsroom import Newsroom


class Answer(StrEnum):
    """What becomes of a story dated ahead that somebody publishes."""

    WAIT = "wait"
    NOW = "now"


class DatedAheadError(SolidaryError):
    """The version `of` a story is dated ahead, and nobody has said what should become of it. `due`:
    the first moment of its date."""

    line = _("This story is dated ahead: it is scheduled for its date, or published all the same.")

    def __init__(self, of: Any, due: datetime) -> None:
        super().__init__(str(self.line))
        self.of, self.due = of, due


_answer: ContextVar[Answer | None] = ContextVar("answer", default=None)


@contextmanager
def answered(answer: Answer | None) -> Iterator[None]:
    """Publish inside with this answer; without one, a story dated ahead is asked about."""
    token = _answer.set(answer)
    try:
        yield
    finally:
        _answer.reset(token)


def first_moment(day: date, at: time | None, zone: zoneinfo.ZoneInfo) -> datetime:
    """The moment from which a story belongs to its day: its time, or the day's first minute."""
    return datetime.combine(day, at or time(0, 0), tzinfo=zone).astimezone(UTC)


def settle(row: Any, revision: Revision, user: Any) -> None:
    """Have a version that `user` publishes wait for its date, or let it pass, as was answered.

    Raises DatedAheadError where that has not been said. Costs no query for a story that goes out
    now under a date that has come.
    """
    version, now = revision.as_object(), timezone.now()
    goes_out = max(now, version.go_live_at or now)
    due, answer = _due(version), _answer.get()
    asks = user is not None or answer is not None
    if asks and due is not None and due > goes_out and not _is_public_under(version):
        if answer is None:
            raise DatedAheadError(row, due)
        if answer is Answer.WAIT:
            goes_out = due
            revision.content["go_live_at"] = due.isoformat()
            revision.save(update_fields=["content"])
    if goes_out > now:
        _keep_what_readers_have(row, revision)


def _due(version: Any) -> datetime | None:
    if version.day is None:
        return None
    return first_moment(version.day, version.time, Newsroom.load().zone)


def _is_public_under(version: Any) -> bool:
    """Whether readers have the story under the date of this version already."""
    date_ = {"day": version.day, "time": version.time}
    return bool(type(version).objects.filter(pk=version.pk, live=True, **date_).exists())


def _keep_what_readers_have(row: Any, revision: Revision) -> None:
    """Wagtail takes a public story from readers when a version of it is scheduled that knows no live
    revision, as of one that was imported, or public only since: tell it which one that is."""
    stories = type(row).objects
    public = stories.filter(pk=row.pk, live=True).first()
    if public is None or revision.content.get("live_revision") is not None:
        return
    if public.live_revision_id is None:
        kept = public.save_revision(changed=False, clean=False)
        stories.filter(pk=row.pk).update(live_revision=kept, latest_revision=revision)
        public.live_revision = kept
    revision.content["live_revision"] = public.live_revision_id
    revision.save(update_fields=["content"])
