"""Putting the name of a language into a phrase: "in Polish", "from Polish".

CLDR knows the names of languages only as a dictionary lists them, and in most of our languages
that form cannot stand inside a sentence. The rules of each language's module bend it: the first
ending that fits wins, `{stem}` is the name without that ending, and the last rule takes any name,
so that names which do not bend ("hindi", "идиш") are still put correctly.
"""

from __future__ import annotations

from solidary.languages.language import Rules


def bend(name: str, rules: Rules) -> str:
    """The language's `name` (CLDR, in the language of the rules) put into a phrase."""
    for ending, phrase in rules:
        if name.endswith(ending):
            return phrase.format(stem=name[: len(name) - len(ending)])
    return name
