"""Bringing home what lies in the bag, and rows for it in the record.

The rows follow from what is in the strongroom: killed anywhere, the next round makes what is
missing. Two at once don't hurt: one has the strongroom, and the rows of the other are there already.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction

from solidary.intake.models import BagProblem, Contribution, Envelope, IntakeSettings, Item, State
from solidary.intake.strongroom import checked_strongroom
from solidary.intake.withdrawing import withdraw
from solidary.sealing.bag.carrier import Carrier, remove_envelope
from solidary.sealing.bag.fetching import Fetched, fetch
from solidary.sealing.bag.manifest import Manifest
from solidary.sealing.disk import today
from solidary.sealing.faults import SealingError
from solidary.sealing.strongroom import Strongroom

RESERVE = 1_000_000_000
"""Bytes that stay free on the newsroom's disk."""


def bring_home(carrier: Carrier) -> Fetched:
    """Bring home every whole envelope, withdrawals first, and enter it into the record.

    What can't come is set aside with one line each. Raises CarrierError where the bag can't be
    reached or another is at it, EnvelopeRefusedError where the disk takes no more, StrongroomError
    where the headers of what came before are away.
    """
    room = checked_strongroom()
    try:
        found = fetch(carrier, room, withdrawn=withdraw, reserve=RESERVE)
    finally:
        # Also what came before it broke off.
        damaged = enter_all(room)
    _note_problems(carrier, room, {**damaged, **found.problems})
    return found


def enter_all(room: Strongroom) -> dict[str, str]:
    """Make the rows of every envelope in the strongroom that has none; those that can't be read, and
    in one line why."""
    known = set(Envelope.objects.values_list("ref", flat=True))
    damaged = {}
    for name in room.names():
        if name in known:
            continue
        try:
            manifest = room.envelope(name).manifest
        except SealingError as error:
            damaged[name] = str(error)
        else:
            _enter(name, manifest)
    return damaged


@transaction.atomic
def _enter(name: str, manifest: Manifest) -> None:
    # The day in it was written elsewhere: nothing came after today.
    day = min(manifest.day, today())
    row, _ = Contribution.objects.select_for_update().get_or_create(
        ref=manifest.contribution, defaults={"came_on": day}
    )
    if row.state == State.WITHDRAWN or Envelope.objects.filter(ref=name).exists():
        return
    envelope = Envelope.objects.create(
        contribution=row, ref=name, kind=str(manifest.kind), came_on=day
    )
    sizes: dict[str, int] = {}
    for piece, payload in manifest.pieces.items():
        item = piece.partition(".")[0]
        sizes[item] = sizes.get(item, 0) + payload.size
    Item.objects.bulk_create(
        Item(envelope=envelope, ref=item, size=size) for item, size in sorted(sizes.items())
    )
    row.came_on = max(row.came_on, day)
    if row.state in (State.ASKED, State.REFUSED):
        # Somebody has to look again.
        row.state = State.WAITING
        row.decided_on, row.decided_by, row.proposed, row.proposed_by = None, None, "", None
        Item.objects.filter(envelope__contribution=row).update(state=State.WAITING, decided_on=None)
    row.save()


def _note_problems(carrier: Carrier, room: Strongroom, problems: dict[str, str]) -> None:
    """Keep a line for each envelope that can't come; what nobody mended for as long as anything may
    wait is removed."""
    rows: dict[str, Any] = {each.ref: each for each in BagProblem.objects.all()}
    waiting = IntakeSettings.load().waiting_days
    for name, line in problems.items():
        row = rows.pop(name, None) or BagProblem(ref=name, since=today())
        if waiting and (today() - row.since).days >= waiting:
            remove_envelope(carrier, name)
            room.remove_envelope(name)
            row.delete()
        elif row.line != line[:300]:
            row.line = line[:300]
            row.save()
    for row in rows.values():
        row.delete()
