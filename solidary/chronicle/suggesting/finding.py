"""Read facts from stories and keep what they suggest, off the request in which a story changed."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from typing import Any

from django.db import OperationalError, transaction

from solidary.chronicle.facts.reading import read_story
from solidary.chronicle.facts.story import Action as ReadAction
from solidary.chronicle.models import Answer, Report, Suggestion, ToRead, Why
from solidary.chronicle.suggesting.due import note_all
from solidary.chronicle.suggesting.known import Known
from solidary.chronicle.suggesting.plain import to_plain
from solidary.chronicle.suggesting.watching import watch
from solidary.chronicle.suggesting.words import (
    days_of,
    key_of,
    numbered,
    sureness,
    twin_of,
)
from solidary.chronicle.telling import as_read, parts_of_story
from solidary.stories.models import Story

logger = logging.getLogger(__name__)

MOST_AT_ONCE = 50
"""Stories that one round of the clock reads."""
_BATCH = 500


def suggest(stories: Iterable[Story]) -> int:
    """Read stories, and keep one row for each action that nobody has decided about yet; how many are new.

    A story that readers don't have suggests nothing.
    """
    return sum(_suggest(story) for story in stories)


def read_due(most: int = MOST_AT_ONCE) -> int:
    """Read what changed since the last time, at most so many stories; how many were read."""
    rows = list(ToRead.objects.exclude(story=0).order_by("pk")[:most])
    for row in rows:
        with transaction.atomic():
            row.delete()
            _read(row.story)
    left = most - len(rows)
    return len(rows) + (_read_on(left) if left > 0 else 0)


def read_archive(progress: Callable[[int], Any] = lambda read: None) -> int:
    """Read every story that readers have, and what is due; how many were read."""
    ToRead.objects.exclude(story=0).delete()
    note_all()
    done = 0
    while read := read_due(_BATCH):
        done += read
        progress(done)
    return done


def read_now(story: Story) -> None:
    """Read a story at once, if it changed since it was read: its page is being opened."""
    due = ToRead.objects.filter(story=story.pk)
    if due.exists():
        with transaction.atomic():
            due.delete()
            _read(story.pk)


def _read_on(most: int) -> int:
    """Go on through the whole record where that was asked for."""
    row = ToRead.objects.filter(story=0).first()
    if row is None:
        return 0
    keys = list(
        Story.objects.filter(pk__gt=row.after).order_by("pk").values_list("pk", flat=True)[:most]
    )
    for key in keys:
        _read(key)
    if keys:
        ToRead.objects.filter(pk=row.pk).update(after=keys[-1])
    else:
        row.delete()
    return len(keys)


def _read(key: int) -> None:
    story = Story.objects.select_related("locale").filter(pk=key).first()
    if story is None:
        return
    try:
        _suggest(story)
    except OperationalError:
        # The record is locked or away: that is no fault of the story, and the next round tries again.
        raise
    except Exception as problem:
        # Not its words: a log holds none. One story that can't be read keeps no other from the queue.
        logger.error(
            "Story %s couldn't be read for facts (%s)", story.address, type(problem).__name__
        )


def rows_of_report(report: Report) -> list[Suggestion]:
    """The suggestions that became a report; where an import brought it, what its story suggests of it now."""
    rows = list(Suggestion.objects.filter(report=report, why=Why.NEW))
    if rows:
        return rows
    story = report.story
    parts = parts_of_story(story)
    read = read_story(as_read(story)).actions
    known = Known([report], parts, read)
    for action in read:
        if known.has(action):
            key = key_of(action, parts)
            _keep(story, key, twin_of(action, str(story.translation_key)), action)
            row = Suggestion.objects.get(story=story, key=key)
            row.state, row.report = Answer.CONFIRMED, report
            row.save()
            rows.append(row)
    return rows


@transaction.atomic
def _suggest(story: Story) -> int:
    if not story.is_public:
        return 0
    parts = parts_of_story(story)
    read = read_story(as_read(story)).actions
    rows = {row.key: row for row in Suggestion.objects.filter(story=story, why=Why.NEW)}
    reports = list(Report.objects.filter(story=story).select_related("action"))
    rest = watch(story, reports, [(key_of(action, parts), action) for action in read])
    known = Known(reports, parts, read)
    taken: set[str] = set()
    twins: set[str] = set()
    new = 0
    for key, action in rest:
        key = numbered(key, taken)
        taken.add(key)
        row = rows.get(key)
        if row is not None and row.state != Answer.WAITING:
            continue
        if row is None and known.has(action):
            continue
        new += row is None
        twin = twin_of(action, str(story.translation_key))
        twin = numbered(twin, twins) if twin else ""
        twins.add(twin)
        _keep(story, key, twin, action)
        if row is None and twin and _is_dismissed(twin, action, story):
            Suggestion.objects.filter(story=story, key=key).update(state=Answer.DISMISSED)
            new -= 1
    Suggestion.objects.filter(story=story, state=Answer.WAITING, why=Why.NEW).exclude(
        key__in=taken
    ).delete()
    return new


def _is_dismissed(twin: str, action: ReadAction, story: Story) -> bool:
    """Whether an editor has dismissed the same in a translation of the story, or in this one, where an edit
    elsewhere made it be read from other words of the story."""
    rows = Suggestion.objects.filter(twin=twin, state=Answer.DISMISSED, why=Why.NEW)
    return any(row.story_id != story.pk or _says_the_same(row, action) for row in rows)


def _says_the_same(row: Suggestion, action: ReadAction) -> bool:
    said = row.action
    mine, theirs = ([fact.value for fact in each.forms[:1]] for each in (said, action))
    return mine == theirs and said.standing == action.standing


def _keep(story: Story, key: str, twin: str, action: ReadAction) -> None:
    where = action.where.value if action.where else None
    days = days_of(action)
    said: dict[str, Any] = {
        "twin": twin, "read": to_plain(action), "sureness": sureness(action),
        "day": days[0], "last": days[1],
        "geoname": where.geoname if where else None, "country": where.country[:2] if where else "",
    }  # fmt: skip
    Suggestion.objects.update_or_create(story=story, key=key, defaults=said)
