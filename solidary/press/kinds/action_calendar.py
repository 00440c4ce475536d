"""The actions of a topic or a place for a reader's own calendar (iCalendar, RFC 5545).

It names no host, so it is in the release and signed; what a program knows an action by is its id. At the
address of a topic that was merged stands what is in the one it was merged into: nobody has to subscribe
again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice

from solidary.chronicle.days import DAY, SPAN, YEAR
from solidary.chronicle.face import Face
from solidary.chronicle.in_languages import venue_in
from solidary.chronicle.models import Action, Standing
from solidary.press.drawing.action_lines import (
    place_of,
    said_by,
    standing_of,
    turnout_of,
)
from solidary.press.drawing.actions import name_of, when_of
from solidary.press.drawing.chronicle import CancelledLine, places_at
from solidary.press.drawing.composer import Composer
from solidary.press.drawing.icalendar import CANCELLED, CONFIRMED, TENTATIVE, Event, written
from solidary.press.drawing.listings import title
from solidary.press.index.actions import line_since
from solidary.press.index.moves import Changes
from solidary.press.kinds.action_parts import LISTED, OF_ONE_LISTING, with_merged
from solidary.press.kinds.kind import Key, PageKind
from solidary.press.kinds.parts import ACTION_LISTING, Part
from solidary.press.models import ActionEntry, ActionStanding
from solidary.press.reading.asking import in_batches
from solidary.release import addresses as at
from solidary.release.addresses import PLACE, TOPIC, Listing
from solidary.site import action_words
from solidary.site.words import Words, words_for

HAS_CALENDAR = (TOPIC, PLACE)
"""Kinds of listings that have a calendar to subscribe to."""
MOST = 100
"""Actions in one calendar: the newest by their days. It is written again with each of them; older ones are
on the pages of their months, and in the data."""
MONTH = 7
"""Letters of a month."""
_STATUS = {Standing.HAPPENED: CONFIRMED, Standing.CANCELLED: CANCELLED}
"""What is announced, banned or unclear is tentative: nobody says yet that it was."""


class ActionCalendar(PageKind):
    """Key: a listing's kind, key and language."""

    name = "action calendar"
    section, unit = LISTED, OF_ONE_LISTING
    drawn_in = (ACTION_LISTING,)

    def address(self, *key: str) -> str:
        return at.calendar_file(Listing(*key))

    def touched(self, changes: Changes) -> Iterator[Key]:
        """Those an action is or was in; those with a line that has had its time; those that are called
        otherwise, or at whose address another topic's stands since."""
        found = {
            listing
            for move in changes.actions
            for stand in move.standings()
            for listing in stand.listings()
        }
        for stand in changes.expired:
            found.update(stand.listings())
        found.update(_listings_of_taken_back(changes))
        found.update(listing for listing, _ in changes.renamed_actions)
        for move in changes.topics:
            found.update(Listing(TOPIC, topic, "") for topic in move.addresses)
        for listing in found:
            if listing.kind in HAS_CALENDAR:
                yield from with_merged(changes, listing)

    def every(self, composer: Composer, part: Part) -> Iterator[Key]:
        if part.listing.kind in HAS_CALENDAR:
            yield from (part.listing, *composer.leading_to(part.listing))

    def draw(self, composer: Composer, *key: str) -> bytes | None:
        listing = Listing(*key)
        if listing.language not in composer.newsroom.languages:
            return None
        end = composer.end_of(listing) if listing.kind == TOPIC else listing
        if end is None:
            return None
        events = [*_events(composer, end), *_taken_back(composer, end)]
        if not events:
            return None
        events.sort(key=lambda event: (event.first, event.uid))
        return written(_name(composer, end), events)


def _listings_of_taken_back(changes: Changes) -> Iterator[Listing]:
    """Listings of actions that an editor called cancelled and that calendars have at only one of two newest
    days."""
    before, after = changes.newest_before, changes.newest_after
    if before == after or not before or not after:
        return
    first, last = sorted((line_since(before), line_since(after)))
    stands = ActionStanding.objects.filter(cancelled=False, last__gte=first, last__lt=last)
    keys = list(stands.order_by("pk").values_list("pk", flat=True))
    for batch in in_batches(keys):
        cancelled = Action.objects.filter(pk__in=batch, standing=Standing.CANCELLED)
        rows = ActionEntry.objects.filter(
            action_id__in=list(cancelled.values_list("pk", flat=True))
        )
        for kind, key in rows.values_list("kind", "key").distinct():
            yield Listing(kind, key, "")


def _name(composer: Composer, listing: Listing) -> str:
    if listing.kind == PLACE:
        place = places_at([listing.key]).get(listing.key)
        _, named = action_words.named(place[1] if place else (), listing.language)
    else:
        named = title(composer.topic_of(listing), listing.language)
    return f"{composer.newsroom.name} · {named}" if named else composer.newsroom.name


def _newest(listing: Listing) -> list[int]:
    """Keys of the newest actions of a listing by day, of those known to the month at least."""
    rows = ActionEntry.objects.filter(kind=listing.kind, key=listing.key, cancelled=False)
    rows = rows.order_by("-month", "-first", "-address").values_list("action_id", "month")
    dated = (action for action, month in rows.iterator(chunk_size=MOST) if len(month) == MONTH)
    return list(islice(dict.fromkeys(islice(dated, MOST * 12)), MOST))


def _events(composer: Composer, listing: Listing) -> Iterator[Event]:
    since = date.fromisoformat(line_since(composer.chronicle.newest_day or date.min.isoformat()))
    for face in composer.chronicle.faces_of(_newest(listing)).values():
        if face.when is None or face.when.precision == YEAR:
            continue
        if face.standing != str(Standing.CANCELLED):
            yield _event(composer, face, listing.language)
        elif face.when.last >= since:
            yield _bare(face.address, face.when.first, face.when.last, face.version, face.revised)


def _taken_back(composer: Composer, listing: Listing) -> Iterator[Event]:
    """Lines without words for what was withdrawn or is part of another action since."""
    lines: Iterable[CancelledLine] = composer.chronicle.cancelled(listing)
    dated = [line for line in lines if line.precision != YEAR]
    for line in dated[-MOST:]:
        yield _bare(line.address, line.first, line.last, line.version, line.day)


def _bare(address: str, first: date, last: date, version: int, day: date) -> Event:
    return Event(address, first, last, day, max(version - 1, 0), CANCELLED)


def _event(composer: Composer, face: Face, language: str) -> Event:
    assert face.when is not None
    words = words_for(language)
    exact = face.when.precision in (DAY, SPAN)
    status = _STATUS.get(Standing(face.standing), TENTATIVE) if exact else TENTATIVE
    where = face.where
    point = None
    if where is not None and where.latitude is not None and where.longitude is not None:
        point = where.latitude, where.longitude
    return Event(
        uid=face.address,
        first=face.when.first,
        last=face.when.last,
        stamp=face.revised,
        sequence=max(face.version - 1, 0),
        status=status,
        summary=_summary(face, words, exact=exact),
        location=_location(face, words),
        point=point,
        description=_description(face, words),
        categories=_topics(composer, face, language),
    )


def _summary(face: Face, words: Words, *, exact: bool) -> str:
    """What it is called, and in brackets what a calendar's box can't say: its standing, and that its day
    isn't known exactly."""
    apart = [standing_of(face, words), "" if exact else when_of(face, words.language)]
    said = "; ".join(filter(None, apart))
    name = name_of(face, words.language).text
    return f"{name} ({said})" if said else name


def _location(face: Face, words: Words) -> str:
    if face.where is None:
        return ""
    town, country = place_of(face, words), action_words.place(words, "", face.where.country)
    return ", ".join(
        dict.fromkeys(filter(None, (venue_in(face, words.language)[0], town, country)))
    )


def _description(face: Face, words: Words) -> str:
    figures = dict.fromkeys(said_by(figure, words) for figure in face.figures)
    return "\n".join(dict.fromkeys(filter(None, (turnout_of(face, words), *figures))))


def _topics(composer: Composer, face: Face, language: str) -> tuple[str, ...]:
    rows = composer.topics_at(face.topics)
    return tuple(f"#{rows[topic].hashtag}" for topic in face.topics if topic in rows)
