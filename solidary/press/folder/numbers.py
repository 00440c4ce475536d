"""The number of the next root: above every number given out under the certificate in force.

Readers compare numbers under one certificate only (`release/verify/memory.py`). Whoever stole a
release key may have signed the highest number there is, and it may have come into the home. So with
`solidary keys renew` the count begins again where it stood further than a newsroom ever gets.
"""

from __future__ import annotations

import hashlib

from solidary.errors import SolidaryError
from solidary.press.models import ReleaseState, Withdrawal
from solidary.release.keyring import Signer
from solidary.release.statements import HIGHEST, MOST_AHEAD, Root

FARTHEST = 10**12
"""A number that no newsroom reaches, and from which on a new certificate begins again."""


class NumberError(SolidaryError):
    """There is no next number, or it is too far; one line for people that says what to do."""


def next_number(before: Root | None, signer: Signer | None, above: int = 0) -> int:
    """The number of the root after `before`; kept in the record before it is used.

    `above`: it is above this one too, as after a restored backup. Raises NumberError.
    """
    state = ReleaseState.objects.get_or_create(pk=1)[0]
    state.sequence = number_after(_counted(before, signer), max(state.sequence, above))
    state.save(update_fields=["sequence"])
    return int(state.sequence)


def number_after(*numbers: int) -> int:
    """The number above all of these. Raises NumberError where none is left."""
    if max(numbers) >= HIGHEST:
        raise NumberError(
            f"release {max(numbers)} has the highest number there is, which somebody who has the "
            "release key may have signed: `solidary keys renew` makes a new key and counts again"
        )
    return max(numbers) + 1


def number_to_sign(before: Root, signer: Signer | None, above: int = 0) -> int:
    """The number under which the trees of `before` are signed again. Raises NumberError where `above`
    is further ahead than a home can lag behind."""
    counted = _counted(before, signer)
    if above > counted + MOST_AHEAD:
        raise NumberError(
            f"this home is at release {counted}, and can't have fallen {above - counted} releases "
            "behind. A mirror that serves such a number has it from somebody who has the release "
            "key: `solidary keys renew` makes a new one, and readers count again"
        )
    return number_after(counted, above)


def begin_again(before: Root | None) -> bool:
    """Let the next certificate begin with release 1, if the count stands beyond what a newsroom gets
    to; says whether it does. To be called before the key is renewed: killed in between, nothing is
    lost, and the next renewal does it again."""
    state = ReleaseState.objects.get_or_create(pk=1)[0]
    if max(state.sequence, before.sequence if before else 0) < FARTHEST:
        return False
    state.sequence = 0
    state.save(update_fields=["sequence"])
    # Whatever has left the release by now is gone from the first one of the new count on.
    Withdrawal.objects.filter(sequence__gt=1).update(sequence=1)
    return True


def _counted(before: Root | None, signer: Signer | None) -> int:
    """The number of the root before, as far as it counts for the next one."""
    if before is None:
        return 0
    certified = hashlib.sha256(signer.certificate).hexdigest() if signer else ""
    by_another = before.signed is not None and before.signed.certificate != certified
    return 0 if by_another and before.sequence >= FARTHEST else before.sequence
