"""The documents say is, shows and again: words that once stood in every paragraph stay away."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.repo.tree import ROOT, files, name_of, text_of

GLOSSARY = ROOT / "docs" / "glossary.md"
"""It explains one of the words."""
WORN_OUT = re.compile(r"\b(?:stands|stood|anew|told|[Nn]earness|belongs? into|by lot)\b")
CODE = re.compile(r"```.*?```|`[^`]*`|“[^”]*”|^    .*$", re.DOTALL | re.MULTILINE)
"""What is not a document's own prose: code, and words quoted as examples."""


def prose(text: str) -> str:
    return CODE.sub("", text)


@pytest.mark.parametrize("document", files(".md"), ids=name_of)
def test_a_document_is_in_plain_words(document: Path) -> None:
    if document != GLOSSARY:
        assert WORN_OUT.findall(prose(text_of(document))) == []


def test_a_worn_out_word_is_found_in_prose_and_not_in_code() -> None:
    assert WORN_OUT.findall(prose("The list stands\nanew at its place.")) == ["stands", "anew"]
    assert WORN_OUT.findall(prose("`--anew` looks at “what is told”.")) == []
