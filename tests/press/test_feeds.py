"""Feeds as programs take them that resolve nothing: full addresses, true lengths, bounded bytes."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from datetime import date, time
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

import feedparser
import pytest
from django.core.files.base import ContentFile
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from solidary.press.drawing.feed_markup import for_feeds
from solidary.press.kinds.budget import AROUND, BUDGET, in_full
from solidary.press.publish import address_of
from solidary.press.reading.text import clean_html
from solidary.release import addresses as at
from solidary.release.addresses import Listing, every_story, topic_listing
from solidary.stories.acts.merge import MergeTopics
from solidary.stories.models import Photo, TopicName
from tests.press.archive import LANGUAGES, dangling, newsroom, pending, recording, story, topic

HOST = "http://127.0.0.1:8000/"
ATOM = "{http://www.w3.org/2005/Atom}"
ENDINGS = ("atom.xml", "rss.xml", "feed.json")


def entries(site: Path, listing: Listing, ending: str) -> list[dict[str, object]]:
    """What a program that resolves nothing gets of each entry: title, link, content, enclosures."""
    data = (site / at.feed(listing, ending)).read_bytes()
    if ending == "feed.json":
        return [
            {
                "title": item["title"], "link": item["url"], "content": item["content_html"],
                "enclosures": [
                    (one["url"], one["mime_type"], one["size_in_bytes"])
                    for one in item.get("attachments", ())
                ],
            }
            for item in json.loads(data)["items"]
        ]  # fmt: skip
    found = feedparser.parse(data, sanitize_html=False, resolve_relative_uris=False)
    assert not found.bozo
    return [
        {
            "title": entry.title, "link": entry.link, "content": entry.content[0].value,
            "enclosures": [
                (one.href, one.type, int(one.length)) for one in entry.enclosures
            ] + [
                (one["url"], one["type"], int(one["filesize"]))
                for one in entry.get("media_content", ())
            ],
        }
        for entry in found.entries
    ]  # fmt: skip


class _Addresses(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.names: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names |= {name for name, _ in attrs}
        self.found += [value or "" for name, value in attrs if name in ("href", "src", "poster")]


def addresses_in(markup: str) -> _Addresses:
    reader = _Addresses()
    reader.feed(markup)
    reader.close()
    return reader


def wide_photo(width: int) -> Photo:
    data = io.BytesIO()
    Image.new("RGB", (width, width // 2), "green").save(data, "PNG")
    return Photo.objects.create(
        title="Wide", alt_text="A field", width=width, height=width // 2,
        file=ContentFile(data.getvalue(), "wide.png"),
    )  # fmt: skip


pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("ending", ENDINGS)
def test_every_address_in_a_feed_is_full_and_leads_to_a_file(home: Path, ending: str) -> None:
    newsroom()
    tag, tune = topic("Tag"), recording("Песня")
    other = story("Other", topics=(tag,), day=date(2021, 2, 7))
    path = address_of(other)
    story(
        "Linker", topics=(tag,), standfirst="Why",
        body=[
            ("paragraph", f'<p><a href="/{path}">a</a> <a href="../../../{path}">b</a> '
                          f'<a href="{HOST}{path}">c</a> <a href="#correction-2021-02-09">d</a> '
                          f'<a href="https://example.org/?a=1&amp;b=2">e</a></p>'),
            ("photo", {"photo": wide_photo(1600), "caption": ""}),
            ("audio", {"audio": tune, "caption": ""}),
            ("correction", {"day": date(2021, 2, 9), "text": "It was wrong."}),
        ],
    )  # fmt: skip
    pending()
    site = home / "site"
    for listing in (every_story("en"), topic_listing(tag.address, "en")):
        data = (site / at.feed(listing, ending)).read_text()
        assert "../" not in data
        for entry in entries(site, listing, ending):
            content = addresses_in(str(entry["content"]))
            assert "srcset" not in content.names
            own = [str(entry["link"]), *(str(url) for url, *_ in entry["enclosures"])]  # type: ignore[attr-defined]
            for address in (*content.found, *own):
                assert address.startswith((HOST, "https://example.org/?a=1&b=2")), address
                if address.startswith(HOST):
                    found = unquote(urlsplit(address).path).lstrip("/")
                    assert (site / found).is_file(), address
    assert dangling(site) == []


def test_a_picture_in_a_feed_is_one_file_of_middle_size(home: Path) -> None:
    newsroom()
    story("Seen", body=[("photo", {"photo": wide_photo(2000), "caption": ""})])
    pending()
    (entry,) = entries(home / "site", every_story("en"), "feed.json")
    (image,) = re.findall(r"<img [^>]*>", str(entry["content"]))
    assert re.search(r'src="[^"]+-960\.webp"', image)
    assert 'width="960" height="480"' in image
    assert not re.search("srcset|sizes|loading|decoding", image)
    assert re.search(r'<a href="[^"]+-1440\.webp"', str(entry["content"])), "to the full picture"


def test_recordings_are_enclosed_with_their_types_and_true_lengths(home: Path) -> None:
    newsroom()
    one, two = recording("Песня", 2), recording("Talk")
    story(
        "Heard",
        body=[("audio", {"audio": each, "caption": ""}) for each in (one, two, one)],
    )
    story("Silent", day=date(2021, 2, 7))
    pending()
    site = home / "site"
    for ending in ENDINGS:
        heard, silent = entries(site, every_story("en"), ending)
        assert silent["enclosures"] == []
        found = list(heard["enclosures"])  # type: ignore[call-overload]
        assert len(found) == 2
        for (url, kind, size), stored in zip(found, (one, two), strict=True):
            file = site / unquote(url.removeprefix(HOST))
            assert (url.isascii(), kind, size) == (True, "audio/wav", file.stat().st_size)
            assert size == stored.file.size
    assert (site / at.feed(every_story("en"), "rss.xml")).read_text().count("<enclosure ") == 1


def test_a_story_of_a_headline_alone_has_some_text(home: Path) -> None:
    newsroom()
    story("Only this", body=[])
    pending()
    site = home / "site"
    for ending in ENDINGS:
        (entry,) = entries(site, every_story("en"), ending)
        assert (entry["title"], entry["content"]) == ("Only this", "<p>Only this</p>")
    rss = ElementTree.parse(site / at.feed(every_story("en"), "rss.xml"))
    assert [each.text for each in rss.iter("description")][1:] == ["Only this"]
    empty = ElementTree.parse(site / at.feed(every_story("be"), "atom.xml"))
    assert empty.findtext(f"{ATOM}updated") == "2000-01-01T00:00:00Z"
    assert list(empty.iter(f"{ATOM}entry")) == []


def test_each_feed_has_a_title_of_its_own_and_pages_announce_it(home: Path) -> None:
    newsroom()
    tags = (topic("One"), topic("Two"))
    TopicName.objects.create(topic=tags[0], language="be", name="Першая")
    for language in LANGUAGES:
        story(language=language, topics=tags)
    pending()
    site = home / "site"
    titles = {}
    for feed in site.rglob("*.atom.xml"):
        stem = str(feed.relative_to(site)).removesuffix("atom.xml")
        name = ElementTree.parse(feed).findtext(f"{ATOM}title")
        assert json.loads((site / f"{stem}feed.json").read_bytes())["title"] == name
        assert ElementTree.parse(site / f"{stem}rss.xml").findtext("channel/title") == name
        titles[stem] = name
        page = (site / f"{stem}html").read_text()
        assert f'title="{name} · Atom"' in page
    assert sorted(titles.values()) == [  # type: ignore[type-var]
        "Свободная House · #One · English",
        "Свободная House · #Two · English",
        "Свободная House · #Two · Беларуская",
        "Свободная House · All stories · English",
        "Свободная House · Першая · Беларуская",
        "Свободная House · Усе матэрыялы · Беларуская",
    ]
    about = (site / at.about_page("be")).read_text()
    assert 'title="Свободная House · Усе матэрыялы · Беларуская · RSS"' in about


def test_a_large_feed_keeps_the_newest_in_full_and_the_rest_in_brief(home: Path) -> None:
    newsroom()
    words = "слова «і» яшчэ & " * 4_000
    for number in range(12):
        story(
            f"Story {number}", standfirst=f"In brief {number}", day=date(2021, 2, 20 - number),
            body=[("paragraph", f"<p>{words} {number} END</p>")],
        )  # fmt: skip
    from solidary.press.publish import publish_full

    publish_full()
    site, full = home / "site", {}
    for ending in ENDINGS:
        data = (site / at.feed(every_story("en"), ending)).read_bytes()
        assert BUDGET // 2 < len(data) <= BUDGET
        told = entries(site, every_story("en"), ending)
        assert [entry["title"] for entry in told] == [f"Story {number}" for number in range(12)]
        full[ending] = [" END" in str(entry["content"]) for entry in told]
        for number, entry in enumerate(told):
            assert f"In brief {number}" in str(entry["content"])
    assert full["atom.xml"] == full["rss.xml"] == full["feed.json"]
    told_so = full["atom.xml"]
    assert told_so == sorted(told_so, reverse=True) and 0 < sum(told_so) < 12


@given(
    st.lists(st.tuples(st.integers(0, 900), st.integers(0, 100)), max_size=40),
    st.integers(4_000, 9_000),
)
def test_a_budget_is_kept_and_spent_on_the_newest(
    stories: list[tuple[int, int]], room: int
) -> None:
    full = [brief + more for more, brief in stories]
    brief = [brief for _, brief in stories]
    chosen = in_full(full, brief, room + AROUND)
    size = sum(
        whole if yes else short for whole, short, yes in zip(full, brief, chosen, strict=True)
    )
    assert size <= room
    if not all(chosen):
        first = chosen.index(False)
        assert size + full[first] - brief[first] > room or any(chosen[first:])
    assert in_full(full, brief, sum(full) + AROUND) == [True] * len(full)


def test_a_story_longer_than_any_feed_leaves_the_others_their_text() -> None:
    chosen = in_full([BUDGET * 2, 5_000, 5_000], [100, 100, 100])
    assert chosen == [False, True, True]


def _links() -> st.SearchStrategy[str]:
    path = st.text("abz/.?#&=%:\\ é\"'<>\t\n", max_size=12)
    lead = st.sampled_from(
        ["", "/", "//", "../", "./", "#", "?", "http:", "http://", "https://e.org/", "mailto:a@b",
         "tel:+1", "http://[", "HTTPS://E.org", "javascript:", "\\\\e.org\\", " /"]
    )  # fmt: skip
    return st.builds(str.__add__, lead, path)


@given(st.lists(st.tuples(_links(), st.text(max_size=8)), max_size=4), st.text(max_size=20))
def test_no_link_in_a_feed_is_relative_whatever_a_body_holds(
    links: list[tuple[str, str]], words: str
) -> None:
    def quoted(text: str) -> str:
        return text.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")

    body = clean_html(
        "<p>" + words + "".join(
            f'<a href="{quoted(link)}" lang="be">{quoted(said)} href="x"</a>' for link, said in links
        ) + "</p>"
    )  # fmt: skip
    told = for_feeds(body, f"{HOST}en/s/aa/aaaaaaaaa.html")
    before, after = addresses_in(body), addresses_in(told)
    assert re.sub("<[^>]*>", "", told) == re.sub("<[^>]*>", "", body)
    assert len(after.found) <= len(before.found)
    for link in after.found:
        split = urlsplit(link)
        assert split.scheme in ("mailto", "tel") or (
            split.scheme in ("http", "https") and split.hostname
        ), link
        assert link.isascii() or (split.netloc and not split.netloc.isascii())
        assert not re.search(r"[\s<>\"]", link), link


def _feeds(site: Path, listing: Listing) -> Iterator[tuple[str, list[str], str, str]]:
    """Each feed of a listing: its ending, its titles, its own address, and the page it names."""
    for ending in ENDINGS:
        data = (site / at.feed(listing, ending)).read_bytes()
        titles = [str(entry["title"]) for entry in entries(site, listing, ending)]
        if ending == "feed.json":
            told = json.loads(data)
            yield ending, titles, told["feed_url"], told["home_page_url"]
            continue
        root = ElementTree.fromstring(data)
        channel = root if ending == "atom.xml" else root[0]
        links = {link.get("rel"): link.get("href") for link in channel.findall(f"{ATOM}link")}
        page = root.findtext("channel/link") or str(links["alternate"])
        yield ending, titles, str(links["self"]), page


def test_feeds_and_calendar_of_a_merged_topic_go_on_with_those_of_the_last_one(home: Path) -> None:
    newsroom()
    first, second, third = topic("First"), topic("Second"), topic("Third")
    story("Old", topics=(first,))
    story("Стары", language="be", topics=(first,))
    pending()
    MergeTopics(first, second).execute()
    pending()
    MergeTopics(second, third).execute()
    pending()
    story("New", topics=(third,), at_time=time(9))
    pending()
    site = home / "site"
    for language, titles in (("en", ["New", "Old"]), ("be", ["Стары"])):
        page = HOST + at.listing_page(topic_listing(third.address, language))
        for each in (first, second, third):
            listing = topic_listing(each.address, language)
            for ending, told, own, leads in _feeds(site, listing):
                assert (told, leads) == (titles, page), (each, ending)
                assert own == HOST + at.feed(listing, ending)
            for part in ("2021", "2021-02", "2021-02-08"):
                archived = site / at.archive_page(topic_listing(first.address, language), part)
                goal = at.archive_page(topic_listing(third.address, language), part)
                assert archived.is_file() is (site / goal).is_file()
                if archived.is_file():
                    assert f'url=../../../{goal}"' in archived.read_text()
    assert (site / at.archive_page(topic_listing(first.address, "en"), "2021")).is_file()
    alias = (site / at.friendly_page("en", "first")).read_text()
    assert at.feed(topic_listing(third.address, "en"), "atom.xml") in alias
    assert dangling(site) == []
