"""The header profile for Caddy."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from solidary.mirrors.profile import Profile, Setting
from solidary.release import addresses as at
from solidary.release.canonical import FRONTS, HEADER, PAGES, link_to
from solidary.release.headers import (
    ALWAYS,
    ASK_AGAIN,
    CACHE_LIVES,
    CROSS_ORIGIN,
    DOCUMENTS_SHOWN,
    FEED_TYPES,
    KEEP_NOTHING,
    MEDIA_TYPES,
    OFFERED,
    RESOURCE_POLICY,
    UNKNOWN,
)
from solidary.release.redirects import GONE

_HEAD = """\
# Headers of the mirror {name}: a site of your Caddyfile. Readers are not tracked: Caddy keeps
# no log of what was asked for unless a site has the word log; leave it out.
"""


def caddy(setting: Setting) -> str:
    """A site for a Caddyfile. Headers are told in order; a later one takes an earlier one's place."""
    host = setting.host or ":80"
    lines = [_HEAD.format(name=setting.name)]
    lines += [f"{host if setting.secure or not setting.host else f'http://{host}'} {{"]
    lines += _old_addresses(setting)
    if setting.folder == "/":
        lines += ["\troute {", *_inside(setting), "\t}"]
    else:
        lines += [f"\tredir {setting.folder.rstrip('/')} {setting.folder} permanent"]
        lines += [f"\thandle_path {setting.folder}* {{", "\t\troute {"]
        lines += [f"\t{line}" for line in _inside(setting)]
        lines += ["\t\t}", "\t}"]
    lines += [
        "\thandle_errors {",
        '\t\theader Content-Type "text/html; charset=utf-8"',
        f'\t\theader Cache-Control "{KEEP_NOTHING if setting.dangerous else ASK_AGAIN}"',
        "\t\theader -Content-Disposition",
        f"\t\theader -{HEADER}",
        f"\t\troot * {setting.place}",
        *_missing(setting),
        "\t\tfile_server",
        "\t}",
        "}",
    ]
    return "\n".join(lines) + "\n"


def _old_addresses(setting: Setting) -> list[str]:
    """Where addresses of an older site lead. An import with a star may find no file."""
    lines = []
    for source, what in (("{path}", "paths"), ("{uri}", "asked")):
        maps = f"{setting.place}/{at.MAPS_FOLDER}caddy-{what}*.map"
        lines += [f"map {source} {{old_{what}}} {{", f"\timport {maps}", '\tdefault ""', "}"]
    # A line about a whole address goes before one about its path.
    for what, only in (("asked", ""), ("paths", '{old_asked} == "" && ')):
        old = f"{{old_{what}}}"
        lines += [
            f'@gone_{what} expression {only}{old} == "{GONE}"',
            f"handle @gone_{what} {{",
            "\terror 410",
            "}",
            f'@moved_{what} expression {only}{old} != "" && {old} != "{GONE}"',
            f"redir @moved_{what} {old} permanent",
        ]
    return [f"\t{line}" for line in lines]


def _missing(setting: Setting) -> list[str]:
    """The page for what isn't there, by the language of what was asked for."""
    if not setting.languages:
        return [f"\t\trewrite * /{at.MISSING}"]
    lead = re.escape(setting.folder.rstrip("/"))
    spoken = f"path_regexp spoken ^(?:{lead})?/({'|'.join(setting.languages)})/"
    return [
        "\t\troute {",
        f"\t\t\t@spoken {spoken}",
        f"\t\t\trewrite @spoken /{{re.spoken.1}}/{at.MISSING}",
        f"\t\t\t@unspoken not {spoken}",
        f"\t\t\trewrite @unspoken /{at.MISSING}",
        "\t\t}",
    ]


def _canonical(setting: Setting) -> list[str]:
    """Backticks, for a value with quotes in it. {path} is what is left behind the mirror's folder."""
    if not setting.canonical:
        return []
    site = setting.canonical.rstrip("/")
    return [
        f"@page path_regexp ^/{PAGES}$",
        f"header @page {HEADER} `{link_to(f'{site}{{path}}')}`",
        f"@front path_regexp ^/{FRONTS}$",
        f"header @front {HEADER} `{link_to(f'{site}{{path}}{at.ROOT_INDEX}')}`",
    ]


def _inside(setting: Setting) -> list[str]:
    lines = [f"root * {setting.place}", "encode zstd gzip"]
    lines += [f'header {name} "{value}"' for name, value in ALWAYS.items()]
    lines.append(f"@offered path {' '.join(f'/{lead}*' for lead in OFFERED)}")
    lines.append(f'header @offered {RESOURCE_POLICY} "{CROSS_ORIGIN}"')
    if setting.onion:
        # {uri} is what is left of the address behind the mirror's own folder.
        lines.append(f'header Onion-Location "{setting.onion.rstrip("/")}{{uri}}"')
    if setting.dangerous:
        lines.append(f'header Cache-Control "{KEEP_NOTHING}"')
    else:
        lines.append(f'header Cache-Control "{ASK_AGAIN}"')
        leads: defaultdict[str, list[str]] = defaultdict(list)
        for lead, life in CACHE_LIVES.items():
            leads[life].append(f"/{lead}*")
        for number, (life, found) in enumerate(leads.items()):
            lines.append(f"@life{number} path {' '.join(found)}")
            lines.append(f'header @life{number} Cache-Control "{life}"')
    lines += [*_canonical(setting), *_types()]
    lines += [f"file_server /{at.SECURITY}", "file_server {", "\thide .* *.part", "}"]
    return [f"\t\t{line}" for line in lines]


def _types() -> list[str]:
    """Media types by ending; feeds after the endings they end in, documents last of all."""
    endings: defaultdict[str, list[str]] = defaultdict(list)
    for ending, kind in MEDIA_TYPES.items():
        endings[kind].append(ending)
    for ending, kind in FEED_TYPES.items():
        endings[kind].append(ending)
    lines = []
    for number, (kind, found) in enumerate(endings.items()):
        folders = " */" if ".html" in found else ""
        lines.append(f"@type{number} path {' '.join(f'*{one}' for one in found)}{folders}")
        lines.append(f'header @type{number} Content-Type "{kind}"')
    for name, document, known in (
        ("unknown", "not path /d/*", (*MEDIA_TYPES, "/")), ("document", "path /d/*", DOCUMENTS_SHOWN),
    ):  # fmt: skip
        lines += [f"@{name} {{", f"\t{document}", f"\tnot path {_ending_in(known)}", "}"]
        lines.append(f'header @{name} Content-Type "{UNKNOWN}"')
        lines.append(f'header @{name} Content-Disposition "attachment"')
    return lines


def _ending_in(endings: Iterable[str]) -> str:
    return " ".join(f"*{ending}" for ending in endings)


PROFILE = Profile("caddy", "Caddy", caddy, order=20)
