"""Puts what is read into lines, cells and tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from solidary.stories.body.foreign.looks import is_numbered
from solidary.stories.body.foreign.parts import Line, Part, Thing
from solidary.stories.body.foreign.state import State
from solidary.stories.body.foreign.tables import OpenTable
from solidary.stories.body.paragraphs import BLANKS, BREAK, LISTS, Paragraph, Run, folded, joined

DEEPEST_LIST = 4
"""Lists inside one another; as many as the desk's editor knows."""
DEEPEST_TABLE = 5


@dataclass(slots=True)
class _Open:
    """The line that is being written."""

    state: State
    runs: list[Run] = field(default_factory=list)


class Writer:
    """`lines`: how many there have been; `marker`: what marks the item that begins next."""

    def __init__(self) -> None:
        self.parts: list[Part] = []
        self.lines = 0
        self.marker = ""
        self.lost_links: list[tuple[int, str]] = []
        self._sinks = [self.parts]
        self._tables: list[OpenTable] = []
        self._line: _Open | None = None
        self._lost_here = False
        self._things: list[Part] = []
        """Those in a table, which stand behind it."""
        self._last_thing: Thing | None = None

    @property
    def here(self) -> int:
        """The number of the line that is being written."""
        return max(self.lines, 1) if self._tables else self.lines + 1

    @property
    def has_words(self) -> bool:
        return self._line is not None

    @property
    def last_quote(self) -> int:
        """The quotation that the line before is a part of."""
        last = self._sinks[-1][-1] if self._sinks[-1] else None
        return last.quote if isinstance(last, Line) else 0

    def lose(self) -> None:
        """Something in this line was left out: it is a line, though nothing else be in it."""
        self._lost_here = True

    def put(self, things: Sequence[Thing]) -> None:
        """What is shown between lines."""
        self.end_line()
        (self._things if self._tables else self.parts).extend(things)
        if things:
            self._last_thing = things[-1]

    def begin_figure(self) -> None:
        """What is said in it, is said of what is in it."""
        self._last_thing = None

    def begin_caption_of_thing(self) -> bool:
        """False where there is no thing that words could be said of."""
        return self._last_thing is not None

    def add_to_caption(self, text: str) -> None:
        if self._last_thing is not None:
            self._last_thing.caption += BLANKS.sub(" ", text)

    def add(self, text: str, state: State) -> None:
        """Words where they stand."""
        parts = text.replace("\r\n", BREAK).split(BREAK) if state.kept_lines else [text]
        for number, part in enumerate(parts):
            if number:
                self.add_break()
            part = BLANKS.sub(" ", part)
            if self._line is None:
                if not part.strip():
                    continue
                self._line = _Open(state)
            styles = frozenset[str]() if state.plain else state.styles
            self._line.runs.append(Run(part, styles, state.href, state.lang, state.dir))

    def add_break(self) -> None:
        if self._line is not None:
            self._line.runs.append(Run(BREAK))

    def end_line(self) -> None:
        """Whatever follows stands in another line."""
        line, self._line = self._line, None
        before = self.lines
        if line is not None:
            for runs in _paragraphs(line.runs):
                self._put(line.state, runs)
        if self._lost_here and self.lines == before and not self._tables:
            self.lines += 1
        self._lost_here = False

    def begin_table(self, *, layout: bool) -> bool:
        """False where it is too deep inside others to be one."""
        if len(self._tables) >= DEEPEST_TABLE:
            return False
        self._tables.append(OpenTable(self.lines + 1, layout))
        return True

    def begin_row(self) -> None:
        if self._tables:
            self._tables[-1].rows.append([])
            self.lines += len(self._tables) == 1

    def begin_cell(self, *, names: bool, wide: str, high: str) -> bool:
        if not self._tables:
            return False
        if not self._tables[-1].rows:
            self.begin_row()
        cell = self._tables[-1].begin_cell(names=names, wide=wide, high=high)
        self._sinks.append(cell.parts)
        return True

    def begin_caption(self) -> bool:
        if not self._tables:
            return False
        self._sinks.append(self._tables[-1].caption)
        return True

    def close(self, what: str) -> None:
        """A cell or a table ends."""
        self.end_line()
        if what == "cell":
            self._sinks.pop()
        elif what == "table":
            table = self._tables.pop()
            parts = list(table.parts())
            self._sinks[-1].extend(parts)
            if table.kept:
                self.lost_links.extend(table.links())
            if not self._tables:
                self.parts.extend(self._things)
                self._things = []

    def _put(self, state: State, runs: list[Run]) -> None:
        tag, depth = self._kind(state)
        if tag in ("h2", "h3", "h4"):
            runs = [run.saying(run.text.replace(BREAK, " ")) for run in runs]
        item = state.item if tag in LISTS else 0
        sink = self._sinks[-1]
        last = sink[-1] if sink else None
        self.lines += not self._tables
        if item and isinstance(last, Line) and last.item == item:
            last.paragraph.runs = joined([*last.paragraph.runs, Run(BREAK), *runs])
            return
        paragraph = Paragraph(tag, depth, state.block_lang, state.block_dir, runs=runs)
        sink.append(Line(paragraph, state.quote, state.who, item))

    def _kind(self, state: State) -> tuple[str, int]:
        if state.tag not in ("p", "blockquote"):
            return state.tag, 0
        if state.level:
            tag = "ol" if is_numbered(self.marker) else "ul"
            return tag, min(state.level, DEEPEST_LIST) - 1
        if state.item:
            lists = state.lists or ("ul",)
            return lists[-1], min(len(lists), DEEPEST_LIST) - 1
        return ("blockquote", 0) if state.quote else ("p", 0)


def _paragraphs(runs: list[Run]) -> Iterator[list[Run]]:
    """What two breaks part from each other, without blanks and breaks at its ends."""
    piece: list[Run] = []
    breaks = 0
    for run in runs:
        if run.text == BREAK:
            breaks += 1
        elif run.text.strip() or (piece and not breaks):
            if breaks > 1 and piece:
                yield from _finished(piece)
                piece = []
            elif breaks and piece:
                piece.append(Run(BREAK))
            breaks = 0
            piece.append(run)
    yield from _finished(piece)


def _finished(runs: list[Run]) -> Iterator[list[Run]]:
    """The runs as they are kept; nothing where they say nothing."""
    if not any(run.text.strip() for run in runs):
        return
    while not runs[-1].text.strip():
        runs.pop()
    runs[0] = runs[0].saying(runs[0].text.lstrip())
    runs[-1] = runs[-1].saying(runs[-1].text.rstrip())
    yield joined(folded(runs))
