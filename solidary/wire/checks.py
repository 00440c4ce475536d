"""Checks of single values. Each takes the field's name for its message and returns what to keep."""

import re
import unicodedata
import uuid
from collections.abc import Callable, Collection
from datetime import UTC, date, datetime, time
from typing import Annotated, Any, NotRequired, Required, get_args, get_origin, get_type_hints

from solidary.stories.addresses import is_address
from solidary.stories.body.foreign.kept import markup_of
from solidary.stories.body.foreign.reader import read
from solidary.stories.body.markup import TooDeepError, clean, is_foreign
from solidary.stories.body.redirectors import direct
from solidary.stories.errors import OldAddressError
from solidary.stories.hashtags import composed, is_hashtag
from solidary.stories.old_addresses import read_old_address
from solidary.wire.errors import LineError

Check = Callable[[str, Any], Any]

# Overrides turn the direction of what follows; no text of a newsroom needs them.
HOSTILE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\u202d\u202e\ufffe\uffff]")
GROUP = uuid.UUID("6f6c6964-6172-5079-8000-000000000001")


def text(most: int = 0, *, needed: bool = False) -> Check:
    """A string of at most `most` letters (0: any), without control characters; letters and their
    marks as one (NFC)."""

    def check(field: str, value: Any) -> str:
        if not isinstance(value, str):
            raise LineError(field, f"has to be text, not {named(value)}")
        if HOSTILE.search(value):
            value = HOSTILE.sub("", value)
        if not unicodedata.is_normalized("NFC", value):
            value = unicodedata.normalize("NFC", value)
        if needed and not value.strip():
            raise LineError(field, "is empty")
        if most and len(value) > most:
            raise LineError(field, f"is longer than {most} letters ({len(value)})")
        return value

    return check


_any_text = text()


def lead(most: int, *, needed: bool = False) -> Check:
    """Where something is to be found, of at most `most` letters, past redirectors."""
    words = text(most, needed=needed)
    return lambda field, value: words(field, direct(value) if isinstance(value, str) else value)


def web_address(most: int, *, needed: bool = False) -> Check:
    """An address of http or https of at most `most` letters; may be empty where not needed. It is
    kept as it leads past redirectors."""
    words = lead(most, needed=needed)

    def check(field: str, value: Any) -> str:
        address: str = words(field, value)
        if address and not address.startswith(("http://", "https://")):
            raise LineError(field, "has to begin with http:// or https://")
        return address

    return check


def markup(field: str, value: Any) -> str:
    """Paragraphs and lists, with only what a story may hold."""
    words = _any_text(field, value)
    if is_foreign(words):
        return markup_of(read(words))
    try:
        return clean(words)[0]
    except TooDeepError as deep:
        raise LineError(field, str(deep)) from None


def choice(values: Collection[str]) -> Check:
    """One of a few words."""

    def check(field: str, value: Any) -> str:
        if not isinstance(value, str) or value not in values:
            raise LineError(field, f"has to be one of {', '.join(values)}, not {shown(value)}")
        return value

    return check


def flag(field: str, value: Any) -> bool:
    if not isinstance(value, bool):
        raise LineError(field, f"has to be true or false, not {shown(value)}")
    return value


def integer(low: int, high: int) -> Check:
    """A whole number from `low` to `high`."""

    def check(field: str, value: Any) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            raise LineError(
                field, f"has to be a whole number from {low} to {high}, not {shown(value)}"
            )
        return value

    return check


def decimal(low: float, high: float) -> Check:
    """A number from `low` to `high`, as a number or as text; kept with five decimals."""

    def check(field: str, value: Any) -> str:
        try:
            number = float(value)
        except (TypeError, ValueError, OverflowError):
            raise LineError(field, f"has to be a number, not {shown(value)}") from None
        if not low <= number <= high:
            raise LineError(field, f"has to lie between {low} and {high}, not {shown(value)}")
        return f"{number:.5f}"

    return check


def day(field: str, value: Any) -> date:
    """A day, as Python or ISO 8601 has it."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise LineError(field, f"has to be a day such as 2021-02-08, not {shown(value)}") from None


def clock(field: str, value: Any) -> time:
    """A time of the day, as Python or ISO 8601 has it."""
    try:
        at = value if isinstance(value, time) else time.fromisoformat(value)
    except (TypeError, ValueError):
        raise LineError(field, f"has to be a time such as 14:35, not {shown(value)}") from None
    if at.tzinfo is not None:
        raise LineError(field, "is by the newsroom's own clock and has no offset")
    return at


def moment(field: str, value: Any) -> datetime:
    """A moment with its offset from UTC, as Python or ISO 8601 has it."""
    try:
        at = value if isinstance(value, datetime) else datetime.fromisoformat(value)
    except (TypeError, ValueError):
        raise LineError(
            field, f"has to be a moment such as 2021-02-08T14:35:00Z, not {shown(value)}"
        ) from None
    if at.tzinfo is None:
        raise LineError(field, "needs its offset from UTC, such as Z or +01:00")
    try:
        return at.astimezone(UTC)
    except OverflowError:
        raise LineError(field, f"lies outside the years 1 to 9999: {shown(value)}") from None


def address(field: str, value: Any) -> str:
    if not isinstance(value, str) or not is_address(value):
        raise LineError(field, f"has to be an address of nine letters, not {shown(value)}")
    return value


def old_address(field: str, value: Any) -> str:
    """An address on an older site, with its host or without; kept as the record keeps it."""
    try:
        return read_old_address(_any_text(field, value)).text
    except OldAddressError as error:
        raise LineError(field, f"{error}: {shown(value)}") from None


def hashtag(field: str, value: Any) -> str:
    tag = composed(value.removeprefix("#")) if isinstance(value, str) else ""
    if not is_hashtag(tag):
        raise LineError(field, f"has to be letters, digits and underscores, not {shown(value)}")
    return tag


def topic_name(field: str, value: Any) -> str:
    """The address of a topic, or “#” and its hashtag."""
    if isinstance(value, str) and value.startswith("#"):
        return "#" + str(hashtag(field, value))
    return address(field, value)


def translation_key(field: str, value: Any) -> uuid.UUID:
    """A UUID, or any text: the same text always becomes the same one."""
    if isinstance(value, uuid.UUID):
        return value
    if not isinstance(value, str) or not 0 < len(value) <= 200:
        raise LineError(field, f"has to be text of up to 200 letters, not {shown(value)}")
    try:
        return uuid.UUID(value)
    except ValueError:
        return uuid.uuid5(GROUP, value)


def optional(check: Check) -> Check:
    """The same, or null."""
    return lambda field, value: None if value is None else check(field, value)


def listed(check: Check, most: int = 1000) -> Check:
    """A list of such values."""

    def checks(field: str, value: Any) -> list[Any]:
        if not isinstance(value, list):
            raise LineError(field, f"has to be a list, not {named(value)}")
        if len(value) > most:
            raise LineError(field, f"has more than {most} entries")
        return [check(f"{field}[{place}]", each) for place, each in enumerate(value)]

    return checks


def per_language(check: Check, most: int = 60, *and_by: str) -> Check:
    """A list of objects, one a language; where `and_by` names fields, one for each of their values."""
    each_of = listed(check, most)

    def checks(field: str, value: Any) -> list[Any]:
        kept = each_of(field, value)
        seen = set()
        for place, one in enumerate(kept):
            key = (one["language"], *(one.get(name) for name in and_by))
            if key in seen:
                raise LineError(f"{field}[{place}].language", f"{key[0]} is there twice")
            seen.add(key)
        return kept

    return checks


def record(fields: dict[str, Check], needed: tuple[str, ...] = ()) -> Check:
    """An object with these fields and no others."""

    def check(field: str, value: Any) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise LineError(field, f"has to be an object, not {named(value)}")
        start = f"{field}." if field else ""
        for name in needed:
            if name not in value:
                raise LineError(start + name, "is missing")
        kept = {}
        for name, each in value.items():
            if name not in fields:
                raise LineError(start + name, "is not a field of this format")
            kept[name] = fields[name](start + name, each)
        return kept

    return check


def shape(of: type) -> Check:
    """An object with the fields of a TypedDict, each with the check it is annotated with; those it
    calls Required are needed."""
    fields: dict[str, Check] = {}
    needed: list[str] = []
    for name, hint in get_type_hints(of, include_extras=True).items():
        if get_origin(hint) in (Required, NotRequired):
            if get_origin(hint) is Required:
                needed.append(name)
            hint = get_args(hint)[0]
        if get_origin(hint) is not Annotated:
            raise TypeError(f"{of.__name__}.{name} says nothing of how it is checked")
        fields[name] = get_args(hint)[1]
    return record(fields, tuple(needed))


def named(value: Any) -> str:
    """What kind of JSON value this is."""
    names = {dict: "an object", list: "a list", str: "text", bool: "true or false"}
    return "null" if value is None else names.get(type(value), "a number")


def shown(value: Any) -> str:
    """The value, short enough for a message."""
    try:
        short = str(value)
    except RecursionError:
        return f"{named(value)} inside others without end"
    return f"“{short[:40]}…”" if len(short) > 40 else f"“{short}”"
