"""What the text of a post is written in: block comments, shortcodes, lines that are paragraphs."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html import escape, unescape

import orjson

from solidary.wire.formats.wordpress.shortcodes import without_shortcodes

Named = Callable[[str], None]
_BLOCK = re.compile(r"<!--\s*(/?)wp:([a-z][\w-]*(?:/[a-z][\w-]*)?)\s*")
_SILENT = frozenset(
    {"more", "nextpage", "separator", "spacer", "page-break", "post-title", "post-content"}
)
"""Blocks that hold nothing of their own."""
_EMBEDS = ("embed", "core-embed/")
_ADDRESS = re.compile(r"https?://[^\s<>\"']+")
_LONE_ADDRESS = re.compile(r"(?m)^[ \t]*(?:<p>)?(https?://[^\s<>\"'\[\]]+)(?:</p>)?[ \t]*$")
_CARDS = re.compile(
    r"https?://(?:[\w-]+\.)*(?:youtube\.com|youtube-nocookie\.com|youtu\.be|vimeo\.com|twitter\.com|x\.com"
    r"|facebook\.com|fb\.watch|instagram\.com|t\.me|telegram\.me|soundcloud\.com|spotify\.com|tiktok\.com"
    r"|dailymotion\.com|dai\.ly|flickr\.com|flic\.kr|rutube\.ru|vk\.com|vkvideo\.ru|ok\.ru|ted\.com"
    r"|wordpress\.tv|videopress\.com|mixcloud\.com|reddit\.com|issuu\.com|scribd\.com|slideshare\.net"
    r"|imgur\.com|kickstarter\.com|tumblr\.com|pinterest\.com|bsky\.app|odysee\.com)/\S"
)
_IMAGE = re.compile(r"<img\b[^<>]*>", re.IGNORECASE)
_LINK = re.compile(r"""<a\b[^<>]*?\bhref=["']([^"'<>]*)["'][^<>]*>(.{0,2000}?)</a>""", re.DOTALL)
_KEY = re.compile(r"""(?:\bwp-image-|\bdata-id=["'])(\d{1,12})""")
DEEPEST = 5
"""Reusable blocks inside one another."""


def markup_of(
    content: str, reused: Mapping[str, str], named: Named, depth: int = 0
) -> tuple[str, bool]:
    """The HTML of a post, and whether its lines end where they end in the text, as in all that was
    written before blocks. `named` hears of each block and shortcode that can't be shown."""
    in_blocks = "<!-- wp:" in content
    text = _without_blocks(content, reused, named, depth) if in_blocks else content
    text = without_shortcodes(text, lambda name: named(f"shortcode {name}"))
    if not in_blocks:
        text = _LONE_ADDRESS.sub(_as_card, text)
    return text, not in_blocks


def _without_blocks(content: str, reused: Mapping[str, str], named: Named, depth: int) -> str:
    parts: list[str] = []
    endless: set[str] = set()
    at = 0
    for begun in _BLOCK.finditer(content):
        if begun.start() < at:
            continue
        end = content.find("-->", begun.end())
        if end < 0:
            break
        parts.append(content[at : begun.start()])
        at = end + 3
        if begun[1]:
            continue
        name = begun[2].removeprefix("core/")
        alone = content[end - 1] == "/"
        said = _attributes(content[begun.end() : end].rstrip("/ \n\t"))
        if name == "block":
            key = str(said.get("ref", ""))
            if key in reused and depth < DEEPEST:
                parts.append(markup_of(reused[key], reused, named, depth + 1)[0])
            else:
                named("block block (reused elsewhere)")
            continue
        if alone:
            if name not in _SILENT:
                named(f"block {name}")
            continue
        if name not in endless and (name in ("gallery", "file") or name.startswith(_EMBEDS)):
            close = re.compile(rf"<!--\s*/wp:(?:core/)?{re.escape(name)}\s*-->").search(content, at)
            if close is None:
                # What was once looked for in vain isn't looked for again.
                endless.add(name)
                continue
            parts.append(_drawn(name, said, content[at : close.start()]))
            at = close.end()
    parts.append(content[at:])
    return "".join(parts)


def _attributes(said: str) -> dict[str, object]:
    try:
        found = orjson.loads(said) if said.startswith("{") else {}
    except orjson.JSONDecodeError:
        return {}
    return found if isinstance(found, dict) else {}


def _drawn(name: str, said: Mapping[str, object], inside: str) -> str:
    """A gallery or something published elsewhere, as an element of its own."""
    if name == "file":
        return _filed(inside)
    caption = inside[inside.find("<figcaption") :] if "<figcaption" in inside else ""
    if name != "gallery":
        address = said.get("url")
        found = _ADDRESS.search(inside) if not isinstance(address, str) else None
        address = found[0] if found is not None else address
        return f'<figure><wp-embed src="{escape(str(address or ""))}">{caption}</figure>'
    if inside.count("<figcaption") > (1 if "blocks-gallery-caption" in inside else 0):
        # Pictures with words of their own stand one by one.
        return _without_block_comments(inside)
    keys = [found[1] for image in _IMAGE.findall(inside) if (found := _KEY.search(image))]
    if not keys or len(keys) < len(_IMAGE.findall(inside)):
        return _without_block_comments(inside)
    return f'<figure><wp-gallery ids="{",".join(keys)}" kind="gallery">{caption}</figure>'


def _filed(inside: str) -> str:
    """A file for readers to keep, by the first link to it."""
    link = _LINK.search(inside)
    if link is None:
        return _without_block_comments(inside)
    title = escape(" ".join(re.sub(r"<[^<>]*>", "", unescape(link[2])).split()))
    return f'<wp-file src="{link[1]}" title="{title}">'


def _without_block_comments(text: str) -> str:
    return re.sub(r"<!--[^<>]*-->", "", text)


def _as_card(line: re.Match[str]) -> str:
    address = line[1]
    return f'<wp-embed src="{address}">' if _CARDS.match(address) else line[0]
