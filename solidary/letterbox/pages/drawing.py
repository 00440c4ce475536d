"""Draws the letterbox's pages: the reader site's look and words, one style sheet, one script.

Both stand in the page itself, and the content security policy names them by their hashes: nothing
is fetched, and nothing else may run.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import Environment
from markupsafe import Markup

from solidary.languages import BY_CODE
from solidary.letterbox.limits import Limits
from solidary.letterbox.newsroom import Newsroom
from solidary.site.dress import stylesheet
from solidary.site.environment import environment as folder_environment
from solidary.site.words import words_for

TEMPLATES = Path(__file__).parent / "templates"
STYLE = Path(__file__).parent / "style" / "letterbox.css"
SCRIPT = (Path(__file__).parent / "script" / "sending.js").read_text("utf-8")
"""The one script: several files at once, in pieces."""
PARTS = ("tokens.css", "page.css", "masthead.css", "forced.css", "print.css")
"""What is taken of the reader site's style."""
LANGUAGES = tuple(BY_CODE)
FALLBACK = "en"


class Page(NamedTuple):
    """What every page has."""

    language: str
    name: str
    """the newsroom's; '' while it isn't known"""
    style: Markup
    script: Markup
    switch: str | None
    """where the page is in another language, behind that language; None where it is in none"""
    languages: tuple[str, ...] = LANGUAGES


def draw(
    template: str, language: str, newsroom: Newsroom, *, switch: str | None = None, **given: Any
) -> str:
    """A page in a language of ours. `switch`: see Page."""
    page = Page(
        language,
        newsroom.name(language),
        Markup(style(newsroom.accent)),
        Markup(SCRIPT),
        switch,
    )
    text: str = (
        environment(language)
        .get_template(template)
        .render(page=page, newsroom=newsroom, limits=newsroom.limits, **given)
    )
    return text


def sentence(name: str, language: str, limits: Limits, *given: Any) -> Markup:
    """What a macro of sentences.html says in a language."""
    template = environment(language).get_template("sentences.html")
    module: Any = template.make_module({"limits": limits})
    return Markup(str(getattr(module, name)(*given)).strip())


@cache
def environment(language: str) -> Environment:
    """The templates in the words of one language."""
    made = folder_environment(language, TEMPLATES)
    made.filters["send_in"] = lambda code: words_for(code).gettext("Send photos and messages")
    return made


@lru_cache(maxsize=4)
def style(accent: str) -> str:
    """The one style sheet."""
    return stylesheet(accent, PARTS, STYLE)


@lru_cache(maxsize=4)
def policy(accent: str) -> str:
    """The content security policy of every answer: our style and our script by their hashes."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {_hash(SCRIPT)}",
            f"style-src {_hash(style(accent))}",
            "connect-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        )
    )


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
