"""The timeline of a year, and the codebook: what they show, and in which languages."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from solidary.chronicle.models import Day
from solidary.press.publish import publish_pending
from solidary.release import addresses as at
from solidary.release.addresses import Listing, every_story, topic_listing
from solidary.site.codebook import RULES
from solidary.stories.acts.merge import MergeTopics
from tests.press.actions import action, place
from tests.press.archive import (
    differences,
    files_of,
    full_publish,
    newsroom,
    pending,
    story,
    topic,
    withdraw,
)

pytestmark = pytest.mark.django_db


def page(home: Path, listing: Listing, year: str) -> str:
    return (home / "site" / at.chronicle_page(listing, year)).read_text()


def headings(html: str) -> list[str]:
    return [
        re.sub(r"<[^>]+>|\s+", " ", found).strip()
        for found in re.findall(r"<h[23].*?</h[23]>", html)
    ]


def test_a_year_shows_its_actions_by_month_with_the_stories_that_report_them(home: Path) -> None:
    newsroom()
    Day.objects.create(names={"en": "Day of solidarity"}, month=8, day_of_month=9)
    one = topic("One")
    chain, old = story("Two hundred in a chain", topics=(one,)), story("Letters", topics=(one,))
    action(old, first=date(2020, 1, 1), last=date(2020, 12, 31), precision="year", basis="said",
           names={"en": "Letters to prisoners"})  # fmt: skip
    action(chain, day=date(2020, 8, 9), low=200, names={"en": "A chain"}, venue="</script>",
           place=place("Vilnius", "LT", "54.68916", "25.2798"))  # fmt: skip
    action(chain, first=date(2020, 7, 29), last=date(2020, 7, 29), precision="not later than",
           basis="said", names={"en": "A rally"})  # fmt: skip
    publish_pending()
    html = page(home, topic_listing(one.address, "en"), "2020")
    assert headings(html) == [
        "July 2020", "A rally", "August 2020", "A chain",
        "On a day of this year that is not known", "Letters to prisoners",
    ]  # fmt: skip
    assert html.index("Day of solidarity") < html.index("A chain")
    assert f"../../{at.story_page('en', chain.address)}" in html
    assert "not later than 29 July 2020" in html
    assert "Vilnius" in html and "&lt;/script&gt;" in html


def test_the_timeline_of_all_leads_to_months_and_days_however_few_actions_there_are(
    home: Path,
) -> None:
    newsroom()
    first = story("One", topics=(topic("One"),))
    action(first, day=date(2020, 8, 9), names={"en": "A chain"})
    action(story("Two"), first=date(2020, 1, 1), last=date(2020, 12, 31), precision="year",
           basis="said", names={"en": "Letters"})  # fmt: skip
    publish_pending()
    html = page(home, every_story("en"), "2020")
    assert at.day_page("en", "2020-08-09") in html and "A chain" not in html
    assert "Letters" in html
    action(story("Three"), day=date(2020, 8, 9))
    publish_pending()
    assert page(home, every_story("en"), "2020") == html


@pytest.mark.exhaustive
def test_years_lead_to_each_other_and_a_crowded_one_to_its_months_and_days(
    home: Path, settings: object
) -> None:
    newsroom()
    one = topic("One")
    for year in (2018, 2020, 2021):
        action(story(f"Of {year}", topics=(one,)), day=date(year, 3, 1))
    pending()
    more = [story(f"More {number}", topics=(one,)) for number in range(2)]
    for number, each in enumerate(more):
        action(each, day=date(2020, 5, 1 + number))
    pending()
    listing = topic_listing(one.address, "en")
    html = page(home, listing, "2020")
    assert at.day_page("en", "2020-05-02") in html and "Of 2020" not in html
    assert at.chronicle_page(listing, "2018") in html and at.chronicle_page(listing, "2021") in html
    for each in more:
        withdraw(each)
    pending()
    assert "Of 2020" in page(home, listing, "2020")
    assert differences(files_of(home / "site"), full_publish(home, settings)) == {}


def test_a_timeline_of_a_topic_that_was_merged_leads_on(home: Path, settings: object) -> None:
    newsroom()
    one, two = topic("One"), topic("Two")
    action(story("Of one", topics=(one,)), day=date(2020, 3, 1))
    pending()
    MergeTopics(one, two).execute()
    pending()
    goal = at.chronicle_page(topic_listing(two.address, "en"), "2020")
    assert goal in page(home, topic_listing(one.address, "en"), "2020")
    assert differences(files_of(home / "site"), full_publish(home, settings)) == {}


def test_the_codebook_says_every_rule_in_each_language_of_the_newsroom(home: Path) -> None:
    newsroom()
    publish_pending()
    texts = {code: (home / "site" / at.codebook_page(code)).read_text() for code in ("en", "be")}
    for rules in RULES.values():
        for rule in rules:
            shown = rule.replace("'", "&#39;")
            assert all(f'<code lang="en">{shown}</code>' in text for text in texts.values()), rule
    assert "Прыметнік" not in texts["en"] and "Горад у прыметніку." in texts["be"]
    assert "Crowd Counting Consortium" in texts["be"]
