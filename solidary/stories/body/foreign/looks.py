"""What tags, styles and classes say of words: how browsers draw them, and what the makers of
documents mean by them (Word, LibreOffice, Google Docs, Telegram)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_BLOCKS = (
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset"
    " figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li listing main"
    " menu nav ol optgroup option p pre search section summary table tbody td tfoot th thead tr ul"
    " xmp"
)
BLOCKS = frozenset(_BLOCKS.split())
"""Elements that begin a line and end one."""
LISTS = {"ul": "ul", "ol": "ol", "menu": "ul", "dir": "ul"}
HEADINGS = {"h1": "h2", "h2": "h2", "h3": "h3", "h4": "h4", "h5": "h4", "h6": "h4"}
"""What each becomes: the headline of a story is its only h1."""
_STYLES = {
    "b": "b", "strong": "strong", "i": "i", "em": "em", "cite": "i", "dfn": "i", "var": "i",
    "code": "code", "kbd": "code", "samp": "code", "tt": "code", "s": "s", "strike": "s",
    "del": "s", "sub": "sub", "sup": "sup", "abbr": "abbr", "acronym": "abbr", "bdi": "bdi",
}  # fmt: skip
_BOLD, _SLANTED = frozenset({"b", "strong"}), frozenset({"i", "em"})
_PROOFED = re.compile(
    r"urn:schemas-microsoft-com:office|class=[\"']?Mso|docs-internal-guid"
    r"|content=[\"']?(?:LibreOffice|OpenOffice|Microsoft Word|Word\.Document)",
    re.IGNORECASE,
)
_DECLARATION = re.compile(r"([a-z-]+)\s*:\s*([^;]+)")
_LEVEL = re.compile(r"\blevel(\d)")
_NUMBER = re.compile(r"\(?(?:\d{1,4}|\w|[ivxlc]{1,6})[.)]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Look:
    """What one element adds to the words in it and takes from them. `tag`: the paragraph it makes
    of its lines; `level`: of the item of a list written as a paragraph, from 1; `marker`: its words only mark
    an item; `plain`: no style is meant for them."""

    adds: frozenset[str] = frozenset()
    takes: frozenset[str] = frozenset()
    hidden: bool = False
    kept_lines: bool = False
    tag: str = ""
    level: int = 0
    marker: bool = False
    plain: bool = False


NONE = Look()


def is_proofed(markup: str) -> bool:
    """Whether a program for letters wrote it, which says of every run in what language it checks
    the spelling and of every paragraph in what direction it runs: neither means anything."""
    return bool(_PROOFED.search(markup))


def look_of(name: str, attributes: dict[str, str]) -> Look:
    """What an element says of the words in it."""
    return _look(
        name,
        attributes.get("style", "")[:2000].lower(),
        attributes.get("class", "")[:500].lower(),
        "hidden" in attributes and attributes["hidden"] != "until-found",
    )


@lru_cache(maxsize=500)
def _look(name: str, style: str, classes: str, hidden: bool) -> Look:
    said = dict(_DECLARATION.findall(style))
    adds, takes = _styled(name, said)
    listed = _LEVEL.search(said.get("mso-list", ""))
    marker = said.get("mso-list", "").strip() == "ignore"
    return Look(
        adds,
        takes,
        hidden or said.get("display", "").strip() == "none" or "all" in said.get("mso-hide", ""),
        name in ("pre", "listing", "xmp") or said.get("white-space", "").startswith("pre"),
        _tag(name, classes),
        int(listed[1]) if listed and name == "p" else 0,
        marker,
        "emoji" in classes,
    )


def _styled(name: str, said: dict[str, str]) -> tuple[frozenset[str], frozenset[str]]:
    adds = {_STYLES[name]} if name in _STYLES else set()
    takes: frozenset[str] = frozenset()
    weight = said.get("font-weight", "").strip()
    if weight in ("bold", "bolder", "600", "700", "800", "900"):
        adds |= set() if adds & _BOLD else {"b"}
    elif weight and weight != "inherit":
        takes |= _BOLD
    slant = said.get("font-style", "").strip()
    if slant in ("italic", "oblique"):
        adds |= set() if adds & _SLANTED else {"i"}
    elif slant and slant != "inherit":
        takes |= _SLANTED
    if "line-through" in said.get("text-decoration", "") + said.get("text-decoration-line", ""):
        adds.add("s")
    raised = said.get("vertical-align", "").strip()
    if name not in BLOCKS and raised in ("sub", "super"):
        adds.add("sub" if raised == "sub" else "sup")
    return frozenset(adds - takes), takes


def _tag(name: str, classes: str) -> str:
    if name in HEADINGS:
        return HEADINGS[name]
    if name == "blockquote":
        return name
    if name in ("p", "div"):
        if re.search(r"\bmso(?:intense)?quote\b", classes):
            return "blockquote"
        if re.search(r"\bmso(?:sub)?title\b", classes):
            return "h2"
    return ""


def is_numbered(marker: str) -> bool:
    """Whether what stands before an item that was written as a paragraph is its number."""
    return bool(_NUMBER.match(marker.strip()))
