"""The whole record as JSON lines: one object a line, a story a line, the files beside."""

from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

import orjson
from django.db import transaction

from solidary.stories.models import (
    Document,
    Front,
    Newsroom,
    Photo,
    Place,
    Story,
    Topic,
    TopicMerge,
    Video,
)
from solidary.wire.out.actions import chronicle_lines
from solidary.wire.out.files import FilesOut
from solidary.wire.out.stories import Addresses, Line, plain, story_lines

BATCH = 500
FOCAL = ("focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height")
Progress = Callable[[int], Any]
"""Told how many stories have been written."""


def export(
    out: BinaryIO, files: FilesOut, progress: Progress = lambda done: None
) -> dict[str, int]:
    """Write every record to `out`; how many of each kind there were.

    All of it is read in one transaction, so that it is the record of one moment.
    """
    counts: dict[str, int] = {}
    with transaction.atomic():
        for line in record_lines(files):
            counts[line["record"]] = counts.get(line["record"], 0) + 1
            out.write(orjson.dumps(line) + b"\n")
            if line["record"] == "story":
                progress(counts["story"])
    counts.pop("archive", None)
    return counts


def record_lines(files: FilesOut) -> Iterator[Line]:
    """Every line of an export, in the order in which they can be read back."""
    yield {"record": "archive", "format": "solidary", "version": 1}
    addresses = Addresses.of_record()
    yield from _photos(files)
    yield _newsroom()
    yield from _videos(files)
    yield from _documents(files)
    yield from _places()
    yield from _topics()
    keys = iter(list(Story.objects.order_by("pk").values_list("pk", flat=True)))
    while batch := list(islice(keys, BATCH)):
        yield from story_lines(batch, addresses, files)
    yield from chronicle_lines()
    yield from _fronts()


def lines_of_kind(kind: str, files: FilesOut) -> Iterator[Line]:
    """The lines of one kind of record other than stories."""
    if kind in ("topic", "merge"):
        yield from (line for line in _topics() if line["record"] == kind)
    elif kind == "newsroom":
        yield _newsroom()
    elif kind == "front":
        yield from _fronts()
    elif kind == "place":
        yield from _places()
    else:
        yield from {"photo": _photos, "video": _videos, "document": _documents}[kind](files)


def identity(line: Line) -> str:
    """What makes a record other than a story the same one again."""
    kind = line["record"]
    if kind == "merge":
        return f"{line['hashtag']} {line['into']}"
    return str(line.get("address") if kind not in ("newsroom", "front") else line.get("language"))


def _newsroom() -> Line:
    newsroom = Newsroom.load()
    return {
        "record": "newsroom",
        "name": newsroom.name,
        "address": newsroom.address,
        "time_zone": newsroom.time_zone,
        "accent_color": newsroom.accent_color,
        "logo": newsroom.logo.address if newsroom.logo else None,
        "contact_email": newsroom.contact_email,
        "letterbox_address": newsroom.letterbox_address,
        "letterbox_onion": newsroom.letterbox_onion,
        "security_contact": newsroom.security_contact,
        "security_until": plain(newsroom.security_until),
        "refuses_model_crawlers": newsroom.refuses_model_crawlers,
        "robots_lines": newsroom.robots_lines,
        "languages": [
            {
                "language": words.language,
                "tagline": words.tagline,
                "contacts": words.contacts,
                "policies": words.policies,
            }
            for words in newsroom.per_language.all()
        ],
    }


def _photos(files: FilesOut) -> Iterator[Line]:
    for photo in Photo.objects.prefetch_related("words").order_by("pk").iterator(BATCH):
        name = files.put(photo.file)
        if name is None:
            continue
        focal = [getattr(photo, part) for part in FOCAL]
        yield {
            "record": "photo",
            "address": photo.address,
            "title": photo.title,
            "description": photo.description,
            "file": name,
            "credit": photo.credit,
            "caption": photo.caption,
            "alt_text": photo.alt_text,
            "consent": photo.consent,
            "decorative": photo.decorative,
            "illustration": photo.illustration,
            "focal_point": None if None in focal else focal,
            "words": [
                {
                    "language": words.language,
                    "alt_text": words.alt_text,
                    "caption": words.caption,
                    "credit": words.credit,
                }
                for words in sorted(photo.words.all(), key=lambda words: words.language)
            ],
        }


def _videos(files: FilesOut) -> Iterator[Line]:
    for video in Video.objects.select_related("poster").prefetch_related("words").order_by("pk"):
        name = files.put(video.file)
        if name is None:
            continue
        yield {
            "record": "video",
            "address": video.address,
            "kind": video.kind,
            "title": video.title,
            "file": name,
            "credit": video.credit,
            "consent": video.consent,
            "spoken_language": video.spoken_language,
            "seconds": video.seconds,
            "width": video.width,
            "height": video.height,
            "poster": video.poster.address if video.poster else None,
            "subtitles": [
                {"language": one.language, "kind": one.kind, "file": kept}
                for one in video.subtitles.all()
                if (kept := files.put(one.file))
            ],
            "words": [
                {"language": words.language, "title": words.title, "credit": words.credit}
                for words in video.words.all()
            ],
        }


def _documents(files: FilesOut) -> Iterator[Line]:
    for document in Document.objects.prefetch_related("words").order_by("pk"):
        name = files.put(document.file)
        if name is not None:
            yield {
                "record": "document",
                "address": document.address,
                "title": document.title,
                "file": name,
                "language": document.language,
                "words": [
                    {"language": words.language, "title": words.title}
                    for words in document.words.all()
                ],
            }


def _places() -> Iterator[Line]:
    for place in Place.objects.prefetch_related("names").order_by("pk"):
        yield {
            "record": "place",
            "address": place.address,
            "geonames_id": place.geonames_id,
            "country": place.country,
            "latitude": None if place.latitude is None else f"{place.latitude:.5f}",
            "longitude": None if place.longitude is None else f"{place.longitude:.5f}",
            "names": [{"language": one.language, "name": one.name} for one in place.names.all()],
        }


def _topics() -> Iterator[Line]:
    """Topics that are not merged first, so that whatever was merged finds what it was merged into."""
    merged: list[Line] = []
    topics = Topic.objects.select_related("merged_into").order_by("pk")
    for topic in topics.prefetch_related("names", "aliases", "pins__story", "old_addresses"):
        line = {
            "record": "topic",
            "address": topic.address,
            "hashtag": topic.hashtag,
            "names": [
                {"language": one.language, "name": one.name, "standfirst": one.standfirst}
                for one in topic.names.all()
            ],
            "aliases": [alias.hashtag for alias in topic.aliases.all()],
            "merged_into": topic.merged_into.address if topic.merged_into else None,
            "pins": [pin.story.address for pin in topic.pins.all()],
            "old_addresses": [old.address for old in topic.old_addresses.all()],
        }
        if topic.merged_into_id:
            merged.append(line)
        else:
            yield line
    yield from merged
    for merge in TopicMerge.objects.select_related("into", "merged_by").order_by("pk"):
        yield {
            "record": "merge",
            "hashtag": merge.hashtag,
            "into": merge.into.address,
            "stories_moved": merge.stories_moved,
            "merged_at": plain(merge.merged_at),
            "merged_by": merge.merged_by.get_username() if merge.merged_by else None,
        }


def _fronts() -> Iterator[Line]:
    for front in Front.objects.select_related("lead").order_by("language"):
        yield {
            "record": "front",
            "language": front.language,
            "lead": front.lead.address if front.lead else None,
            "stories": [one.story.address for one in front.others.select_related("story").all()],
            "topics": [one.topic.address for one in front.topics.select_related("topic").all()],
        }


def export_to(
    path: Path, progress: Progress = lambda done: None
) -> tuple[dict[str, int], FilesOut]:
    """Write an archive to a file and its folder of files; the file appears when it is whole."""
    files = FilesOut(path.with_name(f"{path.name}.files"))
    part = path.with_name(f"{path.name}.part")
    try:
        with part.open("wb") as out:
            counts = export(out, files, progress)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return counts, files
