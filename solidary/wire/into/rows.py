"""From a checked story to the row that it becomes, with what it names looked up."""

import zoneinfo
from dataclasses import fields
from datetime import MINYEAR, datetime
from typing import Any

from django.utils import timezone

from solidary.stories import moments
from solidary.stories.body.plain import last_correction
from solidary.stories.languages import locale_of
from solidary.stories.models import Newsroom
from solidary.wire.errors import LineError, not_there
from solidary.wire.into.bodies import BodyReader
from solidary.wire.into.schedule import Schedule, opening
from solidary.wire.into.topics import topic_for, topic_keys
from solidary.wire.into.writing import Row
from solidary.wire.out.bodies import known_in_record

Fields = dict[str, Any]
ROW_FIELDS = {each.name for each in fields(Row)}


class Rows:
    """Makes rows; knows what they may refer to, which topics it had to make, and the moment of the
    import, the same for all its stories."""

    def __init__(self) -> None:
        self.now = timezone.now()
        self.made_topics: set[str] = set()
        self.bodies = BodyReader({})
        self._locales: dict[str, int] = {}
        self.refresh()

    def refresh(self) -> None:
        """Look again at what stories may refer to; called when other records have come in."""
        known = known_in_record("address", "pk")
        self.bodies.keys = known
        self.topics = topic_keys()
        self.zone = zoneinfo.ZoneInfo(Newsroom.load().time_zone)
        self.schedule = Schedule(self.now, self.zone)

    def row_of(self, line: Fields, address: str) -> Row:
        """The row of a story line. Raises LineError where a reference leads nowhere."""
        row = Row(
            language=line["language"],
            locale_id=self._locale(line["language"]),
            headline=line["headline"],
            address=address or line.get("address", ""),
        )
        for name, value in line.items():
            if name in ROW_FIELDS and name not in ("body", "topics", "places", "sources"):
                setattr(row, name, value)
        row.body = self.bodies.read(line.get("body", []))
        row.topics = [self._topic(f"topics[{n}]", t) for n, t in enumerate(line.get("topics", ()))]
        row.places = [self._place(f"places[{n}]", p) for n, p in enumerate(line.get("places", ()))]
        row.bylines = [{"name": b["name"], "role": b.get("role", "")} for b in row.bylines]
        row.sources = self._sources(line.get("sources", []))
        self._since_when(row, line)
        return row

    def _since_when(self, row: Row, line: Fields) -> None:
        """Published or not, and since when: what a line leaves open follows from its day."""
        if "live" not in line:
            row.live = row.day is not None and row.withdrawn_at is None
        if row.live and row.day is None:
            raise LineError("day", "is missing; a published story has one")
        if row.live and row.withdrawn_at is not None:
            raise LineError("live", "can't be true for a withdrawn story")
        if row.live:
            assert row.day is not None
            begins = opening(row.day, row.time, self.zone)
            if "first_published_at" not in line:
                self.seen_first(row)
            if "updated_at" not in line:
                self.corrected(row)
            row.first_published_at = self._by_now("first_published_at", row.first_published_at)
            row.updated_at = self._by_now("updated_at", row.updated_at)
            if row.last_published_at is None:
                row.last_published_at = row.first_published_at or begins
        row.has_unpublished_changes = not row.live or bool(line.get("draft"))

    def seen_first(self, row: Row) -> None:
        """A story of today is published by this import; of an older one nobody said when."""
        assert row.day is not None
        if row.day >= self.now.astimezone(self.zone).date():
            row.first_published_at = self.now

    def corrected(self, row: Row) -> None:
        """A story that came in with corrections was updated with the last of them."""
        day = last_correction(row.body)
        row.updated_at = moments.moment_of_correction(day, self.zone, self.now)

    def changed(self, before: Row, after: Row) -> None:
        """A story that readers had before was updated by this import, if its words have changed."""
        was, now = (
            moments.significant(row.headline, row.standfirst, row.body) for row in (before, after)
        )
        if was != now:
            after.updated_at = self.now

    def _by_now(self, field: str, moment: datetime | None) -> datetime | None:
        """No moment of a public story lies ahead, and each has a day in the newsroom's zone."""
        if moment is not None and moment.year == MINYEAR:
            raise LineError(field, f"lies too far away: {moment.isoformat()}")
        return moment and min(moment, self.now)

    def _locale(self, language: str) -> int:
        if language not in self._locales:
            self._locales[language] = locale_of(language).pk
        return self._locales[language]

    def _topic(self, field: str, name: str) -> int:
        if name not in self.topics:
            if not name.startswith("#"):
                raise not_there(field, "topic", name)
            self.topics[name] = topic_for(name, self.made_topics).pk
        return self.topics[name]

    def _place(self, field: str, address: str) -> int:
        key = self.bodies.keys["place"].get(address)
        if key is None:
            raise not_there(field, "place", address)
        return int(key)

    def _sources(self, sources: list[Fields]) -> list[Fields]:
        return [
            {
                "outlet": source["outlet"],
                "cites": source.get("cites", ""),
                "address": source.get("address", ""),
                "kept_copy": source.get("kept_copy") or "",
            }
            for source in sources
        ]
