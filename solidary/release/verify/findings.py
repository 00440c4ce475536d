"""What a check can find, and what it comes to."""

from __future__ import annotations

import enum
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from solidary.errors import shown

MOST_LISTED = 1_000
"""Findings kept in full; of more, only the number is told."""
LONGEST_NAME = 300
"""Letters of an address, or of what is said of it, that a line shows."""


class State(enum.StrEnum):
    """What a check comes to, the gravest first. The value is what --json says."""

    TAMPERED = "tampered"
    STALE = "stale"
    UNREACHABLE = "unreachable"
    EXPOSED = "exposed"
    SOUND = "sound"

    @property
    def exit_code(self) -> int:
        """0 for sound; 1 and 2 are left to failures and wrong calls of the program itself."""
        return _EXIT[self]


_EXIT = {
    State.SOUND: 0,
    State.TAMPERED: 3,
    State.STALE: 4,
    State.UNREACHABLE: 5,
    State.EXPOSED: 6,
}

KINDS = {
    "unsigned": State.TAMPERED,
    "root": State.TAMPERED,
    "signature": State.TAMPERED,
    "other key": State.TAMPERED,
    "certificate": State.TAMPERED,
    "revoked key": State.TAMPERED,
    "overlay": State.TAMPERED,
    "forked": State.TAMPERED,
    "tree": State.TAMPERED,
    "changed": State.TAMPERED,
    "missing": State.TAMPERED,
    "added": State.TAMPERED,
    "redirected": State.TAMPERED,
    "withdrawn": State.TAMPERED,
    "expired": State.STALE,
    "certificate expired": State.STALE,
    "rolled back": State.STALE,
    "clock": State.STALE,
    "unreachable": State.UNREACHABLE,
    "foreign overlay": State.EXPOSED,
    "header": State.EXPOSED,
    "outside": State.EXPOSED,
    "linked": State.SOUND,
}
"""Every kind of finding, and what it makes of the whole."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that isn't as it should be."""

    kind: str
    address: str
    said: str
    """one sentence without its full stop"""


@dataclass(slots=True)
class Report:
    """What a check found. Several threads may tell it something at once."""

    place: str
    key: str
    sequence: int | None = None
    root: str = ""
    """sha256 of the root"""
    created: str = ""
    expires: str = ""
    signed_by: str = ""
    certificate: int | None = None
    """the number of the certificate; None where the key given is the release key itself"""
    objects: int = 0
    """objects the tree names, as far as it was read"""
    checked: int = 0
    whole_tree: bool = False
    withdrawn: int | None = None
    """withdrawn things whose absence was looked for; None where nobody asked"""
    links_out: Counter[str] = field(default_factory=Counter)
    """hosts that pages offer links to, and how often; nothing is loaded from them"""
    findings: list[Finding] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)
    _lock: Lock = field(default_factory=Lock, repr=False, compare=False)

    def find(self, kind: str, address: str, said: str) -> None:
        with self._lock:
            self.counts[kind] += 1
            if len(self.findings) < MOST_LISTED:
                self.findings.append(Finding(kind, address, said))

    def count_checked(self) -> None:
        with self._lock:
            self.checked += 1

    def count_links(self, hosts: Iterable[str]) -> None:
        with self._lock:
            self.links_out.update(hosts)

    @property
    def state(self) -> State:
        found = {KINDS[kind] for kind in self.counts}
        return next((state for state in State if state in found), State.SOUND)

    def as_json(self) -> dict[str, Any]:
        return {
            "state": str(self.state),
            "place": self.place,
            "key": self.key,
            "sequence": self.sequence,
            "root": self.root,
            "created": self.created,
            "expires": self.expires,
            "signed_by": self.signed_by,
            "certificate": self.certificate,
            "objects": self.objects,
            "checked": self.checked,
            "whole_tree": self.whole_tree,
            "withdrawn": self.withdrawn,
            "links_out": dict(sorted(self.links_out.items())),
            "counts": dict(sorted(self.counts.items())),
            "findings": [
                {"kind": each.kind, "address": each.address, "said": each.said}
                for each in self.findings
            ],
            "notes": self.notes,
        }

    def lines(self, most: int = 20) -> Iterator[str]:
        """The report for people. Names and sentences may be a stranger's: each is shown as one line."""
        yield from map(shown, self._lines(most))

    def _lines(self, most: int) -> Iterator[str]:
        if self.sequence is not None:
            yield f"Release {self.sequence}, created {self.created}, expires {self.expires}."
            vouched = f", certificate {self.certificate}" if self.certificate is not None else ""
            yield f"Signed by the key {self.signed_by}{vouched}."
        if self.checked:
            of = f"{self.objects}" if self.whole_tree else "those that were drawn by lot"
            yield f"{self.checked} objects checked of {of}."
        if self.withdrawn is not None and not self.counts["withdrawn"]:
            yield f"Nothing is left of {self.withdrawn} withdrawn things."
        if self.links_out:
            yield f"Pages offer links to {len(self.links_out)} other hosts; nothing is loaded from them."
        for each in self.findings[:most]:
            where = f"{shown(each.address, LONGEST_NAME)}: " if each.address else ""
            yield f"{each.kind}: {where}{shown(each.said, LONGEST_NAME)}."
        if (more := sum(self.counts.values()) - min(most, len(self.findings))) > 0:
            yield f"… and {more} more."
        yield from self.notes
        yield f"{self.state.upper()}: {_SAYS[self.state]}"


_SAYS = {
    State.SOUND: "this is what the newsroom published.",
    State.TAMPERED: "this is not what the newsroom published.",
    State.STALE: "the newsroom published this, but it is no longer its word.",
    State.UNREACHABLE: "it could not be read to the end.",
    State.EXPOSED: "the bytes are the newsroom's, but readers are not protected as they should be.",
}
