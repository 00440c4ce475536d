"""A name that runs the other way than the page leaves everything around it where it was."""

from __future__ import annotations

from pathlib import Path

import pytest
from markupsafe import Markup

from solidary.site.other_languages import attributes, isolated, language_of, set_apart
from tests.fixtures.browser import OpenPage
from tests.site import blocks, examples, gallery, long_words

LINES = """() => {
  const turned = getComputedStyle(document.documentElement).direction === "rtl" ? -1 : 1;
  const found = [], lines = {};
  const texts = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  let before = null, compared = 0;
  while (texts.nextNode()) {
    const text = texts.currentNode;
    if (!text.data.trim() || text.parentElement.closest(".unseen")) continue;
    let block = text.parentElement;
    while (getComputedStyle(block).display === "inline") block = block.parentElement;
    const range = document.createRange();
    range.selectNodeContents(text);
    const rects = [...range.getClientRects()].filter(rect => rect.width > 0);
    if (!rects.length) continue;
    const first = rects[0];
    // Fixed words in English on a page written right to left run their own way, what is in them too.
    const within = before && before.text.data.lastIndexOf("\u2068") > before.text.data.lastIndexOf("\u2069");
    if (before && !within && before.block === block && Math.abs(before.last.top - first.top) < 8) {
      compared += 1;
      const [end, start] = turned > 0 ? [before.last.right, first.left] : [first.right, before.last.left];
      if (end > start + 1) found.push(`${before.text.data} | ${text.data}`);
    }
    before = { text, block, last: rects[rects.length - 1] };
  }
  return { compared, found };
}"""
"""Pairs of neighbours on a line of which the later doesn't stand behind the earlier."""


RIGHT_TO_LEFT = ["يوسف 12", "סוריה (7)!"]
LEFT_TO_RIGHT = ["Jane Roe 12", "Минск (7)!"]


@pytest.mark.browser
@pytest.mark.parametrize(
    ("language", "names", "width"),
    [
        ("en", RIGHT_TO_LEFT, 1440),
        ("ar", LEFT_TO_RIGHT, 360),
        pytest.param("en", RIGHT_TO_LEFT, 360, marks=pytest.mark.exhaustive),
        pytest.param("ar", LEFT_TO_RIGHT, 1440, marks=pytest.mark.exhaustive),
    ],
)
def test_whatever_way_names_run_a_line_keeps_its_order(
    open_page: OpenPage, tmp_path: Path, language: str, names: list[str], width: int
) -> None:
    window = open_page(width=width)
    turned: list[str] = []
    compared = 0
    for template, make in gallery.SHEETS:
        if template == "about.html":  # an editor's text
            continue
        sheet = make(language)
        if template == "story.html":
            # The text itself is an editor's, who marks words in it.
            parts = [
                {**part, "text": Markup("<p>—</p>")}
                if isinstance(part.get("text"), Markup)
                else part
                for part in blocks.all_kinds(language) + blocks.roundup(language)
            ]
            body = gallery.body(language, [long_words.in_words(part, names) for part in parts])
            sheet = long_words.in_words(sheet._replace(body=Markup()), names)._replace(body=body)
        else:
            sheet = long_words.in_words(sheet, names)
        path = tmp_path / "page.html"
        path.write_text(gallery.staying(gallery.render(template, sheet)), "utf-8")
        window.goto(path.as_uri())
        found = window.evaluate(LINES)
        compared += found["compared"]
        turned += [f"{sheet.page.here}: {pair}" for pair in found["found"]]
    assert compared > 50
    assert turned == []


def test_words_are_marked_only_where_they_are_in_another_language() -> None:
    assert attributes("Сябры", "be", "be") == attributes("Сябры", "be") == ""
    assert attributes("A caption", "be", "en") == ' lang="en"'
    assert attributes("כותרת", "en", "he") == ' lang="he" dir="rtl"'
    assert attributes("A caption", "he", "en") == ' lang="en" dir="ltr"'


def test_letters_speak_louder_than_a_record_that_cannot_be_right() -> None:
    assert language_of("A caption of an older archive", "en", "be") == ""
    assert language_of("A caption of an older archive", "uk", "be") == ""
    assert attributes("יוסף", "en", "be") == ' lang="he" dir="rtl"'
    assert attributes("محمد", "en") == ' dir="rtl"'  # Arabic or Persian


def test_a_name_is_set_apart_in_a_line_and_escaped() -> None:
    assert set_apart("Jane <Roe>", "en") == "<bdi>Jane &lt;Roe&gt;</bdi>"
    assert set_apart("يوسف حداد", "en") == '<bdi lang="ar" dir="rtl">يوسف حداد</bdi>'
    assert set_apart("", "en") == ""


def test_plain_titles_isolate_only_what_runs_the_other_way() -> None:
    assert isolated("#سوريا", "en") == "\u2068#سوريا\u2069"
    assert isolated("#Syria", "ar") == "\u2068#Syria\u2069"
    for name, page in (("#Syria", "en"), ("#سوريا", "ar"), ("2021", "en"), ("", "ar")):
        assert isolated(name, page) == name


def test_an_example_of_every_part_has_its_language_beside_it() -> None:
    """The page says of a picture's words what the record says of their language."""
    picture = examples.picture(1, "A caption", "A credit")._replace(
        alt_language="en", caption_language="en", credit_language="en"
    )
    shown = {"type": "photo", "photo": picture, "caption": ""}
    drawn = gallery.body("be", [shown])
    assert drawn.count('lang="en"') == 3
    assert 'class="caption" lang="en"' in drawn and '<bdi lang="en">A credit</bdi>' in drawn
    own = gallery.body("be", [{**shown, "caption": "Подпіс"}])
    assert own.count('lang="en"') == 2 and 'class="caption">' in own
