"""The sample dossier as readers get it: sound, light, and asking nobody else for anything."""

from __future__ import annotations

import gzip
import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from lxml import html as markup
from playwright.sync_api import Page, Request

from solidary.release.addresses import in_overlay
from tests.acceptance.conftest import command
from tests.fixtures.browser import OpenPage
from tests.fixtures.language_sets import faults_of_language_sets

STORY_BUDGET = 14 * 1024
"""Bytes of a story's page and its style sheet, compressed (docs/architecture.md)."""
TOPIC_BUDGET = 60 * 1024
TOPIC_REQUESTS = 8


def pages(home: Path, pattern: str) -> list[Path]:
    found = sorted((home / "site").glob(pattern))
    assert found, f"the sample has no {pattern}"
    return found


def template_of_each_kind(home: Path, language: str) -> Iterator[str]:
    """One address of every kind of page in a language; every story, since kinds differ there."""
    site = home / "site"
    topic = max(pages(home, f"{language}/t/*/*.html"), key=lambda page: page.stat().st_size)
    archive = pages(home, f"{language}/d/2020/?????????.html")[0]
    for page in (
        site / language / "index.html",
        site / language / "about.html",
        site / language / "latest.html",
        topic,
        archive,
        *pages(home, f"{language}/s/*/*.html"),
    ):
        yield page.relative_to(site).as_posix()


def _compressed(file: Path) -> int:
    return len(gzip.compress(file.read_bytes(), 6))


@pytest.mark.exhaustive
def test_the_html_checker_finds_nothing_on_any_page(
    sample_home: Path, vnu: Callable[..., list[str]]
) -> None:
    assert vnu(sample_home / "site") == []


@pytest.mark.exhaustive
@pytest.mark.parametrize(
    "language",
    [
        "en",
        *(pytest.param(language, marks=pytest.mark.exhaustive) for language in ("be", "ru", "pl")),
    ],
)
def test_axe_finds_nothing_on_any_kind_of_page(
    open_page: OpenPage,
    axe: Callable[[Page], list[str]],
    sample_home: Path,
    sample_site: str,
    language: str,
) -> None:
    window = open_page(width=360 if language in ("be", "pl") else 1440)
    found = []
    for address in [*template_of_each_kind(sample_home, language), "no/such/page.html"]:
        window.goto(sample_site + address)
        found += [f"{address} {line}" for line in axe(window)]
    assert found == []


def test_a_story_with_its_style_sheet_keeps_its_budget(sample_home: Path) -> None:
    style = _compressed(pages(sample_home, "a/style-*.css")[0])
    heavy = {
        page.name: _compressed(page) + style
        for page in pages(sample_home, "*/s/*/*.html")
        if _compressed(page) + style > STORY_BUDGET
    }
    assert heavy == {}


@pytest.mark.parametrize(("width", "language"), [(360, "be"), (1440, "en")])
def test_a_topic_page_keeps_its_budget_with_its_pictures(
    open_page: OpenPage, sample_home: Path, sample_site: str, width: int, language: str
) -> None:
    topic = max(pages(sample_home, f"{language}/t/*/*.html"), key=lambda page: page.stat().st_size)
    window = open_page(width=width, height=20_000, scripts=False)
    asked: list[Request] = []
    window.on("requestfinished", lambda request: asked.append(request))
    window.goto(sample_site + topic.relative_to(sample_home / "site").as_posix())
    window.wait_for_load_state("networkidle")
    weight = sum(request.sizes()["responseBodySize"] for request in asked)
    assert weight <= TOPIC_BUDGET
    assert len(asked) <= TOPIC_REQUESTS


def test_no_page_links_to_what_is_not_there(sample_home: Path) -> None:
    site = sample_home / "site"
    missing = []
    for page in sorted(site.rglob("*.html")):
        if page.name == "404.html":
            continue
        here = "/" + page.relative_to(site).as_posix()
        tree = markup.fromstring(page.read_bytes().decode())
        srcsets = [
            part.split()[0] for srcset in tree.xpath("//@srcset") for part in srcset.split(",")
        ]
        for link in [*tree.xpath("//@href | //@src | //@poster"), *srcsets]:
            target = urlsplit(urljoin(here, link))
            if target.scheme or target.netloc:
                continue
            if not (site / unquote(target.path).lstrip("/")).is_file():
                missing.append((here, link))
    assert missing == []


def test_every_version_of_a_page_in_the_sample_names_all_the_others(sample_home: Path) -> None:
    host = (sample_home / "site" / "sitemap.xml").read_text().partition("<loc>")[2]
    host = host.partition("sitemaps/")[0]
    assert faults_of_language_sets(sample_home / "site", host) == []


def test_no_page_names_a_host_a_script_or_a_style_of_its_own(sample_home: Path) -> None:
    for page in pages(sample_home, "**/*.html"):
        text = page.read_text()
        # The overlay is made for a host.
        own_host = in_overlay(page.relative_to(sample_home / "site").as_posix())
        assert own_host or "127.0.0.1" not in text, page
        tree = markup.fromstring(text.encode().decode())
        assert not tree.xpath("//script[not(@type='application/ld+json')]"), page
        assert not tree.xpath("//@style | //style | //iframe | //form"), page
        assert tree.xpath("//meta[@http-equiv='Content-Security-Policy']"), page


def test_an_address_never_names_the_topic(sample_home: Path) -> None:
    """Friendly names are redirects for the newsroom's own host; no page links to one."""
    friendly = re.compile(r'href="[^"]*solidarity', re.IGNORECASE)
    for page in pages(sample_home, "*/[st]/**/*.html"):
        inside = [link for link in friendly.findall(page.read_text()) if "http" not in link]
        assert inside == [], page


@pytest.mark.parametrize("scripts", [True, pytest.param(False, marks=pytest.mark.exhaustive)])
def test_reading_leaves_nothing_behind(
    open_page: OpenPage, sample_home: Path, sample_site: str, scripts: bool
) -> None:
    window = open_page(scripts=scripts)
    refused: list[str] = []
    window.on("console", lambda message: refused.append(message.text))
    for address in template_of_each_kind(sample_home, "en"):
        window.goto(sample_site + address)
    state = window.context.storage_state(indexed_db=True)
    assert state["cookies"] == []
    assert state["origins"] == []
    assert refused == []


@pytest.mark.parametrize(
    "language",
    [
        "be",
        *(pytest.param(language, marks=pytest.mark.exhaustive) for language in ("en", "ru", "pl")),
    ],
)
def test_no_page_is_wider_than_its_window(
    open_page: OpenPage, sample_home: Path, sample_site: str, language: str
) -> None:
    window = open_page(width=360)
    wide = []
    for address in template_of_each_kind(sample_home, language):
        window.goto(sample_site + address)
        for width in (360, 1440):
            window.set_viewport_size({"width": width, "height": 900})
            if window.evaluate("document.documentElement.scrollWidth") > width:
                wide.append(f"{address} at {width}")
    assert wide == []


@pytest.mark.parametrize(
    "most", [8, pytest.param(10_000, marks=pytest.mark.exhaustive)], ids=["eight", "all"]
)
def test_the_language_switch_leads_to_the_same_story(
    open_page: OpenPage, sample_home: Path, sample_site: str, most: int
) -> None:
    window = open_page(scripts=False, width=360)
    switched = 0
    for story in pages(sample_home, "en/s/*/*.html"):
        window.goto(sample_site + story.relative_to(sample_home / "site").as_posix())
        there = window.locator("nav a[lang=be]").first
        if "/s/" not in (there.get_attribute("href") or ""):
            continue
        there.click()
        assert window.locator("html").get_attribute("lang") == "be"
        window.locator("nav a[lang=en]").first.click()
        assert window.url.endswith(story.name)
        switched += 1
        if switched == most:
            break
    assert switched >= 8


def test_the_release_opens_from_a_folder_without_a_server(
    open_page: OpenPage, sample_home: Path
) -> None:
    window = open_page(scripts=False)
    window.goto((sample_home / "site" / "index.html").as_uri())
    window.locator("main a").first.click()
    assert window.locator("h1").inner_text()
    assert "serif" in window.evaluate("getComputedStyle(document.querySelector('h1')).fontFamily")


@pytest.mark.exhaustive
@pytest.mark.parametrize("begun", ["migrated", pytest.param("empty", marks=pytest.mark.exhaustive)])
def test_two_builds_in_other_surroundings_are_bit_equal(
    empty_home: Path, sample_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, begun: str
) -> None:
    for name, value in {
        "TZ": "Pacific/Kiritimati",
        "LC_ALL": "C.UTF-8" if os.environ.get("LC_ALL") != "C.UTF-8" else "C",
        "PYTHONHASHSEED": "12345",
    }.items():
        monkeypatch.setenv(name, value)
    other = tmp_path / "another" / "folder"
    if begun == "migrated":
        shutil.copytree(empty_home, other)
    solidary = command(other)
    solidary("sample")
    solidary("publish")

    def release(home: Path) -> dict[str, bytes]:
        site = home / "site"
        return {
            file.relative_to(site).as_posix(): file.read_bytes()
            for file in site.rglob("*")
            if file.is_file()
        }

    assert release(other) == release(sample_home)
