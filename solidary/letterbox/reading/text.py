"""Words as they were typed, without what would deceive whoever reads them."""

from __future__ import annotations

import re

MISLEADING = re.compile("[\u202a-\u202e\u2066-\u2069\u061c]")
"""What turns the direction of the words around it (Unicode Standard Annex 9)."""
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ufff9-\ufffb]")
_HALVES = re.compile("[\ud800-\udfff]")


def cleaned(text: str) -> str:
    """Words with plain ends of lines, without control characters and without what turns their
    direction; half of a pair of surrogates, which nothing can write, becomes U+FFFD."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _HALVES.sub("\ufffd", _CONTROLS.sub("", MISLEADING.sub("", text))).strip()


def line(text: str) -> str:
    """The same in one line."""
    return " ".join(cleaned(text).split())
