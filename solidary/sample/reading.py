"""Reading the dossier's files, which are kept for people: TOML, one file an event.

docs/features/sample-dossier.md describes the form.
"""

from __future__ import annotations

import hashlib
import tomllib
import uuid
from pathlib import Path
from typing import Any

from solidary.stories.addresses import ALPHABET, LENGTH

FOLDER = Path(__file__).resolve().parent
LANGUAGES = ("en", "be", "ru", "pl")
"""The sample newsroom's languages, in its order."""

Table = dict[str, Any]

_NAMESPACE = uuid.UUID("6b1f7a52-3c6e-4b8e-9d43-0a6b5b1e7c20")


def read(name: str) -> Table:
    """One of the dossier's files as a table."""
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))


def events() -> list[tuple[str, Table]]:
    """(name, table) of every event, oldest first."""
    names = sorted(path.stem for path in (FOLDER / "stories").glob("2*.toml"))
    return [(name, read(f"stories/{name}.toml")) for name in names]


def reports() -> list[tuple[str, Table]]:
    """(story's event, actions it reports) of every event that reports any, oldest first."""
    names = sorted(path.stem for path in (FOLDER / "chronicle").glob("2*.toml"))
    return [(name, read(f"chronicle/{name}.toml")) for name in names]


def tellings(event: Table) -> list[str]:
    """The languages an event is written in; the others were translated from the first."""
    written = [language for language in LANGUAGES if language in event]
    first = event.get("first", written[0])
    return [first, *(language for language in written if language != first)]


def fixed_address(name: str) -> str:
    """An address that is the same in every home, for a thing of the dossier called `name`."""
    number = int.from_bytes(hashlib.sha256(f"sample {name}".encode()).digest())
    letters = []
    for _ in range(LENGTH):
        number, letter = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[letter])
    return "".join(letters)


def fixed_key(name: str) -> uuid.UUID:
    """A key that is the same in every home, for what needs a UUID."""
    return uuid.uuid5(_NAMESPACE, name)
