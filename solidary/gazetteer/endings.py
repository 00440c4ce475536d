"""Endings of names in a sentence → endings of names in the gazetteer.

People write «у Вільні», "w Warszawie", "Vilniuje". Each pair proposes a first form; only what the gazetteer
knows counts, so a pair may be wrong most of the time. Pairs are of folded words (folding.py): и stands for
и, і, ї, й and ы, е for э too, ł for l; soft signs are gone. Rules: the case endings of the school grammars
of Belarusian, Russian, Ukrainian, Polish and Lithuanian, with the changes of consonants before them.
"""

from __future__ import annotations

from collections.abc import Iterator

SHORTEST_STEM = 2
"""Letters that must stay of a word."""

# Prepositional and locative, genitive, instrumental; accusative where it differs.
_CYRILLIC = """
е:а е: е:о и:а и:я и: и:е и:ь у: у:а а: а:о я: я:е ю: ю:я ю:е ой:а ои:а ау:а аи:а еи:я ом: ем: ам: ям:
зе:га зе:г зи:га зи:г це:ка це:т це:к ци:ка ци:ця ци:ть ци:т сце:ст сци:сце сця:сце сцю:сце шце:шт сти:сте
ве:у ва:у вам:у вом:у ве:в ва:в ови:ив ова:ив овом:ив еви:ив ева:ив евом:ив ви:в ева:ев ове:ов
ни:ен ня:ен нем:ен ню:ен ни:ня ли:ил ля:ил ли:л ля:л оли:ил оля:ил оле:ол дзе:да дзе:д дзи:д ди:да
ри:р ра:р не:на не:нь ни:н ах:и ах:е ов:и ах:а ей:и ичах:ичи цах:ци цах:це цев:ци ку:к ка:к ке:к ске:ск ом:о
ого:ий ому:ий ай:а ой:ая
"""
_LATIN = """
wie:wa wie:w wa:w wem:w ie:o ie:a ie: iu: ia: u: u:a a: a:o a:as y:a i:a i:ia i: i:ie ii:ia em: iem: om:y
dze:ga dze:g rze:ra rze:r cie:ta cie:t le:la le:l niu:en nia:en niem:en ach:e ach:y ach:i ow:y gi:ga ki:ka
uje:us aus:us u:us iumi:ius o:as e:as oje:a os:a eje:e es:e uose:ai u:ai yje:ys io:ys yje:is io:is ose:os
evie:eu avie:au ovie:ou ava:au eva:eu ova:ou u:o s: ia:ie scie:sc om:
"""


def _pairs(text: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for pair in text.split():
        ending, _, first = pair.partition(":")
        found.setdefault(ending, []).append(first.replace("ь", ""))
    return {ending: tuple(dict.fromkeys(firsts)) for ending, firsts in found.items()}


PAIRS = {"cyrillic": _pairs(_CYRILLIC), "latin": _pairs(_LATIN)}
_LONGEST = max(len(ending) for pairs in PAIRS.values() for ending in pairs)


def first_forms(word: str) -> Iterator[str]:
    """First forms a folded word may be an inflected form of, those that keep most of it first."""
    pairs = PAIRS["cyrillic" if "\u0400" <= word[-1:] <= "\u052f" else "latin"]
    seen = {word}
    for length in range(1, _LONGEST + 1):
        stem, ending = word[:-length], word[-length:]
        if len(stem) < SHORTEST_STEM:
            return
        for first in pairs.get(ending, ()):
            if (form := stem + first) not in seen:
                seen.add(form)
                yield form
