"""The header profile of a mirror, as a text for whoever serves it.

Everything here is written out of `press.headers`, which is what `solidary verify` holds the
answers against. A text that a host reads from a file, or an operator puts in its server.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from solidary.mirrors.profile import ProfileError, setting_of
from solidary.mirrors.profiles.caddy import caddy
from solidary.mirrors.profiles.headers_file import headers_file
from solidary.mirrors.profiles.nginx import nginx
from solidary.mirrors.profiles.object import object_text

if TYPE_CHECKING:
    from solidary.mirrors.models import Mirror

_WRITERS = {
    "nginx": nginx,
    "caddy": caddy,
    "headers-file": headers_file,
    "object": object_text,
}
PROFILES = tuple(_WRITERS)
"""Who may set the headers; a mirror whose place sets its own has the profile none."""


def render(mirror: Mirror) -> str:
    """The profile's text for this mirror. Raises ProfileError, with the way out."""
    if (write := _WRITERS.get(mirror.profile)) is not None:
        return write(setting_of(mirror))
    known = f"{', '.join(PROFILES[:-1])} or {PROFILES[-1]}"
    raise ProfileError(f"{mirror.name} has no header profile: choose {known}")
