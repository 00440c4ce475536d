"""Markup of every shape the rule allows, and the letters it says something of."""

from __future__ import annotations

import re
from html import escape
from html.parser import HTMLParser
from typing import Any

from hypothesis import strategies as st

from solidary.stories.body.markup import ATTRIBUTES, TAGS
from solidary.stories.body.paragraphs import LISTS, PARAGRAPHS, STYLES

EVERY_TAG = (
    '<p lang="be" dir="ltr">a<br/><b>b</b><strong>s</strong><code>c</code><i>i</i><em>e</em>'
    '<s>s</s><sub>1</sub><sup>2</sup><abbr>UN</abbr><bdi>x</bdi> <a href="tel:+1" lang="pl">t</a>'
    ' <span lang="ar" dir="rtl">سلام</span></p><h2>2</h2><h3>3</h3><h4>4</h4>'
    "<blockquote>q</blockquote><ul><li>a<ol><li>b</li></ol></li><li>c</li></ul>"
)
"""Every tag and attribute once, in the shape of the desk."""
LETTERS = st.text(alphabet="ab яў سل 𝒳😀&<>\"' \u00a0", min_size=1, max_size=8)
DIRECTED = st.fixed_dictionaries(
    {}, optional={"lang": st.sampled_from(["be", "ar"]), "dir": st.sampled_from(["ltr", "rtl"])}
)
ADDRESSES = st.sampled_from(
    ["https://example.org/?a=1&b=2", "http://пример.рф/", "mailto:desk@example.org", "tel:+1"]
)


def _tag(name: str, said: dict[str, str], inside: str) -> str:
    told = "".join(f' {key}="{escape(value)}"' for key, value in said.items())
    return f"<{name}{told}>{inside}</{name}>"


def _inline(parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    inside = st.lists(parts, min_size=1, max_size=3).map("".join)
    links = st.builds(lambda said, href: {**said, "href": href}, DIRECTED, ADDRESSES)
    return st.one_of(
        st.builds(_tag, st.sampled_from(STYLES), DIRECTED, inside),
        st.builds(_tag, st.just("span"), DIRECTED, inside),
        st.builds(_tag, st.just("a"), links, inside),
    )


WORDS = st.recursive(
    st.one_of(LETTERS.map(lambda text: escape(text, quote=False)), st.just("<br>")),
    _inline,
    max_leaves=6,
)
LINES = st.lists(WORDS, max_size=4).map("".join)


def _lists(items: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    item = st.builds(
        lambda said, words, more: _tag("li", said, words + more), DIRECTED, LINES, items
    )
    inside = st.lists(item, min_size=1, max_size=3).map("".join)
    return st.builds(_tag, st.sampled_from(LISTS), DIRECTED, inside)


PARTS = st.one_of(
    st.builds(_tag, st.sampled_from(PARAGRAPHS), DIRECTED, LINES),
    st.recursive(st.just(""), _lists, max_leaves=4),
    st.lists(st.builds(_tag, st.just("p"), DIRECTED, LINES), min_size=1, max_size=2)
    .map("".join)
    .flatmap(lambda inside: st.builds(_tag, st.just("blockquote"), DIRECTED, st.just(inside))),
    WORDS,
)
_LINK_IN_LINK = re.compile(r"<a\b[^>]*>(?:(?!</a>).)*<a\b", re.DOTALL)
WITHIN_THE_RULE = (
    st.lists(PARTS, max_size=4)
    .map("".join)
    .filter(lambda markup: not _LINK_IN_LINK.search(markup))  # HTML knows none
)
"""Every tag and attribute, in any order, also where the editor would never write it."""

_ODD_TAG = st.builds(
    lambda name, close, said: f"<{close}{name}{said}>",
    st.sampled_from([*sorted(TAGS), "div", "h1", "figure", "img", "table", "script"]),
    st.sampled_from(["", "/"]),
    st.sampled_from(["", " lang=be", ' dir="rtl"', " href='javascript:x'", ' onclick="x"', "/"]),
)
ANYTHING = st.lists(st.one_of(LETTERS, _ODD_TAG), max_size=12).map("".join)
"""What other programs and hostile hands may send."""


class Told(HTMLParser):
    """Letter by letter, everything the markup says of it. Independent of the code under test."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.letters: list[Any] = []
        self._open: list[tuple[str, dict[str, str]]] = []
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self._note("\n")
        else:
            self._open.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert tag == "br" or self._open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        for letter in data:
            if not letter.isspace():
                self._note(letter)

    def _note(self, letter: str) -> None:
        said: dict[str, str] = {}
        for _, attributes in self._open:
            said |= {name: value for name, value in attributes.items() if name in _TOLD and value}
        tags = {tag for tag, _ in self._open} - {"p", "span", "a"}
        if letter == "\n":
            # Nobody sees in what language or link a line breaks.
            said = {}
        self.letters.append((letter, frozenset(tags), tuple(sorted(said.items()))))


_TOLD = {"href"} | ATTRIBUTES["*"]
