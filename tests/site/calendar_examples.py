"""Example sheets of the pages that show actions by their days."""

from __future__ import annotations

from datetime import date

from solidary.press.drawing.maps import map_of
from solidary.site.calendar_sheets import (
    DayAction,
    DayCell,
    DaySheet,
    DeclaredDay,
    Entry,
    MonthSheet,
    Stop,
    weekdays,
    weeks,
)
from solidary.site.maps.land_map import EUROPE
from solidary.site.sheets import Link, Said
from solidary.site.words import words_for
from tests.site.examples import page
from tests.site.map_examples import mapped
from tests.site.voices import voice

JULY = date(2020, 7, 1)


def entry(language: str, number: int, **more: str) -> Entry:
    words = voice(language)
    return Entry(
        href=f"x/7f/{number}.{language}.html",
        name=Said(words.headlines[number % len(words.headlines)], language),
        place=words.cities[number % len(words.cities)],
        place_href=f"w/7f/{number}.{language}.html" if number % 3 else "",
        **more,
    )


def july(language: str) -> MonthSheet:
    """A month with a bit of everything."""
    words = words_for(language)
    declared = DeclaredDay(Said(voice(language).topic, language), voice(language).newsroom)
    filled = {
        1: DayCell(JULY, f"c/2020-07-01.{language}.html", (entry(language, 4),)),
        15: DayCell(
            JULY.replace(day=15),
            f"c/2020-07-15.{language}.html",
            (
                entry(language, 2, turnout=words.number(60)),
                entry(language, 3, turnout=words.number(150), standing="unclear"),
            ),
        ),
        16: DayCell(JULY.replace(day=16), declared=(declared,)),
        17: DayCell(
            JULY.replace(day=17), f"c/2020-07-17.{language}.html", (entry(language, 1),), more=27
        ),
        19: DayCell(
            JULY.replace(day=19),
            f"c/2020-07-19.{language}.html",
            (entry(language, 0, turnout=words.number(12_000)),),
            declared=(declared,),
        ),
        31: DayCell(
            JULY.replace(day=31),
            f"c/2020-07-31.{language}.html",
            (entry(language, 5, turnout="2,000–3,000"), entry(language, 6, standing="announced")),
        ),
    }
    cells = {JULY.replace(day=number): cell for number, cell in filled.items()}
    heading = words.month(JULY)
    return MonthSheet(
        page=page(language, "c/2020-07/7f3kq.html", heading, feed="t/7f/7f3kq"),
        heading=heading,
        trail=(
            Link(voice(language).topic, f"{language}/t/7f/7f3kq.html"),
            Link("2020", f"c/2020/7f3kq.{language}.html"),
        ),
        weekdays=weekdays(language),
        weeks=weeks(language, JULY, cells),
        inexact=(
            entry(language, 3, turnout="200", when=words.day(date(2020, 7, 29))),
            entry(language, 2, when=words.month(JULY)),
        ),
        more=3,
        data=f"c/2020/7f3kq.data.{language}.html",
        before=Link(words.month(date(2020, 6, 1)), f"c/2020-06/7f3kq.{language}.html"),
        after=Link(words.month(date(2020, 8, 1)), f"c/2020-08/7f3kq.{language}.html"),
        feed=f"t/7f/7f3kq.{language}.ics",
    )


def action(language: str, number: int, **more: str) -> DayAction:
    return DayAction(
        entry(language, number, **more),
        voice(language).topic,
        Said("" if number % 2 else voice(language).cities[0], language),
        () if number % 3 else (f"100 · {voice(language).who}", f"300 · {voice(language).newsroom}"),
    )


def day(language: str) -> DaySheet:
    """A day with a declared day, places that are on a map and one that isn't, and a span."""
    words, when = words_for(language), date(2020, 7, 29)
    cities = voice(language).cities
    heading = words.day(when)
    return DaySheet(
        page=page(language, "c/2020-07-29.html", heading),
        heading=heading,
        weekday=weekdays(language)[when.weekday()].name,
        trail=(
            Link("2020", f"c/2020/all.{language}.html"),
            Link("2020-07", f"c/2020-07/all.{language}.html"),
        ),
        declared=(DeclaredDay(Said(voice(language).topic, language), voice(language).newsroom),),
        stops=(
            Stop(cities[3], f"w/7f/3.{language}.html", 1, (action(language, 1, turnout="200"),)),
            Stop(
                cities[0],
                f"w/7f/0.{language}.html",
                2,
                (action(language, 3, turnout="100–300"), action(language, 2, standing="announced")),
            ),
            Stop(cities[4], "", 0, (action(language, 5),)),
            Stop("", "", 0, (action(language, 6),)),
        ),
        spans=(entry(language, 0, when=words.month(when)),),
        map=map_of(mapped(language)[:5], EUROPE, threaded=True),
        more=3,
        data=f"c/2020/all.data.{language}.html",
    )
