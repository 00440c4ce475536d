"""The one rule for markup: which tags, attributes and schemes a story may hold.

The wire keeps by it what other programs wrote, the desk's editor reads and saves by it
(`paragraphs.py`), the press prints by it. What is in the desk's own shape stays to the letter;
anything else is sanitised and brought into that shape, so that an editor who opens and saves
it loses nothing.
"""

from __future__ import annotations

import re
from html import escape, unescape

import nh3

from solidary.errors import SolidaryError
from solidary.stories.body import paragraphs
from solidary.stories.body.redirectors import direct

DEEPEST = 40
"""Tags inside one another. The sanitiser's time grows with the square of the depth: 100,000
nested tags take half a minute."""
SCHEMES = frozenset({"http", "https", "mailto", "tel"})
LINK_REL = "noopener noreferrer"
TAGS = frozenset(
    {
        *paragraphs.PARAGRAPHS,
        *paragraphs.LISTS,
        *paragraphs.STYLES,
        paragraphs.ITEM,
        paragraphs.LINK,
        paragraphs.FOREIGN,
        "br",
    }
)
ATTRIBUTES = {"*": {"lang", "dir"}, paragraphs.LINK: {"href"}}
_STORED = ATTRIBUTES | {tag: {paragraphs.KEY} for tag in (*paragraphs.PARAGRAPHS, paragraphs.ITEM)}

_SAID = r' lang="[A-Za-z0-9-]+"| dir="(?:ltr|rtl|auto)"'
_OURS = re.compile(
    f"<(?P<begin>{'|'.join((*paragraphs.PARAGRAPHS, paragraphs.ITEM))})"
    f'(?: {paragraphs.KEY}="[a-z0-9]*"|{_SAID})*>'
    f"|<(?P<list>{'|'.join(paragraphs.LISTS)})>"
    f"|<(?P<style>{'|'.join(paragraphs.STYLES)})>"
    f"|<(?P<link>{paragraphs.LINK})(?:{_SAID})* "
    rf'href="(?:https?://|mailto:|tel:)[^"<>]*"(?:{_SAID})*>'
    f"|<(?P<foreign>{paragraphs.FOREIGN})(?:{_SAID})+>"
    f"|</(?P<end>{'|'.join(sorted(TAGS - {'br'}))})>"
    "|<(?P<br>br) ?/?>"
)
"""Every tag as the desk writes it; a start tag's group says what it begins."""
_IGNORED = re.compile(r"[\x00-\x20]+")
"""What browsers overlook in an address (URL Standard, 4.4)."""
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_TAG_NAME = re.compile(r"</?([a-zA-Z][^\s/<>]*)")
_HREF = re.compile(r'\bhref="([^"]*)"')
_ANY_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)[^>]*?(/?)>")
_TAG = re.compile(r"</?([a-zA-Z][^\s/<>]*)?[^>]*>")
_INSIDE_WORDS = {
    *paragraphs.STYLES, paragraphs.LINK, paragraphs.FOREIGN,
    "bdo", "big", "cite", "data", "del", "dfn", "font", "ins", "kbd", "label", "mark", "nobr", "q",
    "rp", "rt", "ruby", "samp", "small", "strike", "time", "tt", "u", "var", "wbr",
}  # fmt: skip
"""Tags that may stand in the middle of a word and part nothing: HTML's inline ones, for markup that
never met the rule. A line break and whatever else there is part words."""
_VOID = frozenset(
    {"br", "hr", "img", "wbr", "input", "meta", "link", "source", "col", "area", "base", "embed"}
)


class TooDeepError(SolidaryError, ValueError):
    """Markup nested so deeply that cleaning it would not end."""


def clean(markup: str) -> tuple[str, bool]:
    """The markup as it may be kept, and whether anything had to be changed.

    Raises TooDeepError.
    """
    if _is_ours(markup):
        kept = _with_direct_links(markup)
        return kept, kept != markup
    if _depth(markup) > DEEPEST:
        raise TooDeepError(f"markup is nested more than {DEEPEST} deep")
    cleaned = nh3.clean(markup, tags=TAGS, attributes=_STORED, url_schemes=SCHEMES, link_rel=None)
    if not _is_ours(cleaned):
        cleaned = paragraphs.written(paragraphs.read(cleaned))
    cleaned = _with_direct_links(cleaned)
    return cleaned, cleaned != markup


def is_foreign(markup: str) -> bool:
    """Whether it holds a tag of a kind that no story may hold, so that it has to be read as
    something else (`foreign/reader.py`)."""
    return any(name.lower() not in TAGS for name in _TAG_NAME.findall(markup))


def printable(markup: str) -> str:
    """The markup as readers get it: what is stored only for the desk is left out, and links tell
    nobody where they were followed from. Markup too deep for that gives its words alone."""
    if _depth(markup) > DEEPEST:
        return escape(plain_text(markup), quote=False)
    return nh3.clean(
        markup, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=LINK_REL
    )


def plain_text(markup: str) -> str:
    """Markup without its tags, entities decoded, runs of white space folded. A tag inside a line
    leaves its words as they are joined, the end of a paragraph or a line parts them."""
    return " ".join(unescape(_TAG.sub(_without_tag, markup)).split())


def is_safe_address(address: str) -> bool:
    """Whether a link may lead there: one of SCHEMES, or a place on the same site."""
    bare = _IGNORED.sub("", address)
    scheme = _SCHEME.match(bare)
    return bool(bare) and (scheme is None or scheme[1].lower() in SCHEMES)


def _without_tag(tag: re.Match[str]) -> str:
    return "" if (tag[1] or "!").lower() in _INSIDE_WORDS else " "


def _with_direct_links(markup: str) -> str:
    """Markup in our shape whose links lead past redirectors (`redirectors.py`)."""
    return _HREF.sub(_directly, markup) if "href=" in markup else markup


def _directly(found: re.Match[str]) -> str:
    address = unescape(found[1])
    led = direct(address)
    return found[0] if led == address else f'href="{escape(led)}"'


def _is_ours(markup: str) -> bool:
    """Whether the desk would write it so: every tag closed in its turn, no paragraph in a
    paragraph, no link or language in another, no break in either."""
    if "<" not in markup and ">" not in markup:
        return True
    if markup.startswith("<p>") and markup.endswith("</p>") and markup.count("<") == 2:
        return markup.count(">") == 2
    if "<!" in markup or "\x00" in markup:
        return False
    waiting: list[str] = []
    seen = end = 0
    after_list = False
    for tag in _OURS.finditer(markup):
        seen += 1
        kind, name = str(tag.lastgroup), tag[str(tag.lastgroup)]
        top = waiting[-1] if waiting else ""
        if (top in paragraphs.LISTS or after_list) and markup[end : tag.start()].strip():
            return False
        end = tag.end()
        if kind == "end":
            if top != name:
                return False
            waiting.pop()
            after_list = name in paragraphs.LISTS and bool(waiting)
        elif not _may_begin(kind, name, waiting) or (after_list and kind != "list"):
            return False
        elif kind != "br":
            waiting.append(name)
            if len(waiting) > DEEPEST:
                return False
    return not waiting and seen == markup.count("<") == markup.count(">")


def _may_begin(kind: str, name: str, within: list[str]) -> bool:
    """Whether a tag may stand inside those that are open."""
    top = within[-1] if within else ""
    if kind == "begin":
        return top in paragraphs.LISTS if name == paragraphs.ITEM else not within
    if kind == "list":
        return top in ("", paragraphs.ITEM)
    if top in paragraphs.LISTS or name in within:
        return False
    around = paragraphs.LINK in within or paragraphs.FOREIGN in within
    return kind == "style" or not around


def _depth(markup: str) -> int:
    """How many tags stand inside one another where that is most; not less than it is."""
    deepest = depth = 0
    # Behind the last ">" no tag ends, and to look for one from each "<" there would take for ever.
    for close, name, alone in _ANY_TAG.findall(markup[: markup.rfind(">") + 1]):
        if alone or name.lower() in _VOID:
            continue
        depth = max(0, depth - 1) if close else depth + 1
        deepest = max(deepest, depth)
    return deepest
