"""What a format can tell of: one shape for each kind of record, and in it every field's check.

Whatever a format is written in, its reader hands over these. A field that is left out says
nothing, so that a story which is here already keeps what it has; an empty one says that there is
nothing. Values are as JSON has them, or as Python does (days, times and moments as such). The JSON
Schema in docs/features/json-lines.schema.json says the same to other programs; a test holds the
two together.
"""

import re
import uuid
from collections.abc import Mapping
from datetime import date, datetime, time
from functools import cache
from typing import Annotated, Any, Required, TypedDict

from solidary.wire import checks as c
from solidary.wire.actions import Action, DeclaredDay, Former, Version
from solidary.wire.errors import LineError

FILE_NAME = re.compile(r"[0-9a-f]{40}(?:\.[a-z0-9]{1,8})?\Z")


def language(field: str, value: Any) -> str:
    """The code of a language the record knows, in the record's spelling."""
    # Looked up late, like the two below: `solidary --help` asks each format what it is, and
    # answers before any framework is loaded.
    from solidary.stories.languages import known_code, language_choices

    code = known_code(value) if isinstance(value, str) else None
    return code or str(c.choice([code for code, _ in language_choices()])(field, value))


def file_name(field: str, value: Any) -> str:
    """The name of a file that lies beside: the first forty letters of its SHA-256, and an ending."""
    if not isinstance(value, str) or not FILE_NAME.match(value):
        raise LineError(field, f"has to name a file in the folder beside, not {c.shown(value)}")
    return value


def story_kind(field: str, value: Any) -> str:
    """What sort of piece a story is."""
    from solidary.stories.models import Kind

    return str(c.choice(list(Kind.values))(field, value))


def consent(field: str, value: Any) -> str:
    """By what right a photo or a recording is published."""
    from solidary.stories.models.photo import Consent

    return str(c.choice(list(Consent.values))(field, value))


def blocks(field: str, value: Any) -> list[Any]:
    """A list; its blocks are checked where their references are looked up."""
    if not isinstance(value, list):
        raise LineError(field, f"has to be a list of blocks, not {c.named(value)}")
    return value


Language = Annotated[str, language]
Address = Annotated[str, c.address]
SomeAddress = Annotated[str | None, c.optional(c.address)]
Addresses = Annotated[list[str], c.listed(c.address)]
Clock = Annotated[time | str | None, c.optional(c.clock)]
Day = Annotated[date | str | None, c.optional(c.day)]
FileName = Annotated[str, file_name]
Flag = Annotated[bool, c.flag]
Markup = Annotated[str, c.markup]
Moment = Annotated[datetime | str | None, c.optional(c.moment)]
OldAddresses = Annotated[list[str], c.listed(c.old_address)]
Text = Annotated[str, c.text()]
Credit = Annotated[str, c.text(200)]
LanguageCode = Annotated[str, c.text(12)]
LanguageCodes = Annotated[list[str], c.listed(c.text(12, needed=True), 30)]
RecordName = Annotated[str, c.text(20)]
Size = Annotated[int | None, c.optional(c.integer(0, 100_000))]
Title = Annotated[str, c.text(200, needed=True)]


class Byline(TypedDict, total=False):
    """Who made a piece, and as what."""

    name: Required[Annotated[str, c.text(120, needed=True)]]
    role: Annotated[str, c.text(80)]


class StorySource(TypedDict, total=False):
    """Who reported it, whom they cite, where, and the copy that was kept."""

    outlet: Required[Annotated[str, c.text(160, needed=True)]]
    cites: Annotated[str, c.text(300)]
    address: Annotated[str, c.lead(500)]
    kept_copy: Annotated[str | None, c.optional(file_name)]


class _Said(TypedDict, total=False):
    kind: Annotated[str, story_kind]
    standfirst: Text
    dateline: Annotated[str, c.text(120)]
    body: Annotated[list[Any], blocks]
    day: Day
    time: Clock
    sequence: Annotated[int, c.integer(-(2**31), 2**31 - 1)]
    video: Flag
    audio: Flag
    photos: Flag
    spoken_languages: LanguageCodes
    subtitle_languages: LanguageCodes
    topics: Annotated[list[str], c.listed(c.topic_name)]
    places: Addresses
    bylines: Annotated[list[Byline], c.listed(c.shape(Byline))]
    sources: Annotated[list[StorySource], c.listed(c.shape(StorySource))]
    go_live_at: Moment
    expire_at: Moment


class Content(_Said, total=False):
    """What a version of a story says otherwise than the story."""

    headline: Annotated[str, c.text(300, needed=True)]
    small_mend: Flag


class Scheduled(TypedDict):
    """A version of a story that goes out by itself."""

    at: Required[Annotated[datetime | str, c.moment]]
    content: Required[Annotated[Content, c.shape(Content)]]


class Story(_Said, total=False):
    """A story: by its `address` or `import_key` it is known again. `topics` are addresses, or “#”
    and a hashtag, which is made where it is unknown. `old_addresses`: where it stood on an older
    site, with the host or without."""

    record: RecordName
    headline: Required[Annotated[str, c.text(300, needed=True)]]
    language: Required[Language]
    address: Address
    translation_key: Annotated[uuid.UUID | str, c.translation_key]
    expired: Flag
    live: Flag
    first_published_at: Moment
    last_published_at: Moment
    updated_at: Moment
    based_on: SomeAddress
    behind: Annotated[Content | None, c.optional(c.shape(Content))]
    withdrawn_at: Moment
    withdrawn_reason: Text
    import_key: Annotated[str | None, c.optional(c.text(64, needed=True))]
    old_addresses: OldAddresses
    locked: Flag
    draft: Annotated[Content | None, c.optional(c.shape(Content))]
    scheduled: Annotated[Scheduled | None, c.optional(c.shape(Scheduled))]
    in_review: Flag


class NewsroomWords(TypedDict, total=False):
    """What the newsroom says of itself in one language."""

    language: Required[Language]
    tagline: Annotated[str, c.text(160)]
    contacts: Markup
    policies: Markup


class Newsroom(TypedDict, total=False):
    """The newsroom's settings."""

    record: RecordName
    name: Annotated[str, c.text(80, needed=True)]
    address: Title
    time_zone: Annotated[str, c.text(60, needed=True)]
    accent_color: Annotated[str, c.text(7, needed=True)]
    logo: SomeAddress
    contact_email: Annotated[str, c.text(254)]
    letterbox_address: Annotated[str, c.text(200)]
    letterbox_onion: Annotated[str, c.text(120)]
    security_contact: Annotated[str, c.text(200)]
    security_until: Day
    refuses_model_crawlers: Flag
    robots_lines: Text
    languages: Annotated[list[NewsroomWords], c.per_language(c.shape(NewsroomWords), 60)]


class PlaceName(TypedDict):
    """What a place is called in one language."""

    language: Required[Language]
    name: Required[Annotated[str, c.text(120, needed=True)]]


class Place(TypedDict, total=False):
    """A town or a country."""

    record: RecordName
    address: Required[Address]
    geonames_id: Annotated[int | None, c.optional(c.integer(1, 2**31 - 1))]
    country: Annotated[str, c.text(2)]
    latitude: Annotated[str | float | None, c.optional(c.decimal(-90, 90))]
    longitude: Annotated[str | float | None, c.optional(c.decimal(-180, 180))]
    names: Annotated[list[PlaceName], c.per_language(c.shape(PlaceName), 100)]


class PhotoWords(TypedDict, total=False):
    """What is said of a photo in another language."""

    language: Required[Language]
    alt_text: Annotated[str, c.text(500)]
    caption: Text
    credit: Credit


class Photo(TypedDict, total=False):
    """A photo and what is said of it. `focal_point`: x, y, width and height in pixels."""

    record: RecordName
    address: Required[Address]
    title: Annotated[str, c.text(255)]
    description: Annotated[str, c.text(255)]
    file: Required[FileName]
    credit: Credit
    caption: Text
    alt_text: Annotated[str, c.text(500)]
    consent: Annotated[str, consent]
    decorative: Flag
    illustration: Flag
    focal_point: Annotated[list[int] | None, c.optional(c.listed(c.integer(0, 100_000), 4))]
    words: Annotated[list[PhotoWords], c.per_language(c.shape(PhotoWords), 60)]


class Subtitles(TypedDict, total=False):
    """A subtitle file of a recording."""

    language: Required[Language]
    kind: Annotated[str, c.choice(["subtitles", "captions"])]
    file: Required[FileName]


class RecordingWords(TypedDict, total=False):
    """What is said of a recording in another language."""

    language: Required[Language]
    title: Annotated[str, c.text(200)]
    credit: Credit


class Recording(TypedDict, total=False):
    """A video or an audio recording. `width` and `height` in pixels."""

    record: RecordName
    address: Required[Address]
    kind: Annotated[str, c.choice(["video", "audio"])]
    title: Required[Title]
    file: Required[FileName]
    credit: Credit
    consent: Annotated[str, consent]
    spoken_language: LanguageCode
    seconds: Annotated[int | None, c.optional(c.integer(0, 2**31 - 1))]
    width: Size
    height: Size
    poster: SomeAddress
    subtitles: Annotated[list[Subtitles], c.per_language(c.shape(Subtitles), 100, "kind")]
    words: Annotated[list[RecordingWords], c.per_language(c.shape(RecordingWords), 60)]


class DocumentWords(TypedDict):
    """What a document is called in another language."""

    language: Required[Language]
    title: Required[Title]


class Document(TypedDict, total=False):
    """A file that readers may keep."""

    record: RecordName
    address: Required[Address]
    title: Required[Title]
    file: Required[FileName]
    language: LanguageCode
    words: Annotated[list[DocumentWords], c.per_language(c.shape(DocumentWords), 60)]


class TopicName(TypedDict, total=False):
    """What a topic is called in one language."""

    language: Required[Language]
    name: Required[Annotated[str, c.text(120, needed=True)]]
    standfirst: Text


class Topic(TypedDict, total=False):
    """A hashtag. `pins`: stories that stand first; `old_addresses`: what led to it on an older site."""

    record: RecordName
    address: Required[Address]
    hashtag: Required[Annotated[str, c.hashtag]]
    names: Annotated[list[TopicName], c.per_language(c.shape(TopicName), 100)]
    aliases: Annotated[list[str], c.listed(c.hashtag)]
    merged_into: SomeAddress
    pins: Addresses
    old_addresses: OldAddresses


class Merge(TypedDict, total=False):
    """That one topic was merged into another: how many stories moved, when, and by whom."""

    record: RecordName
    hashtag: Required[Annotated[str, c.hashtag]]
    into: Required[Address]
    stories_moved: Required[Annotated[int, c.integer(0, 2**31 - 1)]]
    merged_at: Required[Annotated[datetime | str, c.moment]]
    merged_by: Annotated[str | None, c.optional(c.text(150))]


class Front(TypedDict, total=False):
    """The front page of one language."""

    record: RecordName
    language: Required[Language]
    lead: SomeAddress
    stories: Addresses
    topics: Addresses


Record = (
    Newsroom | Photo | Recording | Document | Place | Topic | Merge | Story | Front
    | Action | Former | Version | DeclaredDay
)  # fmt: skip
KINDS: dict[str, type] = {
    "newsroom": Newsroom,
    "photo": Photo,
    "video": Recording,
    "document": Document,
    "place": Place,
    "topic": Topic,
    "merge": Merge,
    "story": Story,
    "declared_day": DeclaredDay,
    "action": Action,
    "former": Former,
    "version": Version,
    "front": Front,
}
"""What `record` may say; a record that doesn't say it is a story."""


@cache
def check_of(kind: str) -> c.Check:
    """How a whole record of this kind is checked."""
    return c.shape(KINDS[kind])


def kind_of(record: Mapping[str, Any]) -> str:
    """Which of KINDS a record is."""
    return str(record.get("record", "story"))


def checked(record: Mapping[str, Any]) -> dict[str, Any]:
    """What a record says, in the form to keep. Raises LineError."""
    said: dict[str, Any] = check_of(kind_of(record))("", record)
    return said


def called(record: Mapping[str, Any]) -> str:
    """What a report calls a record that may hold anything: its headline, hashtag or title."""
    name = record.get("headline") or record.get("hashtag") or record.get("title") or ""
    return (name if isinstance(name, str) else c.shown(name))[:120]
