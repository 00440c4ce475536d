"""Example sheets of the pages that show places: a map of many, of few, and a place."""

from __future__ import annotations

from solidary.press.drawing.maps import Mapped, best_map, locator, map_of
from solidary.site import action_words, place_words
from solidary.site.map_sheets import MapSheet, PlaceAction, PlaceRow, PlaceSheet
from solidary.site.sheets import Link, Said
from solidary.site.words import words_for
from tests.site.examples import page
from tests.site.voices import voice

SPOTS = (
    (25.28, 54.69), (27.57, 53.90), (21.01, 52.23), (30.52, 50.45), (13.41, 52.52), (23.16, 53.13),
    (23.83, 53.68), (24.11, 56.95), (24.75, 59.44), (18.65, 54.35), (16.37, 48.21), (-0.13, 51.51),
    (44.83, 41.69), (34.78, 32.08), (14.42, 50.09), (19.94, 50.06), (17.03, 51.10), (23.68, 52.10),
    (31.02, 52.44), (30.34, 53.90), (-71.06, 42.36), (-79.38, 43.65),
)  # fmt: skip
"""Longitude and latitude: a crowd around Vilnius, some farther off, two beyond the sea."""


def mapped(language: str) -> list[Mapped]:
    words, cities = words_for(language), voice(language).cities
    found = []
    for number, spot in enumerate(SPOTS):
        name, actions = cities[number % len(cities)], max(1, 12 - number)
        said = f"{name}: {place_words.actions(words, actions)}"
        found.append(Mapped(*spot, name, said, actions, f"w/7f/{number}.{language}.html"))
    return found


def many(language: str) -> MapSheet:
    words, places = words_for(language), mapped(language)
    land_map = best_map(places)
    heading = place_words.map_heading(words)
    rows = [
        PlaceRow(
            Said(place.name, language), place.href, words.country("PL"), place.actions,
            place_words.actions(words, place.actions), "2021-02-08",
            action_words.turnout(words, number * 1_000, number * 1_000, "min") if number else "",
        )
        for number, place in enumerate(places)
    ]  # fmt: skip
    country = PlaceRow(Said(words.country("BY"), language), "", words.country("BY"), 1, "1", "", "")
    return MapSheet(
        page=page(language, "t/7f/7f3kq.map.html", heading, feed="t/7f/7f3kq"),
        heading=heading,
        trail=(Link(voice(language).topic, f"{language}/t/7f/7f3kq.html"),),
        drawing=map_of(places, land_map),
        beyond=place_words.places_in_a_row(words, [place.name for place in places[-2:]]),
        rows=(*rows, country),
        by_country=False,
    )


def nowhere(language: str) -> MapSheet:
    """Of no place more is known than its country."""
    sheet = many(language)
    return sheet._replace(
        page=page(language, "latest.map.html", sheet.heading),
        trail=(), drawing=None, beyond="", rows=sheet.rows[-1:], by_country=True,
    )  # fmt: skip


def place(language: str) -> PlaceSheet:
    name, here = voice(language).cities[0], mapped(language)[0]
    acts = tuple(
        PlaceAction(f"x/7f/{number}.{language}.html", Said(voice(language).topic, language), when, mark)
        for number, (when, mark) in enumerate((("2021-02-08", "100 · 200"), ("2021", ""), ("", "")))
    )  # fmt: skip
    return PlaceSheet(
        page=page(language, "w/7f/0.html", name),
        name=Said(name, language),
        country=words_for(language).country("LT"),
        trail=(),
        drawing=locator(here),
        year="2021",
        actions=acts[:2],
        left_out=(Link("2021-01", f"c/2021-01/all.{language}.html"),),
        undated=acts[2:],
        organisers=(voice(language).newsroom, voice(language).who),
        years=(Link("2020", f"c/2020/0.{language}.html"),),
        feed=f"w/7f/0.{language}.ics",
        map=Link(place_words.map_heading(words_for(language)), f"{language}/latest.map.html"),
    )
