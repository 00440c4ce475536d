"""A story's data for search engines: schema.org's own words, and what is true of the story.

`schema_org.json` has the classes used here with their parents, and for each property what it may
hold. Taken from the npm package schema-dts 2.1.0 (Apache-2.0), which is made of the vocabulary that
schema.org publishes: a list of twelve classes that changes once a year needs no package to be
installed for every test. `IdReference` is left out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solidary.languages.bylines import names_an_organization
from solidary.press.publish import address_of, publish_pending
from solidary.stories.models import Byline, Kind, Newsroom, Story, StorySource
from tests.press.archive import newsroom, photo, story, topic

pytestmark = pytest.mark.django_db
VOCABULARY: dict[str, Any] = json.loads(Path(__file__).with_name("schema_org.json").read_bytes())
TEXTS = {"Text", "URL", "CssSelectorType", "XPathType"}


def _line_of(kind: str) -> Iterator[str]:
    """A class and all above it."""
    yield kind
    for parent in VOCABULARY[kind]["parents"]:
        yield from _line_of(parent)


def _holds(value: Any, ranges: set[str]) -> bool:
    """Whether a value is of one of these classes or types."""
    if isinstance(value, dict):
        return not ranges.isdisjoint(_line_of(value["@type"]))
    if isinstance(value, int):
        return not ranges.isdisjoint({"Integer", "Number", "QuantitativeValue"})
    if ranges & {"Date", "DateTime"}:
        return datetime.fromisoformat(value).tzinfo is not None
    return bool(value) and not ranges.isdisjoint(TEXTS)


def faults(data: dict[str, Any]) -> Iterator[str]:
    """What schema.org doesn't know of, or doesn't allow, a line each."""
    known: dict[str, list[str]] = {}
    for kind in _line_of(data["@type"]):
        known.update(VOCABULARY[kind]["properties"])
    for name, value in data.items():
        if name.startswith("@"):
            continue
        if name not in known:
            yield f"{data['@type']} has no {name}"
            continue
        for each in value if isinstance(value, list) else [value]:
            if not _holds(each, set(known[name])):
                yield f"{data['@type']}.{name} is no {known[name]}: {each}"
            if isinstance(each, dict):
                yield from faults(each)


def told(home: Path, made: Story) -> dict[str, Any]:
    """The data of a story's page, right by the vocabulary."""
    publish_pending()
    page = (home / "site" / address_of(made)).read_text()
    data: dict[str, Any] = json.loads(re.search(r"ld\+json\">(.*?)</script>", page)[1])  # type: ignore[index]
    assert data["@context"] == "https://schema.org"
    assert list(faults(data)) == []
    return data


def test_a_full_story_says_what_it_is_in_schema_orgs_words(home: Path) -> None:
    house = newsroom()
    house.logo = photo("blue")
    house.save()
    shown = photo("red", credit="Hanna")
    made = story(
        "Chain", day=date(2021, 2, 8), at_time=time(9, 30), topics=(topic("Chain"),),
        standfirst="It was long.",
        body=[("paragraph", "<p>x</p>"), ("photo", {"photo": shown, "caption": ""}),
              ("correction", {"day": date(2021, 2, 9), "text": "A <name> was wrong."})],
    )  # fmt: skip
    made.bylines.set([Byline(name="Hanna Novik"), Byline(name="Editorial board")])
    made.save()
    data = told(home, made)
    assert data["@type"] == "NewsArticle"
    assert data["datePublished"] == "2021-02-08T09:30:00+01:00"
    assert data["dateModified"] == "2021-02-09T23:59:00+01:00"
    assert [(each["@type"], each["name"]) for each in data["author"]] == [
        ("Person", "Hanna Novik"), ("Organization", "Editorial board"),
    ]  # fmt: skip
    (correction,) = data["correction"]
    assert correction["text"] == "A <name> was wrong."
    assert correction["datePublished"] == "2021-02-09T00:00:00+01:00"
    (picture,) = data["image"]
    for image in (picture, data["publisher"]["logo"]):
        there = urljoin(f"http://host/{address_of(made)}", image["url"]).removeprefix(
            "http://host/"
        )
        assert (home / "site" / there).is_file()
        assert (image["width"], image["height"]) == (40, 30)
    assert picture["creditText"] == "Hanna"
    assert "host" not in json.dumps(data)


@pytest.mark.parametrize("kind", Kind.values)
def test_an_opinion_is_told_from_news(home: Path, kind: str) -> None:
    newsroom()
    data = told(home, story(kind=kind))
    assert data["@type"] == ("OpinionNewsArticle" if kind == "opinion" else "NewsArticle")
    assert "dateModified" not in data and "image" not in data and "correction" not in data


def test_corrections_lie_between_the_publication_and_the_last_change(home: Path) -> None:
    newsroom()
    days = [date(2021, 2, 7), date(2021, 2, 8), date(2021, 2, 10), date(2206, 1, 1)]
    body: list[tuple[str, object]] = [
        ("correction", {"day": day, "text": "Wrong."}) for day in days
    ]
    data = told(home, story(day=date(2021, 2, 8), at_time=time(9), body=body))
    moments = [
        datetime.fromisoformat(moment)
        for moment in (
            data["datePublished"],
            *(each["datePublished"] for each in data["correction"]),
            data["dateModified"],
        )
    ]
    assert moments == sorted(moments)


def test_the_newsroom_and_the_outlets_a_story_cites_are_no_persons(home: Path) -> None:
    newsroom()
    made = story()
    names = [Newsroom.load().name.upper(), "Charter 97", "Hanna Novik"]
    made.bylines.set([Byline(name=name) for name in names])
    made.sources.set([StorySource(outlet="Charter 97")])
    made.save()
    assert [each["@type"] for each in told(home, made)["author"]] == [
        "Organization", "Organization", "Person",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "name",
    [
        "Editorial board", "The editors", "Newsroom", "News desk", "Рэдакцыя", "Редакция",
        "Редакційна колегія", "Redakcja", "Redakcija", "Lokalredaktion", "Nachrichtenagentur X",
        "AFP", "ДПА", "Пресс-служба фонда", "Viasna Human Rights Centre", "Радыё Свабода",
    ],
)  # fmt: skip
def test_a_byline_of_an_organization_is_known_for_one(name: str) -> None:
    assert names_an_organization(name)


@pytest.mark.parametrize(
    "name",
    [
        "Hanna Novik", "Ганна Новік", "Jan Kowalski", "Žygimantas Pavilionis", "Anna-Lena Böll",
        "Рада Совицкая", "O. Press", "ANNA KOWALSKA", "Ян", "Yi", "Хв. Цэнтральны",
    ],
)  # fmt: skip
def test_a_person_stays_one(name: str) -> None:
    assert not names_an_organization(name)


@given(st.text(max_size=40))
def test_any_byline_is_one_or_the_other(name: str) -> None:
    assert names_an_organization(name) in (True, False)
