"""Files of data stay short: a year that is too long goes by month, a month by day, a day by first letters of ids."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from solidary.chronicle.models import Action
from solidary.press.data.parts import home as home_of
from solidary.press.data.parts import letters_of, piece_of, split, steps
from solidary.press.drawing.composer import Composer
from solidary.press.index import ledger
from solidary.press.kinds.data_page import DataPage
from solidary.press.reading.newsroom import read_newsroom
from solidary.release import addresses as at
from solidary.release.addresses import every_story, topic_listing
from solidary.stories.addresses import ALPHABET, LENGTH
from solidary.stories.models import Story
from tests.press.archive import SMALL, dangling, files_of, withdraw
from tests.press.months import Small

IDS = st.text(ALPHABET, min_size=LENGTH, max_size=LENGTH)
JULY, AUGUST = date(2020, 7, 15), date(2020, 8, 9)


@pytest.mark.parametrize(
    ("precision", "parts"),
    [
        ("day", ["2020", "2020-08", "2020-08-09", "2020-08-09-b"]),
        ("not later than", ["2020", "2020-08", "2020-08-09", "2020-08-09-b"]),
        ("month", ["2020", "2020-08", "2020-08", "2020-08-b"]),
        ("year", ["2020", "2020", "2020-b"]),
    ],
)
def test_an_action_may_be_in_the_parts_around_its_first_day_as_exactly_as_it_is_known(
    precision: str, parts: list[str]
) -> None:
    assert [step.part for step in steps("2020-08-09", precision, "fffffffff")] == parts
    assert [step.part for step in steps("", "", "999999999")] == ["undated", "undated-6"]


@given(IDS, st.lists(st.integers(0, 9), min_size=4, max_size=4))
def test_it_is_in_the_widest_that_is_not_too_long(address: str, sizes: list[int]) -> None:
    found = steps("2020-08-09", "day", address)
    books = {step.book: size for step, size in zip(found, sizes, strict=True)}
    fitting = [step.part for step in found if step.book and books[step.book] <= 4]
    expected = [*fitting, found[-1].part][0]
    assert home_of("2020-08-09", "day", address, 4, books.__getitem__) == expected


@given(IDS)
def test_every_id_is_in_one_of_seven_pieces(address: str) -> None:
    first, last = letters_of(piece_of(address))
    assert ALPHABET.index(first) <= ALPHABET.index(address[0]) <= ALPHABET.index(last)
    assert split(f"2020-08-{piece_of(address)}") == ("2020-08", piece_of(address))
    assert split("2020-08-09") == ("2020-08-09", "") and split("undated") == ("undated", "")
    assert len({piece_of(letter) for letter in ALPHABET}) == 7


def ids_by_part(files: dict[str, bytes], listing: str) -> dict[str, set[str]]:
    """Part → ids in its files."""
    return {
        address.split("/")[1]: {
            each["id"] for each in map(json.loads, data.splitlines()) if each["record"] == "actions"
        }
        for address, data in files.items()
        if address.endswith(f"/{listing}/chronicle.jsonl")
    }


def led_to(small: Small, *months: str) -> set[str]:
    """Parts whose files the page of all data names, and those of these months."""
    pages = [small.page(at.data_page(every_story("en"), month)) for month in ("", *months)]
    links = [str(link["href"]) for page in pages for link in page.select(".files ul a")]
    return {link.split("/")[-3] for link in links if link.endswith("/all/chronicle.jsonl")}


def check(small: Small, made: list[Action], *months: str) -> dict[str, set[str]]:
    """Publish; whatever the files are divided into has each action once, is short, and can be found."""
    small.publish()
    files = files_of(small.home / "site")
    parts = ids_by_part(files, "all")
    ids = [each for part in parts.values() for each in part]
    assert sorted(ids) == sorted(each.address for each in made)
    assert led_to(small, *months) == parts.keys()
    assert dangling(small.home / "site") == []
    for part, inside in parts.items():
        folder = f"c/{part}/all/"
        described = json.loads(files[f"{folder}datapackage.json"])["resources"]
        beside = {each.removeprefix(folder) for each in files if each.startswith(folder)}
        assert {each["path"] for each in described} == beside - {"datapackage.json"}
        if not split(part)[1] and len(inside) > 1:
            assert len(files[f"{folder}chronicle.jsonl"]) <= SMALL.data_bytes
    return parts


@pytest.mark.django_db
def test_files_of_a_year_a_month_and_a_day_are_divided_as_they_grow_and_put_together_again(
    home: Path, settings: Settings
) -> None:
    small = Small(home, settings)
    small.compares = True
    made = [small.action(JULY)]
    assert check(small, made).keys() == {"2020"}
    made += [
        small.action(AUGUST, address=f"{letter}yyyyyyy{n}") for n, letter in enumerate("bg23", 2)
    ]
    divided = check(small, made, "2020-08")
    assert divided.keys() == {"2020-07", "2020-08-09-b", "2020-08-09-g", "2020-08-09-2"}
    assert divided["2020-08-09-2"] == {"2yyyyyyy4", "3yyyyyyy5"}
    listing = topic_listing(small.topic.address, "en")
    assert "2020-08-09-b" in small.page(at.data_page(listing, "2020-08")).decode()
    assert "b–f" in small.page(at.data_page(listing, "2020-08")).get_text()
    for each in made[1:4]:
        withdraw(Story.objects.get(reports__action=each))
    assert check(small, [made[0], made[4]]).keys() == {"2020"}
    assert not small.has(at.data_page(listing, "2020-08"))


@pytest.mark.django_db
def test_the_page_of_data_asks_nothing_of_days_and_that_of_a_month_once_for_all_languages(
    home: Path, settings: Settings
) -> None:
    small = Small(home, settings)
    told = small.story()
    for number, letter in enumerate("bbggmmrr"):
        small.action(
            AUGUST.replace(day=9 + number % 2),
            stories=(told,),
            address=f"{letter}yyyyyyy{number + 2}",
        )
    small.publish()
    newsroom = read_newsroom(ledger.languages_standing())
    with CaptureQueriesContext(connection) as asked:
        composer = Composer(newsroom, SMALL)
        for language in ("en", "be"):
            assert DataPage().draw(composer, *every_story(language), "")
    assert [each["sql"] for each in asked if "press_actionentry e" in each["sql"]] == []
    with CaptureQueriesContext(connection) as asked:
        for language in ("en", "be"):
            assert DataPage().draw(composer, *every_story(language), "2020-08")
    assert len([each for each in asked if "press_actionentry e" in each["sql"]]) == 2


@pytest.mark.exhaustive
@pytest.mark.django_db
def test_what_is_known_to_the_month_or_year_only_stays_there_until_it_is_too_long_itself(
    home: Path, settings: Settings
) -> None:
    small = Small(home, settings)
    small.compares = True
    year: dict[str, Any] = {
        "first": date(2020, 1, 1),
        "last": date(2020, 12, 31),
        "precision": "year",
        "basis": "said",
    }
    month: dict[str, Any] = {
        "first": date(2020, 8, 1),
        "last": date(2020, 8, 31),
        "precision": "month",
        "basis": "said",
    }
    made = [small.action(AUGUST, address=f"{letter}yyyyyyyy") for letter in "bgmr"]
    made += [small.action(**year, address="bzzzzzzzz"), small.action(**month, address="bxxxxxxxx")]
    made.append(small.action(address="bwwwwwwww"))
    parts = check(small, made, "2020-08")
    assert parts["2020"] == {"bzzzzzzzz"} and parts["2020-08"] == {"bxxxxxxxx"}
    assert parts["undated"] == {"bwwwwwwww"}
    for letter in "gmr":
        made.append(small.action(**year, address=f"{letter}zzzzzzzz"))
        made.append(small.action(**month, address=f"{letter}xxxxxxxx"))
        made.append(small.action(address=f"{letter}wwwwwwww"))
    parts = check(small, made, "2020-08")
    for part in ("2020", "2020-08", "undated"):
        assert part not in parts and f"{part}-b" in parts and f"{part}-r" in parts
