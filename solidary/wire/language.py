"""Which language a text is in, by its letters and its smallest words.

Every language gets a point for each of its own letters (letters that few of the others have) and
two for each of its small words; the points are counted per hundred letters. The best one wins when
it leads by a quarter; otherwise nobody knows, and somebody has to say.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

LETTERS = {
    "be": "ўі",
    "ru": "иъщ",
    "uk": "їєґіи",
    "pl": "ąćęłńóśźż",
    "lt": "ėįųūšžč",
    "de": "äöüß",
}
FOREIGN = {
    # Letters that a language does not have: each of them counts against it.
    "be": "ищъїєґ",
    "ru": "ўіїєґ",
    "uk": "ыэёъў",
    "en": "ąćęłńśźżėįųūšžčäöüß",
    "pl": "ėįųūšžčäöüß",
    "lt": "łńśźżćäöüß",
    "de": "ąćęłńśźżėįųūšžč",
}
CYRILLIC = {"be", "ru", "uk"}
WORDS = {
    "en": "the of and to in for with on at from by is are was were have has as that after over be",
    "be": "і ў у на з да не што гэта за ад пра для як па аб супраць каля яго яе ды але таксама",
    "ru": "и в на с не что это за от о для как по из к его её об под против возле но также у до",
    "uk": "і в у на з до не що це за від про для як по та й його її під проти біля але також із",
    "pl": "i w na z do nie że to za od o dla jak po jest się przez przy są ale także oraz ze pod",
    "lt": "ir į su kad iš dėl už apie po prie nuo kaip yra buvo prieš bei tai bet per jau ne",
    "de": "der die das und in zu mit für von auf ist im den des dem nicht ein eine nach gegen bei",
}
WORD = re.compile(r"[^\W\d_]+")
LEAD = 1.25


@dataclass(frozen=True, slots=True)
class Guess:
    """The language, '' where it can't be told, and how it was found, in one sentence."""

    language: str
    why: str


def guess_language(text: str, among: Sequence[str]) -> Guess:
    """Which of the newsroom's languages `text` is in."""
    known = [code for code in among if code in WORDS]
    if len(among) == 1:
        return Guess(among[0], "the newsroom's only language")
    scores = sorted(((points(text, code), code) for code in known), reverse=True)
    if not scores or scores[0][0] <= 0:
        return Guess("", "none of the newsroom's languages could be recognised")
    best, code = scores[0]
    second = scores[1][0] if len(scores) > 1 else 0.0
    if second > 0 and best < second * LEAD:
        return Guess("", f"it could be “{code}” or “{scores[1][1]}”")
    return Guess(code, "by its letters and small words")


def looks_foreign(text: str, among: Sequence[str]) -> str:
    """A language that fits better than all of `among`, '' where there is none."""
    everywhere = guess_language(text, list(WORDS))
    return everywhere.language if everywhere.language not in among else ""


def points(text: str, code: str) -> float:
    """How much `text` looks like one language: points per hundred letters."""
    folded = text.casefold()
    letters = [letter for letter in folded if letter.isalpha()]
    if not letters:
        return 0.0
    cyrillic = sum(1 for letter in letters if "Ѐ" <= letter <= "ӿ")
    if (cyrillic * 2 > len(letters)) != (code in CYRILLIC):
        return 0.0
    small = set(WORDS[code].split())
    found = 2.0 * sum(1 for word in WORD.findall(folded) if word in small)
    found += sum(1 for letter in letters if letter in LETTERS.get(code, ""))
    found -= sum(2 for letter in letters if letter in FOREIGN[code])
    return 100 * found / len(letters)
