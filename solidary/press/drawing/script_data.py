"""Data within a page's script element, for programs that read pages."""

from __future__ import annotations

from typing import Any

import orjson
from markupsafe import Markup

Data = dict[str, Any]

_FOR_SCRIPT = (
    ("&", "\\u0026"), ("<", "\\u003c"), (">", "\\u003e"),
    ("\u2028", "\\u2028"), ("\u2029", "\\u2029"),
)  # fmt: skip
"""What would end a script element, or a line of it, written so that it can't."""


def for_script(said: Data) -> Markup:
    """JSON of what isn't empty, that no word in it can end or break."""
    text = orjson.dumps({name: value for name, value in said.items() if value}).decode()
    for letter, escape in _FOR_SCRIPT:
        text = text.replace(letter, escape)
    return Markup(text)
