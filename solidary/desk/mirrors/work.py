"""What an editor has done with a mirror, beside the request that asked for it."""

from __future__ import annotations

import logging
from contextlib import suppress

from solidary.mirrors import register
from solidary.mirrors.check import UncheckableError, check
from solidary.mirrors.models import Mirror
from solidary.mirrors.sync import sync
from solidary.mirrors.under_way import Errand, UnderWay, Verb, set_out

SAMPLE = 2_000
"""Objects a check from the desk looks at, drawn by lot; `solidary mirror check` looks at all."""
logger = logging.getLogger(__name__)


def begin(mirror: Mirror, verb: Verb) -> bool:
    """Have it done, beside this request; False where something is being done with it already."""
    return set_out(mirror, verb, _as_it_stands) is not None


def _as_it_stands(mirror: Mirror, work: UnderWay) -> None:
    """The request that asked goes on with its own copy of the row."""
    ERRANDS[work.verb](Mirror.objects.get(pk=mirror.pk), work)


def _sync(mirror: Mirror, work: UnderWay) -> None:
    sync(mirror, work.show)


def _check(mirror: Mirror, work: UnderWay) -> None:
    try:
        check(mirror, SAMPLE)
    except UncheckableError as error:
        logger.warning("The mirror %s wasn't checked: %s", mirror.name, error)


def _empty(mirror: Mirror, work: UnderWay) -> None:
    # What keeps it from being emptied stands on its row.
    with suppress(register.MirrorError):
        register.retire(mirror, empty=True)


ERRANDS: dict[Verb, Errand] = {Verb.SYNC: _sync, Verb.CHECK: _check, Verb.EMPTY: _empty}
