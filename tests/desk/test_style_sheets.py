"""The desk's style sheets are read together, so what one says of a class holds on every page."""

import re
from collections import defaultdict
from pathlib import Path

from solidary import desk

SHEETS = Path(desk.__file__).parent / "static" / "desk"
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
A_CLASS = re.compile(r"(?:^|[},])\s*\.(desk-[\w-]+)(?=\s*[,{])")
"""A rule for a class by itself, as the first one of a thing on a page is."""


def test_a_class_is_defined_in_one_style_sheet() -> None:
    homes: dict[str, set[str]] = defaultdict(set)
    for sheet in SHEETS.glob("*.css"):
        for found in A_CLASS.finditer(COMMENT.sub("", sheet.read_text("utf-8"))):
            homes[found[1]].add(sheet.name)
    assert len(homes) > 50
    assert {name: home for name, home in homes.items() if len(home) > 1} == {}
