"""Both catalogues of a new language, as `make words` and a translator would leave them.

The translator here writes English; what counts is that no line is missing.
"""

from __future__ import annotations

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo

from scripts.words import (
    FOLDERS,
    catalogue_path,
    gather,
    real_messages,
    write_catalogue,
)


def translate(language: str) -> None:
    """Begin, fill in and compile the catalogues of a language."""
    for domain in FOLDERS:
        made = Catalog(locale=language, charset="utf-8")
        made.update(gather(domain), update_creation_date=False)
        for message in real_messages(made):
            message.string = _in_english(message, made.num_plurals)
        write_catalogue(domain, language, made)
        path = catalogue_path(domain, language).with_suffix(".mo")
        with path.open("wb") as file:
            write_mo(file, made)


def _in_english(message: Message, plurals: int) -> str | tuple[str, ...]:
    if isinstance(message.id, str):
        return message.id
    return (message.id[0], *(message.id[1] for _ in range(plurals - 1)))
