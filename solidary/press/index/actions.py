"""The ledger's actions: where they stand, in which parts of which listings, and how many stand where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import islice
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Max

from solidary.chronicle.models import Report
from solidary.chronicle.trees import trees_of
from solidary.press.index import action_data
from solidary.press.index.action_moves import EXACT, ActionMove, ActionStand
from solidary.press.index.moves import CountMove, Move, TopicMove
from solidary.press.models import (
    ActionCount,
    ActionData,
    ActionEntry,
    ActionStanding,
    ActionStory,
    ArchiveCount,
    ReleaseState,
)
from solidary.press.reading.actions import action_stands, every_action_stand
from solidary.press.reading.asking import in_batches
from solidary.press.reading.sort_keys import day_of
from solidary.press.reading.topics import Merges
from solidary.release.addresses import EVERY, PLACE, TOPIC, Listing
from solidary.stories.models import Place

CHUNK = 400
LINE_STAYS = 90
"""Days before the newest one of the record at which calendars no longer keep the line of what is gone."""
_Part = tuple[Listing, str]
_COLUMNS = (
    "action_id", "address", "first", "last", "precision", "place", "topics", "stories", "merged",
    "digest", "cancelled", "brief", "reports", "announced", "high", "size",
)  # fmt: skip
_INSERT_ENTRY = (
    "INSERT INTO press_actionentry (action_id, kind, key, month, first, address, cancelled) "
    "VALUES (%s, %s, %s, %s, %s, %s, %s)"
)
_SET_COUNT = (
    "INSERT INTO press_actioncount (kind, key, part, actions) VALUES (%s, %s, %s, %s) "
    "ON CONFLICT (kind, key, part) DO UPDATE SET actions = excluded.actions"
)
_REMEMBERED = 50_000
"""Counts kept in mind before they are written."""


class ActionChanges(NamedTuple):
    """What a plan found of actions, by the names `moves.Changes` has for it."""

    actions: tuple[ActionMove, ...] = ()
    acted: bool = False
    declared: bool = False
    action_counts: tuple[CountMove, ...] = ()
    action_bytes: tuple[CountMove, ...] = ()
    renamed_actions: tuple[_Part, ...] = ()
    newest_before: str = ""
    newest_after: str = ""
    expired: tuple[ActionStand, ...] = ()

    @property
    def topics(self) -> set[str]:
        """Addresses of the topics whose actions these are."""
        stands = [stand for move in self.actions for stand in move.standings()]
        return {topic for stand in (*stands, *self.expired) for topic in stand.topics}


def keys_of(changes: Mapping[str, Collection[int]], stories: Collection[int]) -> set[int]:
    """Keys of the actions that may stand otherwise after these changes. `stories`: those that were read
    again though nobody said that they changed; what reports a merged action is shown with the one it is
    part of."""
    reported: set[int] = set()
    for batch in in_batches(set(stories) - set(changes.get("story", ()))):
        rows = Report.objects.filter(story__in=batch).order_by()
        reported.update(rows.values_list("action_id", flat=True))
    ends = {tree[0].pk for tree in trees_of(reported)} if reported else set()
    return set(changes.get("action", ())) | reported | ends


def renew(
    keys: Collection[int],
    changes: Mapping[str, Collection[int]],
    moves: Iterable[Move],
    topics: Collection[TopicMove],
    came_or_went: Collection[str],
    merges: Merges,
    state: ReleaseState,
) -> ActionChanges:
    """Bring the ledger's actions up to the record, and say what of them changed how. `came_or_went`:
    topics whose page has begun or ceased to stand in some language."""
    declared = bool(changes.get("declared_day"))
    if not keys and not state.newest_day:
        return ActionChanges(declared=declared)
    renamed = {address for move in topics if move.renamed for address in move.addresses}
    renamed.update(came_or_went)
    keys = set(keys) | _in_topics(came_or_went) | _gone_in(topics)
    before = standing(keys)
    after = action_stands(keys, merges) if keys else {}
    moved = tuple(
        ActionMove(before.get(key), after.get(key))
        for key in sorted(before.keys() | after.keys())
        if before.get(key) != after.get(key) or (key in after and renamed & after[key].topics)
    )
    counted = {part for move in moved for stand in move.standings() for part in _parts_of(stand)}
    books = {
        book for move in moved for stand in move.standings() for book in action_data.books_of(stand)
    }
    had, held = counts(counted), action_data.sums(books)
    if moved:
        _enter(moved)
    has, holds = counts(counted), action_data.sums(books)
    newest = _newest_after(state, moves, moved)
    found = ActionChanges(
        actions=moved,
        acted=bool(keys),
        declared=declared,
        action_counts=tuple(CountMove(*key, had[key], has[key]) for key in sorted(counted)),
        action_bytes=tuple(CountMove(*key, held[key], holds[key]) for key in sorted(books)),
        renamed_actions=tuple(_renamed_parts(topics, changes.get("place", ()))),
        newest_before=state.newest_day,
        newest_after=newest,
        expired=tuple(_between(state.newest_day, newest)),
    )
    _keep_newest(state, newest)
    return found


def write_anew(merges: Merges, state: ReleaseState) -> None:
    """All actions of the ledger anew, in bounded memory."""
    for model in (ActionStanding, ActionEntry, ActionCount, ActionData, ActionStory):
        model._default_manager.all().delete()
    rest = every_action_stand(merges)
    counted: Counter[_Part] = Counter()
    sizes: Counter[_Part] = Counter()
    while batch := list(islice(rest, CHUNK)):
        _add(batch)
        counted.update(part for stand in batch for part in _parts_of(stand))
        sizes.update(action_data.sizes(batch))
        if len(counted) + len(sizes) > _REMEMBERED:
            _shift_counts(counted)
            action_data.shift(sizes)
            counted.clear()
            sizes.clear()
    _shift_counts(counted)
    action_data.shift(sizes)
    _keep_newest(state, newest_day())


def standing(keys: Iterable[int]) -> dict[int, ActionStand]:
    """Actions as the ledger has them."""
    found: dict[int, ActionStand] = {}
    for batch in in_batches(keys):
        rows = ActionStanding.objects.filter(pk__in=batch)
        found.update((row[0], _stand(row)) for row in rows.values_list(*_COLUMNS))
    return found


def counts(parts: Iterable[_Part]) -> Counter[_Part]:
    """How many actions stand there; listings are spoken in ''."""
    wanted: dict[Listing, set[str]] = {}
    for listing, part in parts:
        wanted.setdefault(listing, set()).add(part)
    found: Counter[_Part] = Counter()
    for listing, asked in wanted.items():
        for batch in in_batches(asked):
            rows = ActionCount.objects.filter(kind=listing.kind, key=listing.key, part__in=batch)
            for part, actions in rows.values_list("part", "actions"):
                found[listing, part] = actions
    return found


def newest_day() -> str:
    """The newest day of the stories and actions that stand, those that were only announced left out; ''
    where there is no action, not even one that is gone."""
    if not ActionStanding.objects.exists():
        return ""
    stories = ArchiveCount.objects.filter(kind=EVERY, level=0).exclude(newest="")
    days = [day_of(key) for key in stories.values_list("newest", flat=True)]
    actions = ActionStanding.objects.filter(cancelled=False, announced=False, precision__in=EXACT)
    days.append(actions.aggregate(newest=Max("last"))["newest"] or "")
    return max(days) or date.min.isoformat()


def _stand(row: tuple[Any, ...]) -> ActionStand:
    stand = ActionStand(*row)
    return stand._replace(
        topics=frozenset(stand.topics),
        stories=frozenset((language, address) for language, address in stand.stories),
        merged=frozenset(stand.merged),
    )


def _parts_of(stand: ActionStand) -> Iterator[_Part]:
    """The parts it counts in: days only among all actions; none where it is gone."""
    if stand.cancelled:
        return
    days = set(stand.days())
    for listing in stand.listings():
        for part in stand.parts():
            if listing.kind == EVERY or part not in days:
                yield listing, part


def _in_topics(topics: Collection[str]) -> set[int]:
    found: set[int] = set()
    for batch in in_batches(topics):
        rows = ActionEntry.objects.filter(kind=TOPIC, key__in=batch, cancelled=False)
        found.update(rows.values_list("action_id", flat=True))
    return found


def _gone_in(topics: Iterable[TopicMove]) -> set[int]:
    """Keys of what is gone from these topics, or from those they lead to. Its line goes where a topic goes;
    no story that is read again leads to it."""
    found: set[int] = set()
    for batch in in_batches({each for move in topics for each in (*move.addresses, *move.goals)}):
        rows = ActionEntry.objects.filter(kind=TOPIC, key__in=batch, cancelled=True)
        found.update(rows.values_list("action_id", flat=True))
    return found


def _enter(moves: Iterable[ActionMove]) -> None:
    found = list(moves)
    gone = [move.old for move in found if move.old]
    for batch in in_batches(stand.action for stand in gone):
        ActionStanding.objects.filter(pk__in=batch).delete()
        ActionEntry.objects.filter(action_id__in=batch).delete()
        ActionStory.objects.filter(action_id__in=batch).delete()
    _add([move.new for move in found if move.new])
    shift = Counter(part for move in found if move.new for part in _parts_of(move.new))
    shift.subtract(part for move in found if move.old for part in _parts_of(move.old))
    _shift_counts(shift)
    sizes = action_data.sizes(move.new for move in found if move.new)
    sizes.subtract(action_data.sizes(move.old for move in found if move.old))
    action_data.shift(sizes)


def _add(stands: list[ActionStand]) -> None:
    ActionStanding.objects.bulk_create(
        [
            ActionStanding(
                **{
                    **dict(zip(_COLUMNS, stand, strict=True)),
                    "topics": sorted(stand.topics),
                    "stories": sorted(stand.stories),
                    "merged": sorted(stand.merged),
                }
            )
            for stand in stands
        ],
        batch_size=60,
    )
    with connection.cursor() as cursor:
        cursor.executemany(_INSERT_ENTRY, [row for stand in stands for row in _entries(stand)])
        cursor.executemany(
            "INSERT INTO press_actionstory (action_id, address) VALUES (%s, %s)",
            [(stand.action, story) for stand in stands for _, story in sorted(stand.stories)],
        )


def _entries(stand: ActionStand) -> Iterator[tuple[Any, ...]]:
    """One row for each month of each listing; for its years where there is no month."""
    months = stand.months() or stand.years() or ("",)
    for listing in stand.listings():
        for month in months:
            yield (
                stand.action, listing.kind, listing.key, month, stand.first, stand.address,
                stand.cancelled,
            )  # fmt: skip


def _shift_counts(shift: Counter[_Part]) -> None:
    changed = {part: by for part, by in shift.items() if by}
    now = counts(changed)
    rows = [(listing.kind, listing.key, part, now[listing, part] + by)
            for (listing, part), by in sorted(changed.items())]  # fmt: skip
    with connection.cursor() as cursor:
        cursor.executemany(
            "DELETE FROM press_actioncount WHERE kind = %s AND key = %s AND part = %s",
            [row[:3] for row in rows if row[3] <= 0],
        )
        cursor.executemany(_SET_COUNT, [row for row in rows if row[3] > 0])


def _renamed_parts(topics: Iterable[TopicMove], places: Collection[int]) -> Iterator[_Part]:
    """Every part of topics and places that are called otherwise, or lead elsewhere; '' for the whole."""
    found = {
        TOPIC: {
            address
            for move in topics
            if move.renamed or len(move.goals) > 1
            for address in (*move.addresses, *move.goals)
        },
        PLACE: _addresses_of(places),
    }
    for kind, keys in found.items():
        for batch in in_batches(keys):
            rows = ActionCount.objects.filter(kind=kind, key__in=batch).order_by("key", "part")
            for key, part in rows.values_list("key", "part"):
                yield Listing(kind, key, ""), part
            # Of one that has nothing but lines of what is gone, only the calendar notices.
            gone = ActionEntry.objects.filter(kind=kind, key__in=batch, cancelled=True)
            for key in gone.order_by("key").values_list("key", flat=True).distinct():
                yield Listing(kind, key, ""), ""


def _addresses_of(places: Collection[int]) -> set[str]:
    """Addresses of places; where one of them is deleted, of all that are left in lines of what is gone
    alone, for nothing else says which it was."""
    found: set[str] = set()
    for batch in in_batches(places):
        found.update(Place.objects.filter(pk__in=batch).values_list("address", flat=True))
    if len(found) < len(set(places)):
        lines = ActionEntry.objects.filter(kind=PLACE, cancelled=True)
        known = Place.objects.values("address")
        found.update(lines.exclude(key__in=known).values_list("key", flat=True))
    return found


def _newest_after(
    state: ReleaseState, moves: Iterable[Move], actions: Collection[ActionMove]
) -> str:
    """The newest day after these moves; asked for only where they may have moved it."""
    newest = state.newest_day
    came = [day_of(move.new.sort_key) for move in moves if move.new]
    went = [day_of(move.old.sort_key) for move in moves if move.old]
    if newest and not actions and newest not in went and all(day <= newest for day in came):
        return newest
    return newest_day()


def _between(before: str, after: str) -> Iterator[ActionStand]:
    """Those that are gone, whose lines calendars have at one of two newest days only."""
    if before == after or not before or not after:
        return
    first, last = sorted((line_since(before), line_since(after)))
    rows = ActionStanding.objects.filter(cancelled=True, last__gte=first, last__lt=last)
    yield from (_stand(row) for row in rows.order_by("pk").values_list(*_COLUMNS))


def line_since(newest: str) -> str:
    """The earliest day of which calendars keep the line of what is gone."""
    day = date.fromisoformat(newest)
    return (day - min(timedelta(days=LINE_STAYS - 1), day - date.min)).isoformat()


def _keep_newest(state: ReleaseState, newest: str) -> None:
    if state.newest_day != newest:
        state.newest_day = newest
        state.save(update_fields=["newest_day"])
