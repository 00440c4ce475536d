"""Stories on their way in: lines checked one by one, looked up and written a batch at a time."""

import uuid
import zoneinfo
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import UTC, datetime, time
from typing import Any

from solidary.stories.languages import locale_of
from solidary.stories.models import (
    Document,
    Newsroom,
    Photo,
    Place,
    Story,
    StorySource,
    Video,
)
from solidary.wire.into import writing
from solidary.wire.into.bodies import BodyReader, Shelf
from solidary.wire.into.fields import STORY
from solidary.wire.into.files import FilesIn, FilesOut, content_name
from solidary.wire.into.indexing import Indexing
from solidary.wire.into.problems import LineProblem, not_there
from solidary.wire.into.report import Report
from solidary.wire.into.things import topic_for, topic_keys
from solidary.wire.out.stories import Addresses, story_lines

Fields = dict[str, Any]
VERSIONS = ("draft", "scheduled", "in_review", "behind")
LINKS = ("based_on",)
NOBODY = uuid.UUID(int=0)
ROW_FIELDS = {each.name for each in fields(writing.Row)}


@dataclass(slots=True)
class Waiting:
    """A checked story line that waits for its batch."""

    number: int
    line: Fields


Changed = tuple[Waiting, int, writing.Row]


@dataclass(slots=True)
class Later:
    """What a story needs once all stories are there: versions and links to other stories."""

    number: int
    key: int
    line: Fields


class StoriesIn:
    """Takes story lines in batches; keeps what can only be done at the end in `later`."""

    def __init__(self, files: FilesIn, report: Report, indexing: Indexing) -> None:
        self.files = files
        self.indexing = indexing
        self.report = report
        self.later: list[Later] = []
        self.touched: list[int] = []
        self.made_topics: set[str] = set()
        self.bodies = BodyReader(Shelf())
        self._locales: dict[str, int] = {}
        self._claimed: dict[tuple[Any, int], int] = {}
        self.refresh()

    def refresh(self) -> None:
        """Look again at what stories may refer to; called when other records have come in."""
        shelf = Shelf(
            *(
                dict(model.objects.values_list("address", "pk"))
                for model in (Photo, Video, Document, Place)
            )
        )
        self.bodies.keys = shelf
        self.topics = topic_keys()
        self.zone = zoneinfo.ZoneInfo(Newsroom.load().time_zone)

    def take(self, batch: list[Waiting]) -> None:
        """Add new stories, write over changed ones, leave the rest; each is in the report."""
        there = self._there(batch)
        changed: list[Changed] = []
        added: list[tuple[Waiting, writing.Row]] = []
        told = self._told(there.values())
        seen: dict[str, int] = {}
        for waiting in batch:
            line, number = waiting.line, waiting.number
            identity = line.get("address") or line.get("import_key") or ""
            if identity and identity in seen:
                self._left_out(
                    waiting, LineProblem("address", f"is that of line {seen[identity]} too")
                )
                continue
            try:
                key = there.get(number)
                if key is None:
                    row = self.row_of(line, "")
                    self._claim(row, 0)
                    self.keep_copies(row, 0)
                    added.append((waiting, row))
                else:
                    self._compare(waiting, key, told[key], changed)
            except LineProblem as problem:
                self._left_out(waiting, problem)
                continue
            if identity:
                seen[identity] = number
        keys = writing.insert([row for _, row in added])
        self.indexing.add([row for _, row in added], keys)
        for (waiting, row), key in zip(added, keys, strict=True):
            outcome = "added" if row.live or row.withdrawn_at else "draft added"
            self.report.add(waiting.number, outcome, name=row.headline)
            self._remember(waiting, key, known=False)
        self._update(changed)
        self.touched.extend(keys)

    def _there(self, batch: list[Waiting]) -> dict[int, int]:
        """Line number → key of the story it is about, where the record has it."""
        addresses = [w.line["address"] for w in batch if w.line.get("address")]
        marks = [w.line["import_key"] for w in batch if w.line.get("import_key")]
        by_address = dict(Story.objects.filter(address__in=addresses).values_list("address", "pk"))
        by_mark = dict(Story.objects.filter(import_key__in=marks).values_list("import_key", "pk"))
        found = {}
        for waiting in batch:
            key = by_address.get(waiting.line.get("address", ""))
            key = key or by_mark.get(waiting.line.get("import_key") or "")
            if key:
                found[waiting.number] = key
        known = Story.objects.filter(
            translation_key__in=[
                w.line["translation_key"] for w in batch if "translation_key" in w.line
            ]
        ).values_list("translation_key", "locale_id", "pk")
        self._claimed = {(group, locale): key for group, locale, key in known}
        return found

    def _claim(self, row: writing.Row, key: int) -> None:
        """A story is told once in each language. `key` is 0 for a new story."""
        mark = (row.translation_key, row.locale_id)
        owner = self._claimed.get(mark)
        if owner is not None and (owner != key or not key):
            raise LineProblem(
                "translation_key", f"another story tells this in “{row.language}” already"
            )
        self._claimed[mark] = key

    def _told(self, keys: Iterable[int]) -> dict[int, Fields]:
        """What the record says of stories that are there, as checked lines by key."""
        wanted = sorted(set(keys))
        if not wanted:
            return {}
        lines = story_lines(wanted, Addresses.of_record(), FilesOut(None))
        return {key: STORY("", line) for key, line in zip(wanted, lines, strict=True)}

    def _compare(self, waiting: Waiting, key: int, told: Fields, changed: list[Changed]) -> None:
        line = {name: value for name, value in waiting.line.items() if name != "address"}
        whole = {**told, **line}
        before, after = self.row_of(told, told["address"]), self.row_of(whole, told["address"])
        self._recognise_copies(before, after)
        versions = any(
            name in line and self._version(told.get(name)) != self._version(line[name])
            for name in VERSIONS + LINKS
        )
        if not versions and _without_ids(before) == _without_ids(after):
            self.report.add(waiting.number, "unchanged", name=after.headline)
            return
        self._claim(after, key)
        self.keep_copies(after, key)
        changed.append((Waiting(waiting.number, whole), key, after))

    def _version(self, content: Any) -> Any:
        """A version in a form in which two can be compared."""
        if not isinstance(content, dict):
            return content
        if "at" in content:
            return content["at"], self._version(content["content"])
        if not content:
            return content
        nobody = {"translation_key": NOBODY, "headline": "", "language": "en", "live": False}
        return _without_ids(self.row_of({**nobody, **content}, ""))

    def _update(self, changed: list[Changed]) -> None:
        if not changed:
            return
        keys = [key for _, key, _ in changed]
        rows = [row for _, _, row in changed]
        writing.replace(rows, keys)
        self.indexing.add(rows, keys)
        for waiting, key, row in changed:
            self.report.add(waiting.number, "updated", name=row.headline)
            self._remember(waiting, key, known=True)
        self.touched.extend(keys)

    def _remember(self, waiting: Waiting, key: int, *, known: bool) -> None:
        line = waiting.line
        if known or any(line.get(name) not in (None, False) for name in VERSIONS + LINKS):
            self.later.append(Later(waiting.number, key, line))

    def row_of(self, line: Fields, address: str) -> writing.Row:
        """The row of a story line. Raises LineProblem where a reference leads nowhere."""
        row = writing.Row(
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
        self._standing(row, line)
        return row

    def _standing(self, row: writing.Row, line: Fields) -> None:
        """Published or not, and since when: what a line leaves open follows from its day."""
        if "live" not in line:
            row.live = row.day is not None and row.withdrawn_at is None
        if row.live and row.day is None:
            raise LineProblem("day", "is missing; a published story has one")
        if row.live and row.withdrawn_at is not None:
            raise LineProblem("live", "can't be true for a withdrawn story")
        if row.live and row.first_published_at is None:
            assert row.day is not None
            row.first_published_at = published_at(row.day, row.time, self.zone)
        if row.live and row.last_published_at is None:
            row.last_published_at = row.first_published_at
        row.has_unpublished_changes = not row.live or bool(line.get("draft"))

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
        key = self.bodies.keys.place.get(address)
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

    def keep_copies(self, row: writing.Row, key: int) -> None:
        """Put the names under which the record keeps copies for those in the archive."""
        if not any(source["kept_copy"] for source in row.sources):
            return
        row.address = row.address or writing.fresh_addresses(1)[0]
        kept = {}
        for one in StorySource.objects.filter(story_id=key).exclude(kept_copy=""):
            kept[FilesOut(None).put(one.kept_copy)] = one.kept_copy.name
        for place, source in enumerate(row.sources):
            name = source["kept_copy"]
            if name in kept:
                source["kept_copy"] = kept[name]
            elif name:
                path = f"sources[{place}].kept_copy"
                one = StorySource(story=Story(address=row.address), sort_order=place)
                self.files.keep(one.kept_copy, *self.files.paper(path, name))
                source["kept_copy"] = one.kept_copy.name

    def _recognise_copies(self, before: writing.Row, after: writing.Row) -> None:
        """Call copies that were cleaned when they moved in by the names they have since."""
        known = {source["kept_copy"] for source in before.sources}
        for place, source in enumerate(after.sources):
            if (name := source["kept_copy"]) not in {"", *known}:
                cleaned = content_name(*self.files.paper(f"sources[{place}].kept_copy", name))
                source["kept_copy"] = cleaned if cleaned in known else name

    def _left_out(self, waiting: Waiting, problem: LineProblem) -> None:
        self.report.add(
            waiting.number, "left out", name=waiting.line.get("headline", ""), why=str(problem)
        )


def published_at(day: Any, at: time | None, zone: zoneinfo.ZoneInfo) -> datetime:
    """The moment an imported story counts as published: its day, its time or the day's start."""
    return datetime.combine(day, at or time(0, 0), tzinfo=zone).astimezone(UTC)


def _without_ids(row: writing.Row) -> Any:
    """A row in a form in which two can be compared: block ids and the order of topics apart."""
    told = {each.name: getattr(row, each.name) for each in fields(row)}
    told["topics"], told["places"] = set(row.topics), set(row.places)
    told["body"] = _bare(row.body)
    return told


def _bare(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _bare(each) for key, each in value.items() if key != "id"}
    return [_bare(each) for each in value] if isinstance(value, list) else value
