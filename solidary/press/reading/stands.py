"""Where published stories stand: everything that listings and links depend on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from django.db.models import Case, F, Q, TextField, Value, When
from django.db.models.functions import Cast

from solidary.press.models import Stopped
from solidary.press.reading.asking import (
    in_batches,
    languages_by_locale,
    plain_json,
    plain_moment,
)
from solidary.press.reading.own_links import LEADS, Site, may_lead, targets_of
from solidary.press.reading.sort_keys import moment_key, rank_key, seen_key
from solidary.press.reading.topics import Merges
from solidary.press.reading.uses import SHOWS, Use, posters_of, with_posters
from solidary.release.addresses import story_page
from solidary.stories.body.links import links_in
from solidary.stories.body.uses import uses_of
from solidary.stories.models import Newsroom, Story, StorySource


class Stand(NamedTuple):
    """Where a published story stands."""

    story: int
    address: str
    language: str
    sort_key: str
    translation_key: str
    """what it shares with its translations"""
    based_on: int | None
    topics: frozenset[str]
    """addresses of its topics, each merged one replaced by where it went"""
    uses: frozenset[Use] = frozenset()
    picture: int | None = None
    """the first photo it shows, for listings"""
    links: frozenset[str] = frozenset()
    """addresses of the release that its words lead to; left out of what the ledger gives back"""


def stands(
    keys: Iterable[int], merges: Merges, *, tried_again: Collection[int] = ()
) -> dict[int, Stand]:
    """Those of the stories that readers may see, as the record has them now.

    `tried_again`: stories that changed since their page couldn't be drawn.
    """
    found: dict[int, Stand] = {}
    for batch in in_batches(keys):
        stopped = set(Stopped.objects.filter(pk__in=batch).values_list("pk", flat=True))
        stopped.difference_update(tried_again)
        stories = Story.objects.published().filter(pk__in=batch)
        found.update(
            (stand.story, stand)
            for stand in stands_of(stories, _topics_of(stories, merges))
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
    stories: Any, topics: Mapping[int, frozenset[str]] = MappingProxyType({})
) -> Iterator[Stand]:
    """The standing of each story of a queryset of published ones; a few questions in all.

    A body is read only where it may show or lead to more than words; days, times and keys come as
    the text they are stored as. `topics`: story → addresses of its topics; without them for whoever
    doesn't ask for those.
    """
    languages, newsroom = languages_by_locale(), Newsroom.load()
    zone = newsroom.zone
    rows = stories.annotate(text=_text("body")).annotate(
        day_text=_text("day"),
        time_text=_text("time"),
        first_text=_text("first_published_at"),
        key_text=_text("translation_key"),
        shows=Case(
            When(SHOWS | LEADS, then=F("text")), default=Value(""), output_field=TextField()
        ),
    )
    rows = rows.values_list(
        "pk", "address", "locale_id", "day_text", "time_text", "sequence", "first_text", "key_text",
        "based_on_id", "shows",
    )  # fmt: skip
    rows = list(rows.iterator(chunk_size=2_000))
    kept, ways = _sources_of(stories)
    uses: dict[int, list[Use]] = {}
    for pk, *_, stored in rows:
        if stored:
            body = plain_json(stored)
            uses[pk] = uses_of(body)
            ways[pk].extend(links_in(body))
    site = Site.at(newsroom.address)
    posters = posters_of(
        {ref for refs in uses.values() for kind, ref in refs if kind == "recording"}
    )
    for pk, address, locale, day, at, sequence, noted, translation_key, based_on, _ in rows:
        first = plain_moment(noted)
        moment = (
            moment_key(day, at)
            if at or first is None
            else seen_key(day, sequence, first.astimezone(zone))
        )
        shown = with_posters(uses[pk], posters) if pk in uses else []
        here = story_page(languages[locale], address)
        yield Stand(
            pk,
            address,
            languages[locale],
            moment + rank_key(sequence, first, address),
            translation_key.replace("-", ""),
            based_on,
            topics.get(pk, _NOTHING),
            frozenset((*shown, *kept.get(pk, ()))) if shown or pk in kept else _NOTHING,
            next((ref for kind, ref in shown if kind == "photo"), None),
            targets_of(ways[pk], here, site) if pk in ways else _NOTHING,
        )


_NOTHING: frozenset[Any] = frozenset()


def _sources_of(stories: Any) -> tuple[dict[int, list[Use]], dict[int, list[str]]]:
    """Story → the copies kept of its sources; and where on the web these stand, as far as that may
    be a release."""
    kept: dict[int, list[Use]] = defaultdict(list)
    ways: dict[int, list[str]] = defaultdict(list)
    sources = StorySource.objects.filter(story__in=stories)
    wanted = sources.filter(~Q(kept_copy="") | may_lead("address"))
    for story, source, copy, address in wanted.values_list(
        "story_id", "pk", "kept_copy", "address"
    ):
        if copy:
            kept[story].append(("kept", source))
        if address:
            ways[story].append(address)
    return kept, ways


def _text(column: str) -> Cast:
    """A column as the text the database writes it as."""
    return Cast(column, TextField())


def _topics_of(stories: Any, merges: Merges) -> dict[int, frozenset[str]]:
    """Story → addresses of its topics, merged ones replaced by where they went."""
    found: dict[int, set[str]] = defaultdict(set)
    links = Story.topics.through.objects.filter(story__in=stories)
    for story, topic, address in links.values_list("story_id", "topic_id", "topic__address"):
        end = merges.end_of(topic)
        found[story].add(address if end == topic else merges.addresses[end])
    return {story: frozenset(topics) for story, topics in found.items()}
