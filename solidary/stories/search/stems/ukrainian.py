"""Ukrainian: a light stemmer.

Works on folded words (ї as і, ґ as г). Apart from the endings it levels what Ukrainian does to
the last syllable of a stem: і against о and е («Київ», «Києва»), the fleeting vowel
(«в'язень», «в'язня») and к against ц («жінка», «жінці»).
"""

from __future__ import annotations

import re

from .endings import Endings

_REFLEXIVE = re.compile("(?<=[аеиіоюяєвтш])(ся|сь)$")

_NAMES = Endings(
    " ".join(
        [f"{vowel}в" for vowel in "іо"]
        + [
            vowel + rest
            for vowel in "оеє"
            for rest in ("ва", "ву", "ві", "вим", "вом", "вій", "вою", "вих", "вими", "вами")
        ]
    ),
    shortest_stem=4,
)

_CASES = Endings(
    "а я о е є у ю и і й "
    "ам ям ом ем єм им ім ах ях их іх ами ями ими іми ою ею єю ой ей ій ий ів "
    "ія іі ію ією іям іях іями ий іий "
    "ая ее ого ему ому ої оі ему "
    "іст ості істю остям остями "
    "ати яти ити іти ути ит іт ат ят ут ют ає яє ує ює аєм ають аєте ує уєм уют ают яют "
    "ав ала ало али яв яла яло яли ив ила ило или ів іла іло іли "
    "ував увала ували увати ував юв ювати ювали ював ювала",
    shortest_stem=3,
)

_CLOSED = re.compile("[ієео](?=в$)")
_FLEETING = re.compile("(?<=[^аеиіоуюяє])([ео])(?=[нцк]$)")
_DOUBLED = re.compile(r"(.)\1$")


def stem(word: str) -> str:
    """The stem of a folded Ukrainian word."""
    word = _REFLEXIVE.sub("", word).replace("ь", "")
    short = _NAMES.cut(word)
    if short == word:
        short = _CASES.cut(word)
    short = _CLOSED.sub("і", short)
    if len(short) < 4:
        return short
    short = _FLEETING.sub("", short)
    short = short[:-1] + "к" if short.endswith("ц") else short
    return _DOUBLED.sub(r"\1", short)
