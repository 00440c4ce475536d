"""Words made safe to print: nothing in them may break a page, a feed, or the line after them."""

from __future__ import annotations

import re

from solidary.stories.body.markup import LINK_REL, printable

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 forbids or discourages in text (section 2.2), and what no newsroom prints."""
_DIRECTED = re.compile("[\u202a-\u202e\u2066-\u2069]")
_ODD = re.compile(f"{_UNPRINTABLE.pattern[:-1]}{_DIRECTED.pattern[1:]}")
_OPENS_EMBEDDING = "\u202a\u202b\u202d\u202e"
_OPENS_ISOLATE = "\u2066\u2067\u2068"
_POP_EMBEDDING = "\u202c"
_POP_ISOLATE = "\u2069"

# What most bodies consist of needs no sanitiser: the rule for the rest is stories/body/markup.py.
_PLAIN_TAG = re.compile(r"<(/?)(p|b|i|em|strong|ul|ol|li)>|<br ?/?>|<")
_PLAIN_LINK = re.compile(r'<a href="(https?://[^"<>&\s\\]+)">([^<]*)</a>')
"""Its address and its words."""
_LOOSE_AMPERSAND = re.compile(r"&(?!(?:amp|lt|gt|quot|nbsp|#[0-9]+|#x[0-9a-fA-F]+);)")
_BLOCK_KEY = re.compile(r' data-block-key="[^"]*"')


def clean(text: str) -> str:
    """The same words, without control characters, and with every change of direction ended:
    an override in a headline must not turn round what is printed after it."""
    if text.isprintable() or not _ODD.search(text):
        return text
    text = _UNPRINTABLE.sub("", text)
    return _ended(text) if _DIRECTED.search(text) else text


def _ended(text: str) -> str:
    """`text` with the pops it lacks at its end and without the ones that end nothing
    (Unicode Standard Annex 9, rules X2 to X7)."""
    open_marks: list[str] = []
    kept: list[str] = []
    for letter in text:
        if letter in _OPENS_EMBEDDING:
            open_marks.append(_POP_EMBEDDING)
        elif letter in _OPENS_ISOLATE:
            open_marks.append(_POP_ISOLATE)
        elif letter in (_POP_EMBEDDING, _POP_ISOLATE):
            if not open_marks or open_marks[-1] != letter:
                continue
            open_marks.pop()
        kept.append(letter)
    return "".join(kept) + "".join(reversed(open_marks))


def is_bare_paragraph(markup: str) -> bool:
    """Whether markup is a paragraph of printable words and nothing else, as most of a body is: it
    is printed as it is stored."""
    return (
        markup.startswith("<p>")
        and markup.count("<") == 2
        and markup.endswith("</p>")
        and "&" not in markup
        and markup.isprintable()
    )


def clean_html(markup: str) -> str:
    """Markup of an editor or an import with only what a story may hold; links tell nobody
    where they were followed from."""
    if not markup.isprintable() and _ODD.search(markup):
        markup = _DIRECTED.sub("", _UNPRINTABLE.sub("", markup))
    if "data-block-key" in markup:
        markup = _BLOCK_KEY.sub("", markup)
    if "<a " in markup:
        return _plainly_linked(markup) or printable(markup)
    return markup if _is_plain(markup) else printable(markup)


def _plainly_linked(markup: str) -> str:
    """The same with links that tell nobody, where nothing else but bare tags is in it; else ''."""
    pieces = _PLAIN_LINK.split(markup)
    without = pieces.copy()
    del without[1::3]
    if not _is_plain("".join(without)):
        return ""
    for position in range(1, len(pieces), 3):
        pieces[position] = f'<a href="{pieces[position]}" rel="{LINK_REL}">'
        pieces[position + 1] += "</a>"
    return "".join(pieces)


def _is_plain(markup: str) -> bool:
    """Whether markup holds bare, properly nested tags only, so that sanitising changes nothing."""
    if "&" in markup and _LOOSE_AMPERSAND.search(markup):
        return False
    if markup.startswith("<p>") and markup.endswith("</p>") and markup.count("<") == 2:
        return True
    open_tags: list[str] = []
    for found in _PLAIN_TAG.finditer(markup):
        closing, name = found[1], found[2]
        if name is None:
            if len(found[0]) == 1:
                return False
        elif not closing:
            open_tags.append(name)
        elif not open_tags or open_tags.pop() != name:
            return False
    return not open_tags


def shortened(text: str, limit: int) -> str:
    """`text` cut at a word, at most `limit` letters, with an ellipsis where it was cut."""
    if len(text) <= limit:
        return text
    return text[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,;:–—-") + "…"
