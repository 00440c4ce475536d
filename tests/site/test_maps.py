"""Maps: points come onto the plane and back, towns lie in their countries, labels keep apart."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from math import hypot
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solidary.gazetteer import gazetteer
from solidary.gazetteer.place import Kind, Place
from solidary.site.maps.labels import VIEWS, Dot, Label, label_box, placed, text_width
from solidary.site.maps.land_map import EUROPE, MAPS, WIDTH, WORLD, At, LandMap, map_for
from solidary.site.maps.projections import Flat, Spot

SVG = "{http://www.w3.org/2000/svg}"
Ring = list[tuple[int, int]]


@pytest.mark.parametrize("land_map", MAPS, ids=lambda each: each.name)
@given(longitude=st.floats(-180, 179.9), latitude=st.floats(-85, 89))
@settings(max_examples=100)
def test_what_comes_onto_a_map_comes_back_from_it(
    land_map: LandMap, longitude: float, latitude: float
) -> None:
    back = land_map.spot(land_map.at(longitude, latitude))
    assert back is not None
    assert abs(back.latitude - latitude) < 1e-5
    assert abs((back.longitude - longitude + 180) % 360 - 180) < 1e-5


@pytest.mark.parametrize("land_map", MAPS, ids=lambda each: each.name)
@given(at=st.builds(At, st.floats(0, 1), st.floats(0, 1)))
@settings(max_examples=100)
def test_every_position_of_a_map_is_a_spot_of_the_globe_or_none(land_map: LandMap, at: At) -> None:
    spot = land_map.spot(at)
    if spot is not None:
        again = land_map.at(*spot)
        assert hypot(again.x - at.x, again.y - at.y) < 1e-6


def test_outside_of_the_globe_lies_nothing() -> None:
    assert WORLD.projection.unproject(Flat(2.7, 1.3)) is None
    assert WORLD.projection.unproject(Flat(0, 2)) is None
    assert EUROPE.projection.unproject(Flat(0, 1)) is None
    assert EUROPE.projection.unproject(Flat(0, 0)) == Spot(18, 90)


def test_the_map_is_europes_where_most_places_are_there() -> None:
    vilnius, boston = Spot(25.28, 54.69), Spot(-71.06, 42.36)
    assert map_for([]) is EUROPE
    assert map_for([vilnius] * 3 + [boston]) is EUROPE
    assert map_for([vilnius] * 2 + [boston]) is WORLD


def test_europes_map_reaches_as_far_as_its_diasporas() -> None:
    for name in ("Reykjavik", "Lisbon", "Tbilisi", "Yerevan", "Tel Aviv", "Nicosia", "Tromsø"):
        place = max((each.place for each in gazetteer().bearers(name)), key=lambda p: p.population)
        assert EUROPE.shows(*_spot(place)), name


# Land


@cache
def countries_of(land_map: LandMap) -> dict[str, list[Ring]]:
    """Country → its lines, as its land file draws them."""
    found = {}
    for path in ElementTree.fromstring(land_map.land).iter(SVG + "path"):
        found[path.attrib["id"]] = [_ring(line) for line in path.attrib["d"].split("z") if line]
    return found


def _ring(line: str) -> Ring:
    numbers = [int(each) for each in re.findall(r"-?\d+", line)]
    x, y, *steps = numbers
    ring = [(x, y)]
    for right, down in zip(steps[::2], steps[1::2], strict=True):
        x, y = x + right, y + down
        ring.append((x, y))
    return ring


def countries_at(drawn: dict[str, list[Ring]], land_map: LandMap, place: Place) -> set[str]:
    """The countries whose area holds a place, by the even-odd rule that the file asks for."""
    at = land_map.at(*_spot(place))
    x, y = at.x * WIDTH, at.y * land_map.height
    return {
        code
        for code, rings in drawn.items()
        if sum(_crossings(ring, x, y) for ring in rings if _spans(ring, x, y)) % 2
    }


def _spans(ring: Ring, x: float, y: float) -> bool:
    """Whether a ring can cross the line from a point to the right."""
    return max(ring)[0] >= x and any(each[1] > y for each in ring) != all(
        each[1] > y for each in ring
    )


def _crossings(ring: Ring, x: float, y: float) -> int:
    return sum(
        (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax
        for (ax, ay), (bx, by) in zip(ring, [*ring[1:], ring[0]], strict=True)
    )


def _spot(place: Place) -> Spot:
    assert place.longitude is not None
    assert place.latitude is not None
    return Spot(place.longitude, place.latitude)


@cache
def _large_towns() -> list[Place]:
    places = map(gazetteer().place, range(len(gazetteer())))
    towns = [place for place in places if place.kind == Kind.TOWN]
    return [town for town in towns if town.capital or town.population >= 200_000]


def _towns(land_map: LandMap, people: int) -> list[Place]:
    return [
        place
        for place in _large_towns()
        if (place.capital or place.population >= people) and land_map.shows(*_spot(place))
    ]


@pytest.mark.parametrize("land_map", MAPS, ids=lambda each: each.name)
@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Simferopol", "UA"), ("Sevastopol", "UA"), ("Yalta", "UA"), ("Kerch", "UA"), ("Dzhankoy", "UA"),
        ("Sukhumi", "GE"), ("Tskhinvali", "GE"), ("Pristina", "XK"), ("Donetsk", "UA"),
        ("Kaliningrad", "RU"), ("Tiraspol", "MD"), ("Kyrenia", "CY"), ("Mitrovica", "XK"),
    ],
)  # fmt: skip
def test_what_is_disputed_lies_where_the_gazetteer_has_it(
    land_map: LandMap, name: str, country: str
) -> None:
    place = next(each.place for each in gazetteer().bearers(name) if each.place.country == country)
    found = countries_at(countries_of(land_map), land_map, place)
    # A town on a coast may lie beside its land by the width of a line; never in another's.
    assert found == {country} or (name in ON_A_COAST and not found)


ON_A_COAST = {"Sevastopol", "Yalta", "Kerch", "Sukhumi", "Kyrenia"}


def test_crimea_is_one_with_ukraine_and_no_part_of_russia_is_south_of_it() -> None:
    drawn = countries_of(EUROPE)
    simferopol = EUROPE.at(34.10, 44.95)
    x, y = simferopol.x * WIDTH, simferopol.y * EUROPE.height
    assert max(drawn["UA"], key=len) == next(r for r in drawn["UA"] if _crossings(r, x, y) % 2)
    assert not sum(_crossings(ring, x, y) for ring in drawn["RU"]) % 2


@pytest.mark.parametrize(
    ("land_map", "people", "least", "wrong"),
    [(EUROPE, 200_000, 485, 2), (WORLD, 1_000_000, 596, 8)],
)
def test_capitals_and_large_towns_lie_in_their_countries(
    land_map: LandMap, people: int, least: int, wrong: int
) -> None:
    """Those in no land at all are on coasts, or in countries too small for a line around them."""
    drawn = countries_of(land_map)
    found: Counter[str] = Counter()
    elsewhere = []
    for place in _towns(land_map, people):
        countries = countries_at(drawn, land_map, place)
        if place.country in countries:
            found["right"] += 1
        elif not countries:
            found["none"] += 1
        else:
            elsewhere.append((gazetteer().name(place, "en"), place.country, countries))
    assert found["right"] >= least
    assert found["none"] <= found["right"] / 4
    assert len(elsewhere) <= wrong, elsewhere


@pytest.mark.parametrize("land_map", MAPS, ids=lambda each: each.name)
def test_a_land_file_is_small_and_dresses_itself(land_map: LandMap) -> None:
    text = land_map.land.decode()
    assert len(land_map.land) <= 62_000
    assert "prefers-color-scheme:dark" in text
    assert "Natural Earth" in text
    assert "http" not in text.replace("http://www.w3.org/2000/svg", "")
    assert f'viewBox="0 0 {WIDTH} {land_map.height}"' in text


# Labels

TEXTS = st.sampled_from(
    ["Lida", "Vilnius", "Saint Petersburg", "Мінск", "Санкт-Петербург", "Щучын", "Łódź", "Frankfurt am Main"]
)  # fmt: skip
DOTS = st.builds(
    Dot,
    st.builds(At, st.floats(0, 1), st.floats(0, 1)),
    st.floats(1.5, 8),
    TEXTS,
)
CROWD = st.builds(
    Dot,
    st.builds(At, st.floats(0.45, 0.55), st.floats(0.45, 0.55)),
    st.floats(1.5, 8),
    TEXTS,
)
WIDTHS = st.floats(VIEWS[0].narrow, VIEWS[-1].wide)


def shown(labels: list[Label], width: float) -> tuple[list[Label], float]:
    """What a map of this width shows, and the size of its letters."""
    number = next(n for n, view in enumerate(VIEWS) if width <= view.wide)
    return [label for label in labels if number in label.views], VIEWS[number].size


@given(st.lists(st.one_of(DOTS, CROWD), max_size=18), st.floats(0.4, 1.2), WIDTHS)
@settings(max_examples=30)
def test_labels_never_overlap_and_none_leaves_the_map(
    dots: list[Dot], ratio: float, width: float
) -> None:
    labels, size = shown(placed(dots, ratio), width)
    boxes = []
    for label in labels:
        at, box = dots[label.dot].at, label_box(label, dots[label.dot].text, size)
        x, y = at.x * width, at.y * width * ratio
        boxes.append((x + box.left, y + box.top, x + box.right, y + box.bottom))
    for number, (left, top, right, bottom) in enumerate(boxes):
        assert -0.01 <= left <= right <= width + 0.01
        assert -0.01 <= top <= bottom <= width * ratio + 0.01
        for other_left, other_top, other_right, other_bottom in boxes[:number]:
            assert (
                right <= other_left
                or other_right <= left
                or bottom <= other_top
                or other_bottom <= top
            )


@given(st.lists(st.one_of(DOTS, CROWD), max_size=18), WIDTHS)
@settings(max_examples=15)
def test_a_dot_has_one_label_at_most_and_the_first_has_one_where_it_fits(
    dots: list[Dot], width: float
) -> None:
    labels, size = shown(placed(dots, 0.9), width)
    numbers = [label.dot for label in labels]
    assert len(set(numbers)) == len(numbers)
    assert placed(dots, 0.9) == placed(dots, 0.9)
    assert size >= 11


def test_one_dot_in_the_middle_is_labelled_beside_it() -> None:
    small, large = placed([Dot(At(0.5, 0.5), 4, "Vilnius")], 0.9)
    assert (small.anchor, small.led, small.views) == ("start", False, (0, 1))
    assert (large.anchor, large.led, large.views) == ("start", False, (2, 3))


def test_the_first_of_a_crowd_has_its_label_even_where_a_line_leads_to_it() -> None:
    around = [
        Dot(At(0.5 + dx / 60, 0.5 + dy / 60), 4, "Lida") for dx in (-1, 0, 1) for dy in (-1, 0, 1)
    ]
    around.sort(key=lambda dot: hypot(dot.at.x - 0.5, dot.at.y - 0.5))
    label = next(label for label in placed(around, 0.9) if label.dot == 0 and 0 in label.views)
    assert label.led


def test_no_letter_is_wider_than_reckoned_with() -> None:
    assert text_width("Щ", 12) > text_width("n", 12) > text_width("i", 12) > 0
    assert text_width("", 12) == 0
