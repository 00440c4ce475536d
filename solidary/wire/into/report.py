"""What an import did, or would do: counts, and a line for whatever needs to be told."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from solidary.wire.account import Account


@dataclass(frozen=True, slots=True)
class Entry:
    """What became of one line: `outcome` is added, scheduled, updated, unchanged, …"""

    line: int
    outcome: str
    record: str
    name: str = ""
    why: str = ""


@dataclass(slots=True)
class Report:
    """Counts by outcome and kind of record, entries, repairs and notes in the order of the input."""

    format: str
    dry_run: bool = False
    detailed: bool = True
    counts: Counter[str] = field(default_factory=Counter)
    entries: list[Entry] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    details: dict[str, Any] = field(default_factory=dict)
    account: Account = field(default_factory=Account)

    def add(
        self, line: int, outcome: str, record: str = "story", name: str = "", why: str = ""
    ) -> None:
        """Count an outcome; keep the entry where somebody asked for all or it needs a look."""
        self.counts[f"{record} {outcome}"] += 1
        if self.detailed or outcome == "left out" or why:
            self.entries.append(Entry(line, outcome, record, name, why))

    def lose(self, line: int, lost: Iterable[str]) -> None:
        """Name what of a line's text couldn't be kept."""
        self.notes += [f"Line {line}, {one}." for one in lost]

    @property
    def left_out(self) -> int:
        return sum(count for key, count in self.counts.items() if key.endswith(" left out"))

    @property
    def taken_in(self) -> int:
        taken = (" added", " updated", " scheduled")
        return sum(count for key, count in self.counts.items() if key.endswith(taken))

    def as_json(self) -> dict[str, Any]:
        return {
            "format": self.format,
            "dry_run": self.dry_run,
            "counts": dict(sorted(self.counts.items())),
            "notes": [*self.account.notes, *self.notes],
            **self.account.as_json(),
            "entries": [asdict(entry) for entry in self.entries],
            **self.details,
        }
