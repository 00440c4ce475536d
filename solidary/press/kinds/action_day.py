"""A day: all actions that were on it, in all topics, from east to west.

Of very many, each is a line under its place without venue and figures; of still more, the largest are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from solidary.chronicle.days import DAY
from solidary.chronicle.face import Face
from solidary.chronicle.in_languages import venue_in
from solidary.press.drawing.action_lines import (
    by_size,
    declared,
    entry,
    place_href,
    place_of,
    said_by,
)
from solidary.press.drawing.composer import Composer
from solidary.press.drawing.maps import Mapped, best_map, map_of
from solidary.press.drawing.on_days import Row, largest, of_day
from solidary.press.index.moves import Changes
from solidary.press.kinds.action_month import month_link, year_link
from solidary.press.kinds.action_parts import DATED, parts_of
from solidary.press.kinds.kind import Key, PageKind
from solidary.press.kinds.parts import CHRONICLE, Part
from solidary.release import addresses as at
from solidary.release.addresses import every_story
from solidary.site import action_words, place_words
from solidary.site.calendar_sheets import DayAction, DaySheet, Stop, weekdays
from solidary.site.map_sheets import MapDrawing
from solidary.site.sheets import Said
from solidary.site.words import locale_of, words_for

WIDTH = 10
"""Letters of a day: "2020-07-29"."""
IN_FULL = 30
"""Actions of one day, up to which each is told with venue, forms and who says how many."""
MOST = 200
"""Actions of one day that are named at all, the largest; the others are in the data. So no day's page is
longer than some sixty thousand bytes."""
MOST_SPANS = 30
"""Actions of several days that are named."""
_Where = tuple[str, str]
"""A place and a country."""


class ActionDay(PageKind):
    """Key: language, day."""

    name = "action day"
    section = unit = DATED
    drawn_in = (CHRONICLE,)

    def address(self, *key: str) -> str:
        return at.day_page(*key)

    def touched(self, changes: Changes) -> Iterator[Key]:
        days = {day for move in changes.actions for each in move.shown() for day in each.days()}
        if changes.declared:
            days.update(day for _, day in parts_of([every_story("")], WIDTH))
        for day in days:
            yield from ((language, day) for language in changes.around.languages)

    def every(self, composer: Composer, part: Part) -> Iterator[Key]:
        year, language = part.bounds
        if language:
            days = (day for _, day in parts_of([every_story("")], WIDTH) if day.startswith(year))
            yield from ((language, day) for day in days)

    def draw(self, composer: Composer, *key: str) -> bytes | None:
        language, day = key
        if language not in composer.newsroom.languages:
            return None
        rows = of_day(day)
        return _drawn(composer, language, day, rows) if rows else None


def _drawn(composer: Composer, language: str, day: str, rows: list[Row]) -> bytes:
    words, when = words_for(language), date.fromisoformat(day)
    every, month = every_story(language), day[:7]
    single = [row for row in rows if row.precision == DAY]
    longer = [row.action for row in rows if row.precision != DAY][:MOST_SPANS]
    faces = composer.chronicle.faces_of([*largest(single, MOST), *longer])
    spans = [faces.pop(key) for key in longer if key in faces]
    on_it = list(faces.values())
    sheet = DaySheet(
        page=composer.page(
            language,
            at.day_page(language, day),
            {code: at.day_page(code, day) for code in composer.newsroom.languages},
            title=words.day(when),
        ),
        heading=words.day(when),
        weekday=_weekday(language, when),
        trail=(year_link(every, month), month_link(every, month)),
        declared=tuple(
            declared(each)
            for each in composer.chronicle.declared(language, month)
            if each.day == when
        ),
        stops=_stops(on_it, language, in_full=len(single) <= IN_FULL),
        spans=tuple(entry(face, language, dated=True) for face in spans),
        map=_map(on_it, language),
        more=max(0, len(rows) - len(on_it) - len(spans)),
        data=at.data_page(every),
    )
    return composer.render(language, "action_day.html", sheet)


def _weekday(language: str, when: date) -> str:
    first = int(locale_of(language).first_week_day)
    return weekdays(language)[(when.weekday() - first) % 7].name


def _stops(faces: Iterable[Face], language: str, *, in_full: bool) -> tuple[Stop, ...]:
    """The places of a day as it went over them: from east to west, then those that are on no map."""
    found: dict[_Where, list[Face]] = defaultdict(list)
    for face in faces:
        found[_where(face)].append(face)
    stops = []
    number = 0
    for where in sorted(found, key=lambda each: _from_east(each, found[each])):
        here = sorted(found[where], key=by_size)
        first, placed = here[0], any(map(_is_placed, here))
        number += placed
        stops.append(
            Stop(
                place=place_of(first, words_for(language)),
                place_href=place_href(first, language),
                number=number if placed else 0,
                actions=tuple(_in_full(face, language) for face in here if in_full),
                # The place is said above them.
                lines=tuple(
                    entry(face, language)._replace(place="") for face in here if not in_full
                ),
            )
        )
    return tuple(stops)


def _where(face: Face) -> _Where:
    return (face.where.place, face.where.country) if face.where else ("", "")


def _is_placed(face: Face) -> bool:
    return face.where is not None and face.where.longitude is not None


def _from_east(where: _Where, faces: list[Face]) -> tuple[bool, bool, float, _Where]:
    east = max((_longitude(face) for face in faces if _is_placed(face)), default=None)
    return east is None, where == ("", ""), -(east or 0.0), where


def _longitude(face: Face) -> float:
    return (face.where.longitude or 0.0) if face.where else 0.0


def _map(faces: Iterable[Face], language: str) -> MapDrawing | None:
    """The places of a day and the thread that links them, from east to west."""
    found: dict[_Where, list[Face]] = defaultdict(list)
    for face in faces:
        if _is_placed(face):
            found[_where(face)].append(face)
    words = words_for(language)
    places = []
    for where in sorted(found, key=lambda each: _from_east(each, found[each])):
        here = sorted(found[where], key=by_size)
        at_place = here[0].where
        if at_place and at_place.longitude is not None and at_place.latitude is not None:
            name = place_of(here[0], words)
            said = f"{name}: {place_words.actions(words, len(here))}"
            href = place_href(here[0], language)
            spot = (at_place.longitude, at_place.latitude)
            places.append(Mapped(*spot, name, said, len(here), href))
    drawing = map_of(places, best_map(places), threaded=True)
    return drawing if len(drawing.dots) > 1 else None


def _in_full(face: Face, language: str) -> DayAction:
    words = words_for(language)
    # Where it has no name it is called by its first form.
    forms = face.forms if face.name(language) else face.forms[1:]
    said = tuple(dict.fromkeys(said_by(figure, words) for figure in face.figures))
    figures = said if any(figure.sayers for figure in face.figures) or len(said) > 1 else ()
    line = entry(face, language)
    return DayAction(
        # One figure with who says it is the whole turnout: nobody has to read it twice.
        entry=line._replace(turnout="") if len(figures) == 1 else line,
        forms=action_words.in_a_row(words, (action_words.form(words, form) for form in forms)),
        venue=Said(*venue_in(face, language)),
        figures=figures,
    )
