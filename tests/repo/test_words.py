"""The fixed words are translated, all of them, in every language the house speaks."""

from __future__ import annotations

import re
from functools import cache

import pytest
from babel.messages.catalog import Catalog, Message

from scripts.words import FOLDERS, forms, gather, read_catalogue, real_messages
from solidary.languages import BY_CODE

PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|\{(\w+)\}")
TRANSLATED = [language for language in BY_CODE if language != "en"]


@cache
def gathered(domain: str) -> Catalog:
    return gather(domain)


def key(message: Message) -> tuple[str, str | None]:
    said = message.id if isinstance(message.id, str) else message.id[0]
    return said, message.context


def placeholders(text: str) -> set[str]:
    return {first or second for first, second in PLACEHOLDER.findall(text)}


@pytest.mark.parametrize("domain", FOLDERS)
@pytest.mark.parametrize("language", BY_CODE)
def test_every_catalogue_has_just_the_words_that_are_said(domain: str, language: str) -> None:
    said = {key(message) for message in real_messages(gathered(domain))}
    known = {key(message) for message in real_messages(read_catalogue(domain, language))}
    assert (sorted(said - known, key=str), sorted(known - said, key=str)) == ([], [])


@pytest.mark.parametrize("domain", FOLDERS)
@pytest.mark.parametrize("language", TRANSLATED)
def test_every_word_is_translated(domain: str, language: str) -> None:
    catalogue = read_catalogue(domain, language)
    open_ones = [
        key(message)[0]
        for message in real_messages(catalogue)
        if message.fuzzy
        or not all(forms(message))
        or (message.pluralizable and len(forms(message)) != catalogue.num_plurals)
    ]
    assert open_ones == []


@pytest.mark.parametrize("domain", FOLDERS)
@pytest.mark.parametrize("language", TRANSLATED)
def test_no_translation_loses_what_is_put_into_it(domain: str, language: str) -> None:
    for message in real_messages(read_catalogue(domain, language)):
        wanted = placeholders(message.id if isinstance(message.id, str) else message.id[1])
        for form in forms(message):
            missing = wanted - placeholders(form)
            # "one story" may say its number in a word; nothing else may be left out.
            assert not missing or (message.pluralizable and missing <= {"count", "number", "n"}), (
                form
            )
