"""What every page of the site promises, read from its HTML."""

from __future__ import annotations

import functools
import gzip
import itertools
import posixpath
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from solidary.site.dress import stylesheet
from solidary.site.palette import DEFAULT_ACCENT
from solidary.site.sheets import Said
from solidary.site.words import direction
from solidary.stories.body.blocks import BLOCKS
from tests.site import blocks, examples, gallery

POLICY = (
    "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'self'; "
    "base-uri 'none'; form-action 'none'"
)
LANGUAGES = (*examples.LANGUAGES, *examples.RIGHT_TO_LEFT)


class Drawn:
    """One example page: its address, its text and its tree."""

    def __init__(self, template: str, here: str, html: str) -> None:
        self.template = template
        self.here = here
        self.html = html
        self.tree = BeautifulSoup(html, "lxml")

    def __repr__(self) -> str:
        return self.here

    def all(self, selector: str) -> list[Tag]:
        return list(self.tree.select(selector))

    def one(self, selector: str) -> Tag:
        (found,) = self.all(selector)
        return found


@functools.cache
def drawn_pages() -> tuple[Drawn, ...]:
    """Every example page; drawn when the first test asks, not when tests are gathered."""
    return tuple(Drawn(*page) for page in gallery.pages(LANGUAGES))


def every_page(law: Callable[[Drawn], None]) -> Callable[[], None]:
    """One test of all pages from a law of one; what breaks it is named, every page of it."""

    def test() -> None:
        broken = []
        for drawn in drawn_pages():
            try:
                law(drawn)
            except (AssertionError, KeyError, ValueError) as error:
                error.add_note(f"The page is {drawn.here}.")
                broken.append(error)
        if broken:
            raise ExceptionGroup(f"{len(broken)} of {len(drawn_pages())} pages", broken)

    test.__doc__ = law.__doc__
    return test


def find(here: str) -> Drawn:
    (found,) = [drawn for drawn in drawn_pages() if drawn.here == here]
    return found


@every_page
def test_a_page_says_its_language_and_direction(drawn: Drawn) -> None:
    language = drawn.here.partition("/")[0]
    root = drawn.one("html")
    assert (root["lang"], root["dir"]) == (language, direction(language))


@every_page
def test_a_page_runs_nothing_and_tells_nobody(drawn: Drawn) -> None:
    assert drawn.one('meta[http-equiv="Content-Security-Policy"]')["content"] == POLICY
    assert drawn.one('meta[name="referrer"]')["content"] == "no-referrer"
    assert all(script["type"] == "application/ld+json" for script in drawn.all("script"))
    assert drawn.all("form, iframe, object, embed, input, button, style, [style]") == []
    assert not re.search(r"<[^>]+\son\w+=", drawn.html)
    assert "javascript:" not in drawn.html


@every_page
def test_a_page_names_no_host_but_where_a_reader_chooses_to_go(drawn: Drawn) -> None:
    loaded = [tag.get("src") or tag.get("href") for tag in drawn.all("[src], link[href]")]
    loaded += [
        part.split()[0] for tag in drawn.all("[srcset]") for part in str(tag["srcset"]).split(",")
    ]
    loaded += [tag["poster"] for tag in drawn.all("[poster]")]
    assert [address for address in loaded if re.match(r"\w+:|//|/", str(address))] == []
    assert drawn.all('link[rel="canonical"]') == []
    for link in drawn.all('main a[href^="http"]'):
        if link.find_parent(class_="body") is None or link.get("rel"):
            assert {"noopener", "noreferrer"} <= set(link.get_attribute_list("rel"))


@every_page
def test_links_stay_inside_the_release(drawn: Drawn) -> None:
    base = posixpath.dirname(drawn.here)
    for tag in drawn.all("[href], [src]"):
        address = str(tag.get("href") or tag.get("src"))
        if not re.match(r"https?:|mailto:|#", address):
            assert not posixpath.normpath(posixpath.join(base, address)).startswith(".."), address


@every_page
def test_landmarks_and_the_way_past_them_are_there(drawn: Drawn) -> None:
    for name in ("header.masthead", "main#content", "footer.colophon"):
        drawn.one(name)
    assert drawn.one("body > a.skip")["href"] == "#content"
    assert next(child.name for child in drawn.one("body").children if isinstance(child, Tag)) == "a"
    labels = [nav.get("aria-label") or nav.get("aria-labelledby") for nav in drawn.all("nav")]
    assert all(labels) and len(labels) == len(set(labels))


@every_page
def test_headings_go_down_one_step_at_a_time(drawn: Drawn) -> None:
    levels = [int(tag.name[1]) for tag in drawn.all("h1, h2, h3, h4, h5, h6")]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


@every_page
def test_no_address_inside_a_page_is_used_twice(drawn: Drawn) -> None:
    ids = [tag["id"] for tag in drawn.all("[id]")]
    assert len(ids) == len(set(ids))
    for link in drawn.all('a[href^="#"]'):
        assert str(link["href"])[1:] in ids


@every_page
def test_pictures_keep_their_room_and_say_what_they_show(drawn: Drawn) -> None:
    for picture in drawn.all("img"):
        assert int(str(picture["width"])) > 0 and int(str(picture["height"])) > 0
        assert picture.has_attr("alt")
        link = picture.find_parent("a")
        if link is not None and link.get("aria-hidden") is None:
            assert picture["alt"] or link.get("aria-label") or link.get_text(strip=True)


@every_page
def test_words_in_another_language_are_marked_as_such(drawn: Drawn) -> None:
    for entry in drawn.all(".editions a, .editions [aria-current], .also a"):
        assert entry["lang"] and entry["dir"] == direction(str(entry["lang"]))
    for entry in drawn.all(".editions a, .also a"):
        assert entry["hreflang"] == entry["lang"]


def test_the_language_switch_goes_to_the_same_story_or_says_it_cannot() -> None:
    drawn = find("en/s/7f/roundup.html")
    belarusian = drawn.one('.editions a[lang="be"]')
    assert belarusian["href"] == "../../../be/s/7f/roundup.html"
    assert "elsewhere" not in belarusian.get_attribute_list("class")
    german = drawn.one('.editions a[lang="de"]')
    assert german["href"] == "../../../de/index.html"
    assert german.get_text() == "Deutsch (front page)"
    assert {tag["hreflang"] for tag in drawn.all('link[rel="alternate"][hreflang]')} == {
        "en",
        "be",
        "pl",
        "x-default",
    }
    assert [tag["lang"] for tag in drawn.all(".also a")] == ["be", "pl"]


def test_feeds_are_offered_to_programs_and_to_people() -> None:
    drawn = find("be/t/7f/7f3kq.html")
    types = [tag["type"] for tag in drawn.all('link[rel="alternate"][type]')]
    assert types == ["application/atom+xml", "application/rss+xml", "application/feed+json"]
    assert [link.get_text() for link in drawn.all(".feeds a")] == ["Atom", "RSS", "JSON Feed"]
    assert drawn.all(".feeds a")[0]["href"] == "../../../be/t/7f/7f3kq.atom.xml"


def test_the_head_of_a_story_tells_when_where_who_and_what_changed() -> None:
    drawn = find("be/s/7f/roundup.html")
    head = drawn.one(".tale .head")
    assert head.select_one("time")["datetime"] == "2021-02-08T21:40"  # type: ignore[index]
    assert "8\u00a0лютага 2021" in head.get_text()
    assert drawn.one(".dateline").get_text() == "ВІЛЬНЯ"
    assert [item.get_text() for item in drawn.all(".bylines li")] == [
        "Hanna Novik, reporter",
        "Алена",
    ]
    assert drawn.one(".based-on a").get_text() == "Пераклад з англійскай мовы"
    assert drawn.one(".head .corrected a")["href"] == "#correction-2021-02-09"
    assert "Выпраўлена 9\u00a0лютага 2021." in drawn.one("#correction-2021-02-09").get_text()


def test_a_correction_that_left_no_block_is_still_told() -> None:
    sheet = examples.story("en", "x", gallery.body("en", blocks.plain("en")))
    tree = BeautifulSoup(gallery.render("story.html", sheet), "lxml")
    assert tree.select(".head .corrected a") == []
    (told,) = tree.select(".head .corrected")
    assert told.get_text(strip=True) == "Corrected on 9 February 2021"


def test_sources_say_who_cites_whom() -> None:
    first, second, third = find("en/s/7f/roundup.html").all(".sources li")
    assert (
        first.get_text() == "Example Media, citing Artur H., a local association · our saved copy"
    )
    assert [link["href"] for link in first.select("a")] == [
        "https://www.example.org/a",
        "../../../d/kept.html",
    ]
    assert second.get_text() == "example.net"
    assert third.get_text() == "Radio of the town"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Video · in English and in Belarusian · subtitles in Polish"),
        ("be", "Відэа · па-англійску і па-беларуску · субтытры па-польску"),
        ("ru", "Видео · на английском и на беларусском · субтитры на польском"),
        ("pl", "Wideo · po angielsku i po białorusku · napisy po polsku"),
    ],
)
def test_a_video_mark_is_made_of_words(language: str, said: str) -> None:
    marks = [
        " ".join(tag.get_text().split())
        for tag in find(f"{language}/t/7f/7f3kq.html").all(".marks")
    ]
    assert said in marks


def test_a_roundup_walks_from_place_to_place() -> None:
    drawn = find("lt/s/7f/roundup.html")
    assert [tag.get_text() for tag in drawn.all(".dispatch > h2.place")] == [
        "Vilnius", "Varšuva", "Balstogė", "Kyjivas", "Berlynas", "Berlynas",
    ]  # fmt: skip
    [added] = drawn.all(".dispatch > .added")
    assert " ".join(added.get_text().split()) == "Papildymas, 2021 m. rugsėjo 8 d."
    assert [quote.get("lang") for quote in drawn.all(".dispatch .quote blockquote")] == [None]
    assert drawn.one(".dispatch div.message[lang]")["lang"] == "be"
    for dispatch in drawn.all(".dispatch"):
        for tile in dispatch.select("figure.tile"):
            assert tile.select_one("figcaption") is not None
    credits = [tag.get_text() for tag in drawn.all(".tile .credit")]
    assert "Nuotrauką atsiuntė skaitytojai" in credits
    assert "Iliustracija · Nuotrauką atsiuntė skaitytojai" in credits


def test_all_kinds_of_blocks_are_drawn() -> None:
    drawn = find("en/s/7f/kinds.html")
    for selector in (
        ".body > p", ".body > h2#flowers", "figure.photo", "figure.gallery .mosaic", "figure.quote",
        "div.table[role=region][tabindex='0'] th[scope=col]", "div.table caption",
        "figure.video video[controls] track[srclang=pl]", "figure.audio audio[controls]",
        "figure.card a[rel~=external]", "p.document a", "div.correction[role=note]",
    ):  # fmt: skip
        assert drawn.all(selector), selector
    assert drawn.all("iframe") == []
    assert "PDF · 2.4 MB" in drawn.one("p.document").get_text()
    assert "leads to another site: example.com" in drawn.all("figure.card")[0].get_text()


def test_pinned_stories_stand_on_top_and_the_order_is_kept() -> None:
    drawn = find("en/t/7f/7f3kq.html")
    first, second, third = drawn.all("main section, main nav")
    assert (
        first["class"] == ["pinned"]
        and second["class"] == ["stories"]
        and third["class"] == ["shelves"]
    )
    days = [str(tag["datetime"])[:10] for tag in second.select(".item time")]
    assert len(days) == 30
    assert [link.get_text() for link in third.select("a")] == ["2021", "2020", "2019", "2018"]


@every_page
def test_a_listing_shows_few_pictures_and_none_twice(drawn: Drawn) -> None:
    pictures = [str(tag["src"]) for tag in drawn.all(".thumb img")]
    assert len(pictures) <= 4
    assert len(set(pictures)) == len(pictures)


def test_a_crowded_year_lists_its_months_and_the_way_back() -> None:
    drawn = find("uk/d/2021/7f3kq.html")
    assert drawn.one("h1").get_text(strip=True) == "2021"
    assert drawn.one(".trail a")["href"] == "../../../uk/t/7f/7f3kq.html"
    months = [link.get_text() for link in drawn.all(".shelves a")]
    assert months[0] == "Грудень 2021" and len(months) == 12
    assert not drawn.all(".total, .shelves .count"), "a count would change with every story"


def test_a_moved_topic_leads_on_at_once() -> None:
    drawn = find("pl/t/7f/old.html")
    assert (
        drawn.one('meta[http-equiv="refresh"]')["content"] == "0; url=../../../pl/t/7f/7f3kq.html"
    )
    assert drawn.one("main .body a")["href"] == "../../../pl/t/7f/7f3kq.html"


def test_what_editors_type_never_becomes_markup() -> None:
    hostile = '"><script>alert(1)</script>'
    sheet = examples.story(
        "en", "x", gallery.body("en", [{"type": "quote", "text": hostile, "who": hostile, "about": hostile, "language": hostile}]),
        headline=hostile, standfirst=hostile, dateline=hostile, places=(Said(hostile, hostile),),
    )  # fmt: skip
    html = gallery.render("story.html", sheet)
    assert "<script>" not in html and "&lt;script&gt;" in html


@pytest.mark.parametrize("name", ["roundup", "kinds", "plain"])
@pytest.mark.parametrize("language", ["en", "be", "ar"])
def test_a_story_with_its_style_is_light(language: str, name: str) -> None:
    """DESIGN: story with style sheet at most 14 KB compressed."""
    page = find(f"{language}/s/7f/{name}.html").html
    weight = sum(
        len(gzip.compress(text.encode(), 6)) for text in (page, stylesheet(DEFAULT_ACCENT))
    )
    assert weight <= 14_000


def test_a_page_follows_from_its_sheet_alone() -> None:
    again = {here: html for _template, here, html in gallery.pages(("be",))}
    assert again == {drawn.here: drawn.html for drawn in drawn_pages() if drawn.here in again}


def test_every_template_is_shown_in_the_gallery() -> None:
    kept = {path.name for path in gallery.TEMPLATES.glob("*.html")}
    assert kept - {
        "base.html",
        "phrases.html",
        "parts.html",
        "body.html",
        "calendar.html",
        "chronicle.html",
        "map.html",
    } == {drawn.template for drawn in drawn_pages()}


def test_the_rooms_face_is_written_down() -> None:
    room = Path(gallery.TEMPLATES).parent
    assert len((room / "README.md").read_text("utf-8").splitlines()) <= 14


def test_every_block_is_shown_in_the_gallery() -> None:
    shown = [*blocks.all_kinds("en"), *blocks.roundup("en")]
    assert {part["type"] for part in shown} == {block.name for block in BLOCKS}
