"""Which story of the record a line is about."""

import hashlib
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from wagtail.models import Locale

from solidary.stories.models import Story, Topic
from solidary.wire.errors import LineError
from solidary.wire.into.writing import Row

Fields = dict[str, Any]
NAMES = ("address", "import_key")
"""By what a story is known again, the surest first."""


@dataclass(slots=True)
class Waiting:
    """A checked story that waits for its batch. `why`: what the report says of it besides; `yields`:
    whether what an editor has changed here goes before it."""

    number: int
    line: Fields
    why: str = ""
    yields: bool = False


@dataclass(frozen=True, slots=True)
class Under:
    """What the stories of a page have in common; `topic` is None where the page names none."""

    language: str
    locale: Locale
    hashtag: str
    topic: Topic | None

    def stories(self) -> QuerySet[Story]:
        """Those the record has of the same; without a topic, all that ever came by an import."""
        stories = Story.objects.filter(locale=self.locale)
        return stories.filter(topics=self.topic) if self.topic else stories.exclude(import_key=None)

    def places_on(self, day: date) -> dict[str, int]:
        """Words → place of the stories of a day; without a topic, of all that the day has."""
        held = Story.objects.filter(locale=self.locale, day=day)
        held = held.filter(topics=self.topic) if self.topic else held
        return {words_of(one): place for one, place in held.values_list("headline", "sequence")}


class Identity:
    """Who is who in one batch of stories."""

    def __init__(self, batch: Sequence[Waiting]) -> None:
        self._seen: dict[Any, int] = {}
        self._there = _there(batch)
        self.keys = set(self._there.values())
        """Of the stories that are here already."""
        known = Story.objects.filter(
            translation_key__in=[
                w.line["translation_key"] for w in batch if "translation_key" in w.line
            ]
        ).values_list("translation_key", "locale_id", "pk")
        self._claimed = {(group, locale): key for group, locale, key in known}

    def key_of(self, waiting: Waiting) -> int | None:
        """The key of the story that a line is about, None for a new one. Raises LineError for one
        that another line of the batch is about as well."""
        for name, mark in self._marks(waiting):
            if mark in self._seen:
                raise LineError(name, f"is that of line {self._seen[mark]} too")
        return self._there.get(waiting.number)

    def see(self, waiting: Waiting) -> None:
        """Remember that this line is about its story."""
        self._seen.update((mark, waiting.number) for _, mark in self._marks(waiting))

    def _marks(self, waiting: Waiting) -> list[tuple[str, Any]]:
        """By what a line is known, and the field that says so: two lines with a mark in common
        are about the same story."""
        line = waiting.line
        marks: list[tuple[str, Any]] = [
            (name, (name, line[name])) for name in NAMES if line.get(name)
        ]
        if marks and (key := self._there.get(waiting.number)):
            marks.append((marks[0][0], key))
        return marks

    def edited(self) -> set[int]:
        """The keys of those that an editor has changed, published or withdrawn since they came."""
        here = Story.objects.filter(pk__in=self.keys)
        changed = here.exclude(latest_revision=None) | here.exclude(withdrawn_at=None)
        return set(changed.values_list("pk", flat=True))

    def claim(self, row: Row, key: int) -> None:
        """A story is told once in each language. `key` is 0 for a new story. Raises LineError."""
        mark = (row.translation_key, row.locale_id)
        owner = self._claimed.get(mark)
        if owner is not None and (owner != key or not key):
            raise LineError(
                "translation_key", f"another story tells this in “{row.language}” already"
            )
        self._claimed[mark] = key


@dataclass(frozen=True, slots=True)
class Named:
    """By what a story of a page is known. `besides`: its standfirst, where an older item of the page
    has the same headline and day; '' otherwise."""

    headline: str
    day: date | None
    besides: str = ""


class ByWords:
    """Which stories of a page the record has, though the page gives them no keys.

    `keyed`: the day of each story that came from such a page, by its import key; `days`: those of
    all stories of the same language and topic, by their words.
    """

    def __init__(self, items: Sequence[Named], under: Under) -> None:
        self.under = under
        self.days: dict[str, set[date | None]] = defaultdict(set)
        for headline, day in under.stories().values_list("headline", "day"):
            self.days[words_of(headline)].add(day)
        wanted = [key for item in items for key in self.keys(item)]
        keys = Story.objects.filter(import_key__in=wanted)
        self.keyed = dict(keys.values_list("import_key", "day"))

    def keys(self, item: Named) -> tuple[str, str]:
        """The import key of a story under this heading, and that which it has without its day."""
        words = f"{item.headline}\n{item.besides}" if item.besides else item.headline
        of = (self.under.language, self.under.hashtag)
        return words_key(words, item.day, *of), words_key(words, None, *of)

    def is_here(self, item: Named) -> bool:
        """Whether the record has this story, also as a draft that an editor has since dated."""
        key, undated = self.keys(item)
        if key in self.keyed:
            return True
        if undated in self.keyed and self.keyed[undated] in (None, item.day):
            return True
        days = set() if item.besides else self.days.get(words_of(item.headline), set())
        return bool(days) and (item.day is None or item.day in days or days == {None})


def words_of(headline: str) -> str:
    """What is the same for the same words: case, spaces, quotation marks and dashes don't count."""
    letters = unicodedata.normalize("NFKC", headline).casefold()
    return " ".join("".join(x if x.isalnum() else " " for x in letters).split())


def words_key(headline: str, day: date | None, language: str, topic: str) -> str:
    """The import key of a story that its source gives none: the same for the same words, day,
    language and topic, of whatever case."""
    at = day.isoformat() if day else ""
    identifying = "\n".join((words_of(headline), at, language, topic.casefold()))
    return "listing-" + hashlib.sha256(identifying.encode()).hexdigest()[:48]


def _there(batch: Sequence[Waiting]) -> dict[int, int]:
    """Line number → key of the story it is about, where the record has it."""
    addresses = [w.line["address"] for w in batch if w.line.get("address")]
    marks = [w.line["import_key"] for w in batch if w.line.get("import_key")]
    by_address = dict(Story.objects.filter(address__in=addresses).values_list("address", "pk"))
    by_mark = dict(Story.objects.filter(import_key__in=marks).values_list("import_key", "pk"))
    found = {}
    for waiting in batch:
        key = by_address.get(waiting.line.get("address", ""))
        key = key or by_mark.get(waiting.line.get("import_key") or "")
        if key:
            found[waiting.number] = key
    return found
