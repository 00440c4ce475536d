"""Stories on their way in: checked one by one, looked up and written a batch at a time."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Any

from solidary.wire.errors import LineError
from solidary.wire.into import in_bin, writing
from solidary.wire.into.copies import Copies
from solidary.wire.into.files import FilesIn
from solidary.wire.into.guard import faults_as_line_errors, in_parts
from solidary.wire.into.identity import Fields, Identity, Waiting
from solidary.wire.into.indexing import Indexing
from solidary.wire.into.old_addresses import OldAddressesIn
from solidary.wire.into.report import Report
from solidary.wire.into.rows import Rows
from solidary.wire.into.schedule import CONTENT, SCHEDULED
from solidary.wire.out.files import FilesOut
from solidary.wire.out.stories import Addresses, story_lines
from solidary.wire.records import check_of

VERSIONS = ("draft", "scheduled", "in_review", "behind")
LINKS = ("based_on",)
EDITED = "edited here"
"""What an editor has changed since it came in, and so stays as it is."""
NOBODY = uuid.UUID(int=0)


@dataclass(slots=True)
class Ready:
    """A story with its row. `outcome`: what the report calls it where it is neither plainly public
    nor plainly a draft; `key`: that of the story it is written over, or that it is given; `stored`:
    the files it brought; `refused`: why the record would not have it; `lost`: what of its body
    couldn't be kept."""

    waiting: Waiting
    row: writing.Row
    outcome: str = ""
    key: int = 0
    stored: Sequence[str] = ()
    refused: LineError | None = None
    lost: Sequence[str] = ()


@dataclass(slots=True)
class Later:
    """What a story needs once all stories are there: versions and links to other stories."""

    number: int
    key: int
    line: Fields


class StoriesIn:
    """Takes stories in batches; keeps what can only be done at the end in `later`."""

    def __init__(self, files: FilesIn, report: Report, indexing: Indexing) -> None:
        self.files, self.report, self.indexing = files, report, indexing
        self.rows, self.copies = Rows(), Copies(files)
        self.in_bin = in_bin.InBin()
        self.old = OldAddressesIn()
        self.later: list[Later] = []
        self.touched: list[int] = []

    def take(self, batch: list[Waiting]) -> None:
        """Add new stories, write over changed ones, leave the rest; each is in the report."""
        who = Identity(batch)
        added: list[Ready] = []
        changed: list[Ready] = []
        edited = who.edited() if any(each.yields for each in batch) else set()
        stored_line = self._lines_of(who.keys)
        self.old.look_up(old for each in batch for old in each.line.get("old_addresses", ()))
        for waiting in batch:
            if self.in_bin.holds(waiting.line):
                name = waiting.line.get("headline", "")
                self.report.add(waiting.number, in_bin.OUTCOME, name=name, why=in_bin.WHY)
                continue
            try:
                with faults_as_line_errors(), self.files.of_one_line() as stored:
                    key = who.key_of(waiting)
                    if waiting.yields and key in edited:
                        name = waiting.line["headline"]
                        self.report.add(waiting.number, EDITED, name=name)
                    elif key is None:
                        added.append(self._new(waiting, who, stored))
                    elif (
                        ready := self._changed(waiting, key, stored_line[key], who, stored)
                    ) is not None:
                        changed.append(ready)
                who.see(waiting)
            except LineError as problem:
                self.left_out(waiting, problem)
        self.add(added)
        for one in added:
            self.tell(one)
        self._replace(changed)

    def add(self, added: Sequence[Ready]) -> None:
        """Write new stories; one that the record would not have says so afterwards."""
        self.old.look_up(old for one in added for old in one.row.old_addresses)
        for one in added:
            one.lost = [*one.lost, *self.old.claim(one.row)]
        for part, keys in in_parts(added, _insert, self._refuse):
            self.indexing.add([one.row for one in part], keys)
            for one, key in zip(part, keys, strict=True):
                one.key = key
                self._remember(one, known=False)
            self.touched.extend(keys)

    def tell(self, one: Ready) -> None:
        """Put a new story into the report."""
        if one.refused is not None:
            self.left_out(one.waiting, one.refused)
            return
        plainly = "added" if one.row.live or one.row.withdrawn_at else "draft added"
        outcome = one.outcome or plainly
        self.report.add(one.waiting.number, outcome, name=one.row.headline, why=one.waiting.why)
        self.report.lose(one.waiting.number, one.lost)

    def left_out(self, waiting: Waiting, problem: LineError) -> None:
        """Put a story that is left out into the report."""
        self.report.add(
            waiting.number, "left out", name=waiting.line.get("headline", ""), why=str(problem)
        )

    def _new(self, waiting: Waiting, who: Identity, stored: list[str]) -> Ready:
        ready = self.settled(waiting)
        lost = self.rows.bodies.left_out()
        who.claim(ready.row, 0)
        self.copies.keep(ready.row, 0)
        ready.stored, ready.lost = stored, lost
        return ready

    def settled(self, waiting: Waiting) -> Ready:
        """A new story with its row, public, scheduled or a draft. Raises LineError."""
        found = self.rows.schedule.of_new(waiting.line)
        row = self.rows.row_of(found.line, "")
        why = " · ".join(part for part in (waiting.why, found.why) if part)
        return Ready(Waiting(waiting.number, found.line, why), row, found.outcome)

    def _changed(
        self, waiting: Waiting, key: int, stored_line: Fields, who: Identity, stored: list[str]
    ) -> Ready | None:
        """A story that says something else than the record; None for one that doesn't."""
        line = {name: value for name, value in waiting.line.items() if name != "address"}
        # Checked only now: what a desk has let in by another rule is this story's affair alone.
        stored_line = check_of("story")("", stored_line)
        settled = self.rows.schedule.of_known(stored_line, line)
        whole = settled.line
        before = self.rows.row_of(stored_line, stored_line["address"])
        after = self.rows.row_of(whole, stored_line["address"])
        lost = self.rows.bodies.left_out()
        self.copies.recognise(before, after)
        lost = [*lost, *self.old.claim(after, key)]
        self._say_when(before, after, line)
        versions = any(
            whole.get(name) is not stored_line.get(name)
            and self._version(name, stored_line) != self._version(name, whole)
            for name in VERSIONS + LINKS
        )
        if not versions and _without_ids(before) == _without_ids(after):
            self.report.add(waiting.number, "unchanged", name=after.headline)
            return None
        who.claim(after, key)
        self.copies.keep(after, key)
        is_moved = settled.outcome == SCHEDULED and _at(stored_line) != _at(whole)
        again = Waiting(waiting.number, whole, settled.why)
        return Ready(again, after, SCHEDULED if is_moved else "updated", key, stored, lost=lost)

    def _say_when(self, before: writing.Row, after: writing.Row, line: Fields) -> None:
        """Since when readers have a story that comes in again, and when it changed for them, where
        the line doesn't say so."""
        if not after.live:
            return
        if not before.live and before.last_published_at is None:
            if line.get("first_published_at") is None:
                self.rows.seen_first(after)
            if line.get("updated_at") is None:
                self.rows.corrected(after)
        elif "updated_at" not in line:
            self.rows.changed(before, after)

    def _lines_of(self, keys: Iterable[int]) -> dict[int, Fields]:
        """What the record says of stories that are there, as lines by key."""
        wanted = sorted(set(keys))
        if not wanted:
            return {}
        lines = story_lines(wanted, Addresses.of_record(), FilesOut(None))
        return dict(zip(wanted, lines, strict=True))

    def _version(self, name: str, line: Fields) -> Any:
        """What a line says of a version, in a form in which two can be compared."""
        said = line.get(name)
        if not isinstance(said, dict):
            return said or None
        if name == "behind":
            return said and self._content({"headline": ""}, said)
        if name == "scheduled":
            return said["at"], self._content(line, said["content"])
        return self._content(line, said)

    def _content(self, line: Fields, said: Fields) -> Any:
        content = {name: line[name] for name in CONTENT if name in line}
        nobody = {"translation_key": NOBODY, "language": "en", "live": False}
        return _without_ids(self.rows.row_of({**nobody, **content, **said}, ""))

    def _replace(self, changed: Sequence[Ready]) -> None:
        for part, _ in in_parts(changed, _replace, self._refuse):
            self.indexing.add([one.row for one in part], [one.key for one in part])
            self.touched.extend(one.key for one in part)
        for one in changed:
            if one.refused is not None:
                self.left_out(one.waiting, one.refused)
                continue
            self.report.add(
                one.waiting.number, one.outcome, name=one.row.headline, why=one.waiting.why
            )
            self.report.lose(one.waiting.number, one.lost)
            self._remember(one, known=True)

    def _refuse(self, one: Ready, problem: LineError) -> None:
        one.refused = problem
        self.files.forget(one.stored)

    def _remember(self, one: Ready, *, known: bool) -> None:
        line = one.waiting.line
        if known or any(line.get(name) not in (None, False) for name in VERSIONS + LINKS):
            self.later.append(Later(one.waiting.number, one.key, line))


def _insert(new: Sequence[Ready]) -> list[int]:
    return writing.insert([one.row for one in new])


def _replace(changed: Sequence[Ready]) -> None:
    writing.replace([one.row for one in changed], [one.key for one in changed])


def _at(line: Fields) -> Any:
    return (line.get("scheduled") or {}).get("at")


def _without_ids(row: writing.Row) -> Any:
    """A row in a form in which two can be compared: block ids, a topic's second mention
    and the order of places and old addresses apart."""
    values = {each.name: getattr(row, each.name) for each in fields(row)}
    values["topics"] = list(dict.fromkeys(row.topics))
    for name in ("places", "old_addresses"):
        values[name] = set(values[name])
    values["body"] = _bare(row.body)
    return values


def _bare(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _bare(each) for key, each in value.items() if key != "id"}
    return [_bare(each) for each in value] if isinstance(value, list) else value
