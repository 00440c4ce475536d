"""Build the word lists of receipts: `python -m scripts.receipt_words [--check]`.

Of the nouns of a language the commonest are taken, short ones before long ones; a word whose first
four letters another has already, as receipts fold them, is left out, and so is what the lists in
`thrown_out` name. With `--check` nothing is written, and what differs from the committed lists is an
error.
"""

from __future__ import annotations

import sys
from pathlib import Path

from scripts.receipt_words.dictionaries import DICTIONARIES, Dictionary
from solidary.letterbox.receipt.folding import beginning, fold
from solidary.letterbox.receipt.words import COUNT, written

HERE = Path(__file__).parent
LISTS = HERE.parents[1] / "solidary" / "letterbox" / "receipt" / "words"
MOST = 20_000
"""Bytes a list may have."""
A_LETTER = 10
"""What a letter more counts, in hundredths of a power of ten of use."""


def thrown_out(language: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """Whole words and beginnings of words that frighten, insult or name somebody, or are odd."""
    text = (HERE / "thrown_out" / f"{language}.txt").read_text(encoding="utf-8")
    entries = [entry for line in text.splitlines() if line[:1] != "#" for entry in line.split()]
    beginnings = tuple(entry[:-1] for entry in entries if entry.endswith("*"))
    return frozenset(entry for entry in entries if not entry.endswith("*")), beginnings


def ranked(dictionary: Dictionary) -> list[str]:
    """The words that may be taken, the commonest and shortest first."""
    out, out_beginnings = thrown_out(dictionary.language)
    rank = dictionary.ranks()
    costs = {
        word: rank(word) + A_LETTER * len(word)
        for word in sorted(set(dictionary.nouns()) - dictionary.names())
        if word not in out and not word.startswith(out_beginnings)
    }
    known = (word for word, cost in costs.items() if cost < float("inf"))
    return sorted(known, key=lambda word: (costs[word], word))


def choose(words: list[str]) -> list[str]:
    """The first 2,048 words no two of which begin alike once they are folded."""
    taken: dict[str, str] = {}
    for word in words:
        if len(fold(word)) >= 4:
            taken.setdefault(beginning(word), word)
    return list(taken.values())[:COUNT]


def build(dictionary: Dictionary) -> str:
    """The list of a language, as it is written."""
    chosen = choose(ranked(dictionary))
    text = written(chosen)
    if len(chosen) != COUNT or len(text.encode()) > MOST:
        sys.exit(f"{dictionary.language}: {len(chosen)} words in {len(text.encode())} bytes")
    return text


def main() -> None:
    """Write every list, or check that it is what would be written."""
    differing = []
    for dictionary in DICTIONARIES:
        path, text = LISTS / f"{dictionary.language}.txt", build(dictionary)
        if "--check" not in sys.argv:
            path.write_text(text, encoding="utf-8")
        elif not path.exists() or path.read_bytes() != text.encode():
            differing.append(path.name)
    if differing:
        sys.exit(f"Receipt words differ from what their sources give: {', '.join(differing)}")


if __name__ == "__main__":
    main()
