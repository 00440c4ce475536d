"""Having die what is due, and saying a week before what will."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Max, Prefetch

from solidary.home import current_home
from solidary.intake.log import check_log, enter
from solidary.intake.missing import missing_items
from solidary.intake.models import Contribution, Envelope, IntakeSettings, Item, Leftover, State
from solidary.intake.models.log_line import Verb
from solidary.intake.retention import Fate, Held, Rules, dies, dies_on, dies_soon
from solidary.intake.strongroom import checked_strongroom, current_strongroom
from solidary.intake.withdrawing import clear_away, forget_pictures, withdraw_items
from solidary.sealing.bag.reaping import UNWHOLE_HOURS
from solidary.sealing.disk import today

_done: dict[str, date] = {}
"""The day of the last daily round of this process, by home."""
_log_faults: dict[str, list[str]] = {}
"""What that round found wrong with the log, by home."""


@dataclass(frozen=True, slots=True)
class Dying:
    """What dies within a week, for the dashboard."""

    items: int
    contributions: int
    first: date | None
    """the first day on which something does"""


def rules_now() -> Rules:
    """The newsroom's rules."""
    chosen = IntakeSettings.load()
    return Rules(chosen.refused_days, chosen.waiting_days, chosen.used_days)


def daily() -> None:
    """Once a day in each process: what is due dies, what was left of anything goes."""
    place, day = str(current_home().path), today()
    if _done.get(place) == day:
        return
    if missing := missing_items(used=False):
        withdraw_items(missing)
    current_strongroom().reap(UNWHOLE_HOURS, time.time())
    end_due(day)
    _log_faults[place] = check_log()
    _done[place] = day


def log_faults() -> list[str]:
    """What the last daily round found wrong with the log."""
    return _log_faults.get(str(current_home().path), [])


def end_due(day: date) -> int:
    """Have die what is due on a day; how many items that were. Raises StrongroomError where the headers
    are away."""
    checked_strongroom()
    rules, count = rules_now(), 0
    for envelope, held in _held():
        others = [item for item in held if not item.is_words]
        for item in (*others, *(item for item in held if item.is_words)):
            fate = dies(held[item], rules, day)
            # Without its words nobody opens an envelope, so they go last.
            if fate is None or (item.is_words and any(map(_has_original, others))):
                continue
            _end(envelope, item, fate)
            count += 1
    if count:
        clear_away()
    return count


def show_dying(day: date) -> Dying:
    """What dies within a week of a day; from now on everybody counts as told who may see it."""
    rules = rules_now()
    soon = [
        (item, held[item], envelope.contribution_id)
        for envelope, held in _held()
        for item in held
        if dies_soon(held[item], rules, day)
    ]
    new = [item.pk for item, each, _ in soon if each.noticed_on is None]
    if new:
        for start in range(0, len(new), 500):
            Item.objects.filter(pk__in=new[start : start + 500], noticed_on=None).update(
                noticed_on=day
            )
    days = [
        dies_on(each if each.noticed_on else each._replace(noticed_on=day), rules)
        for _, each, _ in soon
    ]
    return Dying(
        len(soon),
        len({contribution for _, _, contribution in soon}),
        min(filter(None, days), default=None),
    )


def _held() -> Iterator[tuple[Envelope, dict[Item, Held]]]:
    items = Item.objects.annotate(used_on=Max("uses__used_on"))
    rows = Envelope.objects.select_related("contribution").order_by("pk")
    for envelope in rows.prefetch_related(Prefetch("items", queryset=items)):
        found = list(envelope.items.all())
        # Words are used with whatever they came with.
        used = max((item.used_on for item in found if item.used_on), default=None)
        yield envelope, {item: _held_of(item, envelope.contribution, used) for item in found}


def _held_of(item: Item, contribution: Contribution, used: date | None) -> Held:
    own = item.state if item.state != State.WAITING else contribution.state
    return Held(
        state=State(own),
        came_on=contribution.came_on,
        decided_on=item.decided_on or contribution.decided_on,
        used_on=used if item.is_words else item.used_on,
        seen=item.seen_on is not None,
        noticed_on=item.noticed_on,
        without_original=item.without_original,
    )


def _has_original(item: Item) -> bool:
    return item.pk is not None and not item.without_original


def _end(envelope: Envelope, item: Item, fate: Fate) -> None:
    """Headers, payloads, rows, in this order; what was stopped is due again."""
    room = current_strongroom()
    if fate is Fate.ORIGINAL:
        room.remove_payloads(envelope.ref, item.ref)
        item.without_original = True
        with transaction.atomic():
            Item.objects.filter(pk=item.pk).update(without_original=True)
            _log(envelope, item)
        return
    # Not by way of the envelope, which still has those in hand that it came with.
    left = Item.objects.filter(envelope=envelope)
    if left.count() == 1:
        room.remove_envelope(envelope.ref)
    else:
        room.shred_item(envelope.ref, item.ref)
    forget_pictures([envelope.ref])
    with transaction.atomic():
        _log(envelope, item)
        left.filter(pk=item.pk).delete()
        if not left.exists():
            contribution = envelope.contribution
            envelope.delete()
            if contribution.state != State.WITHDRAWN and not contribution.envelopes.exists():
                contribution.delete()
        Leftover.objects.get_or_create(path="", address="")
        item.pk = None


def _log(envelope: Envelope, item: Item) -> None:
    enter(Verb.EXPIRE, contribution=envelope.contribution.ref, item=f"{envelope.ref}.{item.ref}")
