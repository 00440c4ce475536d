"""HTML as it comes, cut into tags and words in one pass.

Its time grows with its length alone, whatever is open, unclosed or nested in it, and no word is
lost to a tag, comment or quotation mark that nobody closed: where a browser would swallow the rest
of a page, the rest is read on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

_UNREADABLE = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_ATTRIBUTE = re.compile(
    r"""([^\s/>=][^\s/>=]*+)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s>]*+)))?+"""
)
_TAG = re.compile(
    r"""<(/?)([a-zA-Z][^\s/>]*+)"""
    r"""((?:[\s/]++|[^\s/>=][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>]*+))?+|=)*+)>"""
)
_COMMENT_END, _MARK_END = re.compile("--!?>"), re.compile(">")
_SIGN = re.compile(r"<(?:/?[a-zA-Z]|[!?])")
"""Where something begins that isn't words; any other "<" is one of them."""
_ANY_TAG = re.compile(r"<[a-zA-Z/!?][^<>]*+>")
_UNREAD = (
    "script", "style", "title", "noscript", "iframe", "noembed", "noframes", "svg", "template",
    "video", "audio", "textarea",
)  # fmt: skip
"""Elements whose inside is none of a reader's words."""
_END = {name: re.compile(rf"</{name}\b[^>]*>", re.IGNORECASE) for name in _UNREAD}


@dataclass(frozen=True, slots=True)
class Start:
    """A tag that begins something, its name and attributes' names in small letters. `inside`: what
    an element holds that is read no further."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    inside: str = ""


@dataclass(frozen=True, slots=True)
class End:
    name: str


Token = Start | End | str
"""Words are a string, their character references read."""


def tokens(markup: str) -> Iterator[Token]:
    """The tags and words of any text that is meant as HTML, in their order."""
    text = _UNREADABLE.sub("", markup)
    at = 0
    ends = _Ends(text)
    while at < len(text):
        sign = _SIGN.search(text, at)
        opened = sign.start() if sign is not None else len(text)
        if opened > at:
            yield unescape(text[at:opened])
        if opened == len(text):
            return
        if text.startswith(("<!", "<?"), opened):
            at = ends.of_comment(opened)
            continue
        tag = _TAG.match(text, opened)
        if tag is None:
            # A tag that no ">" ends: nothing after it can be told apart any more.
            yield unescape(_ANY_TAG.sub(" ", text[opened:]))
            return
        at = tag.end()
        name = tag[2].lower()
        if tag[1]:
            yield End(name)
            continue
        inside = ""
        if name in _END and not tag[3].endswith("/"):
            inside, at = ends.of_element(name, at)
        yield Start(name, _attributes(tag[3]), inside)


def _attributes(said: str) -> dict[str, str]:
    """The first of each name, as browsers have it."""
    found: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(said):
        found.setdefault(name.lower(), unescape(double or single or bare))
    return found


class _Ends:
    """Where things end; what was once looked for in vain isn't looked for again."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.endless: set[str] = set()

    def of_comment(self, start: int) -> int:
        """Behind a comment or declaration; behind its sign alone where nothing ends it."""
        sign, end = (
            ("<!--", _COMMENT_END) if self.text.startswith("<!--", start) else ("<!", _MARK_END)
        )
        if sign == "<!--" and self.text.startswith((">", "->"), start + 4):
            return self.text.index(">", start) + 1
        found = None if sign in self.endless else end.search(self.text, start + len(sign))
        if found is None:
            self.endless.add(sign)
            return start + len(sign)
        return found.end()

    def of_element(self, name: str, start: int) -> tuple[str, int]:
        """The inside of an element that isn't read, and where it goes on behind it."""
        found = None if name in self.endless else _END[name].search(self.text, start)
        if found is None:
            self.endless.add(name)
            return "", start
        return self.text[start : found.start()], found.end()
