"""The header profile for hosts that read a file `_headers`."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from solidary.mirrors.profile import Profile, Setting
from solidary.release import addresses as at
from solidary.release.canonical import HEADER, canonical_link
from solidary.release.headers import (
    ALWAYS,
    CACHE_LIVES,
    CROSS_ORIGIN,
    FEED_TYPES,
    KEEP_NOTHING,
    MEDIA_TYPES,
    OFFERED,
    RESOURCE_POLICY,
)

MOST_RULES = 100
"""Rules that Cloudflare Pages takes of a file; what comes behind them is left out there."""
_UNLIKE = (".minisig", ".ico")
"""Endings that hosts know under other names, or not at all."""
_OFFERED_TYPES = ("image/webp", "video/", "audio/", "text/vtt")
"""Media types of what feeds offer."""


def headers_file(setting: Setting) -> str:
    """A `_headers` file, as Cloudflare Pages, Netlify and hosts like them read it.

    Where two rules fit one address, such hosts join the values they give one header; so no
    header is told by two rules that can meet: who may show a page elsewhere is said for each
    ending that pages have. What is to be asked for again is left to the
    hosts' own "max-age=0, must-revalidate", which says the same as our no-cache.
    """
    folder = setting.folder
    lines = [
        f"# Headers of the mirror {setting.name}: the file _headers at the top of the site.",
        "# Documents (d/) are handed out to be saved, never shown.",
        f"{folder}*",
        *(f"  {name}: {value}" for name, value in ALWAYS.items() if name != RESOURCE_POLICY),
    ]
    if setting.onion:
        lines.append(f"  Onion-Location: {setting.onion}")
    if setting.dangerous:
        lines.append(f"  Cache-Control: {KEEP_NOTHING}")
    for lead, life in CACHE_LIVES.items():
        own = [] if setting.dangerous else [f"  Cache-Control: {life}"]
        if lead == "d/":
            own.append("  Content-Disposition: attachment")
        if own:
            lines += [f"{folder}{lead}*", *own]
    lines += _shown_by(folder)
    for ending, kind in (*FEED_TYPES.items(), *((each, MEDIA_TYPES[each]) for each in _UNLIKE)):
        lines += [f"{folder}*{ending}", f"  Content-Type: {kind}"]
    lines += _canonical(setting, MOST_RULES - sum(line.startswith("/") for line in lines))
    return "\n".join(lines) + "\n"


def _canonical(setting: Setting, rules: int) -> list[str]:
    """Where the newsroom's own site has the pages that are always there, as far as rules are left;
    in that of others no such file can fill in what was asked for. Some hosts leave off the ending."""
    pages = [at.ROOT_INDEX]
    for language in setting.languages:
        pages += [at.front_page(language), at.about_page(language)]
        pages += [at.listing_page(at.every_story(language))]
    found = []
    for page in pages if setting.canonical else ():
        short = page.removesuffix(at.ROOT_INDEX) if page.endswith(at.ROOT_INDEX) else page[:-5]
        for asked in (page, short):
            found += [
                f"{setting.folder}{asked}",
                f"  {HEADER}: {canonical_link(setting.canonical, page)}",
            ]
    return found[: 2 * rules]


def _shown_by(folder: str) -> list[str]:
    """Who may show a file on pages of their own, by its folder or its ending."""
    pages = [ending for ending, kind in MEDIA_TYPES.items() if not kind.startswith(_OFFERED_TYPES)]
    own = [folder, f"{folder}*/", *(f"{folder}*{ending}" for ending in pages)]
    rules = [(rule, ALWAYS[RESOURCE_POLICY]) for rule in own]
    rules += [(f"{folder}{lead}*", CROSS_ORIGIN) for lead in OFFERED]
    return [
        line for rule, policy in rules for line in (rule, f"  {RESOURCE_POLICY}: {policy}")
    ]  # fmt: skip


PROFILE = Profile(
    "headers-file",
    _("A file “_headers” beside the pages"),
    headers_file,
    order=30,
    file=at.HEADERS_FILE,
    addressless="a headers file belongs to a mirror with an --address",
    addressless_at_desk=_(
        "A file of HTTP headers needs the address of the mirror: fill in “Address”."
    ),
)
