"""Invented languages for a generated archive: words, sentences and names that mean nothing.

Words follow Zipf's law over a few thousand syllable-built stems with endings, so that a search
index, a compressor and a sentence splitter meet about what real text gives them. Everything
follows from the seed: two machines generate the same archive, byte for byte.
"""

from __future__ import annotations

import random
from itertools import accumulate

_SOUNDS = {
    "be": ("бвгджзклмнпрстфхцч", "аеіоуыэя", "а у і ы ам аў амі ах ага ай ая ць ла лі ўся"),
    "ru": ("бвгджзклмнпрстфхцчш", "аеиоуыэя", "а у и ы ом ов ами ах ого ой ая ть ла ли лся"),
    "en": ("bcdfghklmnprstvw", "aeiou", "s ed ing er ly ion ment ity al ous"),
    "pl": ("bcdgjkłmnprstwzżś", "aeiouyęą", "a u i y em ów ami ach ego ej ać ła li ość"),
}
_STEMS = 6_000
_SENTENCES = 6_000


class Language:
    """One invented language, spelt with the letters of a real one."""

    def __init__(self, code: str, seed: int) -> None:
        """`code` is one of LANGUAGES; the same `seed` gives the same language."""
        self.code = code
        self._chance = random.Random(f"{code} {seed}")
        consonants, vowels, endings = _SOUNDS[code]
        self._endings = endings.split() + [""] * 4
        self._stems = [
            "".join(
                self._chance.choice(consonants) + self._chance.choice(vowels)
                for _ in range(self._chance.choice((1, 2, 2, 3, 3)))
            )
            for _ in range(_STEMS)
        ]
        self._weights = list(accumulate(1 / (rank + 4) for rank in range(_STEMS)))
        self.sentences = [self._sentence() for _ in range(_SENTENCES)]

    def headline(self, chance: random.Random) -> str:
        """Five to twelve words, the first with a capital."""
        return self._words(chance, chance.randint(5, 12)).capitalize()

    def _sentence(self) -> str:
        words = self._words(self._chance, self._chance.randint(6, 20))
        return f"{words.capitalize()}."

    def _words(self, chance: random.Random, count: int) -> str:
        stems = chance.choices(self._stems, cum_weights=self._weights, k=count)
        return " ".join(stem + chance.choice(self._endings) for stem in stems)


LANGUAGES = tuple(_SOUNDS)
