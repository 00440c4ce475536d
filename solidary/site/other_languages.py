"""Words that are in another language than their page: marked as such, and kept from disturbing it.

A reader's program reads words aloud by the language they are marked with (WCAG 2.2, 3.1.2), and
shows those that run the other way in their own order only if they are set apart from the line
around them (Unicode Standard Annex 9; HTML, 4.5.28).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache

from markupsafe import Markup, escape

from solidary.languages.letters import direction_of, language_by_letters, may_be_in
from solidary.site.words import direction

_BEGIN, _END = "\u2068", "\u2069"
"""First strong isolate, pop directional isolate."""


@lru_cache(maxsize=5_000)
def language_of(text: str, page: str, said: str = "") -> str:
    """The language of words on a page in `page`, '' where it is the page's or isn't known.
    `said`: the language the record has them in, '' where it doesn't say; letters that no such
    language is written in speak louder."""
    if said and may_be_in(text, said):
        found = said
    elif may_be_in(text, page):
        return ""
    else:
        found = language_by_letters(text)
    return "" if found == page else found


@lru_cache(maxsize=5_000)
def attributes(text: str, page: str, said: str = "") -> Markup:
    """`lang`, and `dir` where they run the other way, for an element of these words alone; with a
    blank before each, and nothing where they are as the page."""
    language = language_of(text, page, said)
    towards = direction(language) if language else direction_of(text)
    marks = f' lang="{escape(language)}"' if language else ""
    if towards and towards != direction(page):
        marks += f' dir="{towards}"'
    return Markup(marks)


@lru_cache(maxsize=5_000)
def set_apart(text: str, page: str, said: str = "") -> Markup:
    """A name within a line, in an element of its own: whichever way it runs, what stands around it
    keeps its place."""
    return Markup(f"<bdi{attributes(text, page, said)}>{escape(text)}</bdi>") if text else Markup()


def isolated(name: str, page: str) -> str:
    """The same for plain words, as in the title of a page: with Unicode's isolates around a name
    that runs the other way than the page, and nothing around any other, since some programs
    show these letters as boxes."""
    towards = direction_of(name)
    return name if towards in (None, direction(page)) else f"{_BEGIN}{name}{_END}"


def filters(page: str) -> Mapping[str, Callable[..., str]]:
    """The same for the templates of pages in a language: `language_of`, `lang`, `apart`,
    `isolated`."""
    return {
        "language_of": lambda text, said="": language_of(text, page, said),
        "lang": lambda text, said="": attributes(text, page, said),
        "isolated": lambda text: isolated(text, page),
        "apart": lambda text, said="": set_apart(text, page, said),
    }
