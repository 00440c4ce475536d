"""The style sheet: whole, small, and asking nobody for anything."""

from __future__ import annotations

import gzip
import re

import pytest

from solidary.site.dress import CHRONICLE, PARTS, STYLE, stylesheet
from solidary.site.palette import DEFAULT_ACCENT

every_sheet = pytest.mark.parametrize("parts", [PARTS, CHRONICLE], ids=["style", "chronicle"])


def test_every_part_is_joined_and_says_its_reason() -> None:
    assert {path.name for path in STYLE.glob("*.css")} == {*PARTS, *CHRONICLE}
    for part in (*PARTS, *CHRONICLE):
        assert (STYLE / part).read_text("utf-8").startswith("/* ")


@every_sheet
def test_it_asks_for_no_file_and_no_other_host(parts: tuple[str, ...]) -> None:
    css = stylesheet(DEFAULT_ACCENT, parts)
    assert not re.search(r"url\(|@import|@font-face|https?://\w", css.replace('href^="http"', ""))


@every_sheet
def test_it_is_whole_css_without_comments(parts: tuple[str, ...]) -> None:
    css = stylesheet(DEFAULT_ACCENT, parts)
    assert css.count("{") == css.count("}")
    assert "/*" not in css and "$" not in css
    assert len(gzip.compress(css.encode(), 6)) < 6_000


@every_sheet
def test_left_and_right_are_never_named_so_that_pages_can_turn_around(
    parts: tuple[str, ...],
) -> None:
    css = stylesheet(DEFAULT_ACCENT, parts)
    sides = r"(?:margin|padding|border|inset)-(?:left|right)|text-align:(?:left|right)|float:"
    assert re.findall(sides, css) == []
    for edges in re.findall(r"(?:margin|padding|inset):([^;{}]+)", css):
        while "(" in edges:
            edges = re.sub(r"\([^()]*\)", "", edges)
        values = edges.split()
        assert len(values) < 4 or values[1] == values[3], edges


@every_sheet
def test_visited_links_look_like_any_other(parts: tuple[str, ...]) -> None:
    """A phone may be searched: the page must not show what its holder has read."""
    assert ":visited" not in stylesheet(DEFAULT_ACCENT, parts)


def test_dark_print_high_contrast_and_still_readers_are_thought_of() -> None:
    css = stylesheet(DEFAULT_ACCENT)
    for need in (
        "prefers-color-scheme:dark",
        "@media print",
        "forced-colors:active",
        "prefers-reduced-motion",
    ):
        assert need in css.replace(": ", ":")
