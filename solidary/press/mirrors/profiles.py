"""The header profile of a mirror, as a text for whoever serves it.

Everything here is written out of `press.headers`, which is what `solidary verify` holds the
answers against. A text that a host reads from a file, or an operator puts in its server.
"""

from __future__ import annotations

from solidary.press.headers import (
    ALWAYS,
    CACHE_LIVES,
    FEED_TYPES,
    KEEP_NOTHING,
    MEDIA_TYPES,
    object_headers,
)
from solidary.press.mirrors.caddy import caddy
from solidary.press.mirrors.models import Mirror
from solidary.press.mirrors.nginx import nginx
from solidary.press.mirrors.setting import NoProfile, Setting, setting_of


def render(mirror: Mirror) -> str:
    """The profile's text for this mirror. Raises NoProfile, with the way out."""
    if (write := _WRITERS.get(mirror.profile)) is not None:
        return write(setting_of(mirror))
    raise NoProfile(
        f"{mirror.name} has no header profile: choose nginx, caddy, headers-file or object"
    )


def headers_file(setting: Setting) -> str:
    """A `_headers` file, as Cloudflare Pages, Netlify and hosts like them read it.

    Where two rules fit one address, such hosts join the values they give one header; so no
    header is told by two rules that can meet. What is to be asked for again is left to the
    hosts' own "max-age=0, must-revalidate", which says the same as our no-cache.
    """
    folder = setting.folder
    lines = [
        f"# Headers of the mirror {setting.name}: the file _headers at the top of the site.",
        "# Documents (d/) are handed out to be saved, never shown.",
        f"{folder}*",
        *(f"  {name}: {value}" for name, value in ALWAYS.items()),
    ]
    if setting.onion:
        lines.append(f"  Onion-Location: {setting.onion}")
    if setting.dangerous:
        lines.append(f"  Cache-Control: {KEEP_NOTHING}")
    for lead, life in CACHE_LIVES.items():
        told = [] if setting.dangerous else [f"  Cache-Control: {life}"]
        if lead == "d/":
            told.append("  Content-Disposition: attachment")
        if told:
            lines += [f"{folder}{lead}*", *told]
    for ending, kind in (*FEED_TYPES.items(), (".minisig", MEDIA_TYPES[".minisig"])):
        lines += [f"{folder}*{ending}", f"  Content-Type: {kind}"]
    return "\n".join(lines) + "\n"


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
        told = object_headers(address, dangerous=setting.dangerous)
        lines += [f"  {name}: {value}" for name, value in told.items()]
    lines += [
        "",
        "What metadata can't say has to come from what stands before the store (a CDN's response",
        "headers policy). Without it, the pages' own meta elements still forbid scripts, frames'",
        "contents and anything from elsewhere, and keep the referrer silent; but nobody keeps the",
        "pages from being framed, and `solidary verify` calls the mirror exposed:",
        "",
        *(f"  {name}: {value}" for name, value in ALWAYS.items()),
    ]
    if setting.onion:
        lines.append(
            f"  Onion-Location: {setting.onion}…  (followed by the path that was asked for)"
        )
    return "\n".join(lines) + "\n"


_WRITERS = {
    "nginx": nginx,
    "caddy": caddy,
    "headers-file": headers_file,
    "object": object_text,
}
