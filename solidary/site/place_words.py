"""What pages of places and maps say in words."""

from __future__ import annotations

from solidary.site.action_words import in_a_row
from solidary.site.words import Words

MOST_NAMED = 12
"""Places that a line names."""


def map_heading(words: Words) -> str:
    return words.gettext("Where it happened")


def place_described(words: Words) -> str:
    """For whoever sees the page in a list of results."""
    return words.gettext("What happened in this place, and when")


def actions(words: Words, number: int) -> str:
    said = words.ngettext("%(number)s action", "%(number)s actions", number)
    return said % {"number": words.number(number)}


def places_in_a_row(words: Words, names: list[str]) -> str:
    """Names; of many the first, and how many others there are. '' for none."""
    more = len(names) - MOST_NAMED
    if more > 0:
        said = words.ngettext("%(number)s other place", "%(number)s other places", more)
        names = [*names[:MOST_NAMED], said % {"number": words.number(more)}]
    return in_a_row(words, names) if names else ""
