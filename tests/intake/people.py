"""People at the desk, for tests of the intake."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from solidary.desk.staff import EDITORS, WRITERS
from solidary.intake.strongroom import current_desk_keys
from tests.sealing.keys import identities


def editor(name: str = "ola") -> Any:
    person = get_user_model().objects.create_user(username=name)
    person.groups.add(Group.objects.get(name=EDITORS))
    return person


def writer(name: str = "jan") -> Any:
    person = get_user_model().objects.create_user(username=name)
    person.groups.add(Group.objects.get(name=WRITERS))
    return person


def public_keys(*names: str, recovery: bool = False) -> None:
    """Have the home know the public halves of desk keys: all that opens the letterbox. Private ones
    under a passphrase take seconds to make."""
    keys = current_desk_keys()
    keys.folder.mkdir(parents=True, exist_ok=True)
    for name, identity in zip(names, identities()[:2], strict=False):
        (keys.folder / f"{name}.pub").write_text(f"{identity.public}\n")
    if recovery:
        keys.recovery.write_text(f"{identities()[2].public}\n")
