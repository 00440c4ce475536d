"""What was read, as blocks of a story, or as the markup of one field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from solidary.stories.body.blocks import HEADING, PARAGRAPH, QUOTE, TABLE
from solidary.stories.body.fields import RawBlock, Text
from solidary.stories.body.foreign.parts import (
    LeftOut,
    Line,
    Lost,
    Part,
    Reading,
    Table,
    Thing,
    words_of_lines,
)
from solidary.stories.body.paragraphs import Paragraph, Run, written
from solidary.stories.languages import known_code

BETWEEN_CELLS = " | "
_HEADINGS = ("h2", "h3", "h4")
_LONGEST = {
    (block.name, field.name): field.most
    for block in (HEADING, QUOTE)
    for field in block.fields
    if isinstance(field, Text)
}
_DASHES = "—–‒―- \u00a0"


def blocks_of(reading: Reading) -> list[RawBlock]:
    """Its lines as paragraphs, headings and quotes, its tables as tables, without marks of their
    own. Paragraphs and lists that follow one another are one block."""
    return list(_blocks(reading.parts))


def markup_of(reading: Reading) -> str:
    """All of it as markup: a row of a table is a paragraph, its cells parted by BETWEEN_CELLS."""
    return written(_paragraphs(reading.parts))


def left_out_of_markup(reading: Reading) -> list[LeftOut]:
    """What one field can't keep: all that no story keeps, and tables, whose rows are lines there."""
    tables = [
        LeftOut(Lost.TABLE, part.line, part.caption)
        for part in reading.parts
        if isinstance(part, Table)
    ]
    return [*reading.left_out, *tables]


def _blocks(parts: Iterable[Part]) -> Iterator[RawBlock]:
    waiting: list[Paragraph] = []

    def paragraphs() -> Iterator[RawBlock]:
        if waiting:
            yield {"type": PARAGRAPH.name, "value": written(waiting)}
            waiting.clear()

    for _, same in groupby(enumerate(parts), lambda each: _together(*each)):
        group = [part for _, part in same]
        block = _block(group)
        if block is not None:
            yield from paragraphs()
            yield block
        else:
            waiting.extend(_paragraphs(group))
    yield from paragraphs()


def _together(place: int, part: Part) -> tuple[int, int]:
    """The same for all parts of a quotation, another for every other part."""
    quote = part.quote if isinstance(part, Line) else 0
    return (quote, 0) if quote else (0, place)


def _block(group: list[Part]) -> RawBlock | None:
    """A block of its own; None for what is written in paragraphs."""
    first = group[0]
    if isinstance(first, Thing):
        return first.block
    if isinstance(first, Table):
        value = {"caption": first.caption, "rows": first.rows, "head": first.head}
        return {"type": TABLE.name, "value": value}
    lines = [part for part in group if isinstance(part, Line)]
    if first.paragraph.tag in _HEADINGS and len(lines) == 1:
        fits = len(first.text) <= _LONGEST[HEADING.name, "text"]
        return {"type": HEADING.name, "value": first.text} if first.is_plain and fits else None
    if all(line.paragraph.tag == "blockquote" and line.is_plain_in_its_language for line in lines):
        return _quote(lines)
    return None


def _quote(lines: list[Line]) -> RawBlock | None:
    words = [line for line in lines if not line.who]
    who = words_of_lines([line for line in lines if line.who]).replace("\n", ", ").strip(_DASHES)
    if not words or len(who) > _LONGEST[QUOTE.name, "who"]:
        return None
    value = {"text": words_of_lines(words), "who": who, "about": ""}
    said = {line.paragraph.lang for line in words}
    if any(said) or any(line.paragraph.dir for line in words):
        language = known_code(min(said)) if len(said) == 1 else None
        if language is None:
            return None
        value["language"] = language
    return {"type": QUOTE.name, "value": value}


def _paragraphs(parts: Iterable[Part]) -> Iterator[Paragraph]:
    for part in parts:
        if isinstance(part, Line):
            yield part.paragraph
            continue
        if isinstance(part, Thing):
            continue
        for words in (part.caption, *(BETWEEN_CELLS.join(row) for row in part.rows)):
            if words:
                yield Paragraph("p", runs=[Run(words)])
