"""HTML of any origin into blocks of a story, for every format whose archives hold it.

What can't be kept is handed back by name, never dropped; scripts and handlers are nobody's words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from solidary.stories.body.blocks import EMBED
from solidary.stories.body.foreign.kept import blocks_of
from solidary.stories.body.foreign.parts import LeftOut, Line, Lost, Part, Thing
from solidary.stories.body.foreign.reader import Things, read
from solidary.stories.body.foreign.tokens import End, Start, tokens
from solidary.stories.body.paragraphs import Paragraph, Run

__all__ = ["Body", "End", "Start", "Thing", "Things", "body_of", "tokens", "words_of"]

LONGEST_CAPTION = 500
_ACCOUNT = re.compile(r"//[^/@]*@")
LOST = {
    Lost.PICTURE: "pictures",
    Lost.RECORDING: "recordings",
    Lost.FRAME: "frames with another page",
    Lost.FORM: "fields of forms",
    Lost.LINK: "links, not their words",
    Lost.TABLE: "tables, kept as lines",
}


@dataclass(slots=True)
class Body:
    """`left_out`: what couldn't be kept, as (kind, name); no name holds the query of an address."""

    blocks: list[dict[str, Any]] = field(default_factory=list)
    left_out: list[tuple[str, str]] = field(default_factory=list)


def body_of(markup: str, *, kept_lines: bool = False, things: Things | None = None) -> Body:
    """The blocks of a text. `kept_lines`: lines end where they end in it, and an empty one parts
    paragraphs; `things`: who knows what its pictures and recordings are."""
    reading = read(markup, kept_lines=kept_lines, things=things)
    lost = [_named(each) for each in reading.left_out]
    parts: list[Part] = []
    for part in reading.parts:
        parts.append(part)
        if isinstance(part, Thing) and (rest := _captioned(part)):
            if part.block is None:
                lost.append(("captions of what is missing", rest))
            else:
                parts.append(Line(Paragraph("p", runs=[Run(rest)])))
    reading.parts = parts
    return Body(blocks_of(reading), lost)


def words_of(markup: str) -> str:
    """The plain words of a text that may hold HTML, in one line."""
    if "<" not in markup and "&" not in markup:
        return " ".join(markup.split())
    lines = [part.text for part in read(markup).parts if isinstance(part, Line)]
    return " ".join(" ".join(lines).split())


def without_query(address: str) -> str:
    """An address without what may hold a key or a password."""
    return _ACCOUNT.sub("//", address.partition("?")[0].partition("#")[0])


def _captioned(thing: Thing) -> str:
    """Put a caption where the block has a place for it; the words that it has none for."""
    caption = " ".join(thing.caption.split())
    value = thing.block["value"] if thing.block is not None else None
    if thing.block is None or not caption or not isinstance(value, dict):
        return caption
    place = "title" if thing.block["type"] == EMBED.name else "caption"
    if place not in value or len(caption) > (300 if place == "title" else LONGEST_CAPTION):
        return caption
    value[place] = caption
    return ""


def _named(lost: LeftOut) -> tuple[str, str]:
    return LOST[lost.what], without_query(lost.name)
