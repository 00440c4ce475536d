"""What a format reads into the record: checked one by one, and all of it is taken in or nothing."""

from dataclasses import replace
from pathlib import Path

from django.db import transaction

from solidary.stories.changes import changed, whole_record_changed
from solidary.stories.models import Newsroom, Story
from solidary.wire.beside import Beside
from solidary.wire.errors import LineError, WireError, not_there
from solidary.wire.format import Format, LeftOut, Line, Page, Source
from solidary.wire.into import in_bin, writing
from solidary.wire.into.actions import ChronicleIn
from solidary.wire.into.empty_dates import without_empty_dates
from solidary.wire.into.files import FilesIn
from solidary.wire.into.guard import faults_as_line_errors, only_this_line
from solidary.wire.into.identity import Fields, Waiting
from solidary.wire.into.indexing import Indexing
from solidary.wire.into.languages import choose_languages
from solidary.wire.into.old_addresses import with_its_address
from solidary.wire.into.pages import PageIn
from solidary.wire.into.references import with_references_read
from solidary.wire.into.report import Report
from solidary.wire.into.stories import StoriesIn
from solidary.wire.into.things import Things
from solidary.wire.into.topics import name_topics
from solidary.wire.into.versions import Versions
from solidary.wire.out.files import FilesOut
from solidary.wire.out.lines import identity, lines_of_kind
from solidary.wire.records import called, checked, kind_of

MANY = 500
"""From so many stories on it is cheaper to say that everything changed."""


def bring_in(
    form: Format,
    source: Source,
    report: Report,
    *,
    folder: Path | None = None,
    strict: bool = False,
) -> None:
    """Take in what a source holds. Raises WireError; then nothing has been taken in.

    `folder`: where the files lie that it names. A line that can't be taken in is named in the
    report and left out; with `strict` it ends the import. A dry run does all of it and takes it
    back.
    """
    if folder is not None:
        source = replace(source, beside=Beside(folder))
    newsroom = Newsroom.load()
    chosen = tuple(one.language for one in newsroom.per_language.all())
    source = replace(source, languages=chosen)
    report.account = source.account
    files = FilesIn(source.beside, dry=report.dry_run)
    try:
        with transaction.atomic(), Indexing() as indexing:
            _Import(files, report, indexing, strict).run(form, source)
            if report.dry_run:
                transaction.set_rollback(True)
    except BaseException:
        files.take_back()
        raise
    if not report.dry_run and report.counts["story added"] + report.counts["story updated"] > MANY:
        writing.settle()


class _Import:
    """One run over a source."""

    def __init__(self, files: FilesIn, report: Report, indexing: Indexing, strict: bool) -> None:
        self.files, self.report, self.strict = files, report, strict
        self.things = Things(files)
        self.chronicle = ChronicleIn()
        self.stories = StoriesIn(files, report, indexing)
        self.page: PageIn | None = None
        self.batch: list[Waiting] = []
        self.pins: list[tuple[int, str, list[str]]] = []
        self.fronts: list[tuple[int, Fields]] = []
        self.in_record: dict[str, dict[str, Fields]] = {}
        self.stale = False
        self.other = False

    def run(self, form: Format, source: Source) -> None:
        for found in form.read(source):
            match found:
                case Line():
                    self._line(found)
                case LeftOut():
                    self.report.add(found.number, "left out", found.record, found.name, found.why)
                case Page():
                    self._end_page()
                    self.page = PageIn(found, self.stories, self.report)
            if self.strict:
                self._stop_at_problem()
        self._end_page()
        self._flush()
        languages = [language for language, _ in source.account.languages.most_common()]
        if languages:
            choose_languages(Newsroom.load(), languages, self.report)
        self.stories.indexing.finish()
        Versions(self.stories, self.report).write(self.stories.later)
        self._at_the_end()
        for number, problem in self.chronicle.finish():
            self.report.add(number, "left out", "action", why=str(problem))
        if self.strict:
            self._stop_at_problem()
        self._tell()

    def _line(self, line: Line) -> None:
        kind = kind_of(line.record)
        if kind == "story" and self.page is not None:
            self.page.lines.append(line)
            return
        try:
            said = with_its_address(line)
            record = said if line.exact else with_references_read(said)
            record, empty = without_empty_dates(record)
            if kind == "story":
                self._wait(Waiting(line.number, checked(record), line.hint, line.yields))
            else:
                self._take(line.number, kind, checked(record))
            self.report.lose(line.number, empty)
        except LineError as problem:
            self.report.add(line.number, "left out", kind, called(line.record), str(problem))
            if line.may_be_lost:
                self.stories.rows.bodies.do_without(str(line.record.get("address")))

    def _wait(self, story: Waiting) -> None:
        self.batch.append(story)
        if len(self.batch) >= writing.BATCH:
            self._flush()

    def _take(self, number: int, kind: str, line: Fields) -> None:
        if kind == "front":
            self.fronts.append((number, line))
            return
        name = str(line.get("hashtag") or line.get("title") or line.get("name") or "")
        if kind in ChronicleIn.KINDS:
            self._flush()
            with only_this_line():
                outcome = self.chronicle.take(number, kind, line)
            self.other = self.other or outcome != "unchanged"
            self.report.add(number, outcome, kind, line["address"])
            return
        if self.stories.in_bin.holds(line):
            self.report.add(number, in_bin.OUTCOME, kind, name, in_bin.WHY)
            return
        with faults_as_line_errors():
            known = self._is_in_record(kind, line)
        if known:
            self.report.add(number, "unchanged", kind, name)
            return
        self._flush()
        with only_this_line(), self.files.of_one_line():
            outcome = getattr(self.things, kind)(line)
        if kind == "topic" and "pins" in line:
            self.pins.append((number, line["address"], line["pins"]))
        self.stale = self.other = True
        self.report.add(number, outcome, kind, name)

    def _is_in_record(self, kind: str, line: Fields) -> bool:
        """Whether the record says all that this line says; it is asked once for each kind."""
        if kind not in self.in_record:
            lines = lines_of_kind(kind, FilesOut(None))
            self.in_record[kind] = {identity(one): checked(one) for one in lines}
        in_record = self.in_record[kind].get(identity({"record": kind, **line}))
        if in_record is None:
            return False
        others = [name for name in line if in_record.get(name) != line[name]]
        # A file that was cleaned when it moved in has another name in the record.
        return not others or (
            others == ["file"] and in_record["file"] == self.files.kept_name(kind, line["file"])
        )

    def _flush(self) -> None:
        """Write the stories that wait; what they refer to may have come in since the last time."""
        if self.batch:
            self._look_again()
            waiting, self.batch = self.batch, []
            self.stories.take(waiting)

    def _end_page(self) -> None:
        if self.page is not None:
            self._flush()
            self._look_again()
            self.page.take()
            self.page = None

    def _look_again(self) -> None:
        if self.stale:
            self.stories.rows.refresh()
            self.stale = False

    def _at_the_end(self) -> None:
        """Pins and fronts, which name stories."""
        names = {name for _, _, pins in self.pins for name in pins}
        for _, front in self.fronts:
            names |= {*front.get("stories", ()), front.get("lead")} - {None}
        keys = dict(Story.objects.filter(address__in=names).values_list("address", "pk"))
        for number, topic, pins in self.pins:
            self._pin(number, topic, pins, keys)
        for number, line in self.fronts:
            self._front(number, line, keys)

    def _pin(self, number: int, topic: str, pins: list[str], keys: dict[str, int]) -> None:
        missing = [name for name in pins if name not in keys]
        if missing:
            why = str(not_there("pins", "story", missing[0]))
            self.report.add(number, "pin left out", "topic", why=why)
        try:
            with only_this_line():
                self.things.pins(topic, [keys[name] for name in pins if name in keys])
        except LineError as problem:
            self.report.add(number, "pin left out", "topic", why=str(problem))

    def _front(self, number: int, line: Fields, keys: dict[str, int]) -> None:
        try:
            with only_this_line():
                if self._is_in_record("front", line):
                    outcome = "unchanged"
                else:
                    outcome = self.things.front(line, keys)
                    self.other = True
            self.report.add(number, outcome, "front", line["language"])
        except LineError as problem:
            self.report.add(number, "left out", "front", line["language"], str(problem))

    def _tell(self) -> None:
        """Announce what changed, repairs included, in the same transaction."""
        rows = self.stories.rows
        for hashtag in sorted(rows.made_topics):
            self.report.add(0, "added", "topic", f"#{hashtag}")
        name_topics(rows.made_topics, self.report.account.topic_names)
        if rows.bodies.cleaned:
            self.report.notes.append(
                f"Markup that readers can't be shown was removed from {rows.bodies.cleaned}"
                " paragraphs."
            )
        if self.files.scrubbed:
            self.report.notes.append(
                f"{self.files.scrubbed} photos held more than their pixels and were scrubbed."
            )
        touched = self.stories.touched
        if not touched and not self.other and not rows.made_topics:
            return
        if self.other or len(touched) > MANY:
            whole_record_changed()
        else:
            topics = Story.topics.through.objects.filter(story_id__in=touched)
            changed(story=touched, topic=set(topics.values_list("topic_id", flat=True)))

    def _stop_at_problem(self) -> None:
        if not self.report.left_out:
            return
        first = next(e for e in self.report.entries if e.outcome.endswith("left out"))
        raise WireError(
            f"Line {first.line}: {first.why}. Nothing was imported; put it right or leave "
            "out --strict."
        )
