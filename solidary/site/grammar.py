"""How each language says "in Polish" and "from Polish".

CLDR knows the names of languages only as a dictionary lists them, and in most of our
languages that form cannot stand inside a sentence. The rules here bend it: the first ending
that fits wins, `{stem}` is the name without that ending, and the last rule of each list takes
any name, so that names which do not bend ("hindi", "идиш") are still put correctly.
Sources: the school grammars of the languages; checked against the CLDR names in the tests.
"""

from __future__ import annotations

Rules = tuple[tuple[str, str], ...]

IN: dict[str, Rules] = {
    "en": (("", "in {stem}"),),
    "be": (("ая", "па-{stem}у"), ("іўрыт", "на іўрыце"), ("", "на мове {stem}")),
    "ru": (("ий", "на {stem}ом"), ("иврит", "на иврите"), ("", "на языке {stem}")),
    "uk": (("а", "{stem}ою"), ("іврит", "івритом"), ("", "мовою {stem}")),
    "pl": (("ki", "po {stem}ku"), ("", "w języku {stem}")),
    "lt": (("", "{stem} kalba"),),
    "de": (("", "auf {stem}"),),
}
"""After "Video": "Video · po polsku"."""

FROM: dict[str, Rules] = {
    "en": (("", "from {stem}"),),
    "be": (("ая", "з {stem}ай мовы"), ("іўрыт", "з іўрыту"), ("", "з мовы {stem}")),
    "ru": (("ий", "с {stem}ого"), ("иврит", "с иврита"), ("", "с языка {stem}")),
    "uk": (("а", "з {stem}ої"), ("іврит", "з івриту"), ("", "з мови {stem}")),
    "pl": (("ki", "z {stem}kiego"), ("", "z języka {stem}")),
    "lt": (("", "iš {stem} kalbos"),),
    "de": (("sch", "aus dem {stem}schen"), ("", "aus dem {stem}")),
}
"""After "Translated": "Tłumaczenie z białoruskiego"."""


def bend(name: str, rules: Rules) -> str:
    """The language's `name` (CLDR, in the language of the rules) put into a phrase."""
    for ending, phrase in rules:
        if name.endswith(ending):
            return phrase.format(stem=name[: len(name) - len(ending)])
    return name
