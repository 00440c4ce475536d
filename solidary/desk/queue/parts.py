"""The parts of a contribution: its envelopes in order, as the keeper opens them for one page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

from solidary.desk.queue.gathering import Sent, in_order
from solidary.desk.queue.unlocked import keeper
from solidary.desk.queue.wording import said_of
from solidary.intake.models import Contribution, Item
from solidary.keeper.client import (
    Entry,
    Index,
    NotForKeyError,
    NotWholeError,
    RemovedError,
    Words,
)
from solidary.keeper.client import Item as SentItem
from solidary.sealing.bag.manifest import Kind

CLIP = 900
"""Signs of words that are shown at once; the rest is behind “Show all”."""
MOST_ALIKE = 8
KINDS = {
    Kind.CONTRIBUTION: pgettext_lazy("envelope", "Sent"),
    Kind.ADDITION: pgettext_lazy("envelope", "Added"),
    Kind.ANSWER: pgettext_lazy("envelope", "Answered"),
    Kind.CONSENT: pgettext_lazy("envelope", "Consent changed"),
}


@dataclass(frozen=True, slots=True)
class Alike:
    """Another picture that shows the same."""

    address: str
    thumbnail: str


@dataclass(frozen=True, slots=True)
class File:
    """A file of an envelope."""

    item: SentItem
    row: Item | None
    view: str
    """the address of its picture; '' for what can't be shown"""
    original: str
    """where it is taken out of the desk"""
    why: str
    """why it isn't shown; '' where it is"""
    alike: list[Alike]


@dataclass(slots=True)
class Part:
    """An envelope."""

    envelope: str
    kind: Any
    day: Any
    line: str = ""
    """why it can't be opened"""
    words: Words | None = None
    files: list[File] = field(default_factory=list)
    changed: list[tuple[str, str]] = field(default_factory=list)
    """what it says otherwise than what came before: what, and what it says"""

    @property
    def text(self) -> str:
        return self.words.text if self.words else ""

    @property
    def beginning(self) -> str:
        """of long words, as much as is shown at once"""
        return self.text[:CLIP].rsplit(" ", 1)[0] if self.is_long else self.text

    @property
    def is_long(self) -> bool:
        return len(self.text) > CLIP + 200

    @property
    def pictures(self) -> list[File]:
        return [each for each in self.files if each.view]

    @property
    def sealed(self) -> list[File]:
        return [each for each in self.files if not each.view]


def parts_of(row: Contribution, items: Sequence[Item], index: Index, token: str) -> list[Part]:
    """Every part of a contribution. One question to the keeper for each."""
    rows: defaultdict[str, dict[str, Item]] = defaultdict(dict)
    for item in items:
        rows[item.envelope.ref][item.ref] = item
    of = {entry.envelope: entry.contribution for entry in index.entries}
    alike = {each: group for group in index.alike for each in group}
    parts: list[Part] = []
    said: dict[str, Any] = {}
    for envelope in in_order(row.envelopes.all()):
        part = Part(envelope.ref, KINDS.get(Kind(envelope.kind), ""), envelope.came_on)
        try:
            part.words = keeper().words(token, envelope.ref)
        except (RemovedError, NotForKeyError, NotWholeError) as error:
            part.line = said_of(error)
        else:
            part.files = [
                _file(
                    row,
                    part.words.entry,
                    item,
                    rows[envelope.ref],
                    _like(alike, of, envelope.ref, item.ref),
                )
                for item in part.words.entry.items
            ]
            part.changed = list(_changes(part.words.entry, said))
        parts.append(part)
    return parts


def receipt_of(parts: Sequence[Part]) -> str:
    """The public key behind the sender's receipt; '' where it was sent without one."""
    return next((each.words.receipt for each in parts if each.words and each.words.receipt), "")


def receipt_behind(row: Contribution, token: str) -> str:
    """The same, where nothing of the contribution is shown to anybody."""
    for envelope in in_order(row.envelopes.all()):
        try:
            words = keeper().words(token, envelope.ref)
        except (RemovedError, NotForKeyError, NotWholeError):
            continue
        if words.receipt:
            return words.receipt
    return ""


def what_to_ask(sent: Sent, parts: Sequence[Part]) -> list[str]:
    """What can't be taken for granted, a line each: what has to be asked before it is used."""
    entries = [each for each in sent.entries if each.kind != Kind.CONSENT]
    lines = []
    if not sent.is_whole or any(each.line for each in parts):
        lines.append(_("A part of it can’t be read. It counts as if it said no."))
    for name, line in (
        ("faces", _("Faces may be shown in one part and not in another: the stricter counts.")),
        ("quote", _("One part may be quoted and another not: the stricter counts.")),
    ):
        said = {getattr(each, name) for each in entries} - {None}
        if len(said) > 1 and not getattr(sent.consent, name):
            lines.append(line)
    return lines


def _changes(entry: Entry, said: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """What an entry says otherwise than those before it, which are in `said` and are added to."""
    yes, no = pgettext("consent", "yes"), pgettext("consent", "no")
    for name, label in (
        ("faces", _("Faces may be shown")), ("quote", _("Words may be quoted")),
        ("credit", _("Credit")), ("place", _("Place, as typed")), ("when", _("Day, as typed")),
    ):  # fmt: skip
        value = getattr(entry, name)
        if value in (None, ""):
            continue
        if name in said and said[name] != value:
            yield str(label), value if isinstance(value, str) else yes if value else no
        said[name] = value


def _file(
    row: Contribution, entry: Entry, item: SentItem, rows: dict[str, Item], alike: list[Alike]
) -> File:
    there = rows.get(item.ref)
    names = [row.ref, entry.envelope, item.ref]
    can_be_shown = item.is_picture and not item.wrong and there is not None
    why = ""
    if not can_be_shown:
        why = _("damaged or gone") if item.wrong else _("kept sealed: we can’t show it yet")
    return File(
        item,
        there,
        reverse("desk_queue_picture", args=[*names, "view"]) if can_be_shown else "",
        reverse("desk_queue_original", args=names) if there is not None and not item.wrong else "",
        why,
        alike,
    )


def _like(
    alike: dict[tuple[str, str], tuple[tuple[str, str], ...]],
    of: dict[str, str],
    envelope: str,
    ref: str,
) -> list[Alike]:
    others = [each for each in alike.get((envelope, ref), ()) if each != (envelope, ref)]
    return [
        Alike(
            reverse("desk_contribution", args=[of[other]]),
            reverse("desk_queue_picture", args=[of[other], other, item, "thumbnail"]),
        )
        for other, item in others[:MOST_ALIKE]
        if other in of
    ]
