"""What Ghost's editor keeps since version 5: the tree of Lexical (lexical.dev, “Editor State”)."""

from __future__ import annotations

from html import escape
from typing import Any

import orjson

from solidary.wire.formats.ghost.cards import Lose, card

DEEPEST = 60
"""Nodes inside one another that are still read as what they are."""
_FORMATS = ((1, "b"), (2, "i"), (4, "s"), (16, "code"), (32, "sub"), (64, "sup"))
"""Bits of a text's format and what they mean (`TextFormatType`); underlines are no readers' style."""
_TEXTS = frozenset({"text", "extended-text", "code-highlight"})
_BLOCKS = {
    "paragraph": "p", "quote": "blockquote", "extended-quote": "blockquote", "aside": "blockquote",
    "listitem": "li", "table": "table", "tablerow": "tr", "tablecell": "td",
}  # fmt: skip
_HEADINGS = frozenset({"heading", "extended-heading"})


def html_of_lexical(text: str, lose: Lose) -> str:
    """The HTML of a post. Raises ValueError for what is no tree of Lexical."""
    try:
        said = orjson.loads(text)
    except orjson.JSONDecodeError:
        raise ValueError("no tree") from None
    root = said.get("root") if isinstance(said, dict) else None
    if not isinstance(root, dict):
        raise ValueError("no tree")
    return _inside(root, lose, 0)


def _inside(node: dict[str, Any], lose: Lose, depth: int) -> str:
    children = node.get("children")
    if not isinstance(children, list):
        return ""
    return "".join(_node(child, lose, depth + 1) for child in children if isinstance(child, dict))


def _node(node: dict[str, Any], lose: Lose, depth: int) -> str:
    if depth > DEEPEST:
        lose("parts nested too deeply")
        return ""
    kind = str(node.get("type", ""))
    if kind in _TEXTS:
        return _text(node)
    if kind == "linebreak":
        return "<br>"
    if kind == "tab":
        return " "
    if kind in ("link", "autolink", "at-link"):
        address = escape(str(node.get("url") or ""))
        return f'<a href="{address}">{_inside(node, lose, depth)}</a>'
    tag = _BLOCKS.get(kind)
    if kind in _HEADINGS:
        level = str(node.get("tag"))
        tag = level if level in ("h1", "h2", "h3", "h4", "h5", "h6") else "h2"
    elif kind == "list":
        tag = "ol" if node.get("listType") == "number" else "ul"
    if tag is not None:
        return f"<{tag}>{_inside(node, lose, depth)}</{tag}>"
    if isinstance(node.get("children"), list) and node["children"]:
        return f"<div>{_inside(node, lose, depth)}</div>"
    return card(kind, node, lose)


def _text(node: dict[str, Any]) -> str:
    words = escape(str(node.get("text") or ""))
    style = node.get("format")
    if not isinstance(style, int):
        return words
    for bit, tag in _FORMATS:
        if style & bit:
            words = f"<{tag}>{words}</{tag}>"
    return words
