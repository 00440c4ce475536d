from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from solidary.stories.body.entries import DECLARED, with_entries
from solidary.stories.body.fields import Field, Language, Markup, RawBlock, Rows, Text, WebAddress
from solidary.stories.body.plain import plain_text
from solidary.stories.checks.draft import Draft
from solidary.stories.checks.finding import BODY, Finding, Found
from solidary.stories.checks.places import opening

_FOREIGN = re.compile(r"<(\w+)(?=[^>]*\slang=)[^>]*>.*?</\1>", re.S)
"""Words that an editor marked as being in another language stay in it."""


def _is_translated(field: Field, bare: bool) -> bool:
    """Running text; names, roles and titles of what others wrote may be the same in two languages."""
    if isinstance(field, Text):
        return field.is_spoken and (bare or field.beside or field.most == 0)
    return isinstance(field, Markup | Rows)


_TRANSLATED = {
    block.name: [field for field in block.fields if _is_translated(field, block.bare)]
    for block in DECLARED
    # A card shows what another published, in its own words.
    if not any(isinstance(field, WebAddress) for field in block.fields)
}

_LANGUAGES = {
    block.name: [field.name for field in block.fields if isinstance(field, Language)]
    for block in DECLARED
}


def untranslated(draft: Draft) -> Iterator[Finding]:
    """Nothing of a translation is still in the words of its original."""
    if draft.original is None:
        return
    for place, words, before in (
        ("headline", draft.headline, draft.original.headlines),
        ("standfirst", draft.standfirst, draft.original.standfirsts),
    ):
        if (said := _folded(words)) in before and _is_worded(said):
            yield Finding(Found.UNTRANSLATED, place, {"field": place, "words": opening(said)})
    for block in draft.body:
        for line in lines_of([block]):
            if line in draft.original.lines:
                yield Finding(
                    Found.UNTRANSLATED_BLOCK,
                    BODY,
                    {"words": opening(line)},
                    str(block.get("id") or ""),
                )
                break


def lines_of(body: Iterable[RawBlock]) -> Iterator[str]:
    """The words of a body that a translator writes over, each paragraph, cell or field by itself."""
    for block in with_entries(body):
        value = block.get("value")
        if _is_foreign(block):
            continue
        for field in _TRANSLATED.get(str(block.get("type")), ()):
            filled = value.get(field.name) if isinstance(value, dict) else value
            yield from filter(_is_worded, map(_folded, _lines(field, filled)))


def _is_foreign(block: RawBlock) -> bool:
    """Whether an editor said that the words of a block are in a language of their own."""
    value = block.get("value")
    named = _LANGUAGES.get(str(block.get("type")), ())
    return isinstance(value, dict) and any(value.get(name) for name in named)


def _lines(field: Field, filled: object) -> Iterator[str]:
    if isinstance(field, Rows):
        rows = filled if isinstance(filled, list) else []
        # A name or a number is the same in any language; a sentence isn't.
        yield from (cell for row in rows for cell in row if len(cell.split()) > 1)
    elif isinstance(filled, str) and isinstance(field, Markup):
        for part in re.split(r"</(?:p|li)>", _FOREIGN.sub(" ", filled)):
            yield plain_text(part)
    elif isinstance(filled, str) and (len(filled.split()) > 1 or not _is_one_line(field)):
        yield filled


def _is_one_line(field: Field) -> bool:
    """One word in such a field may be a name and nothing else."""
    return isinstance(field, Text) and field.most > 0


def _is_worded(line: str) -> bool:
    return any(letter.isalpha() for letter in line)


def _folded(text: str) -> str:
    return " ".join(text.split())
