"""What a page does where there is little room: on a phone of 360 pixels, and on paper."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest
from playwright.sync_api import Page

from tests.fixtures.browser import OpenPage
from tests.site import blocks, examples, gallery, long_words

pytestmark = pytest.mark.browser

PAPER = 672
"""CSS pixels of an A4 sheet between its margins."""
STRUCK = """() => {
  const drawn = [];
  for (const element of document.querySelectorAll("*")) {
    for (const which of ["::before", "::after"]) {
      const style = getComputedStyle(element, which);
      if (style.content === "none" || style.position !== "absolute" || style.display === "none") {
        continue;
      }
      const holder = getComputedStyle(element).position === "static" ? element.offsetParent : element;
      if (!holder) continue;
      const box = holder.getBoundingClientRect();
      const left = box.left + holder.clientLeft + parseFloat(style.left);
      const top = box.top + holder.clientTop + parseFloat(style.top);
      const width = parseFloat(style.width), height = parseFloat(style.height);
      if (Math.min(width, height) > 4) continue;
      drawn.push({ left, top, right: left + width, bottom: top + height });
    }
  }
  const found = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode;
    if (!text.data.trim() || text.parentElement.closest(".unseen")) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    for (const rect of range.getClientRects()) {
      for (const line of drawn) {
        const across = Math.min(rect.right, line.right) - Math.max(rect.left, line.left);
        const down = Math.min(rect.bottom, line.bottom) - Math.max(rect.top, line.top);
        if (across > 0.5 && down > 0.5) found.push(text.data.trim());
      }
    }
  }
  return { lines: drawn.length, found };
}"""
"""The words that a line drawn beside them runs through, and how many lines there are."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("gallery")
    gallery.write(place, ("en", "ar"))
    return place


@pytest.mark.parametrize("language", ["de", pytest.param("ar", marks=pytest.mark.exhaustive)])
def test_no_word_is_so_long_that_it_widens_a_page(
    open_page: OpenPage, folder: Path, tmp_path: Path, language: str
) -> None:
    """In whatever part of whatever page: each says nothing else."""
    (tmp_path / "a").symlink_to(folder / "a")
    (tmp_path / "p").symlink_to(folder / "p")
    wider: list[str] = []
    window = open_page(width=360)
    for here, html in long_words.pages(language):
        path = tmp_path / here
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(gallery.staying(html), "utf-8")
        window.goto(path.as_uri())
        assert window.evaluate("innerWidth") == 360
        wide = window.evaluate("document.documentElement.scrollWidth")
        if wide > 360 or "…" in window.title():
            wider.append(f"{here}: {wide}")
    assert wider == []


@pytest.mark.parametrize(
    ("language", "width", "media"),
    [
        ("ar", 360, "screen"),
        ("en", PAPER, "print"),
        *(
            pytest.param(*each, marks=pytest.mark.exhaustive)
            for each in (
                ("en", 360, "screen"), ("en", 1440, "screen"), ("ar", 1440, "screen"),
                ("ar", PAPER, "print"), ("en", 1100, "print"), ("ar", 1100, "print"),
            )
        ),
    ],
)  # fmt: skip
def test_the_thread_strikes_no_word_through(
    open_page: OpenPage, folder: Path, language: str, width: int, media: str
) -> None:
    window = open_page(width=width)
    window.emulate_media(media="print" if media == "print" else "screen")
    struck: list[str] = []
    lines = 0
    for template, make in gallery.SHEETS:
        sheet = make(language)
        here = sheet.page.here
        (folder / here).write_text(gallery.staying(gallery.render(template, sheet)), "utf-8")
        window.goto((folder / here).as_uri())
        found = window.evaluate(STRUCK)
        lines += found["lines"]
        struck += [f"{here}: {words}" for words in found["found"]]
    assert lines > 0
    assert struck == []


def printed(window: Page) -> list[int]:
    """How many pictures are on each sheet of a page that is printed."""
    with pikepdf.open(io.BytesIO(window.pdf(format="A4"))) as pdf:
        return [len(page.get_images()) for page in pdf.pages]


@pytest.mark.parametrize("number", [1, 9, 40])
def test_a_gallery_of_any_length_begins_on_the_sheet_of_its_title(
    open_page: OpenPage, folder: Path, number: int
) -> None:
    shown = {"type": "gallery", "caption": "All of it", "photos": blocks.photos("en", 0, number)}
    made = examples.story("en", "gallery", gallery.body("en", [blocks.paragraph("en"), shown]))
    path = folder / made.page.here
    path.write_text(gallery.render("story.html", made), "utf-8")
    window = open_page(width=PAPER)
    window.goto(path.as_uri())
    sheets = printed(window)
    assert sheets[0] > 0, sheets
    # Nothing but the last sheets, of the foot and what is left over, is emptier than another.
    assert all(sheets[: len(sheets) - 2]), sheets
