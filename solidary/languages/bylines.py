"""Whether a byline names a person or an organization."""

import re
from functools import cache, lru_cache

from solidary.languages.phrases import fold, single_words

LONG_ENOUGH = 7
"""Letters from which a word also counts as the end of a longer one."""
_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*")
_INITIALS = re.compile(r"[^\W\d_a-zа-яё]{2,6}")


@lru_cache(maxsize=2_000)
def names_an_organization(name: str) -> bool:
    """Whether one of its words says so in any language, or it is nothing but initials: "AFP"."""
    words = [fold(word) for word in _WORD.findall(name)]
    known, long_ones = _known()
    initials = bool(_INITIALS.fullmatch(name)) and name == name.upper()
    return initials or any(word in known or word.endswith(long_ones) for word in words)


@cache
def _known() -> tuple[frozenset[str], tuple[str, ...]]:
    """The words of all languages, and those that a longer word may end with."""
    known = frozenset(map(fold, single_words("organizations")))
    return known, tuple(word for word in known if len(word) >= LONG_ENOUGH)
