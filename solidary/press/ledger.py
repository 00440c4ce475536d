"""The ledger: what stands in the release, which listings it stands in, and how many stand where."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from django.db import connection
from django.db.models import Min

from solidary.press.models import Entry, ShelfCount, Standing, Use
from solidary.press.record import Stand, in_batches, stands
from solidary.press.shelves import day_of
from solidary.press.touched import ALL, Move

CountKey = tuple[int, str, str]
"""scope, language, part"""
CHUNK = 2_000

_LEVELS = {0: 0, 4: 1, 7: 2, 10: 3}


def parts_with_whole(day: str) -> tuple[str, str, str, str]:
    return "", day[:4], day[:7], day


def standing(keys: Iterable[int]) -> dict[int, Stand]:
    """Stories as the ledger has them."""
    found: dict[int, Stand] = {}
    for batch in in_batches(keys):
        scopes: dict[int, set[int]] = defaultdict(set)
        entries = Entry.objects.filter(story_id__in=batch).exclude(scope=ALL)
        for story, scope in entries.values_list("story_id", "scope"):
            scopes[story].add(scope)
        uses: dict[int, set[tuple[str, int]]] = defaultdict(set)
        shown = Use.objects.filter(story_id__in=batch)
        for story, kind, ref in shown.values_list("story_id", "kind", "ref"):
            uses[story].add((kind, ref))
        rows = Standing.objects.filter(pk__in=batch)
        for pk, address, language, place, kin, based_on, picture in rows.values_list(
            "pk", "address", "language", "place", "kin", "based_on_id", "picture_id"
        ):
            found[pk] = Stand(
                pk, address, language, place, kin, based_on, frozenset(scopes[pk]),
                frozenset(uses[pk]), picture,
            )  # fmt: skip
    return found


def moves_of(keys: Iterable[int]) -> list[Move]:
    """What changed about these stories between the ledger and the record."""
    wanted = set(keys)
    old, new = standing(wanted), stands(wanted)
    return [Move(old.get(key), new.get(key)) for key in sorted(wanted) if key in old or key in new]


def count_keys(stand: Stand) -> Iterator[CountKey]:
    """Every shelf a standing story counts on."""
    for part in parts_with_whole(day_of(stand.place)):
        for scope in (ALL, *stand.topics):
            yield scope, stand.language, part


def counts(keys: Iterable[CountKey]) -> Counter[CountKey]:
    """How many stories stand on these shelves."""
    wanted: dict[tuple[int, str], set[str]] = defaultdict(set)
    for scope, language, part in keys:
        wanted[scope, language].add(part)
    found: Counter[CountKey] = Counter()
    for (scope, language), parts in wanted.items():
        for batch in (sorted(parts)[start : start + 400] for start in range(0, len(parts), 400)):
            rows = ShelfCount.objects.filter(
                scope=scope, language=language, level__in=(0, 1, 2, 3), part__in=batch
            )
            for part, stories in rows.values_list("part", "stories"):
                found[scope, language, part] = stories
    return found


def enter(moves: list[Move]) -> None:
    """Bring standings, entries, uses and counts from old to new; inside the plan's transaction."""
    gone = [move.old.story for move in moves if move.old]
    for batch in in_batches(gone):
        Standing.objects.filter(pk__in=batch).delete()
        Entry.objects.filter(story_id__in=batch).delete()
        Use.objects.filter(story_id__in=batch).delete()
    add(move.new for move in moves if move.new)
    shift = Counter(key for move in moves if move.new for key in count_keys(move.new))
    shift.subtract(key for move in moves if move.old for key in count_keys(move.old))
    _shift_counts(shift)
    for move in moves:
        for stand in move.standings():
            _renew_newest(stand)


def add(new: Iterable[Stand]) -> None:
    """Write standings, entries and uses of stories that have none, in bounded memory."""
    batch: list[Stand] = []
    for stand in new:
        batch.append(stand)
        if len(batch) == CHUNK:
            _insert(batch)
            batch = []
    if batch:
        _insert(batch)


def _insert(batch: list[Stand]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO press_standing (story_id, address, language, place, kin, "
            "based_on_id, picture_id) VALUES (%s, %s, %s, %s, %s, %s, %s)",
            [
                (s.story, s.address, s.language, s.place, s.kin, s.based_on, s.picture)
                for s in batch
            ],
        )
        cursor.executemany(
            "INSERT INTO press_entry (story_id, scope, language, place) VALUES (%s, %s, %s, %s)",
            [
                (s.story, scope, s.language, s.place)
                for s in batch
                for scope in (ALL, *sorted(s.topics))
            ],
        )
        uses = [(s.story, kind, ref) for s in batch for kind, ref in sorted(s.uses)]
        if uses:
            cursor.executemany(
                "INSERT INTO press_use (story_id, kind, ref) VALUES (%s, %s, %s)", uses
            )


def _shift_counts(shift: Counter[CountKey]) -> None:
    changed = {key: by for key, by in shift.items() if by}
    now = counts(changed)
    rows = [
        (scope, language, _LEVELS[len(part)], part, now[scope, language, part] + by)
        for (scope, language, part), by in sorted(changed.items())
    ]
    with connection.cursor() as cursor:
        cursor.executemany(
            "DELETE FROM press_shelfcount WHERE scope = %s AND language = %s AND level = %s AND part = %s",
            [row[:4] for row in rows if row[4] <= 0],
        )
        cursor.executemany(
            "INSERT INTO press_shelfcount (scope, language, level, part, stories, newest) "
            "VALUES (%s, %s, %s, %s, %s, '') ON CONFLICT (scope, language, level, part) "
            "DO UPDATE SET stories = excluded.stories",
            [row for row in rows if row[4] > 0],
        )


def _renew_newest(stand: Stand) -> None:
    for scope in (ALL, *stand.topics):
        entries = Entry.objects.filter(scope=scope, language=stand.language)
        newest = entries.order_by("place").values_list("place", flat=True).first() or ""
        ShelfCount.objects.filter(scope=scope, language=stand.language, level=0, part="").exclude(
            newest=newest
        ).update(newest=newest)


def recount() -> None:
    """All counts anew from the entries, in one pass of the database; for a full publish."""
    ShelfCount.objects.all().delete()
    totals: Counter[tuple[int, str, str]] = Counter()
    newest: dict[tuple[int, str], str] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT scope, language, SUBSTR(place, 1, 8) AS day, COUNT(*), MIN(place) "
            "FROM press_entry GROUP BY scope, language, day ORDER BY scope, language, day"
        )
        for scope, language, day_key, stories, first in cursor.fetchall():
            newest.setdefault((scope, language), first)
            for part in parts_with_whole(day_of(day_key)):
                totals[scope, language, part] += stories
        rows = [
            (scope, language, _LEVELS[len(part)], part, stories,
             "" if part else newest[scope, language])
            for (scope, language, part), stories in sorted(totals.items())
        ]  # fmt: skip
        cursor.executemany(
            "INSERT INTO press_shelfcount "
            "(scope, language, level, part, stories, newest) VALUES (%s, %s, %s, %s, %s, %s)",
            rows,
        )


def stories_standing() -> dict[str, int]:
    """Language → how many stories readers get in it."""
    rows = ShelfCount.objects.filter(scope=ALL, level=0)
    return dict(rows.order_by("language").values_list("language", "stories"))


def languages_standing() -> list[str]:
    """Languages that stories stand in."""
    return list(stories_standing())


def kin_of(keys: Iterable[str]) -> dict[str, list[tuple[str, str, str]]]:
    """Translation key → (language, address, day) of every story that stands with it."""
    found: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    wanted = sorted(set(keys))
    for start in range(0, len(wanted), 400):
        rows = Standing.objects.filter(kin__in=wanted[start : start + 400]).order_by(
            "language", "address"
        )
        for kin, language, address, place in rows.values_list(
            "kin", "language", "address", "place"
        ):
            found[kin].append((language, address, day_of(place)))
    return found


def translated_from(keys: Iterable[int]) -> dict[int, list[tuple[str, str]]]:
    """Story → (language, address) of standing stories based on it."""
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for batch in in_batches(keys):
        rows = Standing.objects.filter(based_on_id__in=batch)
        for source, language, address in rows.values_list("based_on_id", "language", "address"):
            found[source].append((language, address))
    return found


def newest_place(language: str | None = None) -> str:
    """The place of the newest story standing, of one language or of all; '' where there is none."""
    rows = ShelfCount.objects.filter(scope=ALL, level=0)
    if language is not None:
        rows = rows.filter(language=language)
    return rows.aggregate(first=Min("newest"))["first"] or ""
