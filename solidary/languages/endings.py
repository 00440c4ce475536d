"""Light stemming: cutting the one longest ending off a word, and no more.

The approach is the light stemmer of Dolamic and Savoy ("Indexing and searching strategies for
the Russian language", JASIST 60(12), 2009; the same authors on Czech and Polish): only the
endings of case, number, gender and person go; derivation stays. It makes few false friends,
and needs no dictionary. The tables of each language are ours.
"""

from __future__ import annotations

from collections.abc import Iterable


class Endings:
    """A table of endings, asked for the longest one a word ends with."""

    def __init__(self, endings: str, *, shortest_stem: int) -> None:
        """`endings` are separated by blanks; a stem never gets shorter than `shortest_stem`."""
        self._by_length = _longest_first(endings.split())
        self._shortest_stem = shortest_stem

    def cut(self, word: str) -> str:
        """The word without its longest known ending."""
        room = len(word) - self._shortest_stem
        for length, endings in self._by_length:
            if length <= room and word[-length:] in endings:
                return word[:-length]
        return word


def _longest_first(endings: Iterable[str]) -> list[tuple[int, frozenset[str]]]:
    lengths: dict[int, set[str]] = {}
    for ending in endings:
        lengths.setdefault(len(ending), set()).add(ending)
    return [(length, frozenset(lengths[length])) for length in sorted(lengths, reverse=True)]
