"""Taking back what somebody sent, and whatever was made of it.

In this order, so that a kill anywhere leaves nothing that a later run doesn't finish:

1. it is written down that it is withdrawn;
2. headers are shredded, then payloads removed, and prints forgotten: from here on nobody opens it;
3. in one transaction the record loses photos, words, uses and rows, and keeps a list of files;
4. files and copies go, each from the list after it is gone;
5. the search and the database's log lose what they still had of it.

The press's next release is without it: the record announces what changed.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from typing import Any

from django.core.files.storage import default_storage
from django.db import connection, transaction

from solidary.home import current_home
from solidary.intake.log import enter
from solidary.intake.models import Contribution, Envelope, Item, Leftover, State, Use
from solidary.intake.models.log_line import Verb
from solidary.intake.strongroom import checked_strongroom
from solidary.intake.unborn import alone
from solidary.intake.uses import taken_over_by
from solidary.intake.wal import PATIENCE, empty_log
from solidary.keeper.client import Keeper, KeeperError
from solidary.stories.bin.emptying import ended
from solidary.stories.erasing.record import erase
from solidary.stories.models import Binned, Photo
from solidary.stories.search.index import sweep


def withdraw(contribution: str, *, by: Any = None) -> None:
    """Withdraw a contribution (its reference) and all that was made of it. May be asked again.

    `by`: the editor; None where whoever sent it takes it back. Raises EnvelopeRefusedError where the
    disk can't be written, StrongroomError where the headers are away.
    """
    room = checked_strongroom()
    known = Contribution.objects.filter(ref=contribution)
    known.update(state=State.WITHDRAWN, decided_by=by)
    envelopes = Envelope.objects.filter(contribution__ref=contribution)
    names = {contribution, *envelopes.values_list("ref", flat=True)}
    # Each by itself: also one whose manifest nobody can read any more.
    for name in names:
        room.remove_envelope(name)
    room.remove(contribution)
    forget_pictures(names)
    with transaction.atomic():
        if (row := known.select_for_update().first()) is not None:
            _erase_uses(Use.objects.filter(item__envelope__contribution=row))
            row.delete()
            enter(
                Verb.TAKEN_BACK if row.decided_by is None else Verb.WITHDRAW,
                who=row.decided_by, contribution=contribution,
            )  # fmt: skip
    clear_away()


def forget_pictures(envelopes: Iterable[str]) -> None:
    """Have the keeper forget what its index has of envelopes. One that isn't there, or has too much to
    do, leaves out by itself what has no headers any more."""
    keeper = Keeper(current_home().keeper_socket)
    with contextlib.suppress(KeeperError):
        for name in envelopes:
            keeper.forget(name)


def withdraw_items(items: Iterable[Item]) -> None:
    """Withdraw single items whose headers are gone: uses, then rows."""
    with transaction.atomic():
        for item in items:
            _erase_uses(item.uses.all())
            envelope = item.envelope
            enter(
                Verb.TAKEN_BACK, contribution=envelope.contribution.ref,
                item=f"{envelope.ref}.{item.ref}",
            )  # fmt: skip
            item.delete()
            if not envelope.items.exists():
                envelope.delete()
        Contribution.objects.filter(envelopes=None).exclude(state=State.WITHDRAWN).delete()
    clear_away()


def finish() -> None:
    """Go on with withdrawals that were stopped, and with what they left."""
    for row in list(Contribution.objects.filter(state=State.WITHDRAWN)):
        withdraw(row.ref, by=row.decided_by)
    if Leftover.objects.exists():
        clear_away()


def _erase_uses(uses: Any) -> None:
    """Take what was made of items out of the record; what is left of it on the disk is listed."""
    found = list(uses)
    if not found:
        return
    addresses = {use.photo for use in found if use.photo}
    photos = dict(Photo.objects.filter(address__in=addresses).values_list("pk", "address"))
    binned = Binned.objects.filter(kind="photo", address__in=addresses)
    photos.update(binned.values_list("ref", "address"))
    files = erase(photos, [taken_over_by(use) for use in found if not use.photo]).files
    # One row without a file sees to the database's log.
    Leftover.objects.bulk_create(
        [
            *(Leftover(path=path) for path in files),
            *(Leftover(address=address) for address in addresses),
            Leftover(),
        ]
    )
    Use.objects.filter(pk__in=[use.pk for use in found]).delete()


def clear_away(patience: float = PATIENCE) -> bool:
    """Remove the files that withdrawals left, and what search and database still hold of them;
    whether all of it is gone. What isn't goes with the next round. Not inside a transaction."""
    if connection.in_atomic_block:
        return False
    with alone() as nobody_makes_photos:
        rows = Leftover.objects.exclude(path="")
        for left in rows if nobody_makes_photos else rows.filter(unborn=False):
            with contextlib.suppress(FileNotFoundError):
                default_storage.delete(left.path)
            left.delete()
    for left in Leftover.objects.exclude(address=""):
        # Copies that the press made of a photo: it hears this as of any photo that ends.
        ended.send(sender=clear_away, binned=Binned(kind="photo", address=left.address))
        left.delete()
    if not Leftover.objects.filter(unborn=False).exists():
        return True
    sweep()
    if not empty_log(patience):
        return False
    Leftover.objects.filter(path="", address="").delete()
    return True
