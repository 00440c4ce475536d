"""The way to the bag, in this home or on the letterbox's own host."""

from __future__ import annotations

import json
import os
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from solidary.errors import SolidaryError
from solidary.home import current_home
from solidary.sealing.bag.carrier import Carrier
from solidary.sealing.bag.places import carrier_to

if TYPE_CHECKING:
    from solidary.sealing.bag.sftp import Login

MOST = 16 * 1024
"""Bytes of the longest file that says how to log in."""


class LetterboxLoginError(SolidaryError):
    """What is kept of how the letterbox's host lets us in can't be used; one line."""


def is_on_one_machine() -> bool:
    """Whether letterbox and newsroom are on one machine, which is the weaker way."""
    return not settings.LETTERBOX


def way_to_the_bag() -> Carrier:
    """The bag: in this home, or where the settings say the letterbox is.

    Raises CarrierRefusedError, LetterboxLoginError.
    """
    if is_on_one_machine():
        return carrier_to(str(current_home().letterbox_bag))
    return carrier_to(settings.LETTERBOX, login_from(current_home().letterbox_login))


def login_from(path: Path) -> Login | None:
    """How the letterbox's host is known and lets us in; None where nothing is kept of it, and the
    user's own keys and known hosts count. Raises LetterboxLoginError."""
    from solidary.sealing.bag.sftp import Login

    try:
        with path.open("rb") as file:
            mode = os.fstat(file.fileno()).st_mode & 0o077
            data = file.read(MOST + 1)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise LetterboxLoginError(f"{path} can't be read ({error.strerror})") from error
    if mode:
        raise LetterboxLoginError(f"others can read {path}: chmod 600 {path}")
    known = {each.name: each.type for each in fields(Login)}
    try:
        said = json.loads(data)
        if len(data) > MOST or not set(said) <= set(known):
            raise ValueError
        if not all(isinstance(v, int | float if k == "timeout" else str) for k, v in said.items()):
            raise ValueError
    except (ValueError, TypeError, AttributeError) as error:
        names = ", ".join(known)
        raise LetterboxLoginError(f"{path} is no JSON object of {names}") from error
    return Login(**said)
