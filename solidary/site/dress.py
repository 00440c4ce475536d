"""The newsroom's dress: one style sheet and one icon, with its accent colour in them.

Pure: the same accent gives the same bytes, so that the press may name the files by their hash.
"""

from __future__ import annotations

import re
from pathlib import Path
from string import Template

from solidary.site import palette

STYLE = Path(__file__).parent / "style"
PARTS = (
    "tokens.css",
    "page.css",
    "masthead.css",
    "chain.css",
    "front.css",
    "story.css",
    "pictures.css",
    "forced.css",
    "print.css",
)
"""One reason each; later parts may rely on earlier ones."""
CHRONICLE = ("calendar.css", "action.css", "timeline.css", "data.css", "map.css")
"""What only the pages of actions have, in a style sheet of its own beside the first."""


def stylesheet(accent: str, parts: tuple[str, ...] = PARTS, *more: Path) -> str:
    """The whole style sheet for an accent colour such as '#a8201a'.

    Pages that aren't the release's take some of the parts, and bring style sheets of their own.
    """
    source = "\n".join(
        path.read_text("utf-8") for path in (*(STYLE / part for part in parts), *more)
    )
    return _tight(Template(source).substitute(_colors(accent)))


def icon(accent: str) -> str:
    """The site's icon, three links of the living chain, as SVG."""
    return Template((STYLE / "icon.svg").read_text("utf-8")).substitute(_colors(accent))


def _colors(accent: str) -> dict[str, str]:
    readable = palette.accents(accent)
    return {
        "accent_on_light": readable.on_light,
        "accent_on_dark": readable.on_dark,
        "paper_on_light": palette.PAPER_ON_LIGHT,
        "paper_on_dark": palette.PAPER_ON_DARK,
        "sheet_on_light": palette.SHEET_ON_LIGHT,
        "sheet_on_dark": palette.SHEET_ON_DARK,
    }


def _tight(css: str) -> str:
    """Without comments and idle white space; strings in our own style sheets hold neither."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"\s+", " ", css)
    css = re.sub(r" ?([{};,]) ?", r"\1", css)
    return re.sub(r"(?<=[a-z]): (?=[^{}]+[;}])", ":", css).replace(";}", "}").strip() + "\n"
