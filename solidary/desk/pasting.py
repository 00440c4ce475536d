"""What is pasted into a text at the desk, put where the caret is: the text up to there, what was
pasted as blocks of the story, the rest of the text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from solidary.desk.richtext import Raw, content_of, paragraphs_of, units
from solidary.stories.body.blocks import PARAGRAPH
from solidary.stories.body.fields import RawBlock
from solidary.stories.body.foreign.kept import blocks_of, left_out_of_markup, markup_of
from solidary.stories.body.foreign.parts import LeftOut, Reading
from solidary.stories.body.foreign.reader import read as read_foreign
from solidary.stories.body.paragraphs import LISTS, Paragraph, Run, read, written

_Piece = list[Paragraph] | RawBlock


@dataclass(frozen=True, slots=True)
class Caret:
    """What is selected in the editor: from a place to a place, each the key of a paragraph and
    units of UTF-16 into it, as the editor counts."""

    start: tuple[str, int] = ("", 0)
    end: tuple[str, int] = ("", 0)


@dataclass(slots=True)
class Pasted:
    """`content`: of the text that was pasted into, None where nothing is left in it; `blocks`: what
    follows it; `caret`: where it goes on in a text without blocks."""

    content: Raw | None
    blocks: list[RawBlock] = field(default_factory=list)
    caret: tuple[str, int] | None = None
    left_out: list[LeftOut] = field(default_factory=list)


def pasted(html: str, content: Raw, caret: Caret, *, in_story: bool) -> Pasted:
    """`content`: the editor's, before; `in_story`: whether blocks may follow the text, as they may
    after a paragraph of a story and not in a field of a block."""
    reading = read_foreign(html, relative=False)
    head, tail = _cut(list(paragraphs_of(content)), caret)
    fresh = _pieces(reading, in_story=in_story)
    left_out = reading.left_out if in_story else left_out_of_markup(reading)
    if len(fresh) == 1 and isinstance(fresh[0], list):
        return _in_one_text(head, fresh[0], tail, left_out)
    pieces: list[_Piece] = [head]
    for piece in (*fresh, tail):
        if isinstance(piece, list) and isinstance(pieces[-1], list):
            pieces[-1] = _joined(pieces[-1], piece)
        else:
            pieces.append(piece)
    first, *others = pieces
    assert isinstance(first, list)
    before = _without_empty_ends(first) if others else first
    kept = content_of(before) if before or not others else None
    return Pasted(kept, list(_blocks(others)), left_out=left_out)


def _pieces(reading: Reading, *, in_story: bool) -> list[_Piece]:
    if not in_story:
        return [read(markup_of(reading))]
    return [
        read(block["value"]) if block["type"] == PARAGRAPH.name else block
        for block in blocks_of(reading)
    ]


def _in_one_text(
    head: list[Paragraph], fresh: list[Paragraph], tail: list[Paragraph], left_out: list[LeftOut]
) -> Pasted:
    before = _joined(head, fresh)
    place = len(before) - 1
    offset = sum(units(run.text) for run in before[place].runs)
    content = content_of(_joined(before, tail))
    return Pasted(content, [], (content["blocks"][place]["key"], offset), left_out)


def _blocks(pieces: Iterable[_Piece]) -> Iterator[RawBlock]:
    for piece in pieces:
        if not isinstance(piece, list):
            yield piece
        elif kept := _without_empty_ends(piece):
            yield {"type": PARAGRAPH.name, "value": written(kept)}


def _says_something(paragraphs: list[Paragraph]) -> bool:
    return any(run.text.strip() for paragraph in paragraphs for run in paragraph.runs)


def _cut(paragraphs: list[Paragraph], caret: Caret) -> tuple[list[Paragraph], list[Paragraph]]:
    """What stands before the selection and what behind it."""
    if not paragraphs:
        return [Paragraph("p")], []
    keys = [paragraph.key for paragraph in paragraphs]
    last = len(keys) - 1
    first = keys.index(caret.start[0]) if caret.start[0] in keys else last
    end = keys.index(caret.end[0]) if caret.end[0] in keys else last
    before = replace(paragraphs[first], runs=_until(paragraphs[first].runs, caret.start[1]))
    behind = replace(paragraphs[end], key="", runs=_since(paragraphs[end].runs, caret.end[1]))
    return [*paragraphs[:first], before], [behind, *paragraphs[end + 1 :]]


def _until(runs: list[Run], offset: int) -> list[Run]:
    kept = []
    for run in runs:
        if offset <= 0:
            break
        kept.append(replace(run, text=_sliced(run.text, 0, offset)))
        offset -= units(run.text)
    return kept


def _since(runs: list[Run], offset: int) -> list[Run]:
    kept = []
    for run in runs:
        long = units(run.text)
        if offset < long:
            kept.append(replace(run, text=_sliced(run.text, max(offset, 0), long)))
        offset -= long
    return kept


def _sliced(text: str, start: int, end: int) -> str:
    return text.encode("utf-16-le", "surrogatepass")[2 * start : 2 * end].decode(
        "utf-16-le", "replace"
    )


def _joined(before: list[Paragraph], behind: list[Paragraph]) -> list[Paragraph]:
    """One text after another: the line that ends the first goes on with the words that begin the
    second, unless that begins with a heading, an item or a quotation."""
    if not before or not behind:
        return before or behind
    *above, last = before
    first, *below = behind
    if not last.runs:
        # An empty line becomes what is put into it; an empty item or heading stays one.
        kind = last if first.tag == "p" else first
        fresh = replace(first, tag=kind.tag, depth=kind.depth, key=last.key)
        return [*above, fresh, *below]
    if not first.runs or first.tag == "p" or first.tag == last.tag in LISTS:
        return [*above, replace(last, runs=[*last.runs, *first.runs]), *below]
    return [*before, *behind]


def _without_empty_ends(paragraphs: list[Paragraph]) -> list[Paragraph]:
    said = [place for place, each in enumerate(paragraphs) if _says_something([each])]
    return paragraphs[said[0] : said[-1] + 1] if said else []
