"""Which elements are open, and what all of them together say of the words that follow."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from solidary.stories.body.foreign.looks import BLOCKS, NONE, Look

DEEPEST = 100
"""Elements open at a time; what is nested deeper keeps its words and its ends of lines."""
TABLE_PARTS = frozenset({"table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th"})
_CELLS = frozenset({"td", "th", "caption"})
_ROW = frozenset({"tr", "td", "th", "caption"})
_ENDED_BY = {
    "li": ({"li"}, {"ul", "ol", "menu", "dir"}),
    "dt": ({"dt", "dd"}, {"dl"}),
    "dd": ({"dt", "dd"}, {"dl"}),
    "option": ({"option"}, {"select"}),
    "td": (_CELLS, set()),
    "th": (_CELLS, set()),
    **dict.fromkeys(("tr", "caption"), (_ROW, set())),
    **dict.fromkeys(("thead", "tbody", "tfoot"), (_ROW | {"thead", "tbody", "tfoot"}, set())),
}
"""What the beginning of an element ends that nobody closed, and where that is looked for no
further (HTML Standard, 13.1.2.4: optional tags)."""


@dataclass(frozen=True, slots=True)
class State:
    """What is said of words: in the line (`styles`, `href`, `lang`, `dir`), of the line (the rest).

    `caption`: they say something of the thing before them; `lists`: the kinds of the lists around it; `item` and `quote`: the number of the item and of the
    quotation; `marker`: words that only mark an item; `plain`: words that no style is for.
    """

    styles: frozenset[str] = frozenset()
    href: str = ""
    lang: str = ""
    dir: str = ""
    block_lang: str = ""
    block_dir: str = ""
    tag: str = "p"
    lists: tuple[str, ...] = ()
    item: int = 0
    level: int = 0
    quote: int = 0
    who: bool = False
    kept_lines: bool = False
    hidden: bool = False
    marker: bool = False
    plain: bool = False
    caption: bool = False


@dataclass(slots=True)
class Element:
    """An open element. `says`: fields of State that it sets; `closes`: what ends with it."""

    name: str
    look: Look = NONE
    says: dict[str, Any] | None = None
    closes: str = ""
    state: State = State()

    def under(self, around: State) -> State:
        """What is said of the words in it."""
        look = self.look
        if look is NONE and not self.says:
            return around
        seen: dict[str, Any] = {
            "styles": (around.styles - look.takes) | look.adds,
            "hidden": around.hidden or look.hidden,
            "kept_lines": around.kept_lines or look.kept_lines,
            "marker": around.marker or look.marker,
            "plain": around.plain or look.plain,
            "tag": look.tag or around.tag,
        }
        return replace(around, **seen | (self.says or {}))


class Elements:
    """The open elements, outermost first."""

    def __init__(self, *, kept_lines: bool = False) -> None:
        self._open: list[Element] = []
        self._around = State(kept_lines=kept_lines)

    @property
    def state(self) -> State:
        return self._open[-1].state if self._open else self._around

    @property
    def is_full(self) -> bool:
        return len(self._open) >= DEEPEST

    def holds(self, name: str) -> bool:
        return any(each.name == name for each in self._open)

    def begin(self, element: Element) -> None:
        element.state = element.under(self.state)
        self._open.append(element)

    def ended_by_start(self, name: str) -> int | None:
        """From where on elements end because one of this name begins."""
        found = None
        closed, within = _ENDED_BY.get(name, (frozenset(), frozenset()))
        for place in range(len(self._open) - 1, -1, -1):
            opened = self._open[place].name
            if opened in closed:
                found = place
            elif (
                opened in within
                or opened == "table"
                or (opened in ("td", "th", "caption") and name not in TABLE_PARTS)
            ):
                break
        if found is None and name in BLOCKS:
            for place in range(len(self._open) - 1, -1, -1):
                if self._open[place].name == "p":
                    return place
                if self._open[place].name in BLOCKS:
                    break
        return found

    def ended_by_end(self, name: str) -> int | None:
        """The innermost open element that an end tag may close; none beyond the cell it is in."""
        for place in range(len(self._open) - 1, -1, -1):
            opened = self._open[place].name
            if opened == name:
                return place
            if opened == "table" or (opened in _CELLS and name not in TABLE_PARTS):
                return None
        return None

    def end(self, place: int) -> list[Element]:
        """End this element and all in it; they, innermost first."""
        ended = self._open[place:]
        del self._open[place:]
        return ended[::-1]

    def take_out(self, place: int) -> None:
        """End this element alone: what began in it goes on."""
        inner = self._open[place + 1 :]
        del self._open[place:]
        for element in inner:
            self.begin(element)

    def end_all(self) -> list[Element]:
        return self.end(0)
