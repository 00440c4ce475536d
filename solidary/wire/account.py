"""What an archive held by its own names, and what became of it: counted by kind, the first ones named.

A format fills it while it reads; the report tells it. Nothing an archive holds goes without a count.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

NAMED = 200
"""How many things of a kind are named besides being counted."""
LONGEST_NAME = 160


@dataclass(slots=True)
class Named:
    """Where the first of those of one name stood, and how many there were."""

    line: int
    times: int = 1


@dataclass(slots=True)
class Account:
    """`held`: (what the archive calls it, what became of it) → how many; `lost`: what couldn't be
    kept of things that came in, by kind, with the names of the first NAMED; `languages`: how many
    stories each has; `topics`: the table of topics that a format proposes, as CSV;
    `topic_names`: hashtag → language → what the archive calls it."""

    held: Counter[tuple[str, str]] = field(default_factory=Counter)
    lost: Counter[str] = field(default_factory=Counter)
    names: dict[str, dict[str, Named]] = field(default_factory=dict)
    languages: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)
    topics: str = ""
    topic_names: dict[str, dict[str, str]] = field(default_factory=dict)

    def count(self, what: str, became: str) -> None:
        """One thing of the archive, and what became of it."""
        self.held[what, became] += 1

    def lose(self, what: str, line: int, name: str = "") -> None:
        """One thing that couldn't be kept, and where in the archive it stood."""
        self.lost[what] += 1
        names = self.names.setdefault(what, {})
        named = names.get(name := name[:LONGEST_NAME])
        if named is not None:
            named.times += 1
        elif len(names) < NAMED:
            names[name] = Named(line)

    def named(self, what: str) -> list[str]:
        """A line for each of those that are named."""
        return [
            f"line {one.line}{name and ': '}{name}{f' ({one.times:,} times)' if one.times > 1 else ''}"
            for name, one in self.names[what].items()
        ]

    def as_json(self) -> dict[str, Any]:
        held: dict[str, dict[str, int]] = {}
        for (what, became), number in sorted(self.held.items()):
            held.setdefault(what, {})[became] = number
        lost = {
            what: {"count": number, "first": self.named(what)}
            for what, number in sorted(self.lost.items())
        }
        return {"held": held, "not_kept": lost}
