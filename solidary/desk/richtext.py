"""The text field of the desk: the editor reads and saves everything that a story may hold.

Wagtail's own converters know a tag only where the toolbar has a button for it, and drop the rest
in silence; they fall over what other programs wrote. Here the editor's content (Draft.js's raw
content state) is made of the same paragraphs that `stories/body/paragraphs.py` reads and writes.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from django.core.exceptions import BadRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.rich_text import DraftailRichTextArea
from wagtail.admin.rich_text.editors.draftail.features import EntityFeature
from wagtail.rich_text.feature_registry import FeatureRegistry

from solidary.site.words import direction
from solidary.stories.body.markup import is_safe_address
from solidary.stories.body.paragraphs import STYLES, Paragraph, Run, joined, read, written
from solidary.stories.body.redirectors import direct
from solidary.stories.languages import language_choices

_BLOCKS = {
    "p": "unstyled",
    "h2": "header-two",
    "h3": "header-three",
    "h4": "header-four",
    "blockquote": "blockquote",
    "ul": "unordered-list-item",
    "ol": "ordered-list-item",
}
"""What the editor calls a paragraph of each kind."""
_STYLES = {
    "b": "BOLD",
    "i": "ITALIC",
    "s": "STRIKETHROUGH",
    "code": "CODE",
    "sub": "SUBSCRIPT",
    "sup": "SUPERSCRIPT",
}
"""What the editor calls a style where it has one for it; else it keeps the tag as a name."""
_STYLE_OF = {style: _STYLES.get(style, style.upper()) for style in STYLES}
_TAG_OF_BLOCK = {kind: tag for tag, kind in _BLOCKS.items()}
_TAG_OF_STYLE = {kind: tag for tag, kind in _STYLE_OF.items()}
Raw = dict[str, Any]


class DeskTextArea(DraftailRichTextArea):
    """Wagtail's editor with our own way in and out."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.converter = Converter()

    def format_value(self, value: Any) -> Any:
        return super().format_value(getattr(value, "source", value))


class Converter:
    """Between markup as it is stored and the editor's content as JSON."""

    def from_database_format(self, markup: str) -> str:
        return json.dumps(content_of(read(markup)))

    def to_database_format(self, content: str) -> str:
        """Raises BadRequest for what no editor of ours has written."""
        try:
            return written(paragraphs_of(json.loads(content) or {}))
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise BadRequest("a text that isn't whole") from error


def content_of(paragraphs: list[Paragraph]) -> Raw:
    """The editor's content; one empty paragraph where there is none, to write in."""
    entities: dict[str, Raw] = {}
    blocks = []
    for paragraph in paragraphs or [Paragraph("p")]:
        block: Raw = {
            "key": paragraph.key or secrets.token_hex(3)[:5],
            "type": _BLOCKS[paragraph.tag],
            "depth": paragraph.depth,
            "text": "".join(run.text for run in paragraph.runs),
            "inlineStyleRanges": [],
            "entityRanges": [],
        }
        if paragraph.lang or paragraph.dir:
            block["data"] = {"lang": paragraph.lang, "dir": paragraph.dir}
        at = 0
        for run in paragraph.runs:
            span = {"offset": at, "length": units(run.text)}
            at += span["length"]
            styles = [_STYLE_OF[style] for style in STYLES if style in run.styles]
            block["inlineStyleRanges"] += [{**span, "style": style} for style in styles]
            if any(run.around):
                key = str(len(entities))
                entities[key] = _entity(run)
                block["entityRanges"].append({**span, "key": int(key)})
        blocks.append(block)
    return {"blocks": blocks, "entityMap": entities}


def paragraphs_of(content: Raw) -> Iterator[Paragraph]:
    """The paragraphs of the editor's content; what no story may hold is left out, its words stay."""
    entities = content.get("entityMap") or {}
    for block in content.get("blocks") or ():
        tag = _TAG_OF_BLOCK.get(block["type"], "p")
        data = block.get("data") or {}
        yield Paragraph(
            tag,
            block.get("depth") or 0,
            str(data.get("lang") or ""),
            str(data.get("dir") or ""),
            str(block.get("key") or ""),
            joined(_runs(block, entities)),
        )


def _entity(run: Run) -> Raw:
    attributes = {name: said for name, said in (("lang", run.lang), ("dir", run.dir)) if said}
    if run.href:
        return {"type": "LINK", "mutability": "MUTABLE", "data": {"url": run.href, **attributes}}
    return {"type": "FOREIGN", "mutability": "MUTABLE", "data": attributes}


def _runs(block: Raw, entities: Raw) -> Iterator[Run]:
    """The editor counts letters as JavaScript does, in units of UTF-16."""
    text = block.get("text", "").encode("utf-16-le", "surrogatepass")
    styled = [
        (each, _TAG_OF_STYLE[each["style"]])
        for each in block.get("inlineStyleRanges") or ()
        if each["style"] in _TAG_OF_STYLE
    ]
    around = [
        (each, entities.get(str(each["key"])) or {}) for each in block.get("entityRanges") or ()
    ]
    ends = {0, len(text) // 2}
    for each, _said in (*styled, *around):
        ends |= {each["offset"], each["offset"] + each["length"]}
    cuts = sorted(end for end in ends if 0 <= end <= len(text) // 2)
    for start, end in pairwise(cuts):
        yield _run(
            text[2 * start : 2 * end].decode("utf-16-le", "surrogatepass"),
            frozenset(style for each, style in styled if _covers(each, start)),
            next((entity for each, entity in around if _covers(each, start)), {}),
        )


def _run(text: str, styles: frozenset[str], entity: Raw) -> Run:
    data = entity.get("data") or {}
    lang, direction = str(data.get("lang") or ""), str(data.get("dir") or "")
    address = str(data.get("url") or "") if entity.get("type") == "LINK" else ""
    kept = direct(address) if is_safe_address(address) else ""
    return Run(text, styles, kept, lang, direction)


def _covers(span: Raw, at: int) -> bool:
    return bool(span["offset"] <= at < span["offset"] + span["length"])


def units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def register_features(features: FeatureRegistry) -> None:
    """Teach the editor to show the language of foreign words, and to mark words as foreign: with a
    language, its direction follows."""
    foreign = {
        "type": "FOREIGN",
        "icon": "globe",
        "description": _("In another language"),
        "languages": [[code, name, direction(code)] for code, name in language_choices()],
        "words": {
            "title": _("In another language"),
            "language": _("Language"),
            "none": _("The language of the text"),
            "mark": _("Mark the words"),
            "cancel": _("Cancel"),
        },
    }
    features.register_editor_plugin(
        "draftail", "foreign", EntityFeature(foreign, js=["desk/foreign.js"])
    )
