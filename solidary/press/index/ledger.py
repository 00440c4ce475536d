"""The ledger: what stands in the release, which listings it stands in, and how many stand where."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from itertools import islice

from django.db import connection

from solidary.press.index.moves import CountKey, Move, count_keys, listings_of
from solidary.press.models import ArchiveCount, Entry, OwnLink, Standing, Use
from solidary.press.reading.asking import asked, in_batches
from solidary.press.reading.sort_keys import day_of
from solidary.press.reading.stands import Stand
from solidary.press.reading.topics import Merges
from solidary.release.addresses import EVERY, TOPIC, Listing

CHUNK = 2_000
_TRANSLATIONS = (
    "SELECT translation_key, language, address, sort_key FROM press_standing "
    "WHERE translation_key IN %s ORDER BY language, address"
)

_LEVELS = {0: 0, 4: 1, 7: 2, 10: 3}
_DIGITS = "CAST(199999999 - CAST(sort_key AS INTEGER) AS TEXT)"
_DAY = (
    f"SUBSTR({_DIGITS}, 2, 4) || '-' || SUBSTR({_DIGITS}, 6, 2) || '-' || SUBSTR({_DIGITS}, 8, 2)"
)
"""sort_keys.day_of in SQL, of the part of a sort key that says the day"""


def standing(keys: Iterable[int]) -> dict[int, Stand]:
    """Stories as the ledger has them."""
    found: dict[int, Stand] = {}
    for batch in in_batches(keys):
        topics: dict[int, set[str]] = defaultdict(set)
        entries = Entry.objects.filter(story_id__in=batch, kind=TOPIC)
        for story, topic in entries.values_list("story_id", "key"):
            topics[story].add(topic)
        uses: dict[int, set[tuple[str, int]]] = defaultdict(set)
        shown = Use.objects.filter(story_id__in=batch)
        for story, kind, ref in shown.values_list("story_id", "kind", "ref"):
            uses[story].add((kind, ref))
        rows = Standing.objects.filter(pk__in=batch)
        for pk, address, language, sort_key, translation_key, based_on, picture in rows.values_list(
            "pk", "address", "language", "sort_key", "translation_key", "based_on_id", "picture_id"
        ):
            found[pk] = Stand(
                pk, address, language, sort_key, translation_key, based_on,
                frozenset(topics[pk]), frozenset(uses[pk]), picture,
            )  # fmt: skip
    return found


def counts(keys: Iterable[CountKey]) -> Counter[CountKey]:
    """How many stories stand there."""
    wanted: dict[Listing, set[str]] = defaultdict(set)
    for listing, part in keys:
        wanted[listing].add(part)
    found: Counter[CountKey] = Counter()
    for listing, parts in wanted.items():
        for batch in in_batches(parts):
            rows = ArchiveCount.objects.filter(
                **listing._asdict(), level__in=(0, 1, 2, 3), part__in=batch
            )
            for part, stories in rows.values_list("part", "stories"):
                found[listing, part] = stories
    return found


def enter(moves: Iterable[Move]) -> None:
    """Bring standings, entries, uses, links and counts from old to new; inside the plan's transaction."""
    moves = list(moves)
    gone = [move.old.story for move in moves if move.old]
    for batch in in_batches(gone):
        Standing.objects.filter(pk__in=batch).delete()
        Entry.objects.filter(story_id__in=batch).delete()
        Use.objects.filter(story_id__in=batch).delete()
        OwnLink.objects.filter(story_id__in=batch).delete()
    add(move.new for move in moves if move.new)
    shift = Counter(key for move in moves if move.new for key in count_keys(move.new))
    shift.subtract(key for move in moves if move.old for key in count_keys(move.old))
    _shift_counts(shift)
    for move in moves:
        for stand in move.standings():
            _renew_newest(stand)


def add(new: Iterable[Stand]) -> None:
    """Write standings, entries, uses and links of stories that have none."""
    stands = list(new)
    _insert_standings(stands)
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO press_entry (story_id, kind, key, language, sort_key) "
            "VALUES (%s, %s, %s, %s, %s)",
            [
                (stand.story, *listing, stand.sort_key)
                for stand in stands
                for listing in listings_of(stand)
            ],
        )


def _insert_standings(stands: list[Stand]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO press_standing (story_id, address, language, sort_key, translation_key, "
            "based_on_id, picture_id) VALUES (%s, %s, %s, %s, %s, %s, %s)",
            [
                (
                    s.story, s.address, s.language, s.sort_key, s.translation_key, s.based_on,
                    s.picture,
                )
                for s in stands
            ],
        )  # fmt: skip
        uses = [(s.story, kind, ref) for s in stands for kind, ref in sorted(s.uses)]
        if uses:
            cursor.executemany(
                "INSERT INTO press_use (story_id, kind, ref) VALUES (%s, %s, %s)", uses
            )
        links = [(s.story, address) for s in stands for address in sorted(s.links)]
        if links:
            cursor.executemany(
                "INSERT INTO press_ownlink (story_id, address) VALUES (%s, %s)", links
            )


def write_anew(stands: Iterable[Stand], merges: Merges) -> None:
    """The whole ledger anew, in bounded memory. `stands` without their topics, which the database
    joins by itself."""
    for model in (Standing, Entry, Use, OwnLink, ArchiveCount):
        model._default_manager.all().delete()
    rest = iter(stands)
    while batch := list(islice(rest, CHUNK)):
        _insert_standings(batch)
    with connection.cursor() as cursor:
        # In the order of their index, which then grows at its end.
        cursor.execute(
            "INSERT INTO press_entry (story_id, kind, key, language, sort_key) "
            "SELECT story_id, %s, '', language, sort_key FROM press_standing "
            "ORDER BY language, sort_key",
            [EVERY],
        )
        cursor.execute(
            "INSERT INTO press_entry (story_id, kind, key, language, sort_key) "
            "SELECT t.story_id, %s, o.address, t.language, t.sort_key "
            "FROM press_standing t JOIN stories_story_topics l ON l.story_id = t.story_id "
            "JOIN stories_topic o ON o.id = l.topic_id "
            "ORDER BY o.address, t.language, t.sort_key",
            [TOPIC],
        )
    _follow_merges({merges.addresses[pk]: merges.addresses[end] for pk, end in merges.ends.items()})
    _count_anew()


def _follow_merges(ends: Mapping[str, str]) -> None:
    """Stories of topics merged away stand in those their readers end up at."""
    for topic, end in ends.items():
        listed = Entry.objects.filter(kind=TOPIC, key=topic)
        there = Entry.objects.filter(kind=TOPIC, key=end).values("story_id")
        listed.filter(story_id__in=there).delete()
        listed.update(key=end)


def _shift_counts(shift: Counter[CountKey]) -> None:
    changed = {key: by for key, by in shift.items() if by}
    now = counts(changed)
    rows = [
        (*listing, _LEVELS[len(part)], part, now[listing, part] + by)
        for (listing, part), by in sorted(changed.items())
    ]
    with connection.cursor() as cursor:
        cursor.executemany(
            "DELETE FROM press_archivecount WHERE kind = %s AND key = %s AND language = %s "
            "AND level = %s AND part = %s",
            [row[:5] for row in rows if row[5] <= 0],
        )
        cursor.executemany(
            "INSERT INTO press_archivecount (kind, key, language, level, part, stories, newest) "
            "VALUES (%s, %s, %s, %s, %s, %s, '') ON CONFLICT (kind, key, level, language, part) "
            "DO UPDATE SET stories = excluded.stories",
            [row for row in rows if row[5] > 0],
        )


def _renew_newest(stand: Stand) -> None:
    for listing in listings_of(stand):
        entries = Entry.objects.filter(**listing._asdict()).order_by("sort_key")
        newest = entries.values_list("sort_key", flat=True).first() or ""
        whole = ArchiveCount.objects.filter(**listing._asdict(), level=0, part="")
        whole.exclude(newest=newest).update(newest=newest)


def _count_anew() -> None:
    """All counts from the entries, by the database: the days, and from each level the one above."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO press_archivecount (kind, key, language, level, part, stories, newest) "  # noqa: S608
            f"SELECT kind, key, language, 3, {_DAY}, stories, '' FROM (SELECT kind, key, language, "
            "SUBSTR(sort_key, 1, 8) AS sort_key, COUNT(*) AS stories FROM press_entry "
            "GROUP BY 1, 2, 3, 4) e"
        )
        for level, letters in ((2, 7), (1, 4), (0, 0)):
            cursor.execute(
                "INSERT INTO press_archivecount "
                "(kind, key, language, level, part, stories, newest) "
                "SELECT kind, key, language, %s, SUBSTR(part, 1, %s), SUM(stories), '' "
                "FROM press_archivecount WHERE level = %s GROUP BY 1, 2, 3, 5",
                [level, letters, level + 1],
            )
        cursor.execute(
            "UPDATE press_archivecount SET newest = (SELECT MIN(sort_key) FROM press_entry e "
            "WHERE e.kind = press_archivecount.kind AND e.key = press_archivecount.key "
            "AND e.language = press_archivecount.language) WHERE level = 0"
        )


def stories_standing() -> dict[str, int]:
    """Language → how many stories readers get in it."""
    rows = ArchiveCount.objects.filter(kind=EVERY, level=0)
    return dict(rows.order_by("language").values_list("language", "stories"))


def languages_standing() -> list[str]:
    """Languages that stories stand in."""
    return list(stories_standing())


def translations_of(keys: Iterable[str]) -> dict[str, list[tuple[str, str, str]]]:
    """Translation key → (language, address, day) of every story that stands with it."""
    found: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for batch in in_batches(keys):
        for key, language, address, sort_key in asked(_TRANSLATIONS, batch):
            found[key].append((language, address, day_of(sort_key)))
    return found


def translated_from(keys: Iterable[int]) -> dict[int, list[tuple[str, str]]]:
    """Story → (language, address) of standing stories based on it."""
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for batch in in_batches(keys):
        rows = Standing.objects.filter(based_on_id__in=batch)
        for source, language, address in rows.values_list("based_on_id", "language", "address"):
            found[source].append((language, address))
    return found
