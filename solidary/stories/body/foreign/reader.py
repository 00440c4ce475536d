"""Reads any HTML into lines and tables, and says what it had to leave out.

In time that grows with its length alone: see `tokens.py`, and DEEPEST in `state.py`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import unquote, urlsplit

from solidary.stories.body.foreign.looks import (
    BLOCKS,
    LISTS,
    is_proofed,
    look_of,
)
from solidary.stories.body.foreign.parts import LeftOut, Lost, Reading, Thing
from solidary.stories.body.foreign.state import Element, Elements
from solidary.stories.body.foreign.tokens import End, Start, tokens
from solidary.stories.body.foreign.writing import Writer
from solidary.stories.body.markup import is_safe_address
from solidary.stories.body.redirectors import direct

LONGEST_NAME = 200
_LOST = {
    "img": Lost.PICTURE, "image": Lost.PICTURE, "v:imagedata": Lost.PICTURE, "svg": Lost.PICTURE,
    "canvas": Lost.PICTURE, "embed": Lost.RECORDING, "object": Lost.RECORDING,
    "video": Lost.RECORDING, "audio": Lost.RECORDING, "iframe": Lost.FRAME, "frame": Lost.FRAME,
    "input": Lost.FORM, "select": Lost.FORM, "textarea": Lost.FORM,
}  # fmt: skip
_WORDLESS = (
    "area base basefont bgsound col colgroup embed frame hr image img input keygen link meta param"
    " source track v:imagedata wbr script style title noscript noembed noframes template svg video"
    " audio iframe textarea"
)
_NEVER_OPEN = frozenset(_WORDLESS.split())
"""Elements that hold no words of a reader's, or none at all."""
_CELLS = ("td", "th")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*\Z")
_DIRECTIONS = ("ltr", "rtl", "auto")
_DRAWN_LETTERS = re.compile(
    "[\u00a9\u00ae\u203c-\u3299\ufe0f\u200d\U0001f000-\U000e007f0-9#*]{1,16}\\Z"
)
"""What a small picture may stand for: a letter that not every device can draw."""
_QUOTATION = {"q": ("“", "”")}


Things = Callable[[Start], Sequence[Thing] | None]
"""What an element shows besides words: any number of things; None for one that is nobody's."""


def read(
    markup: str, *, relative: bool = True, kept_lines: bool = False, things: Things | None = None
) -> Reading:
    """All of it that a story may hold. `relative`: whether an address without a host leads to
    anything, as it does in an archive and not in what is pasted; `kept_lines`: whether lines end
    where they end in the text; `things`: who knows what pictures and the like are."""
    return _Reader(markup, relative, kept_lines, things).run()


class _Reader:
    def __init__(
        self, markup: str, relative: bool, kept_lines: bool, things: Things | None
    ) -> None:
        self.markup, self.relative, self.things = markup, relative, things
        self.proofed = is_proofed(markup)
        self.elements, self.writer = Elements(kept_lines=kept_lines), Writer()
        self.left_out: list[LeftOut] = []
        self.items = self.quotes = 0

    def run(self) -> Reading:
        for token in tokens(self.markup):
            match token:
                case Start():
                    self._start(token)
                case End():
                    self._end(token.name)
                case str():
                    self._words(token)
        self._close(self.elements.end_all())
        self.writer.end_line()
        for line, address in self.writer.lost_links:
            self.left_out.append(LeftOut(Lost.LINK, line, address[:LONGEST_NAME]))
        return Reading(self.writer.parts, self.left_out, self.writer.lines)

    def _words(self, text: str) -> None:
        state = self.elements.state
        if state.marker:
            self.writer.marker += text
        elif state.caption and not state.hidden:
            self.writer.add_to_caption(text)
        elif not state.hidden:
            self.writer.add(text, state)

    def _start(self, tag: Start) -> None:
        name = tag.name
        if name == "br":
            self.writer.add_break()
            return
        if self.things is not None and (found := self.things(tag)) is not None:
            if not self.elements.state.hidden:
                self.writer.put(found)
            return
        if name in _LOST and not self.elements.state.hidden:
            self._lose(tag)
        if name in _NEVER_OPEN:
            if name in BLOCKS:
                self.writer.end_line()
            return
        if (place := self.elements.ended_by_start(name)) is not None:
            self._close(self.elements.end(place))
        if name in BLOCKS:
            self.writer.end_line()
        if name in _QUOTATION:
            self._words(_QUOTATION[name][0])
        if name == "tr":
            self.writer.begin_row()
        if not self.elements.is_full:
            self._begin(tag)

    def _begin(self, tag: Start) -> None:
        name, attributes = tag.name, tag.attributes
        element = Element(name, look_of(name, attributes), self._said(tag))
        if name == "figure":
            self.writer.begin_figure()
        elif name == "figcaption" and self.writer.begin_caption_of_thing():
            element.says = {"caption": True}
        if name == "table":
            layout = attributes.get("role", "").strip() in ("presentation", "none")
            element.closes = "table" if self.writer.begin_table(layout=layout) else ""
        elif name in _CELLS:
            begun = self.writer.begin_cell(
                names=name == "th" or self.elements.holds("thead"),
                wide=attributes.get("colspan", ""),
                high=attributes.get("rowspan", ""),
            )
            element.closes = "cell" if begun else ""
        elif name == "caption":
            element.closes = "cell" if self.writer.begin_caption() else ""
        self.elements.begin(element)

    def _said(self, tag: Start) -> dict[str, Any]:
        """What an element says besides how its words look."""
        name, attributes, around = tag.name, tag.attributes, self.elements.state
        said = self._directed(tag)
        look = look_of(name, attributes)
        if name == "a":
            said["href"] = self._address(attributes)
        elif name in LISTS:
            said["lists"] = (*around.lists, LISTS[name])
        elif name == "li" or look.level:
            self.items += 1
            self.writer.marker = ""
            said |= {"item": self.items, "level": look.level if not around.lists else 0}
        elif look.tag == "blockquote":
            # Paragraphs in the style of a quotation, one after another, are one.
            same = name == "p" and self.writer.last_quote
            if not same:
                self.quotes += 1
            said["quote"] = around.quote or same or self.quotes
        elif name == "table":
            said |= {"lists": (), "item": 0, "level": 0, "quote": 0, "who": False, "tag": "p"}
        elif (quote := self._says_who(name)) is not None:
            self.writer.end_line()
            said |= {"who": True, "quote": quote, "tag": "blockquote"}
        return said

    def _says_who(self, name: str) -> int | None:
        """The quotation that an element says the speaker of, where it does."""
        quote = self.writer.last_quote
        if not quote or self.writer.has_words:
            return None
        if name in ("cite", "footer") and self.elements.state.quote == quote:
            return quote
        return quote if name == "figcaption" and self.elements.holds("figure") else None

    def _directed(self, tag: Start) -> dict[str, Any]:
        """Language and direction, where they mean something."""
        said: dict[str, Any] = {}
        if self.proofed or tag.name in ("html", "body"):
            if tag.attributes.get("dir", "").strip().lower() == "rtl" and tag.name in BLOCKS - {
                "html",
                "body",
            }:
                said["block_dir"] = "rtl"
            return said
        of_line = "block_" if tag.name in BLOCKS else ""
        language = tag.attributes.get("lang", "").strip()
        if _LANGUAGE.match(language):
            said[f"{of_line}lang"] = language
        direction = tag.attributes.get("dir", "").strip().lower()
        if direction in _DIRECTIONS:
            said[f"{of_line}dir"] = direction
        return said

    def _end(self, name: str) -> None:
        if name == "br":
            self.writer.add_break()
            return
        if name in BLOCKS:
            self.writer.end_line()
        place = self.elements.ended_by_end(name)
        if place is None:
            return
        if name in _QUOTATION:
            self._words(_QUOTATION[name][1])
        if name in BLOCKS:
            self._close(self.elements.end(place))
            return
        if self.elements.state.who and name == "cite":
            self.writer.end_line()
        self.elements.take_out(place)

    def _close(self, ended: list[Element]) -> None:
        for element in ended:
            if element.closes:
                self.writer.close(element.closes)
            elif element.name in BLOCKS:
                self.writer.end_line()

    def _address(self, attributes: dict[str, str]) -> str:
        """Where a link leads that is kept."""
        address = attributes.get("href", "").strip()
        if not address:
            if attributes.get("linktype") and not self.elements.state.hidden:
                name = f"{attributes['linktype']} {attributes.get('id', '')}"
                self._note(Lost.LINK, name)
            return ""
        if address.startswith("#"):
            return address if self.relative else ""
        leads = ":" in address or address.startswith("//") or self.relative
        if leads and is_safe_address(address):
            return direct(address)
        if not self.elements.state.hidden:
            self._note(Lost.LINK, address)
        return ""

    def _lose(self, tag: Start) -> None:
        """Take note of what can't be kept; a picture of a letter is the letter."""
        said = tag.attributes
        what = _LOST[tag.name]
        if what is Lost.PICTURE:
            alt = said.get("alt", "").strip()
            if alt and ("emoji" in said.get("class", "") or _DRAWN_LETTERS.match(alt)):
                self._words(alt)
                return
            if said.get("width") in ("0", "1") or said.get("height") in ("0", "1"):
                # It only counts who opens a page.
                return
        if what is Lost.FORM and said.get("type", "").lower() == "hidden":
            return
        if tag.name == "embed" and said.get("embedtype") == "image":
            what = Lost.PICTURE
        self._note(what, _name_of(tag))

    def _note(self, what: Lost, name: str) -> None:
        self.left_out.append(LeftOut(what, self.writer.here, name[:LONGEST_NAME]))
        if what is not Lost.LINK:
            self.writer.lose()


def _name_of(tag: Start) -> str:
    """What a thing is called that was left out, or where it lies."""
    said = tag.attributes
    for name in ("alt", "title", "aria-label"):
        if words := " ".join(said.get(name, "").split()):
            return words
    address = next(
        (said[name] for name in ("src", "data-src", "data", "href", "url", "id") if said.get(name)),
        "",
    )
    if not address:
        found = re.search(r"""\bsrc\s*=\s*["']?([^"'\s>]+)""", tag.inside[:2000])
        address = found[1] if found else ""
    if address.startswith(("data:", "blob:", "cid:", "about:")):
        return ""
    if address.startswith("file:"):
        return unquote(urlsplit(address).path.rpartition("/")[2])
    return address
