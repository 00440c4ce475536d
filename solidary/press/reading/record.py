"""Reading the record as plain rows: joins in batches, bodies as the JSON they are stored as."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from functools import reduce
from operator import or_
from types import MappingProxyType
from typing import Any, TypeVar

import orjson
from django.db import connection
from django.db.models import Case, F, Q, TextField, Value, When
from django.db.models.functions import Cast
from wagtail.models import Locale

from solidary.press.index.calendar_archive import moment_key, rank_key
from solidary.press.models import Stopped
from solidary.press.reading.text import clean
from solidary.stories.body.uses import NAMES_OF_USES, uses_of
from solidary.stories.models import (
    Place,
    PlaceName,
    Story,
    StorySource,
    Topic,
    TopicAlias,
    TopicName,
    Video,
)

Key = TypeVar("Key", int, str)
BATCH = 400
"""Keys in one question; below the number of variables any SQLite allows."""


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a published story stands: everything listings and links depend on."""

    story: int
    address: str
    language: str
    place: str
    kin: str
    based_on: int | None
    topics: frozenset[int]
    uses: frozenset[tuple[str, int]] = frozenset()
    picture: int | None = None


@dataclass(slots=True)
class StoryRow:
    """A published story as its own page shows it."""

    pk: int
    address: str
    language: str
    kind: str
    headline: str
    standfirst: str
    dateline: str
    day: date
    time: time | None
    video: bool
    audio: bool
    photos: bool
    spoken: tuple[str, ...]
    subtitled: tuple[str, ...]
    corrected: date | None
    based_on: int | None
    kin: str
    body: list[dict[str, Any]]
    bylines: list[tuple[str, str]] = field(default_factory=list)
    sources: list[tuple[int, str, str, str]] = field(default_factory=list)
    """key, outlet, whom it cites, address"""
    topics: list[int] = field(default_factory=list)
    places: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class TopicRow:
    """A topic with its words in every language."""

    pk: int
    address: str
    hashtag: str
    merged_into: int | None
    names: dict[str, tuple[str, str]]
    """language → name, standfirst"""
    aliases: tuple[str, ...]

    def name(self, language: str) -> str:
        return self.names.get(language, ("", ""))[0]

    def standfirst(self, language: str) -> str:
        return self.names.get(language, ("", ""))[1]


def in_batches(keys: Iterable[Key], size: int = BATCH) -> Iterator[list[Key]]:
    ordered = sorted(set(keys))
    for start in range(0, len(ordered), size):
        yield ordered[start : start + size]


def languages_by_locale() -> dict[int, str]:
    return dict(Locale.objects.values_list("pk", "language_code"))


def _hex(key: Any) -> str:
    return getattr(key, "hex", None) or str(key)


def stands(keys: Iterable[int]) -> dict[int, Stand]:
    """Those of the stories that readers may see, as the record has them now."""
    found: dict[int, Stand] = {}
    ends = merged_topics()
    for batch in in_batches(keys):
        stopped = set(Stopped.objects.filter(pk__in=batch).values_list("pk", flat=True))
        stories = Story.objects.published().filter(pk__in=batch)
        topics = {
            story: frozenset([ends.get(topic, topic) for topic in linked])
            for story, linked in related(Story.topics.through, "topic_id", stories).items()
        }
        found.update(
            (stand.story, stand)
            for stand in stands_of(stories, topics)
            if stand.story not in stopped
        )
    return found


def every_stand(size: int = 4_000) -> Iterator[Stand]:
    """The standing of every public story, in bounded memory; their topics are left out, since
    the ledger joins them in the database."""
    stopped = set(Stopped.objects.values_list("pk", flat=True))
    last = 0
    while True:
        part = list(
            Story.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:size]
        )
        if not part:
            return
        stories = Story.objects.published().filter(pk__gt=last, pk__lte=part[-1])
        yield from (stand for stand in stands_of(stories) if stand.story not in stopped)
        last = part[-1]


def stands_of(
    stories: Any, topics: Mapping[int, frozenset[int]] = MappingProxyType({})
) -> Iterator[Stand]:
    """The standing of each story of a queryset of published ones; a few questions in all.

    A body is read only where it may show more than words; days, times and keys come as the text
    they are stored as. `topics`: story → its topics, merged ones replaced by where they went;
    without them for whoever doesn't ask for those.
    """
    languages = languages_by_locale()
    rows = stories.annotate(text=_text("body")).annotate(
        day_text=_text("day"),
        time_text=_text("time"),
        kin_text=_text("translation_key"),
        shows=Case(When(_SHOWS, then=F("text")), default=Value(""), output_field=TextField()),
    )
    rows = rows.values_list(
        "pk", "address", "locale_id", "day_text", "time_text", "sequence", "kin_text",
        "based_on_id", "shows",
    )  # fmt: skip
    rows = list(rows.iterator(chunk_size=2_000))
    kept = defaultdict(list)
    sources = StorySource.objects.filter(story__in=stories).exclude(kept_copy="")
    for story, source in sources.values_list("story_id", "pk"):
        kept[story].append(("kept", source))
    uses = {row[0]: uses_of(plain_json(row[8])) for row in rows if row[8]}
    posters = posters_of({ref for refs in uses.values() for kind, ref in refs if kind == "media"})
    for pk, address, locale, day, at, sequence, kin, based_on, _ in rows:
        shown = with_posters(uses[pk], posters) if pk in uses else []
        yield Stand(
            pk,
            address,
            languages[locale],
            moment_key(day, at) + rank_key(sequence, address),
            kin.replace("-", ""),
            based_on,
            topics.get(pk, _NOTHING),
            frozenset((*shown, *kept.get(pk, ()))) if shown or pk in kept else _NOTHING,
            next((ref for kind, ref in shown if kind == "photo"), None),
        )


_NOTHING: frozenset[Any] = frozenset()


def _text(column: str) -> Cast:
    """A column as the text the database writes it as."""
    return Cast(column, TextField())


def merged_topics() -> dict[int, int]:
    """Topic merged away → the topic readers end up at."""
    steps = dict(
        Topic.objects.filter(merged_into__isnull=False).values_list("pk", "merged_into_id")
    )
    ends = {}
    for pk in steps:
        end, seen = pk, {pk}
        while end in steps and steps[end] not in seen:
            end = steps[end]
            seen.add(end)
        ends[pk] = end
    return ends


def related(through: Any, column: str, stories: Any) -> dict[int, list[int]]:
    """Story → keys on the other side of a many-to-many relation, smallest first."""
    found: dict[int, list[int]] = defaultdict(list)
    links = through.objects.filter(story__in=stories).order_by(column)
    for story, other in links.values_list("story_id", column):
        found[story].append(other)
    return found


def posters_of(videos: Iterable[int]) -> dict[int, int]:
    """Video → the photo that stands for it until it plays."""
    found: dict[int, int] = {}
    for batch in in_batches(videos):
        known = Video.objects.filter(pk__in=batch, poster__isnull=False)
        found.update(known.values_list("pk", "poster_id"))
    return found


def with_posters(uses: list[tuple[str, int]], posters: dict[int, int]) -> list[tuple[str, int]]:
    """Uses in the order of the body, each video followed by its poster."""
    shown = []
    for kind, ref in uses:
        shown.append((kind, ref))
        if kind == "media" and ref in posters:
            shown.append(("photo", posters[ref]))
    return shown


_SHOWS = reduce(
    or_,
    (
        Q(text__contains=f'"{name}')
        for name in NAMES_OF_USES
        if not any(name != other and name.startswith(other) for other in NAMES_OF_USES)
    ),
)
"""Bodies whose JSON may name something to show."""


_ROW = (
    "SELECT id, address, locale_id, kind, headline, standfirst, dateline, day, time, video, audio, "
    "photos, spoken_languages, subtitle_languages, corrected_on, based_on_id, translation_key, {} "
    "FROM stories_story WHERE id IN %s ORDER BY id"
)
_BODY = {"sqlite": "CAST(body AS BLOB)"}
"""A body as SQLite stores it: JSON is read from bytes, so making text of them first takes twice
as long."""


def story_rows(keys: Iterable[int]) -> dict[int, StoryRow]:
    """Public stories with everything their own pages show."""
    languages = languages_by_locale()
    question = _ROW.format(_BODY.get(connection.vendor, "body"))
    found: dict[int, StoryRow] = {}
    for batch in in_batches(keys):
        part: dict[int, StoryRow] = {}
        for row in asked(question, batch):
            key, address, locale, kind, headline, standfirst, dateline, day, at, *marks = row
            video, audio, photos, spoken, subtitled, corrected, based_on, kin, body = marks
            part[key] = StoryRow(
                key, address, languages[locale], kind, clean(headline), clean(standfirst),
                clean(dateline), plain_day(day) or date.min, plain_time(at), bool(video),
                bool(audio), bool(photos), plain_codes(spoken), plain_codes(subtitled),
                plain_day(corrected), based_on, _hex(kin), plain_json(body),
            )  # fmt: skip
        _add_inlines(part)
        found.update(part)
    return found


def asked(question: str, keys: Sequence[Key]) -> list[Any]:
    """Rows that a question gives for these keys; it holds one %s where they belong."""
    marks = ", ".join(["%s"] * len(keys))
    with connection.cursor() as cursor:
        cursor.execute(question % f"({marks})", keys)
        return cursor.fetchall()


def plain_json(stored: Any) -> Any:
    """A stored JSON value; text, bytes or the value itself, as the database hands it out."""
    if not isinstance(stored, str | bytes):
        return stored
    try:
        return orjson.loads(stored)
    except orjson.JSONDecodeError:
        return json.loads(stored)  # it holds half a surrogate pair, which `clean` takes out


def plain_codes(stored: Any) -> tuple[str, ...]:
    """A stored list of language codes."""
    return tuple(plain_json(stored)) if stored and stored != "[]" else ()


def plain_day(stored: Any) -> date | None:
    return date.fromisoformat(stored) if isinstance(stored, str) else stored


def plain_time(stored: Any) -> time | None:
    return time.fromisoformat(stored) if isinstance(stored, str) else stored


_BYLINES = (
    "SELECT story_id, name, role FROM stories_byline WHERE story_id IN %s ORDER BY sort_order, id"
)
_SOURCES = (
    "SELECT story_id, id, outlet, cites, address FROM stories_storysource WHERE story_id IN %s "
    "ORDER BY sort_order, id"
)
_TOPICS = (
    "SELECT story_id, topic_id FROM stories_story_topics WHERE story_id IN %s ORDER BY topic_id"
)
_PLACES = (
    "SELECT story_id, place_id FROM stories_story_places WHERE story_id IN %s ORDER BY place_id"
)


def _add_inlines(rows: dict[int, StoryRow]) -> None:
    keys = list(rows)
    for story, name, role in asked(_BYLINES, keys):
        rows[story].bylines.append((clean(name), clean(role)))
    for story, pk, outlet, cites, address in asked(_SOURCES, keys):
        rows[story].sources.append((pk, clean(outlet), clean(cites), address))
    for story, topic in asked(_TOPICS, keys):
        rows[story].topics.append(topic)
    for story, place in asked(_PLACES, keys):
        rows[story].places.append(place)


def topic_rows(keys: Iterable[int]) -> dict[int, TopicRow]:
    found: dict[int, TopicRow] = {}
    for batch in in_batches(keys):
        names: dict[int, dict[str, tuple[str, str]]] = defaultdict(dict)
        words = TopicName.objects.filter(topic_id__in=batch).order_by("sort_order", "pk")
        for topic, language, name, standfirst in words.values_list(
            "topic_id", "language", "name", "standfirst"
        ):
            names[topic].setdefault(language, (clean(name), clean(standfirst)))
        aliases = defaultdict(list)
        others = TopicAlias.objects.filter(topic_id__in=batch).order_by("sort_order", "pk")
        for topic, hashtag in others.values_list("topic_id", "hashtag"):
            aliases[topic].append(hashtag)
        rows = Topic.objects.filter(pk__in=batch)
        for pk, address, hashtag, merged in rows.values_list(
            "pk", "address", "hashtag", "merged_into_id"
        ):
            found[pk] = TopicRow(pk, address, clean(hashtag), merged, names[pk], tuple(aliases[pk]))
    return found


def place_names(keys: Iterable[int], language: str) -> dict[int, str]:
    """Place → its name in a language, else its first name; '' for one that has none."""
    found: dict[int, str] = {}
    for batch in in_batches(keys):
        found.update(
            dict.fromkeys(Place.objects.filter(pk__in=batch).values_list("pk", flat=True), "")
        )
        names = PlaceName.objects.filter(place_id__in=batch).order_by("sort_order", "pk")
        exact: dict[int, str] = {}
        for place, named_in, name in names.values_list("place_id", "language", "name"):
            if named_in == language:
                exact.setdefault(place, clean(name))
            found[place] = found[place] or clean(name)
        found.update(exact)
    return found
