"""The file of places: small, whole, mapped, and every name in it is found."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from solidary.gazetteer import WRITINGS, Gazetteer, GazetteerError, Kind, fold, gazetteer
from solidary.gazetteer.places_file import FILE, HEADER
from tests.repo.tree import ROOT


def test_the_file_has_at_most_12_megabytes_and_is_what_its_checksum_says() -> None:
    assert FILE.stat().st_size <= 12_000_000
    gazetteer().check()


def test_every_name_in_the_file_is_found_for_places_that_are_there() -> None:
    places = gazetteer()
    keys = list(places.keys())
    assert len(keys) > 200_000
    assert keys == sorted(keys, key=lambda key: key.encode())
    for key in random.Random(1).sample(keys, 2_000) + keys[:20] + keys[-20:]:
        assert fold(key) == key
        bearers = places.bearers(key)
        assert bearers, key
        for bearer in bearers:
            assert places.by_id(bearer.place.id) == bearer.place
            assert places.name(bearer.place, "en")


def test_a_place_is_found_by_every_name_shown_for_it() -> None:
    places = gazetteer()
    for number in random.Random(2).sample(range(len(places)), 2_000):
        place = places.place(number)
        for name in places.names(place).values():
            assert place in [bearer.place for bearer in places.bearers(name)] or (
                len(places.bearers(name)) == 40
            ), name


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Вільня", ["Vilnius", "Вільнюс", "Вільня", "Vilnius", "Вильнюс", "Вільнюс", "Wilno", "Vilnius", "Vilnius"]),
        ("Gdańsk", ["Gdańsk", "Гданьск", "Гданьск", "Hdańsk", "Гданьск", "Гданськ", "Gdańsk", "Gdanskas", "Danzig"]),
        ("Горадня", ["Hrodna", "Гродна", "Горадня", "Hrodna", "Гродно", "Гродно", "Grodno", "Gardinas", "Grodno"]),
        ("Уроцлаў", ["Wrocław", "Вроцлаў", "Уроцлаў", "Vrocłaŭ", "Вроцлав", "Вроцлав", "Wrocław", "Vroclavas", "Breslau"]),
    ],
)  # fmt: skip
def test_a_place_has_its_name_in_each_of_the_nine_writings(name: str, shown: list[str]) -> None:
    places = gazetteer()
    place = places.bearers(name)[0].place
    assert [places.name(place, writing) for writing in WRITINGS] == shown


@pytest.mark.parametrize("name", ["Вільня", "Менск", "Уроцлаў", "Коўна", "Тэрнопаль", "Берасьце"])
def test_exonyms_no_package_has_are_known(name: str) -> None:
    bearer = gazetteer().bearers(name)[0]
    assert bearer.firm
    assert bearer.place.kind is Kind.TOWN


def test_a_country_is_no_point() -> None:
    for name in ("Польшча", "Lietuva", "Deutschland", "США", "Літва"):
        place = gazetteer().bearers(name)[0].place
        assert place.kind is Kind.COUNTRY
        assert place.latitude is None


@pytest.mark.parametrize(
    ("name", "country"),
    [("Simferopol", "UA"), ("Sevastopol", "UA"), ("Sukhumi", "GE"), ("Pristina", "XK")],
)
def test_places_are_in_the_countries_geonames_says(name: str, country: str) -> None:
    assert gazetteer().bearers(name)[0].place.country == country


def test_listed_spellings_never_make_a_common_word_a_village() -> None:
    assert not any(bearer.firm for bearer in gazetteer().bearers("Українці"))


@pytest.mark.parametrize("name", ["", " ", "\ud800", "\u202e", "a" * 1_000_000, "\0", "🙂"])
def test_what_is_no_name_has_no_bearers(name: str) -> None:
    assert gazetteer().bearers(name) == ()


def test_a_file_that_is_missing_cut_off_or_something_else_is_one_clear_error(
    tmp_path: Path,
) -> None:
    content = FILE.read_bytes()
    later = bytearray(content[:200_000])
    later[8] = 9
    spoilt = {
        "missing": None, "empty": b"", "short": content[:20], "cut off": content[:-1],
        "longer": content + b"x", "something else": b"PK" + content[2:200], "a later version": bytes(later),
    }  # fmt: skip
    for name, spoilt_content in spoilt.items():
        path = tmp_path / name
        if spoilt_content is not None:
            path.write_bytes(spoilt_content)
        with pytest.raises(GazetteerError) as caught:
            Gazetteer.open(path)
        assert "\n" not in str(caught.value)


def test_a_byte_that_changed_is_noticed_by_the_check_and_never_crashes_a_look_up() -> None:
    content = FILE.read_bytes()
    dice = random.Random(3)
    keys = dice.sample(list(gazetteer().keys()), 30)
    for _ in range(20):
        spoilt = bytearray(content)
        for _ in range(2_000):
            spoilt[dice.randrange(HEADER.size, len(spoilt))] = dice.randrange(256)
        places = Gazetteer(bytes(spoilt), "places")
        with pytest.raises(GazetteerError):
            places.check()
        for key in keys:
            try:
                for bearer in places.bearers_of_key(key):
                    places.names(bearer.place)
            except GazetteerError:
                pass


def test_no_command_opens_the_gazetteer_before_a_place_is_asked_for() -> None:
    users = [
        path
        for path in (ROOT / "solidary").rglob("*.py")
        if "gazetteer" in path.read_text(encoding="utf-8") and "gazetteer" not in path.parts
    ]
    assert [
        path.name for path in users if "Gazetteer.open(" in path.read_text(encoding="utf-8")
    ] == []
