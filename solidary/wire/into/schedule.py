"""Whether a story that comes in is public at once, goes out at a time to come, or is a draft.

1. A `go_live_at` that lies ahead schedules the story for then; so does a day that lies ahead, for
   its time, or for its first minute in the newsroom's zone. Where both lie ahead, the later counts.
   A line that is `live` all the same was saying what its source meant to do.
2. What is no draft by mistake stays one: `live: false` with no more than a day ahead, what waits
   for review, what would expire before it goes out.
3. A schedule that has passed publishes nothing, unless the line says that readers had the story.
4. What readers have stays with them: a line that puts a public story off schedules that version.
5. A moment of publication without a day gives the day, by the newsroom's clock.
"""

from __future__ import annotations

import zoneinfo
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any, get_type_hints

from solidary.stories.dated_ahead import first_moment
from solidary.wire.errors import LineError
from solidary.wire.records import Content

Fields = dict[str, Any]

SCHEDULED = "scheduled"
LATE = "late draft added"
OVER = "expired draft added"
CONTENT = frozenset(get_type_hints(Content))
_SEEN = ("first_published_at", "last_published_at", "updated_at")
"""Moments that only a story has which readers had."""
_NEVER = "it would expire before it goes out"
_WHEN = ("day", "time", "go_live_at")


@dataclass(frozen=True, slots=True)
class Settled:
    """A line that leaves nothing open of this. `outcome`, `why`: what the report says of it where
    it is neither plainly public nor plainly a draft."""

    line: Fields
    outcome: str = ""
    why: str = ""


class Schedule:
    """Settles lines at one moment, that of the import, by the newsroom's clock."""

    def __init__(self, now: datetime, zone: zoneinfo.ZoneInfo) -> None:
        self.now, self.zone = now, zone

    def of_new(self, line: Fields) -> Settled:
        """A story that the record doesn't have. Raises LineError."""
        return self._without_moments_ahead(self._settled(self._dated(line), line))

    def of_known(self, stored: Fields, line: Fields) -> Settled:
        """A story of the record, which says `stored` of it, with what a line changes. Raises
        LineError."""
        return self._without_moments_ahead(self._known(stored, line))

    def _without_moments_ahead(self, found: Settled) -> Settled:
        """What readers don't have carries no moment of publication that is still to come."""
        line = found.line
        ahead = [name for name in _SEEN if line.get(name) and line[name] > self.now]
        if line["live"] or not ahead:
            return found
        return replace(found, line={**line, **dict.fromkeys(ahead)})

    def _known(self, stored: Fields, line: Fields) -> Settled:
        whole = {**stored, **line}
        if stored["live"]:
            return self._of_public(stored, line, whole)
        scheduled = stored["scheduled"]
        if not scheduled or "scheduled" in line or not _same(scheduled["content"], stored):
            same = scheduled and _at(whole["scheduled"]) == scheduled["at"]
            if same and scheduled["at"] <= self.now:
                # The clock is about to publish it.
                return Settled({**whole, "live": False})
            return self._settled(self._dated(whole), line)
        if not any(name in line and line[name] != stored[name] for name in _WHEN):
            again = {"at": scheduled["at"], "content": {}}
            return Settled({**whole, "live": False, "scheduled": again}, SCHEDULED)
        derived = {"live", "scheduled"}
        if stored["go_live_at"] == self._opening(stored):
            derived.add("go_live_at")
        kept = {name: value for name, value in stored.items() if name not in derived}
        return self._settled(self._dated({**kept, **line}), line)

    def due(self, line: Fields) -> datetime | None:
        """When a story that lies ahead is to go out; None where nothing of it does."""
        moments = (line.get("go_live_at"), self._opening(line))
        return max((at for at in moments if at and at > self.now), default=None)

    def _of_public(self, stored: Fields, line: Fields, whole: Fields) -> Settled:
        if line.get("scheduled"):
            return self._version(whole)
        due = self.due(whole)
        stays = "scheduled" in line or line.get("live") is False or whole["withdrawn_at"]
        if stays or due is None or due == self.due(stored):
            return Settled(whole)
        content = {name: whole[name] for name in CONTENT if name in whole}
        version = {"at": due, "content": {**content, "go_live_at": due}}
        others = {name: value for name, value in line.items() if name not in CONTENT}
        line = {**stored, **others, "headline": stored["headline"], "scheduled": version}
        return Settled(line, SCHEDULED, self._at_its_time(due))

    def _settled(self, whole: Fields, said: Fields) -> Settled:
        if whole.get("withdrawn_at") is not None:
            return Settled({**whole, "live": whole.get("live", False)})
        due = self.due(whole)
        ahead = due is not None and not self._goes_on(whole, said)
        if whole.get("scheduled"):
            return self._version(self._now({**whole, "live": False} if ahead else whole).line)
        if due is not None and ahead:
            return self._ahead(whole, said, due)
        return self._now(whole)

    def _ahead(self, line: Fields, said: Fields, due: datetime) -> Settled:
        """A story of which a day or a schedule lies ahead, and which readers don't have."""
        at = line.get("go_live_at")
        meant = at is not None and at > self.now and "scheduled" not in said
        line = {**line, "live": False}
        if line.get("in_review") or (said.get("live") is False and not meant):
            return Settled(line)
        if self._over_by(line, due):
            return Settled(line, OVER, _NEVER)
        line |= {"go_live_at": due, "scheduled": {"at": due, "content": {}}}
        return Settled(line, SCHEDULED, self._at_its_time(due))

    def _now(self, line: Fields) -> Settled:
        """A story of which nothing lies ahead."""
        at, had = line.get("go_live_at"), self._had_readers(line)
        live = line.get("live")
        if live is None:
            live = line.get("day") is not None and (had or (at is None and not _waits(line)))
        if live and self._over_by(line, self.now):
            why = f"its time was over on {self._worded(line['expire_at'])}"
            return Settled({**line, "live": False, "expired": True}, OVER, why)
        line = {**line, "live": live}
        if at is not None and at <= self.now and not (live or had):
            return Settled(line, LATE, self._passed(at))
        return Settled(line)

    def _version(self, line: Fields) -> Settled:
        """A story that says itself which version of it goes out when."""
        at = line["scheduled"]["at"]
        if at <= self.now:
            return Settled(self._as_draft(line), LATE, self._passed(at))
        if self._over_by({**line, **line["scheduled"]["content"]}, at):
            return Settled(self._as_draft(line), OVER, _NEVER)
        return Settled(line, "" if line["live"] else SCHEDULED, self._at_its_time(at))

    def _as_draft(self, line: Fields) -> Fields:
        """The version that had a schedule as one that an editor has to publish."""
        content = line["scheduled"]["content"]
        if line["live"] or self._had_readers(line):
            draft = line.get("draft") or content
            return {**line, "scheduled": None, "draft": draft}
        return {**line, **content, "scheduled": None}

    def _goes_on(self, line: Fields, said: Fields) -> bool:
        """Whether readers have it already, though it is dated ahead of its publication."""
        at = line.get("go_live_at")
        put_off = at is not None and at > self.now
        return said.get("live") is True and self._had_readers(line) and not put_off

    def _had_readers(self, line: Fields) -> bool:
        return any(line.get(name) and line[name] <= self.now for name in _SEEN)

    def _over_by(self, line: Fields, moment: datetime) -> bool:
        at = line.get("expire_at")
        return at is not None and at <= moment

    def _dated(self, line: Fields) -> Fields:
        """With the day and time of its publication, where it names no other."""
        seen = next((line[name] for name in _SEEN[:2] if line.get(name)), None)
        if seen is None or seen > self.now or line.get("day") or line.get("live") is False:
            return line
        if line.get("withdrawn_at") is not None:
            return line
        here = self._here(seen)
        clock = line.get("time") or here.time().replace(second=0, microsecond=0)
        return {**line, "day": here.date(), "time": clock}

    def _opening(self, line: Fields) -> datetime | None:
        """The first moment of a story's day, or its time of that day."""
        day = line.get("day")
        return opening(day, line.get("time"), self.zone) if day else None

    def _here(self, moment: datetime) -> datetime:
        try:
            return moment.astimezone(self.zone)
        except OverflowError:
            raise LineError("", f"{moment.isoformat()} lies too far away") from None

    def _worded(self, moment: datetime) -> str:
        return f"{self._here(moment):%Y-%m-%d %H:%M} ({self.zone.key})"

    def _at_its_time(self, due: datetime) -> str:
        return f"goes out on {self._worded(due)}"

    def _passed(self, at: datetime) -> str:
        return f"its schedule has passed: {self._worded(at)}"


def opening(day: date, at: time | None, zone: zoneinfo.ZoneInfo) -> datetime:
    """The moment from which a story belongs to its day: its time, or the day's first minute.

    Raises LineError for a day at the very end of the calendar.
    """
    try:
        return first_moment(day, at, zone)
    except OverflowError:
        raise LineError("day", f"lies too far away: {day.isoformat()}") from None


def _at(scheduled: Fields | None) -> datetime | None:
    at: datetime | None = scheduled["at"] if scheduled else None
    return at


def _waits(line: Fields) -> bool:
    return line.get("scheduled") is not None


def _same(content: Fields, stored: Fields) -> bool:
    """Whether a version that waits says what the row says."""
    return all(stored.get(name) == value for name, value in content.items() if name in stored)
