"""The ledger: what stands in the release, which listings it stands in, and how many stand where."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from django.db import connection
from django.db.models import Min

from solidary.press.index.calendar_archive import day_of
from solidary.press.index.touched import ALL, Move
from solidary.press.models import Entry, ShelfCount, Standing, Use
from solidary.press.reading.record import Stand, asked, in_batches, stands

CountKey = tuple[int, str, str]
"""scope, language, part"""
CHUNK = 2_000
_KIN = (
    "SELECT kin, language, address, place FROM press_standing WHERE kin IN %s "
    "ORDER BY language, address"
)

_LEVELS = {0: 0, 4: 1, 7: 2, 10: 3}
_DIGITS = "CAST(199999999 - CAST(place AS INTEGER) AS TEXT)"
_DAY = (
    f"SUBSTR({_DIGITS}, 2, 4) || '-' || SUBSTR({_DIGITS}, 6, 2) || '-' || SUBSTR({_DIGITS}, 8, 2)"
)
"""press.shelves.day_of in SQL, of the part of a place that says the day"""


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
    """Write standings, entries and uses of stories that have none."""
    stands = list(new)
    _insert_standings(stands)
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO press_entry (story_id, scope, language, place) VALUES (%s, %s, %s, %s)",
            [
                (s.story, scope, s.language, s.place)
                for s in stands
                for scope in (ALL, *sorted(s.topics))
            ],
        )


def _insert_standings(stands: list[Stand]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO press_standing (story_id, address, language, place, kin, "
            "based_on_id, picture_id) VALUES (%s, %s, %s, %s, %s, %s, %s)",
            [
                (s.story, s.address, s.language, s.place, s.kin, s.based_on, s.picture)
                for s in stands
            ],
        )
        uses = [(s.story, kind, ref) for s in stands for kind, ref in sorted(s.uses)]
        if uses:
            cursor.executemany(
                "INSERT INTO press_use (story_id, kind, ref) VALUES (%s, %s, %s)", uses
            )


def write_anew(stands: Iterable[Stand], merged: Mapping[int, int]) -> None:
    """The whole ledger anew, in bounded memory. `stands` without their topics, which the database
    joins by itself; `merged`: topic → where it went."""
    for model in (Standing, Entry, Use, ShelfCount):
        model._default_manager.all().delete()
    rest = iter(stands)
    while batch := list(islice(rest, CHUNK)):
        _insert_standings(batch)
    with connection.cursor() as cursor:
        # In the order of their index, which then grows at its end.
        cursor.execute(
            "INSERT INTO press_entry (story_id, scope, language, place) "
            "SELECT story_id, 0, language, place FROM press_standing ORDER BY language, place"
        )
        cursor.execute(
            "INSERT INTO press_entry (story_id, scope, language, place) "
            "SELECT t.story_id, l.topic_id, t.language, t.place "
            "FROM press_standing t JOIN stories_story_topics l ON l.story_id = t.story_id "
            "ORDER BY l.topic_id, t.language, t.place"
        )
    for topic, goal in merged.items():
        there = Entry.objects.filter(scope=goal).values("story_id")
        Entry.objects.filter(scope=topic, story_id__in=there).delete()
        Entry.objects.filter(scope=topic).update(scope=goal)
    _count_anew()


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


def _count_anew() -> None:
    """All counts from the entries, by the database: the days, and from each level the one above."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO press_shelfcount (scope, language, level, part, stories, newest) "  # noqa: S608
            f"SELECT scope, language, 3, {_DAY}, stories, '' FROM (SELECT scope, language, "
            "SUBSTR(place, 1, 8) AS place, COUNT(*) AS stories FROM press_entry GROUP BY 1, 2, 3) e"
        )
        for level, letters in ((2, 7), (1, 4), (0, 0)):
            cursor.execute(
                "INSERT INTO press_shelfcount (scope, language, level, part, stories, newest) "
                "SELECT scope, language, %s, SUBSTR(part, 1, %s), SUM(stories), '' "
                "FROM press_shelfcount WHERE level = %s GROUP BY 1, 2, 4",
                [level, letters, level + 1],
            )
        cursor.execute(
            "UPDATE press_shelfcount SET newest = (SELECT MIN(place) FROM press_entry e "
            "WHERE e.scope = press_shelfcount.scope AND e.language = press_shelfcount.language) "
            "WHERE level = 0"
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
    for batch in in_batches(keys):
        for kin, language, address, place in asked(_KIN, batch):
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
