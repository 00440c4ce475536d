"""The walk of a sender in a real browser: without scripts on a small phone, and with them."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from solidary.letterbox.pages.drawing import LANGUAGES
from tests.fixtures.browser import PATIENCE, OpenPage
from tests.letterbox import opening
from tests.letterbox.cutting import line_to
from tests.letterbox.live import JPEG, Live

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

Axe = Callable[["Page"], list[str]]


def attach(page: Page, *files: tuple[str, bytes]) -> None:
    chosen = [{"name": name, "mimeType": "image/jpeg", "buffer": data} for name, data in files]
    page.set_input_files("#file", files=chosen)  # type: ignore[arg-type]


def fits(page: Page) -> None:
    """Nothing is wider than the window."""
    assert page.viewport_size
    assert page.evaluate("document.scrollingElement.scrollWidth") <= page.viewport_size["width"]


def press(page: Page, button: str) -> None:
    """Press a button that leads to another page."""
    with page.expect_navigation():
        page.click(button)


def filled(live: Live, page: Page) -> None:
    """As if somebody had taken a minute to fill in the form."""
    page.evaluate("token => { document.querySelector('[name=token]').value = token }", live.token())


def wait(page: Page, script: str) -> object:
    """What a script answers, once it is true; the page itself may run no such script."""
    until = time.monotonic() + PATIENCE / 1000
    while not (found := page.evaluate(script)):
        assert time.monotonic() < until, f"never: {script}"
        page.wait_for_timeout(100)
    return found


def test_a_sender_without_scripts_sends_three_files_answers_and_takes_all_back(
    letterbox: Live, open_page: OpenPage
) -> None:
    before = set(letterbox.envelopes())
    page = open_page(width=360, scripts=False, base=letterbox.base)
    page.goto("/be/")
    fits(page)
    page.fill("#words", "Нас было дзвесце.")
    page.fill("#place", "Гданьск")
    page.check("#faces")
    attach(page, ("1.jpg", JPEG))
    filled(letterbox, page)
    press(page, "form button")
    fits(page)
    receipt = page.locator("ol.words li").all_inner_texts()
    assert len(receipt) == 7
    for name in ("2.jpg", "3.jpg"):
        attach(page, (name, JPEG))
        press(page, "form button")
        assert page.locator(".arrived").count() == 1
    press(page, "text=У мяне ёсць квітанцыя")
    for place, word in enumerate(receipt, 1):
        page.fill(f"[name=word{place}]", word.upper())
    fits(page)
    press(page, "form button")
    fits(page)
    assert "3" in page.locator(".arrived").inner_text()
    page.fill("#words", "Так, гэта я.")
    press(page, "form[action$=answer] button")
    came = set(letterbox.envelopes()) - before
    kinds = sorted(letterbox.envelopes()[name].kind for name in came)
    assert kinds == ["addition", "addition", "answer", "contribution"]
    press(page, "text=У мяне ёсць квітанцыя")
    page.fill("[name=word1]", " ".join(receipt))
    press(page, "form button")
    page.check("#sure")
    press(page, "form[action$=withdraw] button")
    assert page.locator(".arrived").count() == 1
    left = [letterbox.envelopes()[name] for name in set(letterbox.envelopes()) - before]
    assert [(one.kind, one.pieces) for one in left] == [("withdrawal", {})]
    assert page.context.cookies() == []


def test_with_scripts_files_go_over_a_line_that_is_cut_every_300_kb(
    letterbox: Live, open_page: OpenPage
) -> None:
    large = JPEG + bytes(range(256)) * 5_000
    before = set(letterbox.envelopes())
    with line_to(letterbox.port, 300_000) as line:
        page = open_page(width=360, base=line.base)
        page.goto("/en/")
        page.fill("#words", "Two files.")
        attach(page, ("large.jpg", large), ("small.jpg", JPEG))
        filled(letterbox, page)
        page.click("form button")
        said = page.locator(".progress li span")
        wait(
            page,
            "[...document.querySelectorAll('.progress span')].filter("
            "each => each.textContent.startsWith('Your file has arrived')).length === 2",
        )
        assert said.count() == 2
        assert page.locator("ol.words li").count() == 7
        assert line.cuts >= 2
        stored = "[localStorage.length, sessionStorage.length, document.cookie, location.hash]"
        assert page.evaluate(stored) == [0, 0, "", ""]
        assert page.url == f"{line.base}/en/"
    came = set(letterbox.envelopes()) - before
    files = sorted(
        (about["name"], data) for name in came for about, data in opening.files(letterbox, name)
    )
    assert files == [("large.jpg", large), ("small.jpg", JPEG)]
    assert letterbox.unwhole() == []


@pytest.mark.exhaustive
def test_a_page_that_is_loaded_again_goes_on_where_the_file_broke(
    letterbox: Live, open_page: OpenPage, tmp_path: Path
) -> None:
    # A file of the disk is the same each time it is chosen; one made up here would be new each time.
    large = tmp_path / "large.jpg"
    large.write_bytes(JPEG + bytes(range(256)) * 9_000)
    sent = letterbox.send()
    before, unwhole = set(letterbox.envelopes()), letterbox.unwhole()
    page = open_page(width=360, base=letterbox.base)
    asked: list[str] = []
    broken = True

    def over(route: Route) -> None:
        """The file is announced and its first piece comes; nothing more until the line is mended."""
        asked.append(route.request.url)
        if broken and len(asked) > 2:
            route.abort()
        else:
            route.continue_()

    def opened() -> None:
        page.goto("/en/receipt")
        page.fill("#digits", sent.digits)
        press(page, "form button")
        page.set_input_files("#file", large)

    page.route("**/piece", over)
    opened()
    page.click("form[data-pieces] button")
    wait(page, "document.querySelector('progress').value === 1048576")
    (begun,) = set(letterbox.unwhole()) - set(unwhole)
    opened()
    broken = False  # not sooner: the page before would go on by itself
    page.click("form[data-pieces] button")
    page.wait_for_selector("text=Your file has arrived")
    (name,) = set(letterbox.envelopes()) - before
    assert begun.startswith(name), "the file began again"
    assert letterbox.unwhole() == unwhole
    assert [data for _, data in opening.files(letterbox, name)] == [large.read_bytes()]


def test_the_pages_a_sender_meets_can_be_read_by_everybody(
    letterbox: Live, open_page: OpenPage, axe: Axe
) -> None:
    page = open_page(width=360, scheme="dark", base=letterbox.base)
    page.goto("/be/receipt")
    assert axe(page) == []
    for answer in (letterbox.send(language="be", website="x"), letterbox.send(language="be")):
        page.set_content(answer.text)
        fits(page)
        assert axe(page) == []


@pytest.mark.exhaustive
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_can_be_read_by_everybody(
    letterbox: Live, open_page: OpenPage, axe: Axe, language: str, width: int, scheme: str
) -> None:
    page = open_page(width=width, scheme=scheme, base=letterbox.base)
    answers = {
        "form": letterbox.get(f"/{language}/"),
        "back": letterbox.send(language=language, website="x"),
        "sent": letterbox.send(language=language),
        "asking": letterbox.get(f"/{language}/receipt"),
        "missing": letterbox.get(f"/{language}/nope"),
        "choice": letterbox.get("/"),
    }
    digits = {"digits": answers["sent"].digits}
    answers["opened"] = letterbox.post(f"/{language}/receipt", digits)
    token = answers["opened"].hidden("token")
    answers["added"] = letterbox.post(f"/{language}/answer", {"token": token, "words": "x"})
    page.goto("/")
    for name, answer in answers.items():
        page.set_content(answer.text)
        fits(page)
        assert axe(page) == [], name
