"""The text field of the desk, made to take text that other programs wrote."""

from __future__ import annotations

import re
from typing import Any

from wagtail.admin.rich_text import DraftailRichTextArea

_ALONE = re.compile(r"<(br|hr|img|wbr|input)\b[^>]*>", re.IGNORECASE)


class HouseTextArea(DraftailRichTextArea):
    """Wagtail's editor stumbles over `<br>` without a closing slash; imported text has it."""

    def format_value(self, value: Any) -> Any:
        source = getattr(value, "source", value)
        return super().format_value(closed(source) if isinstance(source, str) else value)


def closed(markup: str) -> str:
    """The same markup with line breaks closed the way the editor reads them."""
    return _ALONE.sub(lambda tag: "<br/>" if tag[1].lower() in ("br", "hr") else "", markup)
