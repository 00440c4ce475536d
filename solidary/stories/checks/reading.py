"""What the record says about a story that is being written, in a bounded number of questions."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.db.models import CharField
from django.db.models.functions import Cast

from solidary.stories.body.fields import PHOTO, Label, RawBlock
from solidary.stories.body.links import links_in
from solidary.stories.body.uses import uses_of
from solidary.stories.checks.draft import Dead, Draft, Original, ShownThing
from solidary.stories.checks.pictures import RECORDING
from solidary.stories.checks.translation import lines_of
from solidary.stories.models import Document, Newsroom, Photo, Story, Video, VideoWords
from solidary.stories.models.photo import PhotoWords

DOCUMENT = "document"


def draft_of(story: Story, dead: Mapping[str, str]) -> Draft:
    """The draft that a story's attributes make, saved or not.

    `dead`: those of its links (see `links_of`) that lead into the newsroom's site to what isn't
    there, with the address of the story they lead to, '' for anything else.
    """
    newsroom = Newsroom.load()
    body, language = story.raw_body, story.language
    recordings = _recordings(_keys(body, RECORDING), language)
    posters = {each.poster for each in recordings.values() if each.poster}
    keys = _keys(body, PHOTO)
    photos = _photos(keys | posters, language, language == newsroom.languages[0])
    return Draft(
        headline=story.headline or "",
        standfirst=story.standfirst or "",
        kind=story.kind,
        body=body,
        day=story.day,
        time=story.time,
        goes_out=_goes_out(story, newsroom),
        has_topics=bool(list(story.topics.all())),
        has_places=bool(list(story.places.all())),
        photos=photos,
        recordings=recordings,
        original=_original(story),
        sources=tuple(source.address for source in story.sources.all()),
        unnamed=tuple(_unnamed(story)),
        gone=frozenset(
            [
                *((PHOTO, key) for key in keys - photos.keys()),
                *((RECORDING, key) for key in _keys(body, RECORDING) - recordings.keys()),
                *((DOCUMENT, key) for key in _gone_documents(_keys(body, DOCUMENT))),
            ]
        ),
        dead=_dead(dead),
    )


def links_of(story: Story) -> list[str]:
    """Where a story leads, as it is written: its words, its cards, its sources."""
    return list(_links(story))


def _links(story: Story) -> Iterator[str]:
    yield from links_in(story.raw_body)
    yield from filter(None, (source.address for source in story.sources.all()))


def _goes_out(story: Story, newsroom: Newsroom) -> datetime:
    now = newsroom.now()
    planned = story.go_live_at
    return max(now, planned.astimezone(newsroom.zone)) if planned else now


def _keys(body: list[RawBlock], kind: str) -> set[int]:
    return {key for use, key in uses_of(body) if use == kind}


def _photos(keys: set[int], language: str, is_own_language: bool) -> dict[int, ShownThing]:
    if not keys:
        return {}
    said = {
        words.photo_id: words
        for words in PhotoWords.objects.filter(photo__in=keys, language=language)
    }
    found = {}
    columns = ("pk", "title", "alt_text", "credit", "consent", "decorative")
    for photo in Photo.objects.filter(pk__in=keys).values_list(*columns, named=True):
        words = said.get(photo.pk)
        found[photo.pk] = ShownThing(
            key=photo.pk,
            name=photo.title,
            credit=(words and words.credit) or photo.credit,
            consent=photo.consent,
            in_language=(words and words.alt_text) or (photo.alt_text if is_own_language else ""),
            fallback=photo.alt_text,
            decorative=photo.decorative,
        )
    return found


def _recordings(keys: set[int], language: str) -> dict[int, ShownThing]:
    if not keys:
        return {}
    said = dict(
        VideoWords.objects.filter(video__in=keys, language=language).values_list("video", "credit")
    )
    return {
        video.pk: ShownThing(
            key=video.pk,
            name=video.title,
            credit=said.get(video.pk) or video.credit,
            consent=video.consent,
            poster=video.poster_id,
        )
        for video in Video.objects.filter(pk__in=keys)
    }


def _unnamed(story: Story) -> Iterator[tuple[str, Label]]:
    for place, name, lines in (
        ("bylines", "name", story.bylines.all()),
        ("sources", "outlet", story.sources.all()),
    ):
        for line in lines:
            if not getattr(line, name).strip():
                yield place, line._meta.get_field(name).verbose_name


def _gone_documents(keys: set[int]) -> set[int]:
    if not keys:
        return set()
    return keys - set(Document.objects.filter(pk__in=keys).values_list("pk", flat=True))


def _original(story: Story) -> Original | None:
    """The version a translation was begun from and the one that is public now; None where the two
    languages differ in no more than their spelling, so that many lines are rightly the same."""
    source = story.based_on
    if source is None or _is_spelling_of(source.language, story.language):
        return None
    row = Story.objects.filter(pk=source.pk).annotate(raw=Cast("body", CharField()))
    versions: list[Mapping[str, Any]] = list(row.values("headline", "standfirst", "raw"))
    if story.based_on_revision is not None:
        content = story.based_on_revision.content
        versions.append({**content, "raw": content.get("body")})
    return Original(
        headlines=frozenset(_folded(each.get("headline")) for each in versions),
        standfirsts=frozenset(_folded(each.get("standfirst")) for each in versions),
        lines=frozenset(
            line for each in versions for line in lines_of(json.loads(each["raw"] or "[]"))
        ),
    )


def _is_spelling_of(one: str, other: str) -> bool:
    return one.split("-")[0] == other.split("-")[0] and ("Latn" in one) == ("Latn" in other)


def _folded(text: str | None) -> str:
    return " ".join((text or "").split())


def _dead(links: Mapping[str, str]) -> dict[str, Dead]:
    """Those that lead to a story get its headline; one that is public by now isn't dead."""
    addresses = set(filter(None, links.values()))
    stories = {}
    if addresses:
        rows = Story.objects.filter(address__in=addresses).defer("body", "standfirst")
        stories = {row.address: row for row in rows.select_related("latest_revision")}
    found = {}
    for link, address in links.items():
        story = stories.get(address)
        if story is None:
            found[link] = Dead()
        elif not story.is_public:
            draft = story.latest_revision
            headline = (draft and draft.object_str) or story.headline
            found[link] = Dead(headline, story.withdrawn_at is not None)
    return found
