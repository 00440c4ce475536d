"""The header profiles a mirror can have: a module each, and nothing else in this folder.

Each declares a `Profile` as `PROFILE`. Whatever lies here is found; no list names it. Their texts
are written out of `release.headers`, which is what `solidary verify` holds the answers against.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from solidary.mirrors.declared import declared
from solidary.mirrors.faults import Fault
from solidary.mirrors.profile import Profile, ProfileError, Served, setting_of

if TYPE_CHECKING:
    from solidary.mirrors.models import Mirror


@cache
def profiles() -> dict[str, Profile]:
    """Every profile by its name, in the order people meet them."""
    return {profile.name: profile for profile in declared(__name__, "PROFILE")}


def written() -> tuple[str, ...]:
    """The names of those that are a text for somebody."""
    return tuple(name for name, profile in profiles().items() if profile.write)


def render(mirror: Mirror, served: Served) -> str:
    """The profile's text for this mirror. Raises ProfileError, with the way out."""
    profile = profiles().get(mirror.profile)
    if profile is not None and profile.write is not None:
        return profile.write(setting_of(mirror, served))
    *most, last = written()
    raise ProfileError(
        f"{mirror.name} has no header profile: choose {', '.join(most)} or {last}",
        fault=Fault.NO_PROFILE,
    )
