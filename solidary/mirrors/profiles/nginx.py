"""The header profile for nginx."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from solidary.mirrors.profile import Profile, Setting
from solidary.release import addresses as at
from solidary.release.canonical import HEADER, PAGES, link_to
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


def nginx(setting: Setting) -> str:
    """A file for nginx's level of http (conf.d/NAME.conf). No reader leaves a trace in a log."""
    mark = "solidary_" + setting.name.replace("-", "_")
    parts = [
        _HEAD.format(name=setting.name),
        *_maps(setting, mark),
        "server {",
        *_place(setting, mark),
    ]
    parts += [
        f'    add_header {name} "{value}" always;'
        for name, value in (
            *({**ALWAYS, RESOURCE_POLICY: f"${mark}_shown_by"}).items(),
            ("Cache-Control", KEEP_NOTHING if setting.dangerous else f"${mark}_cache"),
            # nginx leaves out a header whose value is empty.
            ("Content-Disposition", f"${mark}_disposition"),
            *([(HEADER, f"${mark}_link")] if setting.canonical else ()),
            *([("Onion-Location", f"{setting.onion}${mark}_path")] if setting.onion else ()),
        )
    ]
    gone = f"try_files $uri $uri/{at.ROOT_INDEX} ${mark}_missing =410;"
    parts += ["", *_types(), f"    location @{mark}_gone {{ {gone} }}", "}"]
    return "\n".join(parts) + "\n"


_HEAD = """\
# Headers of the mirror {name}, for nginx's level of http (conf.d/{name}.conf).
# Certificates are yours to add: a line "listen 443 ssl" and what belongs to it.
# Two lines are for all of nginx, and make room for long addresses of an older site: leave them
# out of a second file. nginx reads the maps of old addresses when it is reloaded.
map_hash_max_size 1048576;
map_hash_bucket_size 4096;
"""


def _maps(setting: Setting, mark: str) -> list[str]:
    """What depends on the address that is asked for."""
    lines = []
    if not setting.dangerous:
        lines += [f"map $uri ${mark}_cache {{", f'    default "{ASK_AGAIN}";']
        lines += [f'    ~^/{re.escape(lead)} "{life}";' for lead, life in CACHE_LIVES.items()]
        lines += ["}"]
    lines += [
        f"map $uri ${mark}_shown_by {{",
        f'    default "{ALWAYS[RESOURCE_POLICY]}";',
        *(f'    ~^/{re.escape(lead)} "{CROSS_ORIGIN}";' for lead in OFFERED),
        "}",
        f"map $uri ${mark}_disposition {{",
        '    default "attachment";',
        f'    ~*^/d/.*\\.({_any(DOCUMENTS_SHOWN)})$ "";',
        '    ~^/d/ "attachment";',
        f'    ~*\\.({_any(MEDIA_TYPES)})$ "";',
        '    ~/$ "";',
        "}",
    ]
    if setting.canonical:
        link = link_to(f"{setting.canonical}${mark}_page")
        lines += [f"map $uri ${mark}_link {{", '    default "";']
        lines += [f"    ~^/(?<{mark}_page>{PAGES})$ '{link}';", "}"]
    lines += [f"map $uri ${mark}_missing {{", f'    default "/{at.MISSING}";']
    if setting.languages:
        found = f"/(?<{mark}_spoken>{'|'.join(setting.languages)})/"
        lines += [f'    ~^{found} "/${mark}_spoken/{at.MISSING}";']
    lines += ["}"]
    lines += _old_maps(setting, mark)
    if setting.onion:
        lead = re.escape(setting.folder)
        lines += [
            f"map $request_uri ${mark}_path {{",
            '    default "";',
            f"    ~^{lead}(?<{mark}_rest>.*)$ ${mark}_rest;",
            "}",
        ]
    return [*lines, ""]


def _old_maps(setting: Setting, mark: str) -> list[str]:
    """Where addresses of an older site lead; a file that isn't there is none of those it includes."""
    lines = []
    for source, what in (("$uri", "paths"), ("$request_uri", "asked")):
        maps = f"{setting.place}/{at.MAPS_FOLDER}nginx-{what}*.map"
        lines += [
            f"map {source} ${mark}_old_{what} {{",
            '    default "";',
            f"    include {maps};",
            "}",
        ]
    lines += [f"map ${mark}_old_asked ${mark}_old {{", f'    default "${mark}_old_asked";']
    return [*lines, f'    "" "${mark}_old_paths";', "}"]


def _place(setting: Setting, mark: str) -> list[str]:
    folder = setting.folder
    host, port = _host_and_port(setting.host)
    lines = [
        f"    listen {'[::]:' if host.startswith('[') else ''}{port or 80};",
        f"    server_name {host or '_'};",
        f"    root {setting.place};",
        "    index index.html;",
        f"    error_page 403 404 ${mark}_missing;",
        "    absolute_redirect off;",
        "    server_tokens off;",
        "    # Readers are not tracked: no log of what was asked for, or by whom.",
        "    access_log off;",
        "    log_not_found off;",
        "    # Other levels name who asked, and for what, where a file can't be opened.",
        "    error_log stderr emerg;",
        f"    error_page 410 @{mark}_gone;",
        f"    if (${mark}_old = {GONE}) {{ return 410; }}",
        f"    if (${mark}_old) {{ return 301 ${mark}_old; }}",
        "    gzip on;",
        "    gzip_vary on;",
        f"    gzip_types {' '.join(sorted(_texts() - {'text/html'}))};",
        "",
    ]
    if folder != "/":
        lead = re.escape(folder.rstrip("/"))
        lines += [
            f"    rewrite ^{lead}(/.*)$ $1;",
            "    # A folder's address ends in a slash, so that its page's links lead right.",
            f"    if (-d $request_filename) {{ rewrite [^/]$ {folder.rstrip('/')}$uri/ permanent; }}",
            "",
        ]
    return lines


def _host_and_port(host: str) -> tuple[str, str]:
    """A name, or an IPv6 address in brackets, and the port after it, '' where there is none."""
    colon = host.find(":", host.find("]") + 1)
    return (host, "") if colon < 0 else (host[:colon], host[colon + 1 :])


def _types() -> list[str]:
    """Media types by ending: feeds first, whose endings have two parts; documents on their own."""
    # text/html is among nginx's own.
    texts = " ".join(sorted(_texts() - {"text/html"}))
    lines = ["    charset utf-8;", f"    charset_types {texts};", f"    default_type {UNKNOWN};"]
    lines += ["    types {", *_type_lines(MEDIA_TYPES), "    }"]
    shown = {ending: MEDIA_TYPES[ending] for ending in DOCUMENTS_SHOWN}
    lines += [
        "    location ^~ /d/ {",
        "        types {",
        *_type_lines(shown, 12),
        "        }",
        "    }",
    ]
    for ending, kind in FEED_TYPES.items():
        lines += [
            f"    location ~ {re.escape(ending)}$ {{",
            "        types { }",
            f"        default_type {_plain(kind)};",
            "    }",
        ]
    # The one address with a dot in front that is answered for.
    lines += [f"    location = /{at.SECURITY} {{", "    }"]
    return [*lines, "    location ~ (/\\.|\\.part$) { return 404; }"]


def _type_lines(types: dict[str, str], indent: int = 8) -> list[str]:
    endings = defaultdict(list)
    for ending, kind in types.items():
        endings[_plain(kind)].append(ending.removeprefix("."))
    return [f"{' ' * indent}{kind} {' '.join(found)};" for kind, found in endings.items()]


def _texts() -> set[str]:
    """Media types that are said with their charset."""
    every = (*MEDIA_TYPES.values(), *FEED_TYPES.values())
    return {_plain(kind) for kind in every if "charset" in kind}


def _plain(kind: str) -> str:
    return kind.partition(";")[0]


def _any(endings: Iterable[str]) -> str:
    return "|".join(ending.removeprefix(".") for ending in endings)


PROFILE = Profile("nginx", "nginx", nginx, order=10)
