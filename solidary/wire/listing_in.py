"""A listing into the record: dated items as published stories, undated ones as drafts."""

import hashlib
import unicodedata
import zoneinfo
from collections import defaultdict
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from django.conf import settings
from django.db import transaction

from solidary.languages import BY_CODE
from solidary.languages.guessing import Guess, guess_language, looks_foreign
from solidary.stories.changes import changed
from solidary.stories.languages import locale_of
from solidary.stories.models import Newsroom, NewsroomLanguage, Story, Topic, TopicName
from solidary.wire.errors import WireError
from solidary.wire.into import writing
from solidary.wire.into.report import Report
from solidary.wire.into.stories import published_at
from solidary.wire.into.things import topic_for
from solidary.wire.listing import Item, Listing

STEP = 10
"""Between two stories of a day, so that one found later can stand between them."""


@dataclass(slots=True)
class Choices:
    """What the person who imports has said; empty where the listing may say it."""

    language: str = ""
    topic: str = ""


def import_listing(listing: Listing, report: Report, choices: Choices) -> None:
    """Take in what the record does not have yet. Raises WireError; then nothing was taken in."""
    with transaction.atomic():
        _ListingIn(listing, report, choices).run()
        if report.dry_run:
            transaction.set_rollback(True)


def import_key(headline: str, day: date | None, language: str, topic: str) -> str:
    """The same for the same item however often its listing is read.

    Of the headline case, spaces, quotation marks and dashes do not count; of the topic, case.
    """
    letters = unicodedata.normalize("NFKC", headline).casefold()
    words = "".join(letter if letter.isalnum() else " " for letter in letters).split()
    at = day.isoformat() if isinstance(day, date) else ""
    told = "\n".join((" ".join(words), at, language, topic.casefold()))
    return "listing-" + hashlib.sha256(told.encode()).hexdigest()[:48]


class _ListingIn:
    def __init__(self, listing: Listing, report: Report, choices: Choices) -> None:
        self.listing, self.report, self.choices = listing, report, choices
        self.newsroom = Newsroom.load()
        self.zone = zoneinfo.ZoneInfo(self.newsroom.time_zone)

    def run(self) -> None:
        self.language = self._language()
        self.locale = locale_of(self.language)
        self.hashtag = (self.choices.topic or self.listing.hashtag).lstrip("#")
        self.topic = self._topic()
        today = self.newsroom.now().date()
        there = self._there()
        rows: list[writing.Row] = []
        lines: list[Item] = []
        timed = self._timed_days()
        for item in self.listing.items:
            if self._known(item, there):
                self._tell(item, "unchanged")
                continue
            day, hint = item.day, item.hint
            if day and day > today + timedelta(days=1):
                hint = f"{day.isoformat()} lies in the future"
                day = None
            row = self._row(item, day, timed=item.day in timed)
            rows.append(row)
            lines.append(item)
            if day:
                self._tell(item, "added")
            else:
                why = f"no day: {hint}" if hint else "the listing names no day"
                self._tell(item, "draft added", why)
        self._order(rows, lines)
        keys = writing.insert(rows)
        writing.index(rows, keys)
        if keys:
            topics = [self.topic.pk] if self.topic else []
            changed(story=keys, topic=topics)
        self._details()

    def _language(self) -> str:
        """What --language says, else what the text looks like among the newsroom's languages."""
        names = dict(settings.WAGTAIL_CONTENT_LANGUAGES)
        chosen = [edition.language for edition in self.newsroom.editions.all()]
        wanted = self.choices.language
        if wanted and wanted not in names:
            raise WireError(f"“{wanted}” is no language code this desk knows, such as be or pl.")
        text = "\n".join(f"{item.headline}\n{item.standfirst}" for item in self.listing.items)
        foreign = looks_foreign(text, chosen) if chosen and not wanted else ""
        if foreign:
            raise WireError(
                f"This listing looks like {names[foreign]} ({foreign}), which is not one of the "
                f"newsroom's languages ({', '.join(chosen)}): add it at the desk under Settings, "
                f"Newsroom, or insist with --language {foreign}."
            )
        among = chosen or list(BY_CODE)
        guess = Guess(wanted, "as asked for") if wanted else guess_language(text, among)
        if not guess.language:
            raise WireError(
                f"The language can't be told: {guess.why}. Say it with --language, such as "
                f"--language {among[0]}."
            )
        self.report.notes.append(f"Language: {guess.language}, {guess.why}.")
        if not chosen:
            NewsroomLanguage.objects.create(newsroom=self.newsroom, language=guess.language)
            changed(newsroom=[0])
            self.report.notes.append(
                f"The newsroom had chosen no language yet; its first is now “{guess.language}”."
            )
        elif guess.language not in chosen:
            self.report.notes.append(
                f"Readers will see these stories once “{guess.language}” is among the newsroom's "
                "languages (desk: Settings, Newsroom)."
            )
        return guess.language

    def _topic(self) -> Topic | None:
        """By hashtag or alias through merges; a heading without # by the name of a topic."""
        if self.hashtag:
            if not all(letter.isalnum() or letter == "_" for letter in self.hashtag):
                raise WireError(
                    f"“#{self.hashtag}” is no hashtag: it may hold letters, digits and “_”. "
                    "Say another one with --topic."
                )
            made: set[str] = set()
            topic = topic_for(self.hashtag, made)
            if made:
                self.report.add(0, "added", "topic", f"#{topic.hashtag}")
            elif topic.hashtag.casefold() != self.hashtag.casefold():
                self.report.notes.append(f"#{self.hashtag} leads to #{topic.hashtag}.")
            return topic
        heading = self.listing.heading
        named = TopicName.objects.filter(name__iexact=heading).first() if heading else None
        if named is not None:
            self.hashtag = named.topic.standing_topic.hashtag
            return named.topic.standing_topic
        self.report.notes.append(
            "The listing names no topic; the stories have none. Say one with --topic."
        )
        return None

    def _there(self) -> dict[str, set[date | None]]:
        """Headlines of this topic and language that the record has, folded, with their days."""
        stories = Story.objects.filter(locale=self.locale)
        stories = (
            stories.filter(topics=self.topic) if self.topic else stories.exclude(import_key=None)
        )
        there: dict[str, set[date | None]] = defaultdict(set)
        for headline, day in stories.values_list("headline", "day"):
            there[import_key(headline, None, "", "")].add(day)
        wanted = [
            import_key(item.headline, day, self.language, self.hashtag)
            for item in self.listing.items
            for day in {item.day, None}
        ]
        keys = Story.objects.filter(import_key__in=wanted)
        self._marks = dict(keys.values_list("import_key", "day"))
        return there

    def _known(self, item: Item, there: dict[str, set[date | None]]) -> bool:
        """Whether the record has this item, also as a draft that an editor has since dated."""
        key = import_key(item.headline, item.day, self.language, self.hashtag)
        undated = import_key(item.headline, None, self.language, self.hashtag)
        if key in self._marks:
            return True
        if undated in self._marks and self._marks[undated] in (None, item.day):
            return True
        days = there.get(import_key(item.headline, None, "", ""), set())
        return bool(days) and (item.day is None or item.day in days or days == {None})

    def _row(self, item: Item, day: date | None, *, timed: bool) -> writing.Row:
        marks = item.marks
        at = item.clock if day and timed else None
        moment = published_at(day, at, self.zone) if day else None
        return writing.Row(
            language=self.language,
            locale_id=self.locale.pk,
            headline=item.headline,
            standfirst=item.standfirst,
            day=day,
            time=at,
            video=marks.video,
            audio=marks.audio,
            photos=marks.photos,
            spoken_languages=list(marks.spoken),
            subtitle_languages=list(marks.subtitles),
            topics=[self.topic.pk] if self.topic else [],
            live=day is not None,
            has_unpublished_changes=day is None,
            first_published_at=moment,
            last_published_at=moment,
            import_key=import_key(item.headline, item.day, self.language, self.hashtag),
        )

    def _timed_days(self) -> set[date]:
        """Days whose items all have a time that agrees with the order of the listing."""
        timed: set[date] = set()
        for day, items in self._days().items():
            times = [item.clock for item in items if item.clock]
            turned = times if self._newest_first() else times[::-1]
            if len(times) == len(items) and all(a >= b for a, b in pairwise(turned)):
                timed.add(day)
        return timed

    def _days(self) -> dict[date, list[Item]]:
        """The dated items of the listing, day by day, in its order."""
        days: dict[date, list[Item]] = defaultdict(list)
        for item in self.listing.items:
            if item.day:
                days[item.day].append(item)
        return days

    def _newest_first(self) -> bool:
        days = [item.day for item in self.listing.items if item.day]
        falls = sum(1 for a, b in pairwise(days) if a > b)
        return falls >= sum(1 for a, b in pairwise(days) if a < b)

    def _order(self, rows: list[writing.Row], items: list[Item]) -> None:
        """Places inside a day: as in the listing, new ones around those the record has."""
        new = {id(item): row for item, row in zip(items, rows, strict=True)}
        for day, listed in self._days().items():
            from_the_bottom = listed[::-1] if self._newest_first() else listed
            held = Story.objects.filter(locale=self.locale, day=day)
            held = held.filter(topics=self.topic) if self.topic else held
            places = {
                import_key(headline, None, "", ""): place
                for headline, place in held.values_list("headline", "sequence")
            }
            lowest = min(places.values(), default=0)
            waiting: list[writing.Row] = []
            last: int | None = None
            for item in from_the_bottom:
                row = new.get(id(item))
                if row is None:
                    at = places.get(import_key(item.headline, None, "", ""), last or 0)
                    self._put_between(waiting, last, at)
                    waiting, last = [], at
                else:
                    waiting.append(row)
            start = last
            if start is None:
                start = lowest - STEP * (len(waiting) + 1) if places else 0
            for steps, row in enumerate(waiting, 1):
                row.sequence = start + STEP * steps

    @staticmethod
    def _put_between(rows: list[writing.Row], below: int | None, above: int) -> None:
        """New stories under one that stands at `above`, over one at `below` if there is one."""
        for number, row in enumerate(rows):
            if below is None:
                row.sequence = above - STEP * (len(rows) - number)
            else:
                row.sequence = below + (above - below) * (number + 1) // (len(rows) + 1)

    def _tell(self, item: Item, outcome: str, why: str = "") -> None:
        self.report.add(item.lines[0], outcome, "story", item.headline, why)

    def _details(self) -> None:
        listing = self.listing
        self.report.notes.extend(listing.doubts)
        self.report.notes.extend(
            f"Line {repair.line}: {repair.what}" if repair.line else repair.what
            for repair in listing.repairs
        )
        self.report.details.update(
            heading=listing.heading,
            topic=f"#{self.topic.hashtag}" if self.topic else None,
            language=self.language,
            layout=listing.layout,
            encoding=listing.encoding,
            items=[_as_json(item) for item in listing.items],
            lines=[asdict(use) for use in listing.uses],
        )


def _as_json(item: Item) -> dict[str, Any]:
    return {
        **asdict(item),
        "day": item.day.isoformat() if item.day else None,
        "clock": item.clock.isoformat("minutes") if item.clock else None,
    }
