"""Shortcodes: what stands in square brackets for something that WordPress or a plugin puts there.

Those of WordPress itself become HTML; of any other the words inside stay and the rest is named. What is
only a remark in brackets («[sic]») is left alone: a shortcode has attributes, an end, or a line to itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape

from solidary.wire.text import read_references

Named = Callable[[str], None]
_TAG = re.compile(r"\[(\[?)(/?)([A-Za-z][\w-]*+)((?:[\s=/][^\[\]]*+)?)\](\]?)")
_ATTRIBUTE = re.compile(
    r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"']+))|"([^"]*)"|'([^']*)'|(\S+)"""
)
_KNOWN = frozenset(
    {
        "caption",
        "wp_caption",
        "gallery",
        "embed",
        "audio",
        "video",
        "playlist",
        "youtube",
        "vimeo",
        "code",
        "sourcecode",
    }
)
_BARE = frozenset(
    {"toc", "gallery", "playlist", "sitemap", "more", "nextpage", "yarpp", "hr", "br"}
)
_MEDIA = ("src", "mp4", "m4v", "webm", "ogv", "flv", "mp3", "m4a", "ogg", "wav", "wma")
_PICTURE = re.compile(r"(?:<a\b[^<>]*>\s*)?<img\b[^<>]*>(?:\s*</a>)?", re.IGNORECASE)
MOST = 20_000
"""Shortcodes of one text."""


def without_shortcodes(text: str, named: Named) -> str:
    """The text with WordPress's own shortcodes as HTML (`wp-gallery`, `wp-embed`, `wp-media` for what
    the archive has to be asked about). `named` hears the name of each other."""
    if "[" not in text:
        return text
    tags = [tag for _, tag in zip(range(MOST), _TAG.finditer(text), strict=False)]
    ended = {tag[3].lower() for tag in tags if tag[2]}
    parts: list[str] = []
    at = 0
    for place, tag in enumerate(tags):
        if tag.start() < at:
            continue
        name = tag[3].lower()
        if tag[1] and tag[5]:
            parts += [text[at : tag.start()], tag[0][1:-1]]
            at = tag.end()
            continue
        if not _is_shortcode(text, tag, name, ended):
            continue
        # A bracket that is no part of the shortcode stays.
        parts.append(text[at : tag.start()] + tag[1])
        at = tag.end() - len(tag[5])
        if name not in _KNOWN:
            if not tag[2]:
                named(name)
            continue
        end = None if tag[2] or _is_closed(tag) else _end_of(tags, place, name)
        inside = text[at : end.start()] if end is not None else ""
        if tag[2]:
            continue
        parts.append(_written(name, attributes_of(tag[4].rstrip("/ \n\t")), inside))
        at = end.end() if end is not None else at
    parts.append(text[at:])
    return "".join(parts)


def attributes_of(said: str) -> dict[str, str]:
    """Those of a shortcode, by name; what has no name, by its number."""
    found: dict[str, str] = {}
    for name, *values in _ATTRIBUTE.findall(said):
        value = next((value for value in values if value), "")
        found.setdefault(name.lower() or str(len(found)), read_references(value))
    return found


def _is_closed(tag: re.Match[str]) -> bool:
    return tag[4].endswith("/")


def _is_shortcode(text: str, tag: re.Match[str], name: str, ended: set[str]) -> bool:
    if name in ended or name in _BARE or _is_closed(tag) or "=" in tag[4] or "_" in name:
        return True
    if tag[4].strip():
        return name in _KNOWN or "-" in name
    before, behind = text[max(0, tag.start() - 1) : tag.start()], text[tag.end() : tag.end() + 1]
    alone = before in ("", "\n", ">") and behind in ("", "\n", "<")
    return alone and name.isascii() and len(name) > 2 and name == tag[3]


def _end_of(tags: list[re.Match[str]], place: int, name: str) -> re.Match[str] | None:
    """The tag that ends a shortcode; None for one that has no inside."""
    for tag in tags[place + 1 : place + 50]:
        if tag[3].lower() == name:
            return tag if tag[2] else None
    return None


def _written(name: str, said: dict[str, str], inside: str) -> str:
    if name in ("caption", "wp_caption"):
        picture = _PICTURE.search(inside)
        if picture is None:
            return inside
        words = said.get("caption") or inside[picture.end() :].strip()
        key = said.get("id", "").removeprefix("attachment_")
        mark = f' data-id="{escape(key)}"' if key.isdigit() else ""
        drawn = re.sub(r"<img\b", f"<img{mark}", picture[0], count=1)
        return f"<figure>{drawn}<figcaption>{words}</figcaption></figure>"
    if name in ("code", "sourcecode"):
        return f"<pre>{inside if '&lt;' in inside else escape(inside, quote=False)}</pre>"
    if name in ("gallery", "playlist"):
        keys = said.get("ids") or said.get("include") or ""
        return f'<wp-gallery ids="{escape(keys)}" kind="{name}">'
    if name in ("audio", "video"):
        found = next((said[key] for key in (*_MEDIA, "0") if said.get(key)), "")
        found = found or re.sub(r"<[^<>]*>", "", inside).strip()
        return f'<wp-media src="{escape(found)}" kind="{name}">'
    address = re.sub(r"<[^<>]*>", "", inside).strip() or said.get("src", "") or said.get("0", "")
    return f'<wp-embed src="{escape(read_references(address).lstrip("="))}">'
