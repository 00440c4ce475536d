"""Takes what one request brings, sealed from its first byte; or gives it up and keeps nothing.

The order, on which everything else rests: pieces are sealed and made durable as they come; the words
are sealed last, and one rename makes the envelope whole; then the receipt's row is written; only
then is the receipt shown. Killed anywhere before the rename, nothing counts as sent, and what is
left is an open envelope that is shredded after three days.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path

from solidary import counting
from solidary.letterbox.limits import Limits
from solidary.letterbox.reading.kinds import LOOKED_AT, picture_kind
from solidary.sealing.bag.envelope import EnvelopeWriter, ItemWriter
from solidary.sealing.bag.manifest import Kind
from solidary.sealing.faults import EnvelopeRefusedError, SealingError
from solidary.sealing.recipients import Recipients


class Fate(StrEnum):
    """What became of a file."""

    NONE = "none"
    ARRIVED = "arrived"
    UNSHOWN = "unshown"
    """it arrived and is kept, but is no picture that the desk can show"""
    EMPTY = "empty"
    LARGE = "large"
    BROKEN = "broken"
    FULL = "full"
    """the disk takes no more"""
    MANY = "many"
    """the contribution has as many files, or bytes, as it may"""
    SEVERAL = "several"
    """more than one file came in one request"""


KEPT = (Fate.ARRIVED, Fate.UNSHOWN)


class Taking:
    """What is taken of one request: an envelope that is begun when its first byte comes."""

    def __init__(
        self,
        bag: Path,
        recipients: Recipients,
        limits: Limits,
        *,
        kind: Kind = Kind.CONTRIBUTION,
        contribution: str = "",
        room: tuple[int, int] | None = None,
    ) -> None:
        """`room`: files and bytes that the contribution may still get; all of them if new."""
        self.bag, self.recipients, self.limits = bag, recipients, limits
        self.kind, self.contribution = kind, contribution
        self.files_left, self.bytes_left = room or (limits.files, limits.all_files)
        self.fate = Fate.NONE
        self.size = 0
        self.broke = False
        self._writer: EnvelopeWriter | None = None
        self._item: ItemWriter | None = None
        self._ref = ""
        self._head = b""
        self.carried_sizes: list[int] = []
        """bytes of files that came with an earlier try"""

    @property
    def files(self) -> int:
        """files that are in the envelope"""
        return len(self.carried_sizes) + (self.fate in KEPT)

    @property
    def total(self) -> int:
        """their bytes"""
        return sum(self.carried_sizes) + (self.size if self.fate in KEPT else 0)

    def begin(self, name: str, type: str) -> bool:
        if self.fate is not Fate.NONE:
            self._drop(Fate.SEVERAL)
            return False
        if self.files_left < 1:
            self.fate = Fate.MANY
            return False
        try:
            writer = self._envelope()
            writer.reserve = self.limits.reserve
            self._item = writer.begin_item(name, type)
            self._ref = self._item.ref
        except EnvelopeRefusedError:
            self.fate = Fate.FULL
            return False
        self.fate, self.size, self._head = Fate.BROKEN, 0, b""
        return True

    def write(self, data: bytes) -> bool:
        if self._item is None:
            return False
        self.size += len(data)
        self._head = (self._head + data)[:LOOKED_AT] if len(self._head) < LOOKED_AT else self._head
        if self.size > self.limits.file:
            return self._drop(Fate.LARGE)
        if self.size > self.bytes_left:
            return self._drop(Fate.MANY)
        try:
            self._item.write(data)
        except EnvelopeRefusedError:
            return self._drop(Fate.FULL)
        return True

    def end(self) -> None:
        if self._item is None:
            return
        if self.size == 0:
            self._drop(Fate.EMPTY)
            return
        try:
            self._item.end()
        except EnvelopeRefusedError:
            self._drop(Fate.FULL)
            return
        shown = picture_kind(self._head) and self.size <= self.limits.picture
        self.fate = Fate.ARRIVED if shown else Fate.UNSHOWN
        self._item = None

    def break_off(self) -> None:
        self.broke = True
        if self._item is not None:
            self._drop(Fate.BROKEN)

    def finish(self, words: Mapping[str, object]) -> str:
        """Seal the words and make the envelope whole and durable; its name.

        Raises EnvelopeRefusedError, and has then kept nothing.
        """
        try:
            writer = self._envelope()
            writer.reserve = self.limits.reserve_for_words
            writer.words(words)
            name = writer.finish()
        except BaseException:
            self.give_up()
            raise
        counting.count(counting.Kind.RECEIVED)
        return name

    def give_up(self) -> None:
        """Shred whatever came."""
        if self._writer is not None:
            with contextlib.suppress(SealingError):
                self._writer.abandon()  # where it can't be, it is shredded in three days
            self._writer = self._item = None

    def carry(self) -> dict[str, str]:
        """What the form's next token needs for a file to be found that has come; {} for none."""
        if self._writer is None or not self.files:
            self.give_up()
            return {}
        sizes = [*self.carried_sizes, *([self.size] if self.fate in KEPT else [])]
        return {"envelope": self._writer.name, "sizes": " ".join(map(str, sizes))}

    def go_on_with(self, carried: Mapping[str, str]) -> None:
        """Take what came with an earlier try of the same form. Its file is lost, and nothing else,
        where it is gone by now."""
        try:
            writer = EnvelopeWriter.resume(
                self.bag, self.recipients, carried["envelope"], reserve=self.limits.reserve
            )
        except SealingError:
            return
        if (writer.kind, writer.contribution) != (self.kind, self.contribution or writer.name):
            return
        self.carried_sizes = [int(size) for size in carried["sizes"].split()]
        self._writer = writer
        self.files_left -= len(self.carried_sizes)
        self.bytes_left -= sum(self.carried_sizes)

    def _envelope(self) -> EnvelopeWriter:
        if self._writer is None:
            self._writer = EnvelopeWriter(
                self.bag, self.recipients, kind=self.kind, contribution=self.contribution,
                reserve=self.limits.reserve_for_words,
            )  # fmt: skip
        return self._writer

    def _drop(self, fate: Fate) -> bool:
        """Shred what came of the file; False, for no more of it is taken."""
        self.fate, self._item = fate, None
        if self._writer is not None and self._ref:
            try:
                self._writer.drop_item(self._ref)
            except SealingError:
                self.give_up()
        self._ref = ""
        return False
