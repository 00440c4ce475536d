"""What is wrong with mirrors and keys, in the words of the editor's language.

The rooms below name a fault and its facts; their own lines are English and for the prompt.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from solidary.mirrors.faults import Fault
from solidary.mirrors.models import Mirror
from solidary.mirrors.problems import fault_of
from solidary.mirrors.stores import store_kinds
from solidary.release.keyring import KeyFault

OF_A_PLACE: dict[str, Any] = {
    Fault.OTHER_KEY: _("%(host)s has another key than the one it is known by."),
    Fault.UNKNOWN_KEY: _(
        "The key of %(host)s is not known. Ask its keeper for it and enter it as “The server's key”."
    ),
    Fault.NO_PUBLIC_KEY: _("“The server's key” is not a public key such as “ssh-ed25519 AAAA…”."),
    Fault.NOT_LET_IN: _("%(host)s doesn't let %(user)s in with these keys and passwords."),
    Fault.NOT_THERE: _("There is no such file or folder."),
    Fault.NO_REPLACING: _("%(host)s can't replace a file in one step."),
    Fault.REFUSED: _("The server refuses. Its answer: %(answer)s"),
    Fault.ANSWERED: _("Something went wrong at the server. Its answer: %(answer)s"),
    Fault.SLOW: _("The server doesn't answer in time."),
    Fault.UNREACHABLE: _("The server can't be reached."),
    Fault.CUT_SHORT: _("The server's answer ends too early."),
    Fault.CERTIFICATE: _("The server's certificate can't be trusted."),
    Fault.PRIVATE_KEY: _("Our private key can't be read."),
    Fault.KEY_FILE_NAME: _("The name of the key file may hold neither spaces nor quotation marks."),
    Fault.NO_BUCKET: _("There is no bucket %(bucket)s."),
    Fault.OTHER_REGION: _("The bucket is in another region: enter it under “Region”."),
    Fault.UNUSABLE_SETTINGS: _("The store can't be opened with these settings."),
    Fault.NO_RSYNC_HERE: _("The program rsync isn't installed on this machine."),
    Fault.NO_RSYNC_THERE: _("The program rsync isn't installed on the server."),
    Fault.NO_FOLDER: _("There is no folder %(folder)s. Is the disk it is on plugged in?"),
    Fault.NOT_HELD: _("The mirror confirmed a file it doesn't hold: %(address)s"),
    Fault.STILL_HELD: _("The mirror confirmed the removal of a file it still holds: %(address)s"),
    Fault.LEADS_ELSEWHERE: _("A file of the mirror leads elsewhere: %(address)s"),
    Fault.SETTING: _("The setting “%(name)s” can't be used."),
    Fault.SECRETS: _("The keys and passwords don't fit this kind of place."),
    Fault.EMPTIED: _(
        "The mirror held a release before and holds none now. If it is the right place, "
        "“solidary mirror sync --anew” fills it again."
    ),
    Fault.NEWER: _(
        "The mirror serves release %(there)s, this newsroom has %(here)s. "
        "Run “solidary keys sign --above %(there)s”, then publish."
    ),
    Fault.NEWER_KEYS: _(
        "The mirror serves a release under certificate %(there)s, this newsroom has certificate "
        "%(here)s. Bring the newer keys back, or run “solidary keys renew”."
    ),
    Fault.FAR_AHEAD: _(
        "The mirror serves release %(there)s, signed with this newsroom's key, but the newsroom has "
        "only reached %(here)s. The key is stolen. Run “solidary keys renew”."
    ),
}
OF_THIS_MACHINE: dict[str, Any] = {
    Fault.NO_RELEASE: _("There is no release yet. “solidary publish” makes it."),
    Fault.DAMAGED: _("The newsroom's own release is damaged. “solidary publish --full” mends it."),
    Fault.TOO_FAST: _("The release changes faster than it can be sent."),
    Fault.OWN_PAGES: _("The mirror's own pages can't be drawn."),
    Fault.PAGES: _("Too many pages can't be drawn, so nothing was published."),
    Fault.NO_ROOM: _("There is no room left on the disk."),
    Fault.NO_RIGHT: _("The program has no right to use this file or folder: %(file)s"),
    Fault.READ_ONLY: _("The disk can only be read, not written to."),
    Fault.SYSTEM: _("The operating system reports: %(answer)s"),
    Fault.PROGRAM: _("A fault of the program. Whoever runs the server finds it in the log."),
}
OF_THE_REGISTER: dict[str, Any] = {
    Fault.UNWRITABLE: _("“%(part)s” can't be written into a server's settings."),
    Fault.NO_PROFILE: _("For this mirror there is no text: its HTTP headers are not ours to set."),
    Fault.NAME_TAKEN: _("There is a mirror %(name)s already."),
    Fault.PLACE_TAKEN: _("This place is used by the mirror %(name)s already."),
    Fault.INSIDE_HOME: _("The mirror's folder and the newsroom's own folder must be apart."),
    Fault.BAD_ADDRESS: _(
        "“%(address)s” is not an address that begins with http:// or https://, in plain letters."
    ),
    Fault.SHARED_PLACE: _("The mirror %(name)s is at this place now and would be emptied with it."),
    Fault.IMPOSSIBLE: _("This can't be done with this place."),
}
OF_KEYS: dict[str, Any] = {
    KeyFault.MISSING: _("%(file)s is missing. Run “solidary keys renew”."),
    KeyFault.UNCERTIFIED: _(
        "The key is not the one its certificate names. Run “solidary keys renew”."
    ),
    KeyFault.UNREADABLE: _("%(file)s can't be read."),
    KeyFault.OPEN_TO_OTHERS: _("%(file)s can be read by others. Run “chmod 600 %(file)s”."),
    KeyFault.PASSPHRASE: _("The passphrase of %(file)s is wrong."),
    KeyFault.NO_KEY: _("%(file)s is not a usable key file."),
    KeyFault.DAYS: _("SOLIDARY_ROOT_DAYS must be a number from 1 to 365."),
    KeyFault.OTHER_KEY: _("The release is signed by another key. Run “solidary keys renew”."),
}
WORDS = OF_A_PLACE | OF_THIS_MACHINE | OF_THE_REGISTER | OF_KEYS
"""Fault → its sentence."""


def said_of(error: Exception) -> str:
    """A refusal of the rooms below, as an editor reads it."""
    return _sentence(*fault_of(error))


def problem_with(mirror: Mirror) -> str:
    """Why a mirror is behind, or not empty yet; '' where nothing is wrong."""
    if not mirror.problem:
        return ""
    if mirror.fault not in WORDS:
        return _sentence(Fault.ANSWERED, {"answer": mirror.problem})
    return _sentence(mirror.fault, mirror.facts)


def _sentence(fault: str, facts: Mapping[str, str]) -> str:
    named = {**facts, "name": _label_of(facts["name"])} if fault == Fault.SETTING else facts
    return str(WORDS[fault] % defaultdict(str, named))


def _label_of(name: str) -> str:
    """What the form calls a setting of a place; its name where the form doesn't ask for it."""
    for kind in store_kinds():
        for field in (*kind.options, *kind.secrets):
            if field.name == name and field.label:
                return str(field.label)
    return name
