"""A story's body, from the JSON it is stored as to what its readers see.

A block's template (a macro of its name in site/templates/body.html) is given what each declared
field shows, by the field's name: words, markup, a picture, a recording, a document, the name of a
place, a day. Links to pages and files of the release hold ROOT where the way to the root belongs.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from jinja2 import Template
from markupsafe import Markup

from solidary.languages.guessing import guess_language
from solidary.languages.letters import may_be_in
from solidary.press.drawing.gallery import Gallery
from solidary.press.drawing.own_links import ROOT, OwnLinks
from solidary.press.reading.text import clean, clean_html, is_bare_paragraph
from solidary.press.things import BY_KIND
from solidary.site.sheets import CardLink, Said
from solidary.site.words import host
from solidary.stories.body import fields
from solidary.stories.body.blocks import BLOCKS
from solidary.stories.body.entries import value_of
from solidary.stories.body.fields import PLACE, RawBlock
from solidary.stories.body.rows import squared
from solidary.stories.body.uses import listed

_MARK = "\ue000"
_BLOCKS = {block.name: block for block in BLOCKS}
Places = dict[int, Said]


class Around(NamedTuple):
    """Where a body stands."""

    here: str
    """the address of its page"""
    places: Places


Show = Callable[[Any, Around], Any]
"""What of a field is shown, from what is stored in it."""
_WORDS = (fields.Text, fields.Markup)
"""Fields that may be empty in a block that is shown."""
_WHOLE_LINE = re.compile(
    r"<(p|li|h[2-4]|blockquote)><span((?: (?:lang|dir)=\"[A-Za-z0-9-]+\")+)>"
    r"((?:[^<]|<(?!/?(?:span|\1)\b))*)</span></\1>"
)
"""A line that is marked from its first word to its last: it begins on the side of its language."""
_ENOUGH_TO_TELL = 20
"""Letters from which a language can be told by its small words."""
_SAFE_SCHEMES = ("http://", "https://")


class BodyDrawer:
    """Draws bodies in one language."""

    def __init__(
        self,
        template: Template,
        language: str,
        gallery: Gallery,
        own_links: OwnLinks,
        among: Sequence[str] = (),
    ) -> None:
        """`among`: the newsroom's languages, one of which words in foreign letters may be in."""
        self.language = language
        self.among = among
        self.gallery = gallery
        self.own_links = own_links
        self._draw = {name: getattr(template.module, name) for name in _BLOCKS}
        self._show = {
            block.name: [(field, self._shower(field)) for field in block.fields] for block in BLOCKS
        }
        # Most blocks are paragraphs: what the template puts around them is asked for once.
        self._around = {
            block.name: self._draw[block.name]({block.fields[0].name: Markup(_MARK)}).split(_MARK)
            for block in BLOCKS
            if block.bare and isinstance(block.fields[0], fields.Markup)
        }

    def draw(self, body: list[RawBlock], places: Places, here: str) -> str:
        """`places`: place → its name in this language, for every place of the body; `here`: the
        address of its page."""
        return "".join(self._drawn(body, Around(here, places)))

    def _drawn(self, body: list[RawBlock], where: Around) -> Iterator[str]:
        anchors: Counter[str] = Counter()
        for stored in body:
            kind, value = str(stored.get("type")), stored.get("value")
            if kind in self._around and isinstance(value, str):
                before, after = self._around[kind]
                yield f"{before}{self._markup(value, where)}{after}"
                continue
            block = _BLOCKS.get(kind)
            if block is None or not isinstance(value, str if block.bare else dict):
                continue
            if shown := self._shown(block, value, where):
                if block.anchor:
                    shown["id"] = _anchor(block, shown, anchors)
                yield self._draw[block.name](shown)

    def _shown(self, block: fields.Block, value: Any, where: Around) -> dict[str, Any]:
        """What each field shows, by its name; nothing where one that the block is about leads
        nowhere any more."""
        found = {}
        for field, show in self._show[block.name]:
            found[field.name] = show(value if block.bare else value.get(field.name), where)
            if field.needed and not found[field.name] and not isinstance(field, _WORDS):
                return {}
            self._name_language(field, found)
        return found

    def _name_language(self, field: fields.Field, found: dict[str, Any]) -> None:
        if isinstance(field, fields.Language) and not found[field.name]:
            found[field.name] = self._guessed(found[field.of])

    def _guessed(self, words: str) -> str:
        """The language of words of which nobody said it, in letters that the page's isn't written
        in, where they are enough to tell; else ''."""
        if len(words) < _ENOUGH_TO_TELL or may_be_in(words, self.language):
            return ""
        return guess_language(words, self.among).language if len(self.among) > 1 else ""

    def _shower(self, field: fields.Field) -> Show:
        match field:
            case fields.Text():
                return lambda stored, _: clean(str(stored or ""))
            case fields.Markup():
                return lambda stored, where: Markup(self._markup(stored or "", where))
            case fields.WebAddress():
                return lambda stored, where: self._way(clean(str(stored or "")), where)
            case fields.Day():
                return lambda stored, _: _day(stored)
            case fields.Language():
                return lambda stored, _: str(stored or "")
            case fields.Flag():
                return lambda stored, _: bool(stored)
            case fields.Rows():
                return lambda stored, _: _rows(stored)
            case fields.Reference():
                return self._thing(field.to)
            case fields.Entries():
                return self._entries(field)
            case fields.References():
                show = self._thing(field.to)
                return lambda stored, where: [
                    shown for key in listed(stored) if (shown := show(key, where))
                ]
        raise TypeError(f"nothing shows a field of type {type(field).__name__}")

    def _entries(self, field: fields.Entries) -> Show:
        """Those entries in which nothing that they need is empty."""
        shows = [(each, self._shower(each)) for each in field.fields]

        def shown(value: Any, where: Around) -> dict[str, Any]:
            found: dict[str, Any] = {}
            for each, show in shows:
                found[each.name] = show(value.get(each.name), where)
                if each.needed and not str(found[each.name] or "").strip():
                    return {}
                self._name_language(each, found)
            return found

        return lambda stored, where: [
            entry
            for value in map(value_of, stored or ())
            if isinstance(value, dict) and (entry := shown(value, where))
        ]

    def _markup(self, stored: str, where: Around) -> str:
        if is_bare_paragraph(stored):
            return stored
        markup = clean_html(stored)
        if "><span " in markup:
            markup = _WHOLE_LINE.sub(r"<\1\2>\3</\1>", markup)
        return self.own_links.drawn(markup, where.here)

    def _way(self, address: str, where: Around) -> CardLink | None:
        """Where a card leads; None for an address that no card may lead to."""
        if not address.lower().startswith(_SAFE_SCHEMES):
            return None
        own = self.own_links.href(address, where.here)
        return CardLink(address, host(address)) if own is None else CardLink(own, "")

    def _thing(self, kind: str) -> Show:
        if kind == PLACE:
            return lambda key, where: where.places.get(key or 0)
        if kind not in BY_KIND:
            raise TypeError(f"nothing shows a reference to a {kind}")
        return lambda key, _: (
            self.gallery.show(kind, key, self.language, ROOT) if isinstance(key, int) else None
        )


def _anchor(block: fields.Block, shown: dict[str, Any], anchors: Counter[str]) -> str:
    """Where readers can be led to: by a block's day, numbered from the second of one day, or by
    its number. `anchors`: how many stand above, counted on here."""
    days = (shown[field.name] for field in block.fields if isinstance(field, fields.Day))
    day = next(filter(None, days), None)
    anchor = f"{block.anchor}-{day.isoformat()}" if day else block.anchor
    anchors[anchor] += 1
    number = anchors[anchor]
    return anchor if day and number == 1 else f"{anchor}-{number}"


def _rows(stored: Any) -> list[list[str]]:
    """Rows of one width, without those that say nothing."""
    rows = [[clean(str(cell)) for cell in row] for row in stored or ()]
    return squared([row for row in rows if any(map(str.strip, row))])


def _day(stored: Any) -> date | None:
    try:
        return date.fromisoformat(str(stored))
    except ValueError:
        return None
