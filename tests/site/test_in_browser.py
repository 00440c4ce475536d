"""The gallery in a real browser and under two judges: axe and the Nu HTML checker."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Page

from tests.fixtures.browser import OpenPage
from tests.site import examples, gallery

pytestmark = pytest.mark.browser

LANGUAGES = (*examples.LANGUAGES, *examples.RIGHT_TO_LEFT)
TOPIC = "t/7f/7f3kq.html"
ROUNDUP = "s/7f/roundup.html"
KINDS = "s/7f/kinds.html"
NAMES = tuple(make("en").page.here.removeprefix("en/") for _template, make in gallery.SHEETS)
TELLING = (
    "index.html", TOPIC, "d/2021-02/7f3kq.html", ROUNDUP, KINDS, "c/2020-07/7f3kq.html", "x/7f/chain.html",
    "t/7f/7f3kq.map.html", "w/all.data.html",
)  # fmt: skip
"""Nine pages with most in them are looked at each time; the exhaustive tests look at every page."""
OTHER_ACCENTS = ("#00a2ff", "#c0c0c0", "#0b2e13")
WIDTHS = (320, 360, 700, 896, 1024, 1440)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


class Quiet(SimpleHTTPRequestHandler):
    """Serves the gallery without a word."""

    def log_message(self, *said: object) -> None:
        pass


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("gallery")
    gallery.write(place)
    return place


@pytest.fixture(scope="module")
def staying(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The gallery with pages that lead on by themselves staying where they are, to be looked at."""
    place = shutil.copytree(folder, tmp_path_factory.mktemp("staying") / "site")
    for page in place.rglob("*.html"):
        page.write_text(gallery.staying(page.read_text("utf-8")), "utf-8")
    return place


@pytest.fixture(scope="module")
def site(staying: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(staying)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


def test_the_html_checker_finds_nothing(folder: Path, vnu: Callable[..., list[str]]) -> None:
    """What 'self' means it cannot know for files; the browser tests listen for the policy."""
    found = [line for line in vnu(folder) if "violates Content Security Policy" not in line]
    assert found == []


@pytest.mark.parametrize(
    ("language", "scheme", "width", "names"),
    [
        pytest.param("ar", "dark", 360, TELLING, id="each time"),
        *(
            pytest.param(*each, NAMES, marks=pytest.mark.exhaustive, id="-".join(map(str, each)))
            for each in [*((language, "light", 1440) for language in LANGUAGES)]
            + [(language, "dark", 360) for language in ("be", "de", "ar")]
        ),
    ],
)
def test_axe_finds_nothing(
    open_page: OpenPage,
    axe: Callable[[Page], list[str]],
    site: str,
    language: str,
    scheme: str,
    width: int,
    names: tuple[str, ...],
) -> None:
    """Each time from right to left, dark and narrow. (The sample is looked at light and wide, from left to
    right.)"""
    window = open_page(width=width, scheme=scheme)
    found: list[str] = []
    for name in names:
        window.goto(f"{site}{language}/{name}")
        found += [f"{name} {line}" for line in axe(window)]
    assert found == []


@pytest.mark.parametrize(
    "accent",
    [
        "#ffe100",
        *(pytest.param(each, marks=pytest.mark.exhaustive) for each in OTHER_ACCENTS),
    ],
)
def test_axe_finds_no_fault_with_other_accents(
    open_page: OpenPage,
    axe: Callable[[Page], list[str]],
    folder: Path,
    tmp_path: Path,
    accent: str,
) -> None:
    """In light and in dark; an accent changes colours, and no picture."""
    shutil.copytree(folder / "p", tmp_path / "p")
    gallery.write(tmp_path, ("en",), accent)
    found: list[str] = []
    window = open_page()
    for name in ("index.html", TOPIC, ROUNDUP):
        window.goto((tmp_path / "en" / name).as_uri())
        for scheme in SCHEMES:
            window.emulate_media(color_scheme=scheme)
            found += [f"{name} {scheme} {line}" for line in axe(window)]
    assert found == []


@pytest.mark.parametrize(
    ("language", "names"),
    [
        pytest.param("de", TELLING, id="each time"),
        *(
            pytest.param(each, NAMES, marks=pytest.mark.exhaustive, id=each)
            for each in ("de", "be", "ar")
        ),
    ],
)
def test_nothing_sticks_out_at_any_width(
    open_page: OpenPage, site: str, language: str, names: tuple[str, ...]
) -> None:
    window = open_page(width=WIDTHS[0], scripts=True)
    for name in names:
        window.goto(f"{site}{language}/{name}")
        for width in WIDTHS:
            window.set_viewport_size({"width": width, "height": 900})
            inner, beyond = window.evaluate(
                "[innerWidth, document.documentElement.scrollWidth - innerWidth]"
            )
            assert inner == width
            assert beyond <= 0, f"{name} at {width}"


def test_the_policy_stops_nothing_a_page_needs(
    open_page: OpenPage, site: str, staying: Path
) -> None:
    """Over a server, and as files from a stick."""
    said: list[str] = []
    for base in (site, staying.as_uri() + "/"):
        window = open_page()
        window.on("console", lambda message: said.append(message.text))
        for name in NAMES:
            window.goto(f"{base}be/{name}")
            ground = window.evaluate("getComputedStyle(document.documentElement).backgroundColor")
            assert ground == "rgb(251, 250, 246)"
    assert [line for line in said if "Content Security Policy" in line] == []


def test_a_page_without_scripts_is_the_same_page(open_page: OpenPage, site: str) -> None:
    windows = [open_page(width=700, scripts=scripts) for scripts in (True, False)]
    for name in ("index.html", TOPIC, KINDS):
        shots = []
        for window in windows:
            window.goto(f"{site}en/{name}")
            shots.append(window.locator("main").aria_snapshot())
        assert shots[0] == shots[1]


def test_dates_stand_in_the_margin_when_wide_and_above_when_narrow(
    open_page: OpenPage, site: str
) -> None:
    for width, beside in ((1440, True), (360, False)):
        window = open_page(width=width)
        window.goto(f"{site}en/{TOPIC}")
        item = window.locator(".stories .item").first
        date, headline = item.locator("time").bounding_box(), item.locator("h3").bounding_box()
        assert date and headline
        if beside:
            assert date["x"] + date["width"] < headline["x"]
        else:
            assert date["y"] + date["height"] <= headline["y"] + 1
            assert abs(date["x"] - headline["x"]) < 2


def test_a_page_written_right_to_left_is_turned_around(open_page: OpenPage, site: str) -> None:
    window = open_page(language="he")
    window.goto(f"{site}he/{TOPIC}")
    item = window.locator(".stories .item").first
    date, headline = item.locator("time").bounding_box(), item.locator("h3").bounding_box()
    assert date and headline
    assert date["x"] > headline["x"] + headline["width"]


def test_the_thread_runs_through_the_dots(open_page: OpenPage, site: str) -> None:
    """The line and the middle of each dot stand on one axis, in both directions of writing."""
    measure = """selector => {
        const dots = [...document.querySelectorAll(selector)].map(element => {
            const box = element.getBoundingClientRect(), dot = getComputedStyle(element, '::before');
            const rtl = document.dir === 'rtl';
            const start = parseFloat(dot.insetInlineStart);
            return rtl ? box.right - start : box.left + start;
        });
        return [Math.min(...dots), Math.max(...dots)];
    }"""
    for language in ("en", "fa"):
        for width in (360, 1440):
            window = open_page(width=width)
            window.goto(f"{site}{language}/{TOPIC}")
            least, most = window.evaluate(
                measure, ".item, .head h1, .shelves .link, .masthead .name"
            )
            assert most - least < 1


def test_the_first_key_offers_the_way_to_the_text(open_page: OpenPage, site: str) -> None:
    window = open_page()
    window.goto(f"{site}be/{ROUNDUP}")
    window.keyboard.press("Tab")
    skip = window.locator("a.skip")
    assert skip.evaluate("element => element === document.activeElement")
    box = skip.bounding_box()
    assert box and box["y"] >= 0
    window.keyboard.press("Enter")
    assert window.url.endswith("#content")


def test_everything_that_can_be_reached_by_key_shows_it(open_page: OpenPage, site: str) -> None:
    window = open_page(width=360)
    window.goto(f"{site}en/{TOPIC}")
    for _ in range(12):
        window.keyboard.press("Tab")
        outline = window.evaluate("getComputedStyle(document.activeElement).outlineWidth")
        assert outline == "3px"


@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("language", ["en", "be"])
def test_a_topic_page_is_light(open_page: OpenPage, site: str, language: str, width: int) -> None:
    """DESIGN: at most 60 KB and 8 requests with its pictures, all of them scrolled into view."""
    window = open_page(width=width)
    answers: list[Any] = []
    window.on("requestfinished", lambda request: answers.append(request))
    window.goto(f"{site}{language}/{TOPIC}")
    for _ in range(12):
        window.mouse.wheel(0, 900)
        window.wait_for_timeout(60)
    pictures = [request for request in answers if "/p/" in request.url]
    assert 0 < len(pictures) <= 5
    assert len(answers) <= 8
    weight = sum(request.sizes()["responseBodySize"] for request in pictures)
    assert weight <= 40_000


def test_a_narrow_story_is_for_reading(open_page: OpenPage, site: str) -> None:
    """16 CSS pixels or more for the text, and lines of a length that eyes can follow."""
    for width in (360, 1440):
        window = open_page(width=width)
        window.goto(f"{site}en/{KINDS}")
        text = window.locator(".body > p").first
        size = float(text.evaluate("element => parseFloat(getComputedStyle(element).fontSize)"))
        box = text.bounding_box()
        assert size >= 16
        assert box and box["width"] / size <= 40


def test_print_leaves_out_what_paper_cannot_do(open_page: OpenPage, site: str) -> None:
    window = open_page(width=700)
    window.goto(f"{site}en/{KINDS}")
    window.emulate_media(media="print")
    for selector in (".editions", ".rooms", ".feeds", "video", "audio"):
        assert not window.locator(selector).first.is_visible(), selector
    shown = window.locator('.body a[href^="http"]').first.evaluate(
        "element => getComputedStyle(element, '::after').content"
    )
    assert "https://example.org/tram" in shown


def test_high_contrast_keeps_the_dots(open_page: OpenPage, site: str) -> None:
    window = open_page()
    window.goto(f"{site}en/{TOPIC}")
    window.emulate_media(forced_colors="active")
    width = window.locator(".stories .item").first.evaluate(
        "element => getComputedStyle(element, '::before').borderTopWidth"
    )
    assert float(width.removesuffix("px")) >= 5
