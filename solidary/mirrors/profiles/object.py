"""The header profile of an object store, which keeps headers with each object."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from solidary.mirrors.profile import Profile, Setting
from solidary.release import addresses as at
from solidary.release.canonical import HEADER, canonical_link
from solidary.release.headers import (
    ALWAYS,
    CROSS_ORIGIN,
    OFFERED,
    RESOURCE_POLICY,
    object_headers,
)

_EXAMPLES = ("index.html", "a/style-0123abcd.css", "p/ab/abcdefghi-0123abcd-480.webp",
             "m/fi/film-0123abcd.mp4", "d/pa/paper-0123abcd.odt", "en/latest.rss.xml",
             "tree/0123abcd.txt", "root.txt.minisig")  # fmt: skip


def object_text(setting: Setting) -> str:
    """What a store is told about each object, and what no metadata can say."""
    lines = [
        f"The mirror {setting.name} gets these headers with each object, as its metadata;",
        "`solidary mirror sync` sets them.",
        "",
    ]
    for address in _EXAMPLES:
        lines.append(address)
        own = object_headers(address, dangerous=setting.dangerous)
        lines += [f"  {name}: {value}" for name, value in own.items()]
    lines += [
        "",
        "What metadata can't say has to come from what stands before the store (a CDN's response",
        "headers policy). Without it, the pages' own meta elements still forbid scripts, frames'",
        "contents and anything from elsewhere, and keep the referrer silent; but nobody keeps the",
        "pages from being framed, and `solidary verify` calls the mirror exposed:",
        "",
        *(f"  {name}: {value}" for name, value in ALWAYS.items()),
        f"  {RESOURCE_POLICY}: {CROSS_ORIGIN}  (instead, for {' and '.join(OFFERED)}: feed readers",
        "  in a browser show these on pages of their own)",
    ]
    if setting.canonical:
        lines.append(f"  {HEADER}: {canonical_link(setting.canonical, at.ROOT_INDEX)}")
        lines.append("  (and so for each page of a language, with its own path)")
    if setting.onion:
        lines.append(
            f"  Onion-Location: {setting.onion}…  (followed by the path that was asked for)"
        )
    return "\n".join(lines) + "\n"


PROFILE = Profile("object", _("The store, with each file"), object_text, order=40)
