"""A sender takes back what was sent: at once in the letterbox's own bag, and by an envelope that says
so for the newsroom."""

from __future__ import annotations

from pathlib import Path

from solidary.sealing import disk
from solidary.sealing.bag.envelope import IN, EnvelopeWriter, remove_folder
from solidary.sealing.bag.manifest import FILE, Kind, Manifest
from solidary.sealing.faults import DamagedError, EnvelopeRefusedError
from solidary.sealing.recipients import Recipients

_NOBODY = Recipients(())
"""A withdrawal has no words, so it is sealed for nobody, and needs no key."""


def withdraw(bag: Path, contribution: str) -> None:
    """Withdraw a contribution: its withdrawal is in the bag, and nothing else of it, unwhole or whole.

    A full disk doesn't hinder it: what it frees makes room. May be asked again.
    """
    try:
        _ask(bag, contribution)
    except EnvelopeRefusedError:
        _remove(bag, contribution)
        _ask(bag, contribution)
    _remove(bag, contribution)


def _ask(bag: Path, contribution: str) -> None:
    writer = EnvelopeWriter(bag, _NOBODY, kind=Kind.WITHDRAWAL, contribution=contribution)
    try:
        writer.finish()
    except BaseException:
        writer.abandon()
        raise


def _remove(bag: Path, contribution: str) -> None:
    for name in disk.names_in(bag / IN):
        try:
            manifest = Manifest.parsed(disk.read(bag / IN / name / FILE))
        except (OSError, DamagedError):
            continue
        if manifest.contribution == contribution and manifest.kind != Kind.WITHDRAWAL:
            remove_folder(bag / IN / name)
