"""JSON lines into the record: streamed, checked line by line, all of it or nothing."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

import orjson
from django.db import transaction

from solidary.stories.changes import changed, whole_record_changed
from solidary.stories.models import Story
from solidary.wire.errors import WireError
from solidary.wire.into import writing
from solidary.wire.into.fields import checked
from solidary.wire.into.files import FilesIn, FilesOut
from solidary.wire.into.indexing import Indexing
from solidary.wire.into.problems import LineProblem, not_there
from solidary.wire.into.report import Report
from solidary.wire.into.stories import StoriesIn, Waiting
from solidary.wire.into.things import Library
from solidary.wire.into.versions import Versions
from solidary.wire.out.lines import identity, lines_of_kind

LONGEST_LINE = 32 * 1024 * 1024
MANY = 500
"""From so many stories on it is cheaper to say that everything changed."""

Progress = Callable[[int], Any]
"""Told how many bytes have been read."""


def import_lines(
    source: BinaryIO,
    report: Report,
    *,
    folder: Path | None = None,
    strict: bool = False,
    progress: Progress = lambda done: None,
) -> None:
    """Take in an archive. Raises WireError; then nothing has been taken in.

    A line that can't be taken in is named in the report and left out; with `strict` it ends the
    import. A dry run does all of it and takes it back.
    """
    files = FilesIn(folder, dry=report.dry_run)
    try:
        with transaction.atomic(), Indexing() as indexing:
            _Import(files, report, indexing, strict, progress).run(source)
            if report.dry_run:
                transaction.set_rollback(True)
    except BaseException:
        files.take_back()
        raise
    if not report.dry_run and report.counts["story added"] + report.counts["story updated"] > MANY:
        writing.settle()


def lines_of(source: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Number and bytes of every line that is not blank, never more than one line at a time."""
    number = 0
    while line := source.readline(LONGEST_LINE + 1):
        number += 1
        if len(line) > LONGEST_LINE:
            raise WireError(
                f"Line {number} is longer than {LONGEST_LINE // (1024 * 1024)} MB; "
                "a story is one line, but not that long. Nothing was imported."
            )
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        if line.strip():
            yield number, line


class _Import:
    """One run over an archive."""

    def __init__(
        self,
        files: FilesIn,
        report: Report,
        indexing: Indexing,
        strict: bool,
        progress: Progress,
    ) -> None:
        self.files, self.report = files, report
        self.strict, self.progress = strict, progress
        self.library = Library(files)
        self.stories = StoriesIn(files, report, indexing)
        self.batch: list[Waiting] = []
        self.pins: list[tuple[int, str, list[str]]] = []
        self.fronts: list[tuple[int, dict[str, Any]]] = []
        self.told: dict[str, dict[str, Any]] = {}
        self.stale = False
        self.other = False

    def run(self, source: BinaryIO) -> None:
        read = 0
        for number, raw in lines_of(source):
            try:
                kind, line = checked(_parsed(raw))
                self._take(number, kind, line)
            except LineProblem as problem:
                self._problem(number, problem, raw)
            if self.strict:
                self._stop_at_problem()
            read += len(raw)
            self.progress(read)
        self._flush()
        self.stories.indexing.finish()
        Versions(self.stories, self.report).write(self.stories.later)
        self._at_the_end()
        if self.strict:
            self._stop_at_problem()
        self._tell()

    def _take(self, number: int, kind: str, line: dict[str, Any]) -> None:
        if kind == "story":
            self.batch.append(Waiting(number, line))
            if len(self.batch) >= writing.BATCH:
                self._flush()
            return
        if kind == "archive":
            return
        if kind == "front":
            self.fronts.append((number, line))
            return
        name = str(line.get("hashtag") or line.get("title") or line.get("name") or "")
        if self._is_told(kind, line):
            self.report.add(number, "unchanged", kind, name)
            return
        self._flush()
        with transaction.atomic():
            outcome = getattr(self.library, kind)(line)
        if kind == "topic" and "pins" in line:
            self.pins.append((number, line["address"], line["pins"]))
        self.stale = self.other = True
        self.report.add(number, outcome, kind, name)

    def _is_told(self, kind: str, line: dict[str, Any]) -> bool:
        """Whether the record says all that this line says; it is asked once for each kind."""
        if kind not in self.told:
            lines = lines_of_kind(kind, FilesOut(None))
            self.told[kind] = {identity(one): checked(one)[1] for one in lines}
        told = self.told[kind].get(identity({"record": kind, **line}))
        if told is None:
            return False
        others = [name for name in line if told.get(name) != line[name]]
        # A file that was cleaned when it moved in has another name in the record.
        return not others or (
            others == ["file"] and told["file"] == self.files.kept_name(kind, line["file"])
        )

    def _flush(self) -> None:
        """Write the stories that wait; what they refer to may have come in since the last time."""
        if not self.batch:
            return
        if self.stale:
            self.stories.refresh()
            self.stale = False
        self.stories.take(self.batch)
        self.batch = []

    def _at_the_end(self) -> None:
        """Pins and fronts, which name stories."""
        names = {name for _, _, pins in self.pins for name in pins}
        for _, front in self.fronts:
            names |= {*front.get("stories", ()), front.get("lead")} - {None}
        keys = dict(Story.objects.filter(address__in=names).values_list("address", "pk"))
        for number, topic, pins in self.pins:
            missing = [name for name in pins if name not in keys]
            if missing:
                why = str(not_there("pins", "story", missing[0]))
                self.report.add(number, "pin left out", "topic", why=why)
            self.library.pins(topic, [keys[name] for name in pins if name in keys])
        for number, line in self.fronts:
            if self._is_told("front", line):
                self.report.add(number, "unchanged", "front", line["language"])
                continue
            self.other = True
            try:
                with transaction.atomic():
                    outcome = self.library.front(line, keys)
                self.report.add(number, outcome, "front", line["language"])
            except LineProblem as problem:
                self.report.add(number, "left out", "front", line["language"], str(problem))

    def _tell(self) -> None:
        """Announce what changed, repairs included, in the same transaction."""
        for hashtag in sorted(self.stories.made_topics):
            self.report.add(0, "added", "topic", f"#{hashtag}")
        if self.stories.bodies.cleaned:
            self.report.notes.append(
                f"Markup that readers can't be shown was removed from {self.stories.bodies.cleaned}"
                " paragraphs."
            )
        if self.files.scrubbed:
            self.report.notes.append(
                f"{self.files.scrubbed} photos held more than their pixels and were scrubbed."
            )
        touched = self.stories.touched
        if not touched and not self.other and not self.stories.made_topics:
            return
        if self.other or len(touched) > MANY:
            whole_record_changed()
        else:
            topics = Story.topics.through.objects.filter(story_id__in=touched)
            changed(story=touched, topic=set(topics.values_list("topic_id", flat=True)))

    def _problem(self, number: int, problem: LineProblem, raw: bytes) -> None:
        kind, name = "story", ""
        try:
            line = orjson.loads(raw)
            kind = line.get("record", "story") if line.get("record") in _KINDS else "story"
            name = str(line.get("headline") or line.get("hashtag") or line.get("title") or "")
        except (orjson.JSONDecodeError, AttributeError, TypeError):
            pass
        self.report.add(number, "left out", kind, name[:120], str(problem))

    def _stop_at_problem(self) -> None:
        first = next((e for e in self.report.entries if e.outcome.endswith("left out")), None)
        if first is not None:
            raise WireError(
                f"Line {first.line}: {first.why}. Nothing was imported; put it right or leave "
                "out --strict."
            )


_KINDS = ("newsroom", "photo", "video", "document", "place", "topic", "merge", "front")


def _parsed(raw: bytes) -> Any:
    try:
        return orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        raise LineProblem("", f"is not JSON: {error.msg} at letter {error.colno}") from None
