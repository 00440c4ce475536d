"""Ghost's cards as HTML: what a card of either editor shows, in elements that the reading knows.

`ghost-gallery`, `ghost-card`, `ghost-media` and `ghost-file` are elements of our own for what HTML has no
single one for; `media.py` makes blocks of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html import escape
from typing import Any

import orjson
from markdown_it import MarkdownIt

Lose = Callable[[str], None]
"""Hears the name of what can't be shown."""
_FIGURE = re.compile(
    r"<figure\b[^>]*\bkg-(gallery|bookmark|video)-card\b[^>]*>(.*?)</figure>", re.S
)
_SOURCE = re.compile(r"""<(?:img|video|audio)\b[^>]*?\ssrc\s*=\s*["']([^"'<>]+)""", re.I)
_LINK = re.compile(r"""<a\b[^>]*?\shref\s*=\s*["']([^"'<>]+)""", re.I)
_TITLE = re.compile(r"kg-bookmark-title[^>]*>([^<]*)<")
_CAPTION = re.compile(r"<figcaption\b.*?</figcaption>", re.S)
_BY_MAIL = frozenset({"email", "email-cta"})
_SILENT = frozenset({"paywall", "horizontalrule", "hr"})


def card(name: str, said: Mapping[str, Any], lose: Lose) -> str:
    """A card as HTML; '' for one that shows nothing here, which `lose` hears of."""
    kind = name.removeprefix("card-")
    made = _CARDS.get(kind)
    if made is not None:
        return made(said)
    if kind in _BY_MAIL:
        lose("parts that only mail had")
    elif kind not in _SILENT:
        lose(f"card {kind[:60]}")
    return "<hr>" if kind in ("horizontalrule", "hr") else ""


def with_cards_as_elements(markup: str) -> str:
    """HTML as Ghost has drawn it, with its cards as the elements above."""
    return _FIGURE.sub(_drawn, markup)


def _drawn(figure: re.Match[str]) -> str:
    kind, inside = figure[1], figure[2]
    caption = found[0] if (found := _CAPTION.search(inside)) else ""
    if kind == "gallery":
        return _figure(_gallery_of(_SOURCE.findall(inside)), caption)
    if kind == "video":
        source = _SOURCE.search(inside)
        return _figure(_element("ghost-media", src=source[1] if source else ""), caption)
    link, title = _LINK.search(inside), _TITLE.search(inside)
    return _figure(
        _element("ghost-card", src=link[1] if link else "", title=title[1] if title else ""),
        caption,
    )


def _image(said: Mapping[str, Any]) -> str:
    return _figure(
        _element("img", src=_text(said, "src"), alt=_text(said, "alt")), _captioned(said)
    )


def _gallery(said: Mapping[str, Any]) -> str:
    images = said.get("images")
    sources = [
        _text(one, "src")
        for one in (images if isinstance(images, list) else [])
        if isinstance(one, dict)
    ]
    return _figure(_gallery_of(sources), _captioned(said))


def _card(said: Mapping[str, Any]) -> str:
    about = said.get("metadata")
    title = _text(about, "title") if isinstance(about, dict) else ""
    return _figure(_element("ghost-card", src=_text(said, "url"), title=title), _captioned(said))


def _media(said: Mapping[str, Any]) -> str:
    return _figure(
        _element("ghost-media", src=_text(said, "src"), title=_text(said, "title")),
        _captioned(said),
    )


def _file(said: Mapping[str, Any]) -> str:
    title = _text(said, "fileTitle") or _text(said, "fileName")
    return _element("ghost-file", src=_text(said, "src"), title=title)


def _markdown(said: Mapping[str, Any]) -> str:
    return str(MarkdownIt("commonmark").enable("table").render(_text(said, "markdown")))


def _button(said: Mapping[str, Any]) -> str:
    address, words = _text(said, "buttonUrl"), _text(said, "buttonText")
    return f'<p><a href="{escape(address)}">{escape(words)}</a></p>' if address and words else ""


def _toggle(said: Mapping[str, Any]) -> str:
    return f"<h3>{_text(said, 'heading')}</h3>{_text(said, 'content')}"


def _callout(said: Mapping[str, Any]) -> str:
    return f"<div>{escape(_text(said, 'calloutEmoji'))} {_text(said, 'calloutText')}</div>"


def _header(said: Mapping[str, Any]) -> str:
    return f"<h2>{_text(said, 'header')}</h2><p>{_text(said, 'subheader')}</p>{_button(said)}"


def _product(said: Mapping[str, Any]) -> str:
    picture = _text(said, "productImageSrc")
    shown = _figure(_element("img", src=picture), "") if picture else ""
    return (
        f"{shown}<h3>{_text(said, 'productTitle')}</h3><div>{_text(said, 'productDescription')}</div>"
        + _button({"buttonUrl": said.get("productUrl"), "buttonText": said.get("productButton")})
    )


def _call(said: Mapping[str, Any]) -> str:
    return f"<div>{_text(said, 'textValue')}</div>{_button(said)}"


_CARDS: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "image": _image, "gallery": _gallery, "embed": _card, "bookmark": _card, "video": _media,
    "audio": _media, "file": _file, "markdown": _markdown, "html": lambda said: _text(said, "html"),
    "code": lambda said: f"<pre>{escape(_text(said, 'code'))}</pre>",
    "codeblock": lambda said: f"<pre>{escape(_text(said, 'code'))}</pre>",
    "button": _button, "toggle": _toggle, "callout": _callout, "header": _header,
    "product": _product, "call-to-action": _call,
}  # fmt: skip


def _gallery_of(sources: list[str]) -> str:
    return _element("ghost-gallery", src=orjson.dumps(sources).decode())


def _figure(inside: str, caption: str) -> str:
    return f"<figure>{inside}{caption}</figure>"


def _captioned(said: Mapping[str, Any]) -> str:
    caption = _text(said, "caption")
    return f"<figcaption>{caption}</figcaption>" if caption else ""


def _element(name: str, **attributes: str) -> str:
    said = [f'{key}="{escape(value)}"' for key, value in attributes.items() if value]
    return f"<{' '.join([name, *said])}>"


def _text(said: Mapping[str, Any], name: str) -> str:
    value = said.get(name)
    return value if isinstance(value, str) else ""
