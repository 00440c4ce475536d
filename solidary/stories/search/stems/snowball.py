"""The languages Snowball has a stemmer for, and the syllables it leaves on.

Snowball cuts the surname «Иванова» to иванов but «Иванов» to иван, «więźniów» to więźni, and
keeps the t of «unterstützt»; what one form has lost the others lose too.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from ..words import fold
from .endings import Endings

_LEFT = {
    "russian": Endings("ов ев", shortest_stem=4),
    "polish": Endings("i ow y", shortest_stem=4),
    "german": Endings("t et s", shortest_stem=5),
}


def stemmer(name: str) -> Callable[[str], str]:
    """The stemmer of a language by Snowball's name for it; its stems are folded."""
    left = _LEFT.get(name)
    if left is None:
        return lambda word: fold(_snowball(name).stemWord(word))
    return lambda word: left.cut(left.cut(fold(_snowball(name).stemWord(word))))


@cache
def _snowball(name: str) -> Any:
    # Read at the first word: the package brings all its languages, and few commands stem.
    import snowballstemmer

    return snowballstemmer.stemmer(name)
