"""Łacinka: Belarusian in Latin letters, from either Cyrillic orthography.

Source of the rules: B. Taraškievič, Biełaruskaja hramatyka dla škoł (5th edition, 1929), which
gives both alphabets. Letters that are not Belarusian Cyrillic stay as they are.
"""

from __future__ import annotations

import re

_PLAIN = dict(
    zip("абвгґджзйкмнопрстуўфцчшыэ", ["a", "b", "v", "h", "g", "d", "ž", "z", "j", "k", "m", "n", "o", "p", "r", "s", "t", "u", "ŭ", "f", "c", "č", "š", "y", "e"], strict=True)
) | {"х": "ch"}  # fmt: skip
_SOFTENING = {"е": "e", "ё": "o", "ю": "u", "я": "a", "і": ""}
"""Vowels that soften the consonant before them → the vowel that is heard, but for і."""
_SOFT = {"з": "ź", "с": "ś", "ц": "ć", "н": "ń", "л": "l"}
"""Consonants before a soft sign."""
_WORD = re.compile("[А-Яа-яЁёЎўІіҐґ]+(?:['’ʼ][А-Яа-яЁёЎўІі]+)*")
_APOSTROPHES = "'’ʼ"
_VOWELS = "аеёіоуыэюя"


def latin(text: str) -> str:
    """`text` with every Belarusian word in it written in Latin letters."""
    return _WORD.sub(lambda found: _word(found[0]), text)


def _word(word: str) -> str:
    small = word.lower()
    letters: list[str] = []
    for place, letter in enumerate(small):
        before = small[place - 1] if place else ""
        after = small[place + 1] if place + 1 < len(small) else ""
        written = _letter(letter, before, after)
        if written and word[place].isupper():
            shouted = word[place + 1 : place + 2].isupper() or (len(word) > 1 and word.isupper())
            written = written.upper() if shouted else written[0].upper() + written[1:]
        letters.append(written)
    return "".join(letters)


def _letter(letter: str, before: str, after: str) -> str:
    if letter in _APOSTROPHES or letter == "ь":
        return ""
    if letter in _SOFTENING:
        return _after(before, letter)
    if after == "ь" and letter in _SOFT:
        return _SOFT[letter]
    if letter == "л":
        return "l" if after in _SOFTENING else "ł"
    return _PLAIN.get(letter, letter)


def _after(before: str, vowel: str) -> str:
    """A softening vowel: with a j of its own, with the i of a soft consonant, or behind l."""
    heard = _SOFTENING[vowel]
    if before == "л":
        return heard or "i"
    if vowel == "і":
        return "i"
    if not before or before in _VOWELS or before in _APOSTROPHES or before in "ьў":
        return "j" + heard
    return "i" + heard
