"""Which mirrors there are: adding one, listing them, retiring one."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from contextlib import closing
from typing import Any
from urllib.parse import urlsplit

from django.db import IntegrityError
from django.utils import timezone

from solidary.errors import WordedError
from solidary.home import current_home
from solidary.mirrors.faults import Fault
from solidary.mirrors.home import folder_of
from solidary.mirrors.models import Mirror
from solidary.mirrors.places import kind_of, open_store
from solidary.mirrors.problems import KEPT, NO_PROBLEM
from solidary.mirrors.profiles import profiles
from solidary.mirrors.secrets import Secrets, forget_secrets, keep_secrets
from solidary.mirrors.store import StoreError, read
from solidary.mirrors.store_kind import PlaceError, StoreKind

_NAME = re.compile(r"[a-z0-9-]{1,40}")
_TRIAL = "solidary-trial.txt"


class MirrorError(WordedError):
    """What was asked of the register can't be done; one line for people."""


def in_use() -> list[Mirror]:
    """Mirrors that are kept up, by name."""
    return list(Mirror.objects.filter(retired_at=None))


def not_yet_empty() -> list[Mirror]:
    """Mirrors that are given up and were to be emptied, which hasn't ended; by name."""
    return list(Mirror.objects.filter(emptying=True))


def named(name: str, *, retired: bool = False) -> Mirror:
    """A mirror that is kept up; with `retired`, one that is given up as well.

    Raises MirrorError.
    """
    mirror = Mirror.objects.filter(name=name).first()
    if mirror is None or (mirror.retired_at and not retired):
        known = ", ".join(mirror.name for mirror in in_use()) or "none yet"
        raise MirrorError(f"there is no mirror {name} ({known})", fault=Fault.IMPOSSIBLE)
    return mirror


def add(
    name: str,
    place: str,
    *,
    address: str = "",
    onion: str = "",
    dangerous: bool = False,
    profile: str | None = None,
    options: Mapping[str, Any] | None = None,
    secrets: Secrets | None = None,
    unseen: bool = False,
) -> Mirror:
    """Take in a mirror. Its place is tried first, unless `unseen`; nothing of it is kept where
    that fails. `profile`: the one its kind of place has unless told. `secrets`: what the place asks
    for; kept in the home's keys.

    Raises MirrorError with one line that says what to do.
    """
    try:
        kind = kind_of(place)
        kept = kind.kept(place, current_home().path)
    except PlaceError as error:
        raise MirrorError(str(error)) from error
    mirror = Mirror(
        name=name, kind=kind.name, place=kept,
        address=_address(address), onion=_address(onion), dangerous=dangerous, profile=profile or kind.profile,
        options=dict(options or {}),
    )  # fmt: skip
    _check_fields(mirror, kind)
    _check_free(mirror)
    if not unseen:
        _try(mirror, kind, secrets)
    if secrets:
        keep_secrets(name, secrets)
    # A retired mirror of this name is another place: neither its row nor its log is this one's.
    shutil.rmtree(folder_of(name).path, ignore_errors=True)
    Mirror.objects.filter(name=name).exclude(retired_at=None).delete()
    try:
        mirror.save()
    except IntegrityError as error:
        raise MirrorError(
            f"there is a mirror {name} already", fault=Fault.NAME_TAKEN, name=name
        ) from error
    for left in Mirror.objects.filter(place=mirror.place, emptying=True):
        # Whoever goes on emptying it would empty the new one.
        retire(left)
    return mirror


def retire(mirror: Mirror, empty: bool = False) -> None:
    """Keep a mirror up no longer; its row stays, its secrets go.

    `empty`: remove every file of the release from it as well. Raises MirrorError where that
    fails; the mirror is given up all the same, and is `emptying` until asking again, which goes on
    where it stopped, has come to the end, or until it is retired as it is.
    """
    if mirror.retired_at and not (empty or mirror.emptying):
        raise MirrorError(f"{mirror.name} is given up already", fault=Fault.IMPOSSIBLE)
    there = Mirror.objects.filter(place=mirror.place, retired_at=None).exclude(pk=mirror.pk)
    if empty and (other := there.first()) is not None:
        raise MirrorError(
            f"{other.name} stands there now, and would be emptied with it",
            fault=Fault.SHARED_PLACE,
            name=other.name,
        )
    # Before anything goes: nobody may bring back what is being removed, nor forget it.
    mirror.retired_at, mirror.next_try = mirror.retired_at or timezone.now(), None
    mirror.emptying = empty
    NO_PROBLEM.keep(mirror)
    mirror.save(update_fields=["retired_at", "next_try", "emptying", *KEPT])
    if empty:
        from solidary.mirrors.emptying import empty_out

        problem = empty_out(mirror)
        problem.keep(mirror)
        mirror.save(update_fields=KEPT)
        if problem:
            raise MirrorError(
                f"{mirror.name} is given up, but couldn't be emptied: {problem.line}; ask again",
                fault=problem.fault,
                **problem.facts,
            )
        mirror.emptying = False
        mirror.save(update_fields=["emptying"])
    forget_secrets(mirror.name)


def _check_fields(mirror: Mirror, kind: StoreKind) -> None:
    """Raises MirrorError for what can't be said of a mirror, or of such a place."""
    if not _NAME.fullmatch(mirror.name):
        raise MirrorError(
            f"“{mirror.name}” can't name a mirror: small letters, digits and hyphens, at most 40",
            fault=Fault.IMPOSSIBLE,
        )
    known = sorted(option.name for option in kind.options)
    if strange := sorted(set(mirror.options) - set(known)):
        usable = ", ".join(known) or "none"
        raise MirrorError(
            f"{strange[0]} is no option of such a place ({usable})", fault=Fault.IMPOSSIBLE
        )
    profile = profiles().get(mirror.profile)
    if profile is None:
        raise MirrorError(
            f"{mirror.profile} is no header profile ({', '.join(profiles())})",
            fault=Fault.IMPOSSIBLE,
        )
    if profile.file and not mirror.address:
        raise MirrorError(profile.addressless, fault=Fault.IMPOSSIBLE)


def _check_free(mirror: Mirror) -> None:
    """Raises MirrorError where a mirror that is kept up has this name, or this place."""
    kept_up = Mirror.objects.filter(retired_at=None)
    if kept_up.filter(name=mirror.name).exists():
        raise MirrorError(
            f"there is a mirror {mirror.name} already", fault=Fault.NAME_TAKEN, name=mirror.name
        )
    if (taken := kept_up.filter(place=mirror.place).first()) is not None:
        raise MirrorError(
            f"{mirror.place} is the place of the mirror {taken.name} already",
            fault=Fault.PLACE_TAKEN,
            name=taken.name,
        )


def _address(given: str) -> str:
    """An address as it is kept, with its last slash; '' where none was given."""
    if not given:
        return ""
    try:
        split = urlsplit(given)
        whole = split.scheme in ("http", "https") and split.hostname and split.port != 0
    except ValueError:
        whole = None
    if not whole or "@" in given or "?" in given or "#" in given or not given.isascii():
        raise MirrorError(
            f"{given} is no address that begins with http:// or https://, in plain letters",
            fault=Fault.BAD_ADDRESS,
            address=given,
        )
    return given if given.endswith("/") else f"{given}/"


def _try(mirror: Mirror, kind: StoreKind, secrets: Secrets | None) -> None:
    """Put something small there, read it, and take it away again. Raises MirrorError."""
    data = b"This was put here to see whether a mirror can be kept here.\n"
    try:
        kind.prepare(mirror.place)
        with closing(open_store(mirror, secrets)) as store:
            store.put(_TRIAL, data, {"Content-Type": "text/plain"})
            kept = read(store, _TRIAL, len(data))
            store.remove(_TRIAL)
            store.settle()
    except StoreError as error:
        raise MirrorError(f"{mirror.place} can't be used: {error}") from error
    except OSError as error:
        raise MirrorError(f"{mirror.place} can't be used: {error.strerror or error}") from error
    if kept != data:
        raise MirrorError(
            f"{mirror.place} took a file, but doesn't hold it",
            fault=Fault.NOT_HELD,
            address=_TRIAL,
        )
