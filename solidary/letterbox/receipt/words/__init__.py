"""The words receipts are made of: 2,048 for each language, 11 bits a word.

Each list is one UTF-8 file of at most 20,000 bytes, made by `scripts/receipt_words` from free
dictionaries (NOTICE.md says which) and sorted. A line begins with the two letters its words have in
common; what follows are the rest of each word: `ab ove out` is *above*, *about*.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

COUNT = 2048
COMMON = 2
"""Letters that the words of one line have in common."""
_FOLDER = Path(__file__).parent
LANGUAGES = tuple(sorted(path.stem for path in _FOLDER.glob("*.txt")))
"""The languages that have a list, by their codes."""


@cache
def words(language: str) -> tuple[str, ...]:
    """The 2,048 words of a language, sorted by their letters; read once, before a process shuts
    itself in. Raises KeyError for a language without a list: ask LANGUAGES first."""
    if language not in LANGUAGES:
        raise KeyError(language)
    return parse((_FOLDER / f"{language}.txt").read_text(encoding="utf-8"))


def parse(text: str) -> tuple[str, ...]:
    """The words a file holds."""
    lines = (line.split(" ") for line in text.splitlines())
    return tuple(common + rest for common, *rests in lines for rest in rests)


def written(chosen: list[str]) -> str:
    """The file that holds these words: what `parse` reads."""
    lines: dict[str, list[str]] = {}
    for word in sorted(chosen):
        lines.setdefault(word[:COMMON], []).append(word[COMMON:])
    return "".join(f"{common} {' '.join(rests)}\n" for common, rests in lines.items())
