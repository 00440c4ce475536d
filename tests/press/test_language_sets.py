"""The languages a page is in: complete and mutual sets, in pages and in sitemaps."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path

import pytest
from lxml import html

from solidary.press.publish import address_of
from solidary.release import addresses as at
from solidary.stories.acts.merge import MergeTopics
from solidary.stories.models import NewsroomLanguage
from tests.fixtures.language_sets import faults_of_language_sets
from tests.press.archive import newsroom, pending, story, topic, withdraw

pytestmark = pytest.mark.django_db
HOST = "http://127.0.0.1:8000/"


def test_every_version_of_a_page_names_all_the_others(home: Path) -> None:
    found = newsroom()
    for place, language in enumerate(("ru", "pl"), 2):
        NewsroomLanguage.objects.create(newsroom=found, language=language, sort_order=place)
    chance = random.Random(10)
    tags = [topic("One"), topic("Two"), topic("Three"), topic("Four")]
    made = []
    for number in range(24):
        languages = chance.sample(("en", "be", "ru", "pl"), chance.randint(1, 4))
        first = None
        for language in languages:
            told = story(
                f"{language} {number}", language=language, of=first,
                day=date(2021, 2, 1) + timedelta(days=chance.randrange(60)),
                topics=tuple(chance.sample(tags[:3], chance.randrange(3))),
            )  # fmt: skip
            first = first or told
            made.append(told)
    pending()
    site = home / "site"
    assert faults_of_language_sets(site, HOST) == []
    for one in chance.sample(made, 12):
        withdraw(one)
    MergeTopics(tags[0], tags[1]).execute()
    pending()
    assert faults_of_language_sets(site, HOST) == []


def test_whoever_reads_none_of_the_languages_is_led_to_the_root_page(home: Path) -> None:
    newsroom()
    made = story("First")
    told = story("Другі", language="be", of=made)
    alone = story("Alone")
    pending()
    site = home / "site"
    for page, root in ((at.ROOT_INDEX, ""), ("en/index.html", "../"), ("be/index.html", "../")):
        assert f'hreflang="x-default" href="{root}index.html"' in (site / page).read_text(), page
    sitemap = (site / at.sitemap_shard("en", "pages")).read_text()
    assert f"<loc>{HOST}index.html</loc>" in sitemap
    default = f'hreflang="x-default" href="../../../{address_of(made)}"'
    for one in (made, told):
        assert default in (site / address_of(one)).read_text()
    assert "hreflang" not in (site / address_of(alone)).read_text().partition("</head>")[0]
    shard = (site / at.sitemap_shard("be", "2021")).read_text()
    assert f'hreflang="x-default" href="{HOST}{address_of(made)}"' in shard


def test_what_is_not_there_is_said_in_each_language_and_in_all(home: Path) -> None:
    newsroom()
    pending()
    site = home / "site"
    every = html.fromstring((site / at.MISSING).read_bytes().decode())
    said = {"en": "This page is not here", "be": "Гэтай старонкі тут няма"}
    assert every.xpath("//h1/text()") == [said["en"]]
    (other,) = every.xpath("//main//section")
    assert (other.get("lang"), other.get("dir"), other.xpath("h2/text()")) == (
        "be", "ltr", [said["be"]],
    )  # fmt: skip
    for language, heading in said.items():
        page = html.fromstring((site / at.missing_page(language)).read_bytes().decode())
        assert page.get("lang") == language
        assert page.xpath("//h1/text()") == [heading]
        assert not page.xpath("//main//section")
        ways = page.xpath("//main//a/@href")
        assert ways == [f"/{language}/index.html", f"/{language}/latest.html"]
