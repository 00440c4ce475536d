"""Erasing from the record: live rows, every version, and what lies in the bin.

Everything is found by the ids of blocks and the keys of photos, not by who is said to use them: a
translation or a copy has the same ids. Call it inside one transaction.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, TextField
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext_noop
from wagtail.models import ModelLogEntry, Revision

from solidary.stories.body.fields import RawBlock
from solidary.stories.body.plain import words_of
from solidary.stories.changes import changed
from solidary.stories.erasing.bodies import Left, Runs, said_in, without, without_blocks
from solidary.stories.erasing.photos import erase_photos
from solidary.stories.erasing.signals import erased, words_left
from solidary.stories.erasing.words import TakenOver, has_one, plain
from solidary.stories.models.binned import Binned
from solidary.stories.models.marked import MarkedBlock

CUT = "…"
"""What stands in the place of a headline that is to go."""
HEADING = ("headline", "standfirst", "dateline")
"""Where words may be besides the blocks."""
Version = dict[str, Any]
"""Columns of a story: of its row, of a version, of a row in the bin. `body` is JSON text."""


@dataclass(slots=True)
class Erased:
    """What was erased."""

    stories: set[int] = field(default_factory=set)
    """keys of stories that are no longer as they were"""
    binned: set[int] = field(default_factory=set)
    """keys of what lies in the bin and is no longer as it was"""
    marked: set[str] = field(default_factory=set)
    """addresses of stories about which somebody has to decide"""
    files: list[str] = field(default_factory=list)
    """files that nothing names any more, below the newsroom's files; not yet removed"""


def erase(photos: Collection[int], words: Collection[TakenOver]) -> Erased:
    """Take photos (by key) and words out of all the record keeps.

    Where words were merged with others, their block is marked, the story is taken from readers, and
    nothing publishes it until somebody decides (`acts.decide_marked`).
    """
    done = Erased()
    work = _Work(frozenset(photos), tuple(words), done)
    found: list[Any] = [
        *_rows(work.needles), *_versions(work.needles), *_binned(work.needles),
    ]  # fmt: skip
    work.elsewhere = {run for each in found for run in said_in(each.body, work.words)}
    if work.elsewhere:
        # Their words may have been copied to where nothing of the block is left.
        found = _with_all_versions(found)
        _clean_history({each.story for each in found if hasattr(each, "story")}, work.elsewhere)
    for each in found:
        each.clean(work)
    for address, block in sorted(work.marks):
        MarkedBlock.objects.get_or_create(
            story=address, block=block, defaults={"since": timezone.now().date()}
        )
        done.marked.add(address)
    words_left.send(sender=erase, stories=done.stories, binned=done.binned)
    changed(story=sorted(done.stories))
    _take_from_readers(done.marked)
    done.files += erase_photos(photos)
    return done


@dataclass(slots=True)
class _Work:
    photos: frozenset[int]
    words: tuple[TakenOver, ...]
    done: Erased
    elsewhere: Runs = frozenset()
    marks: set[tuple[str, str]] = field(default_factory=set)

    @property
    def needles(self) -> list[str]:
        """What the JSON of a body has in it that may hold any of it."""
        keys = [
            f"{before}{key}" for key in sorted(self.photos) for before in (": ", ":", "[", ", ")
        ]
        return [*(each.block for each in self.words), *keys]

    def clean(self, columns: Version, address: str, *, marks: bool) -> bool:
        """Clean a version in place; whether it was another before."""
        body = json.loads(columns.get("body") or "[]")
        left: Left = without(body, self.photos, self.words, self.elsewhere, marks=marks)
        if left.changed and left.body != body:
            columns["body"] = json.dumps(left.body)
        self.marks |= {(address, block) for block in left.marked}
        heading = [
            name
            for name in HEADING
            if self.elsewhere and has_one(columns.get(name) or "", self.elsewhere)
        ]
        if heading and marks:
            self.marks.add((address, ""))
        for name in heading if not marks else ():
            columns[name] = CUT if name == "headline" else ""
        return left.body != body or (bool(heading) and not marks)


class _Row:
    """The row of a story: what readers have, or had."""

    def __init__(self, key: int, address: str, columns: Version) -> None:
        self.story, self.address, self.columns = key, address, columns

    @property
    def body(self) -> list[RawBlock]:
        return _body_of(self.columns)

    def clean(self, work: _Work) -> None:
        if work.clean(self.columns, self.address, marks=True):
            self.write()
            work.done.stories.add(self.story)

    def write(self) -> None:
        """Into the record."""
        from solidary.stories.models import Story

        body = Story._meta.get_field("body").to_python(self.columns["body"])
        heading = {name: self.columns[name] for name in HEADING}
        Story.objects.filter(pk=self.story).update(body=body, **heading)


class _Revision:
    """A version. `is_ahead`: somebody is still writing it, or it is what readers have."""

    def __init__(self, key: int, story: int, address: str, columns: Version, ahead: bool) -> None:
        self.key, self.story, self.address, self.columns = key, story, address, columns
        self.is_ahead = ahead

    @property
    def body(self) -> list[RawBlock]:
        return _body_of(self.columns)

    def clean(self, work: _Work) -> None:
        if work.clean(self.columns, self.address, marks=self.is_ahead):
            self.write()
            work.done.stories.add(self.story)

    def write(self) -> None:
        """Into the record."""
        headline = str(self.columns.get("headline", ""))
        Revision.objects.filter(pk=self.key).update(content=self.columns, object_str=headline)


class _Binned:
    """A story in the bin, with all its versions."""

    def __init__(self, binned: Binned) -> None:
        self.binned, self.address = binned, binned.address
        self.row = next(row["fields"] for row in binned.rows if row["model"] == "stories.Story")

    @property
    def body(self) -> list[RawBlock]:
        return [block for columns, _ in self._all() for block in _body_of(columns)]

    def _all(self) -> Iterator[tuple[Version, bool]]:
        ahead = {self.row.get("latest_revision_id"), self.row.get("live_revision_id")}
        for row in self.binned.rows:
            if row["model"] == "stories.Story":
                yield row["fields"], True
            elif row["model"] == "wagtailcore.Revision":
                yield row["fields"]["content"], row["fields"].get("id") in ahead

    def clean(self, work: _Work) -> None:
        # Every one of them, whatever the first says.
        changed = [work.clean(each, self.address, marks=ahead) for each, ahead in self._all()]
        if any(changed):
            shows = [
                use for use in self.binned.shows if use[0] != "photo" or use[1] not in work.photos
            ]
            Binned.objects.filter(pk=self.binned.pk).update(rows=self.binned.rows, shows=shows)
            work.done.binned.add(self.binned.pk)


def _body_of(columns: Version) -> list[RawBlock]:
    body: list[RawBlock] = json.loads(columns.get("body") or "[]")
    return body


def _with(rows: Any, column: str, needles: Iterable[str]) -> Any:
    asked = Q()
    for needle in needles:
        asked |= Q(text__contains=needle)
    found = rows.annotate(text=Cast(column, TextField()))
    return found.filter(asked) if asked else found.none()


def _rows(needles: list[str], keys: Collection[int] | None = None) -> list[_Row]:
    from solidary.stories.models import Story

    rows = Story.objects.order_by()
    rows = _with(rows, "body", needles) if keys is None else rows.filter(pk__in=keys)
    return [
        _Row(key, address, {"body": text, **dict(zip(HEADING, said, strict=True))})
        for key, address, text, *said in rows.annotate(raw=Cast("body", TextField())).values_list(
            "pk", "address", "raw", *HEADING
        )
    ]


def _versions(needles: list[str], keys: Collection[int] | None = None) -> list[_Revision]:
    from solidary.stories.models import Story

    rows = Revision.objects.filter(base_content_type=ContentType.objects.get_for_model(Story))
    if keys is None:
        # In a version the body is text within JSON: its quotes are escaped, its ids and keys not.
        rows = _with(rows, "content", needles)
    else:
        rows = rows.filter(object_id__in=[str(key) for key in keys])
    found = list(rows.values_list("pk", "object_id", "content", "approved_go_live_at"))
    stories = {
        key: (address, {latest, live})
        for key, address, latest, live in Story.objects.filter(
            pk__in={int(story) for _, story, _, _ in found}
        ).values_list("pk", "address", "latest_revision_id", "live_revision_id")
    }
    return [
        _Revision(
            key, int(story), stories[int(story)][0], content,
            key in stories[int(story)][1] or at is not None,
        )
        for key, story, content, at in found
        if int(story) in stories
    ]  # fmt: skip


def _binned(needles: list[str]) -> list[_Binned]:
    rows = _with(Binned.objects.filter(kind="story"), "rows", needles)
    return [_Binned(binned) for binned in rows]


def _with_all_versions(found: list[Any]) -> list[Any]:
    keys = {each.story for each in found if not isinstance(each, _Binned)}
    binned = [each for each in found if isinstance(each, _Binned)]
    return [*_rows([], keys), *_versions([], keys), *binned]


def _history(keys: Collection[int]) -> Any:
    from solidary.stories.models import Story

    return ModelLogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(Story),
        object_id__in=[str(key) for key in keys],
    )


def _clean_history(keys: Collection[int], runs: Runs) -> None:
    """What was done stays in the history; what a story was called then goes, if that has to go."""
    for entry in _history(keys):
        if has_one(f"{entry.label} {plain(entry.data)}", runs):
            _history(keys).filter(pk=entry.pk).update(label=CUT, data={})


def _take_from_readers(addresses: Collection[str]) -> None:
    """Nothing marked stays public, waits for its time, or is in a review."""
    from solidary.stories.acts.withdraw import Withdraw
    from solidary.stories.models import Story

    for story in Story.objects.filter(address__in=addresses):
        if story.is_public:
            Withdraw(story, REASON).execute()
            continue
        if (review := story.current_workflow_state) is not None:
            review.cancel()
        story.revisions.update(approved_go_live_at=None)


REASON = gettext_noop("Words in it were taken back by who sent them.")
"""The reason of a withdrawal that the program makes; translated where it is shown."""


def marked_words(story: Any) -> list[str]:
    """What the marked blocks of a story say, in what is being written or else in its row."""
    blocks = list(MarkedBlock.objects.filter(story=story.address).values_list("block", flat=True))
    latest = story.get_latest_revision_as_object()
    marked = [block for block in latest.raw_body if block.get("id") in set(blocks)]
    found = [" ".join(words_of([block]).split()) for block in marked]
    heading = [getattr(latest, name) for name in HEADING] if "" in blocks else []
    return [words for words in (*found, *heading) if words]


def take_out_marked(address: str) -> None:
    """Take the marked blocks of a story out of all its versions."""
    _decide(address, keep=False)


def keep_marked(address: str) -> None:
    """Let the marked blocks stay in what is being written; earlier versions lose them."""
    _decide(address, keep=True)


def _decide(address: str, *, keep: bool) -> None:
    from solidary.stories.models import Story

    marks = MarkedBlock.objects.filter(story=address)
    blocks = set(marks.values_list("block", flat=True))
    story = Story.objects.get(address=address)
    versions: list[Any] = [*_rows([], [story.pk]), *_versions([], [story.pk])]
    for each in versions:
        if keep and (isinstance(each, _Row) or each.is_ahead):
            continue
        before = dict(each.columns)
        each.columns["body"] = json.dumps(without_blocks(each.body, blocks - {""}))
        if "" in blocks:
            each.columns |= {name: CUT if name == "headline" else "" for name in HEADING}
        if each.columns != before:
            each.write()
    if "" in blocks:
        _history([story.pk]).update(label=CUT, data={})
    marks.delete()
    erased.send(sender=_decide)
    words_left.send(sender=_decide, stories={story.pk}, binned=set())
    changed(story=[story.pk])
