"""What readers get: feeds that agree with the page, and words that can't break anything."""

from __future__ import annotations

import json
import re
from datetime import date, time
from pathlib import Path
from xml.etree import ElementTree

import feedparser
import pytest
from django.test import RequestFactory
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from solidary.press.preview import preview_story
from solidary.press.publish import address_of, publish_pending
from solidary.press.reading.text import clean, clean_html
from solidary.release import addresses as at
from solidary.release.addresses import topic_listing
from solidary.site.frames import FramedTemplate
from solidary.stories.languages import locale_of
from solidary.stories.models import Story, Topic, TopicName
from tests.fixtures.laws import SHARED, examples
from tests.press.archive import SMALL, dangling, files_of, newsroom, photo, story, topic, withdraw

HOSTILE = "</title><script>alert(1)</script> ]]> \u202egnihton\x00\x1b & <b>'\""

pytestmark = pytest.mark.django_db


def test_feeds_agree_with_the_page(home: Path) -> None:
    newsroom()
    tag = topic("Tag")
    for number in range(5):
        story(
            f"Story {number}", standfirst=f"Standfirst {number}", topics=(tag,),
            day=date(2021, 2, 8 - number // 2), sequence=number,
        )  # fmt: skip
    publish_pending(rules=SMALL)
    scope, site = topic_listing(tag.address, "en"), home / "site"
    page = (site / at.listing_page(scope)).read_text()
    shown = re.findall(r'<h3><a href="[^"]*">([^<]+)</a></h3>', page)
    assert shown == ["Story 1", "Story 0", "Story 3"]
    days = ["2021-02-08", "2021-02-08", "2021-02-07"]
    for ending in ("atom.xml", "rss.xml"):
        feed = feedparser.parse((site / at.feed(scope, ending)).read_bytes())
        assert not feed.bozo
        assert [entry.title for entry in feed.entries] == shown
        assert [f"{e.published_parsed[0]:04}-{e.published_parsed[1]:02}-{e.published_parsed[2]:02}"
                for e in feed.entries] == days  # fmt: skip
        assert "Standfirst 1" in feed.entries[0].content[0].value
        assert "<p>Story 1</p>" in feed.entries[0].content[0].value
    told = json.loads((site / at.feed(scope, "feed.json")).read_bytes())
    assert [item["title"] for item in told["items"]] == shown
    assert [item["date_published"][:10] for item in told["items"]] == days


def test_hostile_words_break_neither_page_nor_feed(home: Path) -> None:
    newsroom()
    made = story(HOSTILE, standfirst=HOSTILE, body=[("quote", {"text": HOSTILE, "who": HOSTILE}),
                 ("paragraph", f"<p onclick=x>{HOSTILE}</p>")])  # fmt: skip
    report = publish_pending(rules=SMALL)
    assert report.stopped == []
    site = home / "site"
    for address, data in files_of(site).items():
        if address.endswith((".ico", ".png")):
            continue
        text = data.decode()
        if address.endswith(".json"):  # titles are plain words there, markup is one field
            text = "".join(item["content_html"] for item in json.loads(text)["items"])
        assert "<script>alert" not in text, address
        assert "\x00" not in text and "\x1b" not in text, address
        if address.endswith(".xml"):
            ElementTree.fromstring(data)
    page = (site / address_of(made)).read_text()
    told = json.loads(re.search(r"ld\+json\">(.*?)</script>", page)[1])  # type: ignore[index]
    assert told["headline"] == clean(HOSTILE)
    assert page.count("\u202e") == page.count("\u202c"), "every override is ended"


def test_links_of_editors_tell_nobody_and_run_nothing() -> None:
    assert clean_html('<p><a href="javascript:alert(1)">x</a></p>') == (
        '<p><a rel="noopener noreferrer">x</a></p>'
    )
    assert clean_html('<p data-block-key="abc">x</p>') == "<p>x</p>"
    assert clean_html('<p><a href="https://example.org/a">x</a></p>') == (
        '<p><a href="https://example.org/a" rel="noopener noreferrer">x</a></p>'
    )
    assert clean_html("<p>one <b>two</p>") == "<p>one <b>two</b></p>"


@given(st.text())
def test_cleaned_words_can_stand_in_xml(words: str) -> None:
    cleaned = clean(words)
    ElementTree.fromstring(f"<a>{cleaned.translate({38: '', 60: '', 62: ''})}</a>")
    assert clean(cleaned) == cleaned


def test_a_merged_topic_leads_on_and_so_do_all_its_names(home: Path) -> None:
    newsroom()
    one, two = topic("Салідарнасць"), topic("Two")
    story(topics=(one,))
    publish_pending(rules=SMALL)
    assert (home / "site/en/салідарнасць/index.html").is_file()
    one.merged_into = two
    one.save()
    publish_pending(rules=SMALL)
    old = (home / "site" / at.listing_page(topic_listing(one.address, "en"))).read_text()
    new = at.listing_page(topic_listing(two.address, "en"))
    assert f"url=../../../{new}" in old
    assert new in (home / "site/en/салідарнасць/index.html").read_text()
    assert (home / "site" / new).is_file()
    assert dangling(home / "site") == []


def test_a_topic_has_no_page_in_a_language_without_stories(home: Path) -> None:
    newsroom()
    tag = topic("Tag")
    story(topics=(tag,))
    publish_pending(rules=SMALL)
    assert not (home / "site" / at.listing_page(topic_listing(tag.address, "be"))).exists()
    page = (home / "site" / at.listing_page(topic_listing(tag.address, "en"))).read_text()
    assert 'href="../../../be/index.html"' in page, "the switch leads to the other front page"


def test_a_withdrawn_story_is_gone_everywhere(home: Path) -> None:
    newsroom()
    shown = photo("red")
    made = story("Regretted words", topics=(topic("Tag"),), body=[("photo", {"photo": shown})])
    story("Іншая", language="be", of=made)
    publish_pending(rules=SMALL)
    site = home / "site"
    assert list(site.glob("p/*/*.webp"))
    withdraw(made)
    publish_pending(rules=SMALL)
    assert not (site / address_of(made)).exists()
    assert not list(site.glob("p/*/*.webp"))
    for address, data in files_of(site).items():
        assert b"Regretted words" not in data, address
        assert made.address.encode() not in data, address


def test_drafts_and_undated_stories_are_not_published(home: Path) -> None:
    newsroom()
    Story.objects.create(headline="Draft words", locale=locale_of("en"), live=False)
    publish_pending(rules=SMALL)
    assert not any(b"Draft words" in data for data in files_of(home / "site").values())


def test_sitemaps_name_every_page_once_and_its_other_languages(home: Path) -> None:
    newsroom()
    made = [story(f"Story {number}", day=date(2021, 2, 1 + number % 3)) for number in range(5)]
    told = story("Перакладзена", language="be", of=made[0])
    publish_pending(rules=SMALL)
    site = home / "site"
    host = "http://127.0.0.1:8000/"
    index = (site / at.SITEMAP).read_text()
    shards = re.findall(r"<loc>([^<]+)</loc>", index)
    pages = [
        page
        for shard in shards
        for page in re.findall(r"<loc>([^<]+)</loc>", (site / shard.removeprefix(host)).read_text())
    ]
    assert len(pages) == len(set(pages))
    assert {host + address_of(each) for each in (*made, told)} <= set(pages)
    shard = (site / at.sitemap_shard("en", "2021-02-01")).read_text()
    assert f'hreflang="be" href="{host}{address_of(told)}"' in shard


def test_the_news_sitemap_reaches_two_days_back_from_the_newest_story(home: Path) -> None:
    newsroom()
    for day in (5, 6, 8):
        story(f"Day {day}", day=date(2021, 2, day), at_time=time(9))
    publish_pending(rules=SMALL)
    news = (home / "site" / at.NEWS_SITEMAP).read_text()
    assert re.findall(r"<news:title>([^<]+)", news) == ["Day 8", "Day 6"]


def test_a_preview_is_the_readers_page_of_an_unsaved_story(home: Path) -> None:
    newsroom()
    shown = photo("red", alt_text="A red picture")
    draft = Story(
        headline="Not yet", locale=locale_of("en"),
        body=[("paragraph", "<p>Words</p>"), ("photo", {"photo": shown, "caption": ""})],
    )  # fmt: skip
    draft.topics = [topic("Tag")]
    page = preview_story(draft, RequestFactory().get("/"))
    assert "<h1>Not yet</h1>" in page and "<p>Words</p>" in page
    assert f'src="/desk/files/{shown.file.name}"' in page
    assert 'href="/en/index.html"' in page


def test_framed_pages_are_the_templates_own_bytes(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    newsroom()
    tag = topic("Tag")
    TopicName.objects.create(topic=tag, language="en", name="Named & <called>", standfirst="Why")
    made = [
        story(f"Story <{number}>", standfirst="Why & how" * (number % 2), topics=(tag,),
              day=date(2021, 2, 1 + number))
        for number in range(5)
    ]  # fmt: skip
    story("Перакладзена", language="be", of=made[1])
    Topic.objects.get(pk=tag.pk).save()
    publish_pending(rules=SMALL)
    framed = files_of(home / "site")
    monkeypatch.setattr(
        FramedTemplate, "draw", lambda self, sheet: self.template.render(sheet=sheet).encode()
    )
    from solidary.press.publish import publish_full

    publish_full(rules=SMALL)
    assert files_of(home / "site") == framed


@hypothesis_settings(max_examples=examples(25), suppress_health_check=SHARED)
@given(st.text(max_size=60))
def test_no_headline_stops_a_preview(headline: str) -> None:
    newsroom()
    page = preview_story(Story(headline=headline, locale=locale_of("en"), day=date(2021, 1, 1)))
    assert "<script>alert" not in page
