"""The first walk: a tag page saved as text becomes a topic page that people read.

`listing.txt` has the shape of the listing the project started from (eleven items, newest
first, two on one day, a mark in a headline), retold.
"""

from __future__ import annotations

import html
import json
import re
from datetime import date, datetime
from pathlib import Path
from typing import Any

import feedparser
import pytest
from lxml import html as markup

from tests.acceptance.conftest import SEED, command


def told() -> list[tuple[str, str, date]]:
    """Headline, standfirst and day of each item, straight from the lines of the file."""
    lines = [line for line in SEED.read_text().splitlines()[1:] if line]
    return [
        (lines[start], lines[start + 1], datetime.strptime(lines[start + 2], "%d.%m.%Y").date())
        for start in range(0, len(lines), 3)
    ]


@pytest.fixture(scope="module")
def topic_page(seed_home: Path) -> Path:
    pages = list(seed_home.glob("site/en/t/*/*.html"))
    assert len(pages) == 1
    return pages[0]


@pytest.fixture(scope="module")
def items(topic_page: Path) -> list[Any]:
    tree = markup.fromstring(topic_page.read_bytes().decode())
    return list(tree.xpath("//main//article"))


def words(node: Any) -> str:
    return " ".join(node.text_content().split())


def test_the_topic_page_lists_exactly_the_items_in_their_order_on_their_days(
    items: list[Any],
) -> None:
    found = [
        (
            words(item.xpath(".//h2 | .//h3")[0]),
            words(item.xpath(".//p[contains(@class, 'standfirst')]")[0]),
            date.fromisoformat(item.xpath(".//time/@datetime")[0][:10]),
        )
        for item in items
    ]
    assert found == told()


def test_the_headline_with_a_mark_says_which_language_is_spoken(items: list[Any]) -> None:
    marked = [words(item) for item in items if "(ENG video)" in words(item)]
    assert len(marked) == 1
    assert re.search(r"Video\b.*in English", marked[0])
    others = [words(item) for item in items if "(ENG video)" not in words(item)]
    assert not [other for other in others if "in English" in other]


def test_every_item_leads_to_a_story_with_the_same_words(
    items: list[Any], topic_page: Path
) -> None:
    for item, (headline, standfirst, _) in zip(items, told(), strict=True):
        story = topic_page.parent / item.xpath(".//a/@href")[0]
        page = markup.fromstring(story.read_bytes().decode())
        assert words(page.xpath("//h1")[0]) == headline
        assert standfirst in words(page)


def test_the_feeds_agree_with_the_page(topic_page: Path) -> None:
    expected = [(headline, day) for headline, _, day in told()]
    stem = topic_page.with_suffix("")
    for ending in (".atom.xml", ".rss.xml"):
        feed = feedparser.parse(stem.with_name(stem.name + ending).read_bytes())
        assert not feed.bozo
        found = [html.unescape(entry.title) for entry in feed.entries]
        assert found == [headline for headline, _ in expected]
    listed = json.loads(stem.with_name(stem.name + ".feed.json").read_bytes())["items"]
    assert [
        (item["title"], date.fromisoformat(item["date_published"][:10])) for item in listed
    ] == expected


def test_the_report_accounts_for_every_line(seed_home: Path) -> None:
    report = json.loads((seed_home / "report.json").read_text())
    filled = [number for number, line in enumerate(SEED.read_text().splitlines(), 1) if line]
    assert sorted(line["line"] for line in report["lines"]) == filled


def test_importing_twice_adds_nothing(seed_home: Path) -> None:
    before = {path: path.read_bytes() for path in seed_home.glob("site/**/*") if path.is_file()}
    solidary = command(seed_home)
    solidary("import", str(SEED))
    solidary("publish")
    after = {path: path.read_bytes() for path in seed_home.glob("site/**/*") if path.is_file()}
    assert after == before
