"""The vocabulary of listings: small text files, one word or phrase to a line or separated by |."""

from functools import cache
from importlib.resources import files

from solidary.wire.listing.calendar import fold


@cache
def words(name: str) -> frozenset[str]:
    """Every entry of vocabulary/`name`.txt, folded (lower case, no final dot)."""
    text = (files("solidary.wire.listing") / "vocabulary" / f"{name}.txt").read_text("utf-8")
    entries: set[str] = set()
    for line in text.splitlines():
        if not line.startswith("#"):
            entries.update(fold(entry.strip()) for entry in line.split("|") if entry.strip())
    return frozenset(entries)
