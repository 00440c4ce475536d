"""Boxes as the page sends them: a line of four whole numbers each, in thousandths of the picture."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from django.utils.translation import gettext as _

from solidary.intake.covering import LONGEST, MOST_BOXES, WHOLE, CoveringError, checked
from solidary.intake.models import Covering, Fill
from solidary.keeper.client import FoundFace

_LINE = re.compile(r"\s*(\d{1,4})[\s,;.]+(\d{1,4})[\s,;.]+(\d{1,4})[\s,;.]+(\d{1,4})\s*", re.ASCII)
NEW = (400, 350, 150, 200)
"""Where a box is that was added without saying where: near the middle."""


class Fields(Protocol):
    """What a form or an address says."""

    def getlist(self, name: str) -> Sequence[str]: ...

    def get(self, name: str, default: str = "") -> str: ...


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page shows: boxes, their fill, and the longest side that is wanted (0: as it is)."""

    boxes: tuple[tuple[int, int, int, int], ...] = ()
    fill: str = str(Fill.SOLID)
    longest: int = 0
    wrong: tuple[str, ...] = field(default=())
    """lines of boxes that can't be read, as they were typed"""

    @classmethod
    def of(cls, covering: Covering) -> Shown:
        """What was confirmed."""
        boxes = tuple((x, y, width, height) for x, y, width, height in covering.boxes)
        return cls(boxes, covering.fill, covering.longest)

    @classmethod
    def proposed(cls, found: Sequence[FoundFace]) -> Shown:
        """What the model proposes, from the upper left on, line by line."""
        return cls(tuple(sorted((face.box for face in found), key=lambda box: (box[1], box[0]))))

    @classmethod
    def read(cls, said: Fields) -> Shown:
        """What a form says; lines that can't be read are kept apart."""
        boxes, wrong = [], []
        for line in said.getlist("box")[: MOST_BOXES + 1]:
            if not line.strip():
                continue
            try:
                boxes.append(_box(line))
            except CoveringError:
                wrong.append(line[:40])
        fill = said.get("fill") or ""
        longest = said.get("longest") or ""
        return cls(
            tuple(boxes),
            fill if fill in Fill.values else str(Fill.SOLID),
            min(int(longest), LONGEST)
            if longest.isascii() and longest.isdigit() and len(longest) < 6
            else 0,
            tuple(wrong),
        )

    def with_one_more(self) -> Shown:
        """With a box near the middle, a little aside from one that is there already."""
        x, y, width, height = NEW
        while (x, y, width, height) in self.boxes and x + width + 40 <= WHOLE:
            x, y = x + 40, y + 20
        return replace(self, boxes=(*self.boxes, (x, y, width, height)))

    def without(self, number: str) -> Shown:
        """Without the box of this number, counted from 1."""
        left = [box for at, box in enumerate(self.boxes, 1) if str(at) != number]
        return replace(self, boxes=tuple(left))

    def line(self) -> str:
        """Why it can't be confirmed, for the editor; '' where it can."""
        if self.wrong:
            return _("This is no box within the picture: %(line)s") % {"line": self.wrong[0]}
        if len(self.boxes) > MOST_BOXES:
            return _("There are too many boxes in the picture.")
        return ""

    @property
    def lines(self) -> list[str]:
        """The boxes as they are typed."""
        return [" ".join(map(str, box)) for box in self.boxes]

    def query(self) -> Mapping[str, object]:
        """It, for the address of a picture that is drawn so."""
        said: dict[str, object] = {"box": self.lines, "fill": self.fill}
        return {**said, "longest": self.longest} if self.longest else said

    def edits(self) -> list[dict[str, object]]:
        """What the keeper is asked to draw."""
        drawn: list[dict[str, object]] = [
            {"cover": list(box), "fill": self.fill} for box in self.boxes[:MOST_BOXES]
        ]
        return [*drawn, {"shrink": self.longest}] if self.longest else drawn


def _box(line: str) -> tuple[int, int, int, int]:
    found = _LINE.fullmatch(line)
    if found is None:
        raise CoveringError(_("A box has four whole numbers."))
    x, y, width, height = checked([int(number) for number in found.groups()])
    return x, y, width, height
