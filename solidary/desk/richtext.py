"""The text field of the desk, made to take text that other programs wrote."""

from __future__ import annotations

import re
from typing import Any

from draftjs_exporter.dom import DOM
from wagtail.admin.rich_text import DraftailRichTextArea
from wagtail.admin.rich_text.converters.html_to_contentstate import InlineEntityElementHandler
from wagtail.admin.rich_text.editors.draftail.features import EntityFeature
from wagtail.rich_text.feature_registry import FeatureRegistry

_ALONE = re.compile(r"<(br|hr|img|wbr|input)\b[^>]*>", re.IGNORECASE)


class HouseTextArea(DraftailRichTextArea):
    """Wagtail's editor stumbles over `<br>` without a closing slash; imported text has it."""

    def format_value(self, value: Any) -> Any:
        source = getattr(value, "source", value)
        return super().format_value(closed(source) if isinstance(source, str) else value)


def closed(markup: str) -> str:
    """The same markup with line breaks closed the way the editor reads them."""
    return _ALONE.sub(lambda tag: "<br/>" if tag[1].lower() in ("br", "hr") else "", markup)


class ForeignWords(InlineEntityElementHandler):
    """Words in another language than their story, such as an Arabic name in an English line."""

    mutability = "MUTABLE"

    def get_attribute_data(self, attrs: dict[str, str]) -> dict[str, str]:
        return {name: attrs[name] for name in ("lang", "dir") if attrs.get(name)}


def foreign_words(properties: dict[str, Any]) -> Any:
    """The same words as they are stored: a span that says its language and direction."""
    told = {name: properties[name] for name in ("lang", "dir") if properties.get(name)}
    return DOM.create_element("span", told, properties["children"])


def register_features(features: FeatureRegistry) -> None:
    """Teach the editor to keep the language of foreign words, which it would drop in silence."""
    features.register_editor_plugin(
        "draftail", "foreign", EntityFeature({"type": "FOREIGN"}, js=["desk/foreign.js"])
    )
    features.register_converter_rule(
        "contentstate",
        "foreign",
        {
            "from_database_format": {"span[lang]": ForeignWords("FOREIGN")},
            "to_database_format": {"entity_decorators": {"FOREIGN": foreign_words}},
        },
    )
