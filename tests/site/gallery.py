"""The gallery: every template of the reader's site with example sheets, as files to look at.

    python -m tests.site.gallery FOLDER [ACCENT]

writes a small release into FOLDER. The tests of this room read the same files.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from markupsafe import Markup

from solidary.press.drawing.maps import land_file
from solidary.press.drawing.templates import environment
from solidary.site import dress
from solidary.site.maps.land_map import MAPS
from solidary.site.palette import DEFAULT_ACCENT
from solidary.site.sheets import Marks
from tests.site import (
    action_examples,
    blocks,
    calendar_examples,
    data_examples,
    examples,
    map_examples,
)
from tests.site.drawings import draw_all
from tests.site.voices import voice

TEMPLATES = Path(dress.__file__).parent / "templates"


def body(language: str, parts: list[blocks.Block]) -> Markup:
    drawn_by = environment(language).get_template("body.html").module
    return Markup("").join(getattr(drawn_by, part["type"])(part) for part in parts)


def render(template: str, sheet: Any) -> str:
    language = sheet.page.masthead.language
    return environment(language).get_template(template).render(sheet=sheet)


def staying(html: str) -> str:
    """A page that leads on by itself, without doing so, to be looked at."""
    return html.replace('http-equiv="refresh"', "")


SHEETS: tuple[tuple[str, Callable[[str], Any]], ...] = (
    ("front.html", examples.front),
    ("front.html", examples.bare_front),
    ("front.html", examples.empty_front),
    ("listing.html", examples.topic_page),
    ("listing.html", examples.small_topic),
    ("listing.html", examples.all_stories),
    ("listing.html", examples.empty_listing),
    ("listing.html", examples.crowded_year),
    ("listing.html", examples.month),
    ("about.html", examples.about),
    ("action_month.html", calendar_examples.july),
    ("action_day.html", calendar_examples.day),
    ("action.html", action_examples.chain),
    ("action.html", action_examples.announced),
    ("timeline.html", data_examples.timeline),
    ("data.html", data_examples.data),
    ("codebook.html", data_examples.codebook),
    ("action_map.html", map_examples.many),
    ("action_map.html", map_examples.nowhere),
    ("action_place.html", map_examples.place),
    ("missing.html", examples.missing),
    ("redirect.html", examples.redirect),
    ("moved.html", examples.moved),
    ("moved.html", examples.gone),
    ("story.html", lambda code: examples.story(code, "roundup", body(code, blocks.roundup(code)))),
    (
        "story.html",
        lambda code: examples.story(
            code,
            "kinds",
            body(code, blocks.all_kinds(code)),
            actions=action_examples.reported(code),
            marks=Marks("documentary", video=True, spoken=("en", "be"), subtitled=("pl",)),
        ),
    ),
    (
        "story.html",
        lambda code: examples.story(
            code,
            "plain",
            body(code, blocks.plain(code)),
            headline=voice(code).headlines[6],
            standfirst="",
            dateline="",
            time=None,
            marks=Marks("news"),
            bylines=(),
            places=(),
            sources=(),
            based_on=None,
        ),
    ),
)


def pages(languages: tuple[str, ...]) -> Iterator[tuple[str, str, str]]:
    """Template, address and HTML of every example page in these languages."""
    for language in languages:
        for template, make in SHEETS:
            sheet = make(language)
            yield template, sheet.page.here, render(template, sheet)


def write(
    folder: Path,
    languages: tuple[str, ...] = examples.LANGUAGES + examples.RIGHT_TO_LEFT,
    accent: str = DEFAULT_ACCENT,
) -> list[Path]:
    """Write the gallery with its pictures and style sheet; gives the pages' paths."""
    written = []
    for _template, here, html in pages(languages):
        path = folder / here
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(html, "utf-8")
        written.append(path)
    for address, text in (
        (examples.STYLESHEET, dress.stylesheet(accent)),
        (examples.CHRONICLE_STYLE, dress.stylesheet(accent, dress.CHRONICLE)),
        (examples.ICON, dress.icon(accent)),
    ):
        path = folder / address
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    for land_map in MAPS:
        (folder / land_file(land_map)).write_bytes(land_map.land)
    draw_all(folder / "p")
    return written


if __name__ == "__main__":
    write(Path(sys.argv[1]), accent=(sys.argv[2:] or [DEFAULT_ACCENT])[0])
