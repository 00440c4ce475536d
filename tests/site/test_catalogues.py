"""Every fixed word of the templates is translated, whole, into every language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.checkers import num_plurals
from babel.messages.extract import extract
from babel.messages.pofile import read_po
from jinja2.ext import babel_extract

from solidary.languages import BY_CODE
from solidary.site import words

TEMPLATES = Path(words.__file__).parent / "templates"
OF_SENDERS = Path(words.__file__).parents[1] / "letterbox" / "pages" / "templates"
"""What the letterbox says; it is in the same catalogues."""
LANGUAGES = tuple(sorted(BY_CODE))
Words = str | tuple[str, ...]
MARKED = {"gettext": None, "gettext_noop": None, "ngettext": (1, 2)}


def said() -> Iterator[Words]:
    """What the templates say through `_` and `ngettext`, and the code beside them."""
    for path in sorted([*TEMPLATES.parent.glob("*.py"), *OF_SENDERS.parents[1].rglob("*.py")]):
        with path.open("rb") as source:
            for _line, words_said, _, _ in extract("python", source, MARKED):
                yield words_said if isinstance(words_said, tuple) else str(words_said)
    for path in sorted([*TEMPLATES.glob("*.html"), *OF_SENDERS.glob("*.html")]):
        with path.open("rb") as source:
            options = {"trim_blocks": "true", "lstrip_blocks": "true", "silent": "false"}
            for _line, _function, message, _comments in babel_extract(
                source, ["_", "ngettext"], [], options
            ):
                forms = message if isinstance(message, tuple) else (message,)
                given = tuple(form for form in forms if form)
                yield given if len(given) > 1 else given[0]


def catalogue(language: str) -> Catalog:
    path = words.CATALOGUES / language / "LC_MESSAGES" / "site.po"
    with path.open("rb") as source:
        return read_po(source, locale=language, abort_invalid=True)


def forms(message: Message) -> tuple[str, ...]:
    strings = message.string if isinstance(message.string, tuple | list) else (message.string,)
    return tuple(form or "" for form in strings)


def test_every_language_has_a_catalogue() -> None:
    assert words.catalogue_languages() == LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_the_templates_is_translated(language: str) -> None:
    kept = catalogue(language)
    lacking = [message for message in set(said()) if message not in {m.id for m in kept if m.id}]
    assert lacking == []
    empty = [message.id for message in kept if message.id and not all(forms(message))]
    assert empty == []
    assert [message.id for message in kept if message.fuzzy and message.id] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_keeps_no_word_that_nothing_says(language: str) -> None:
    said_now = set(said())
    assert [
        message.id for message in catalogue(language) if message.id and message.id not in said_now
    ] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_fills_the_same_places(language: str) -> None:
    kept = catalogue(language)
    for message in kept:
        if not message.id:
            continue
        source = message.id if isinstance(message.id, str) else message.id[0]
        places = sorted(re.findall(r"%\(\w+\)s", source))
        for form in forms(message):
            assert sorted(re.findall(r"%\(\w+\)s", form)) == places, message.id
        num_plurals(kept, message)


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code not in ("en", "de")])
def test_nothing_is_left_in_english(language: str) -> None:
    same = [m.id for m in catalogue(language) if m.id and m.id == m.string]
    assert same == []
