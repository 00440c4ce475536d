"""Whatever accent a newsroom picks, readers can read it."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from solidary.site.dress import icon, stylesheet
from solidary.site.palette import (
    CONTRAST,
    DEFAULT_ACCENT,
    PAPER_ON_DARK,
    PAPER_ON_LIGHT,
    SHEET_ON_DARK,
    SHEET_ON_LIGHT,
    accents,
    contrast,
)

COLORS = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


@given(COLORS)
@example("#ffffff")
@example("#000000")
@example("#ffff00")
@example("#0000ff")
@example("#808080")
def test_any_accent_can_be_read_on_both_papers(picked: str) -> None:
    found = accents(picked)
    for ground in (PAPER_ON_LIGHT, SHEET_ON_LIGHT):
        assert contrast(found.on_light, ground) >= CONTRAST
    for ground in (PAPER_ON_DARK, SHEET_ON_DARK):
        assert contrast(found.on_dark, ground) >= CONTRAST


@given(COLORS)
def test_a_readable_accent_is_left_as_it_was_picked(picked: str) -> None:
    found = accents(picked)
    assert accents(found.on_light).on_light == found.on_light
    assert accents(found.on_dark).on_dark == found.on_dark


def test_the_newsrooms_red_stays_as_it_is_on_light_paper() -> None:
    assert accents("#a8201a").on_light == "#a8201a"
    assert accents("#A8201A").on_light == "#a8201a"


@pytest.mark.parametrize(
    "picked", ["", "red", "#12", "#12345g", "rgb(1,2,3)", "}body{display:none"]
)
def test_what_is_no_color_becomes_the_houses_red(picked: str) -> None:
    assert accents(picked) == accents(DEFAULT_ACCENT)


def test_short_colors_are_read() -> None:
    assert accents("#0af") == accents("#00aaff")


def test_contrast_is_the_one_of_the_guidelines() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_the_fixed_inks_can_be_read_on_both_papers() -> None:
    css = stylesheet(DEFAULT_ACCENT)
    light, dark = re.findall(r"--ink:(#\w{6});--quiet:(#\w{6})", css)
    for ink in light:
        assert min(contrast(ink, PAPER_ON_LIGHT), contrast(ink, SHEET_ON_LIGHT)) >= 4.5
    for ink in dark:
        assert min(contrast(ink, PAPER_ON_DARK), contrast(ink, SHEET_ON_DARK)) >= 4.5


@given(COLORS)
def test_the_dress_follows_from_the_accent_alone(picked: str) -> None:
    assert stylesheet(picked) == stylesheet(picked)
    assert accents(picked).on_dark in icon(picked)
    assert accents(picked).on_light in stylesheet(picked)
