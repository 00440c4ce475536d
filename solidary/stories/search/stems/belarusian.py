"""Belarusian: a light stemmer for both orthographies.

Works on folded words (ё as е, ў as у). The classical spelling marks soft consonants and keeps
vowels of foreign words where the official one does not («сьвет», «плян», «унівэрсытэт» beside
«свет», «план», «універсітэт»); stems of four letters and more are brought to one form.
"""

from __future__ import annotations

import re

from .endings import Endings

_REFLEXIVE = Endings("ся", shortest_stem=4)

# Surnames and towns in -оў, -ава: the suffix goes with the ending, or «Магілёў» and
# «Магілёва» part (ў before nothing, в before a vowel).
_NAMES = Endings(
    " ".join(
        vowel + rest
        for vowel in "аяоеэ"
        for rest in ("у", "ва", "ву", "ве", "вы", "вай", "ваю", "вам", "вым", "вых", "вымі", "вах")
    ),
    shortest_stem=4,
)

_CASES = Endings(
    "а я о е э у ю ы і й "
    "ам ям ом ем эм ім ым ах ях амі ямі імі ымі мі ой ей эй ай яй ою ею эю аю яю ію ую юю ыю "
    "ау яу оу еу эу ія ыя іі ыі іе ыяй іяй ыю ыям іям ыях іях ыямі іямі "
    "ая яя ое ее ые ый ій аму яму ому ему ога ега ага яга ых іх "
    "асць асці асцю асцей асцям асцях асцямі ісць "
    "ь аць яць ыць іць ець уць юць аюць яюць уюць ацца яцца ыцца іцца ецца уцца юцца "
    "ае яе уе юе аем яем уем юем аеш яеш іш ыш еш эш "
    "ала яла ыла іла ела алі ялі ылі ілі елі ало яло ыло іло ыу іу "
    "аваць авау авала авалі аваны авана",
    shortest_stem=3,
)

_SHORT_U = re.compile("(?<=[аяоеэ])у$")
_FLEETING = re.compile("(?<=[^аяоеэуюыі])е(?=[нц]$)")
_SOFT_INSIDE = re.compile("ь(?!$)")
_DOUBLED = re.compile(r"(.)\1$")
_CLASSICAL = str.maketrans("эы", "еі")
_SOFT_L = re.compile("л[яею]")
_HARD_L = {"ля": "ла", "ле": "ло", "лю": "лу"}


def stem(word: str) -> str:
    """The stem of a folded Belarusian word."""
    word = _SOFT_INSIDE.sub("", _REFLEXIVE.cut(word))
    short = _NAMES.cut(word)
    if short == word:
        short = _SHORT_U.sub("в", word) if _SHORT_U.search(word) else _CASES.cut(word)
    if len(short) < 4:
        return short
    return _one_spelling(_level(short, word[len(short) :]))


def _level(stem: str, ending: str) -> str:
    """Undo what an ending does to the consonants before it: уладз-е, пратэсц-е, Амерыц-ы."""
    if stem.endswith(("дз", "сц")):
        return stem[:-2] + {"дз": "д", "сц": "ст"}[stem[-2:]]
    if stem.endswith("ц"):
        stem = stem[:-1] + "т" if ending == "е" else stem
    if len(stem) > 4:
        stem = _FLEETING.sub("", stem)
    stem = stem[:-1] + "к" if stem.endswith("ц") else stem
    return _DOUBLED.sub(r"\1", stem)


def _one_spelling(stem: str) -> str:
    return _SOFT_L.sub(lambda pair: _HARD_L[pair[0]], stem.translate(_CLASSICAL))
