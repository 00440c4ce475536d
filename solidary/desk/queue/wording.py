"""What the keeper refuses, as editors read it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from solidary.keeper.client import Fault, KeeperError

LINES: Mapping[Fault, Any] = {
    Fault.DEAD: _(
        "The keeper isn’t running. What was sent is safe, and can be opened once it runs."
    ),
    Fault.SLOW: _("The keeper doesn’t answer in time. Try again in a minute."),
    Fault.BUSY: _("The keeper has too much to do just now. Try again in a moment."),
    Fault.LOCKED: _("Your key is locked. Unlock it with its passphrase."),
    Fault.WRONG_PASSPHRASE: _("This isn’t the passphrase of the key %(name)s."),
    Fault.NO_KEY: _("The key %(name)s can’t be unlocked. Choose another, or ask who made it."),
    Fault.NOT_FOR_KEY: _(
        "Your key doesn’t open this: it was sealed before the key was made, or after it was revoked."
    ),
    Fault.REMOVED: _("This isn’t here any more: it was taken back, or its time was over."),
    Fault.NOT_WHOLE: _("Pieces of this are missing or damaged: it can’t be shown."),
    Fault.UNSHOWN: _("We keep it sealed; we can’t show it yet."),
    Fault.UNDEVELOPED: _("No picture can be made of this. It stays sealed."),
    Fault.NOT_ALLOWED: _("Only who may export gets a file as it was sent."),
    Fault.REFUSED: _("The keeper didn’t understand what was asked."),
    Fault.BROKEN: _(
        "The keeper failed at this and goes on. Try again; its log says what happened."
    ),
}
STATUS: Mapping[Fault, int] = {
    **dict.fromkeys((Fault.DEAD, Fault.SLOW, Fault.BUSY), 503),
    **dict.fromkeys((Fault.LOCKED, Fault.NOT_ALLOWED, Fault.NOT_FOR_KEY), 403),
    **dict.fromkeys((Fault.WRONG_PASSPHRASE, Fault.NO_KEY, Fault.REFUSED), 400),
    **dict.fromkeys((Fault.NOT_WHOLE, Fault.UNSHOWN, Fault.UNDEVELOPED), 422),
    Fault.REMOVED: 410,
    Fault.TOO_OFTEN: 429,
    Fault.BROKEN: 500,
}
"""Fault → the status of the answer that says it."""


def said_of(error: KeeperError) -> str:
    """The line for an editor."""
    facts = {name: str(value) for name, value in error.facts.items()}
    if error.fault == Fault.TOO_OFTEN:
        seconds = int(facts.get("seconds") or 1)
        return ngettext(
            "There were too many wrong passphrases. Try again in %(seconds)s second.",
            "There were too many wrong passphrases. Try again in %(seconds)s seconds.",
            seconds,
        ) % {"seconds": seconds}
    return str(LINES[Fault(error.fault)]) % {"name": facts.get("name", "")}
