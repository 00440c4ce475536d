"""No line of a page ends between a figure and its ending."""

from __future__ import annotations

import pytest

from solidary.site.unbroken import unbroken


@pytest.mark.parametrize(
    "words", ["16-га", "16-го", "1980-м", "25-ąją", "11-oji", "20-metre", "5‐й", "100-strong"]
)
def test_a_figure_stays_with_its_ending(words: str) -> None:
    page = f"<p>«{words}» and {words}.</p>"
    kept = f'<span class="unbroken">{words}</span>'
    assert unbroken(page.encode()).decode() == f"<p>«{kept}» and {kept}.</p>"


@pytest.mark.parametrize(
    "page",
    [
        '<a href="c/2020-08-09-b/all.html">2020-08-09</a>',
        '<img alt="16-га">',
        "<title>16-га ліпеня</title>",
        '<script type="application/ld+json">{"name": "16-га"}</script>',
        "<p>200-300, COVID-19, e-16-га-x, 12-тысячным</p>",
    ],
)
def test_other_hyphens_are_as_they_were(page: str) -> None:
    assert unbroken(page.encode()).decode() == page
