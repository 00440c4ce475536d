"""Hashtags that are typed after a language or sent on: in the spelling readers see, and in any case."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from lxml import html

from solidary.release import addresses as at
from solidary.release.writing import Folder
from solidary.stories.acts.merge import MergeTopics
from solidary.stories.models import Newsroom, Topic, TopicAlias, TopicName
from tests.press.archive import files_of, full_publish, newsroom, pending, photo, story, topic

pytestmark = pytest.mark.django_db


def friendly(site: Path) -> set[str]:
    """Hashtags that lead somewhere, each in English."""
    return {
        path.parent.name
        for path in site.glob("en/*/index.html")
        if b'http-equiv="refresh"' in path.read_bytes()
    }


def leads_to(site: Path, hashtag: str) -> str:
    page = html.fromstring((site / "en" / hashtag / "index.html").read_bytes().decode())
    (refresh,) = page.xpath("//meta[@http-equiv='refresh']/@content")
    return str(refresh).partition("url=../../")[2]


def test_a_hashtag_leads_on_in_its_own_spelling_and_in_small_letters(home: Path) -> None:
    newsroom()
    found = topic("SolidarityBelarus")
    found.aliases.add(TopicAlias(hashtag="Салідарнасць"))
    found.save()
    story(topics=(found,))
    pending()
    site = home / "site"
    assert friendly(site) == {
        "SolidarityBelarus", "solidaritybelarus", "Салідарнасць", "салідарнасць",
    }  # fmt: skip
    goal = at.listing_page(at.topic_listing(found.address, "en"))
    for hashtag in friendly(site):
        assert leads_to(site, hashtag) == goal
    pages = [(site / at.friendly_page("en", each)).read_bytes() for each in friendly(site)]
    assert len(set(pages)) == 1, "a disk that knows no capitals has one file for two of them"


def test_another_spelling_takes_the_place_of_the_first(home: Path, settings: object) -> None:
    newsroom()
    found = topic("Ab")
    other = topic("Cd")
    other.aliases.add(TopicAlias(hashtag="AB"))
    other.save()
    story(topics=(found, other))
    pending()
    site = home / "site"
    assert friendly(site) == {"Ab", "ab", "AB", "Cd", "cd"}
    goals = {each: leads_to(site, each) for each in friendly(site)}
    assert goals["Ab"] == goals["ab"] == goals["AB"] != goals["Cd"], "its own name goes before"
    found.hashtag = "aB"
    found.save()
    pending()
    assert friendly(site) == {"aB", "ab", "AB", "Cd", "cd"}
    MergeTopics(Topic.objects.get(pk=found.pk), Topic.objects.get(pk=other.pk)).execute()
    pending()
    assert {leads_to(site, each) for each in friendly(site)} == {goals["Cd"]}
    assert files_of(site) == full_publish(home, settings)


def test_a_disk_that_knows_no_capitals_keeps_the_small_letters(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As such a disk answers: both addresses are one file, under the name it was made with."""
    spelled = tmp_path / "en" / "Ab" / "index.html"
    spelled.parent.mkdir(parents=True)
    spelled.write_text("leads on")
    monkeypatch.setattr(os.path, "samefile", lambda one, other: True)
    folder = Folder(tmp_path)
    assert not folder.remove("en/Ab/index.html")
    folder.settle()
    assert (tmp_path / "en" / "ab" / "index.html").read_text() == "leads on"
    assert not spelled.exists()


@pytest.mark.parametrize(
    ("address", "twin"),
    [
        ("en/Ab/index.html", "en/ab/index.html"), ("be-Latn/Łódź/index.html", "be-Latn/łódź/index.html"),
        ("en/ab/index.html", ""), ("be-Latn/index.html", ""), ("en/s/Ab/index.html", ""),
        ("p/Ab/x.webp", ""), ("index.html", ""),
    ],
)  # fmt: skip
def test_only_hashtags_have_a_twin_in_small_letters(address: str, twin: str) -> None:
    assert at.small_twin(address) == twin


def properties(page: Path) -> dict[str, list[str]]:
    tree = html.fromstring(page.read_bytes().decode())
    found: dict[str, list[str]] = {}
    for meta in tree.xpath("//head/meta[@property]"):
        found.setdefault(meta.get("property"), []).append(meta.get("content"))
    return found


@pytest.mark.parametrize("logo", [True, False])
def test_messengers_are_shown_a_hashtag_with_its_address_and_a_picture(
    home: Path, logo: bool
) -> None:
    newsroom()
    found = topic("Ab")
    found.names.add(TopicName(language="en", name="As & Bs", standfirst="Why “these”."))
    found.save()
    house = Newsroom.load()
    house.address = "https://news.example/house/"
    house.logo = photo("red", alt_text="Our mark") if logo else None
    house.save()
    story(topics=(found,))
    pending()
    page = home / "site" / "en" / "Ab" / "index.html"
    goal = f"https://news.example/house/{at.listing_page(at.topic_listing(found.address, 'en'))}"
    said = properties(page)
    assert said["og:url"] == [goal]
    assert f'<link rel="canonical" href="{goal}">' in page.read_text()
    assert said["og:title"] == ["As & Bs"]
    assert said["og:description"] == ["Why “these”."]
    (image,) = said["og:image"]
    assert (home / "site" / image.removeprefix("https://news.example/house/")).is_file()
    size = ["40", "30"] if logo else ["180", "180"]
    assert [*said["og:image:width"], *said["og:image:height"]] == size
    assert said["og:image:alt"] == ["Our mark" if logo else house.name]


def test_pages_say_what_messengers_show_without_an_address(home: Path) -> None:
    newsroom()
    made = story("A “headline”", standfirst="Why & how", topics=(topic("Ab"),))
    story("Загаловак", language="be", of=made)
    pending()
    site = home / "site"
    assert properties(site / at.story_page("en", made.address)) == {
        "og:title": ["A “headline”"], "og:description": ["Why & how"], "og:type": ["article"],
        "og:locale": ["en_GB"], "og:locale:alternate": ["be_BY"],
    }  # fmt: skip
    assert properties(site / "be" / "index.html")["og:type"] == ["website"]
    assert properties(site / "be" / "index.html")["og:locale"] == ["be_BY"]
    for page in site.rglob("*.html"):
        if at.friendly_page("en", page.parent.name) != page.relative_to(site).as_posix():
            assert not {"og:url", "og:image"} & properties(page).keys() or page.parts[-3] == "be"
