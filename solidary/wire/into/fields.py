"""The fields of every record, each with its check: the format in one place.

The JSON Schema in docs/features/json-lines.schema.json says the same to other programs; a test
holds the two together. Files are named by what is in them (SHA-256) and lie in FILE.files beside the lines.
"""

import re
from typing import Any

from django.conf import settings

from solidary.stories.models import Kind
from solidary.stories.models.photo import Consent
from solidary.wire.into import checks as c
from solidary.wire.into.problems import LineProblem

FILE_NAME = re.compile(r"[0-9a-f]{40}(?:\.[a-z0-9]{1,8})?\Z")


def language(field: str, value: Any) -> str:
    """The code of a language the record knows."""
    return str(c.choice([code for code, _ in settings.WAGTAIL_CONTENT_LANGUAGES])(field, value))


def file_name(field: str, value: Any) -> str:
    """The name of a file in FILE.files."""
    if not isinstance(value, str) or not FILE_NAME.match(value):
        raise LineProblem(field, f"has to name a file in the folder beside, not {c.shown(value)}")
    return value


def body(field: str, value: Any) -> list[Any]:
    """A list; its blocks are checked where their references are looked up."""
    if not isinstance(value, list):
        raise LineProblem(field, f"has to be a list of blocks, not {c.named(value)}")
    return value


BYLINE = c.record({"name": c.text(120, needed=True), "role": c.text(80)}, ("name",))
SOURCE = c.record(
    {
        "outlet": c.text(160, needed=True),
        "cites": c.text(300),
        "address": c.text(500),
        "kept_copy": c.optional(file_name),
    },
    ("outlet",),
)

CONTENT: dict[str, c.Check] = {
    "kind": c.choice(list(Kind.values)),
    "headline": c.text(300, needed=True),
    "standfirst": c.text(),
    "dateline": c.text(120),
    "body": body,
    "day": c.optional(c.day),
    "time": c.optional(c.clock),
    "sequence": c.integer(-(2**31), 2**31 - 1),
    "video": c.flag,
    "audio": c.flag,
    "photos": c.flag,
    "spoken_languages": c.listed(c.text(12, needed=True), 30),
    "subtitle_languages": c.listed(c.text(12, needed=True), 30),
    "topics": c.listed(c.topic_name),
    "places": c.listed(c.address),
    "bylines": c.listed(BYLINE),
    "sources": c.listed(SOURCE),
    "go_live_at": c.optional(c.moment),
    "expire_at": c.optional(c.moment),
}
"""What a story says: the fields that a draft of it may say otherwise."""

_WORD = c.text(20)
_CONTENT_RECORD = c.record(CONTENT)
_SCHEDULED = c.record({"at": c.moment, "content": _CONTENT_RECORD}, ("at", "content"))

STORY = c.record(
    {
        "record": _WORD,
        "address": c.address,
        "language": language,
        "translation_key": c.translation_key,
        **CONTENT,
        "expired": c.flag,
        "live": c.flag,
        "first_published_at": c.optional(c.moment),
        "last_published_at": c.optional(c.moment),
        "based_on": c.optional(c.address),
        "behind": c.optional(_CONTENT_RECORD),
        "withdrawn_at": c.optional(c.moment),
        "withdrawn_reason": c.text(),
        "import_key": c.optional(c.text(64, needed=True)),
        "locked": c.flag,
        "draft": c.optional(_CONTENT_RECORD),
        "scheduled": c.optional(_SCHEDULED),
        "in_review": c.flag,
    },
    ("headline", "language"),
)

ARCHIVE = c.record(
    {"record": _WORD, "format": c.choice(["solidary"]), "version": c.integer(1, 1)},
    ("format", "version"),
)
NEWSROOM = c.record(
    {
        "record": _WORD,
        "name": c.text(80, needed=True),
        "address": c.text(200, needed=True),
        "time_zone": c.text(60, needed=True),
        "accent_color": c.text(7, needed=True),
        "logo": c.optional(c.address),
        "contact_email": c.text(254),
        "languages": c.per_language(
            c.record(
                {
                    "language": language,
                    "tagline": c.text(160),
                    "contacts": c.markup,
                    "policies": c.markup,
                },
                ("language",),
            ),
            60,
        ),
    }
)
_NAME = c.record({"language": language, "name": c.text(120, needed=True)}, ("language", "name"))
PLACE = c.record(
    {
        "record": _WORD,
        "address": c.address,
        "geonames_id": c.optional(c.integer(1, 2**31 - 1)),
        "country": c.text(2),
        "latitude": c.optional(c.decimal(-90, 90)),
        "longitude": c.optional(c.decimal(-180, 180)),
        "names": c.per_language(_NAME, 100),
    },
    ("address",),
)
PHOTO = c.record(
    {
        "record": _WORD,
        "address": c.address,
        "title": c.text(255),
        "description": c.text(255),
        "file": file_name,
        "credit": c.text(200),
        "caption": c.text(),
        "alt_text": c.text(500),
        "consent": c.choice(list(Consent.values)),
        "illustration": c.flag,
        "focal_point": c.optional(c.listed(c.integer(0, 100_000), 4)),
        "words": c.per_language(
            c.record(
                {
                    "language": language,
                    "alt_text": c.text(500),
                    "caption": c.text(),
                    "credit": c.text(200),
                },
                ("language",),
            ),
            60,
        ),
    },
    ("address", "file"),
)
VIDEO = c.record(
    {
        "record": _WORD,
        "address": c.address,
        "kind": c.choice(["video", "audio"]),
        "title": c.text(200, needed=True),
        "file": file_name,
        "credit": c.text(200),
        "spoken_language": c.text(12),
        "seconds": c.optional(c.integer(0, 2**31 - 1)),
        "width": c.optional(c.integer(0, 100_000)),
        "height": c.optional(c.integer(0, 100_000)),
        "poster": c.optional(c.address),
        "subtitles": c.per_language(
            c.record(
                {
                    "language": language,
                    "kind": c.choice(["subtitles", "captions"]),
                    "file": file_name,
                },
                ("language", "file"),
            ),
            100,
            "kind",
        ),
        "words": c.per_language(
            c.record(
                {"language": language, "title": c.text(200), "credit": c.text(200)}, ("language",)
            ),
            60,
        ),
    },
    ("address", "title", "file"),
)
DOCUMENT = c.record(
    {
        "record": _WORD,
        "address": c.address,
        "title": c.text(200, needed=True),
        "file": file_name,
        "language": c.text(12),
        "words": c.per_language(
            c.record(
                {"language": language, "title": c.text(200, needed=True)}, ("language", "title")
            ),
            60,
        ),
    },
    ("address", "title", "file"),
)
TOPIC = c.record(
    {
        "record": _WORD,
        "address": c.address,
        "hashtag": c.hashtag,
        "names": c.per_language(
            c.record(
                {"language": language, "name": c.text(120, needed=True), "standfirst": c.text()},
                ("language", "name"),
            ),
            100,
        ),
        "aliases": c.listed(c.hashtag),
        "merged_into": c.optional(c.address),
        "pins": c.listed(c.address),
    },
    ("address", "hashtag"),
)
MERGE = c.record(
    {
        "record": _WORD,
        "hashtag": c.hashtag,
        "into": c.address,
        "stories_moved": c.integer(0, 2**31 - 1),
        "merged_at": c.moment,
        "merged_by": c.optional(c.text(150)),
    },
    ("hashtag", "into", "stories_moved", "merged_at"),
)
FRONT = c.record(
    {
        "record": _WORD,
        "language": language,
        "lead": c.optional(c.address),
        "stories": c.listed(c.address),
        "topics": c.listed(c.address),
    },
    ("language",),
)

RECORDS: dict[str, c.Check] = {
    "archive": ARCHIVE,
    "newsroom": NEWSROOM,
    "photo": PHOTO,
    "video": VIDEO,
    "document": DOCUMENT,
    "place": PLACE,
    "topic": TOPIC,
    "merge": MERGE,
    "story": STORY,
    "front": FRONT,
}


def checked(line: Any) -> tuple[str, dict[str, Any]]:
    """The kind of record a line holds and its fields. Raises LineProblem."""
    if not isinstance(line, dict):
        raise LineProblem("", f"a line has to be an object, not {c.named(line)}")
    kind = line.get("record", "story")
    if not isinstance(kind, str) or kind not in RECORDS:
        raise LineProblem("record", f"has to be one of {', '.join(RECORDS)}, not {c.shown(kind)}")
    return kind, RECORDS[kind]("", line)
