"""At which square, embassy, park or house, in the words of the story."""

from __future__ import annotations

from solidary.chronicle.facts.annotated import Annotated
from solidary.chronicle.facts.story import Fact

REACH = 5
"""Words of a venue's name beside its noun."""


def read(sentences: list[Annotated]) -> Fact[str] | None:
    """The first venue that stands behind a preposition or has a name."""
    for sentence in sentences:
        for mark in sentence.spoken("venues"):
            start, end = _widened(sentence, mark.start, mark.end)
            prepared = _is_prepared(sentence, start) or _is_prepared(sentence, mark.start)
            named = any(sentence.tokens[place].capital for place in range(start, end))
            if named and (prepared or sentence.lexicon.code == "lt" or end - start > 1):
                return Fact(
                    sentence.words(start, end), (sentence.span(start, end),), "noun of a venue"
                )
    return None


def _is_prepared(sentence: Annotated, place: int) -> bool:
    """Whether a preposition stands before a venue, with its article or without."""
    article = sentence.ending(place, "articles")
    starts = (place, article.start) if article else (place,)
    return any(sentence.ending(start, "near", "inside") for start in starts)


def _widened(sentence: Annotated, start: int, end: int) -> tuple[int, int]:
    tokens = sentence.tokens
    while start > 0 and mark_reach(start, end) and not tokens[start].broken:
        before = tokens[start - 1]
        adjective = (
            before.key.endswith(("ск", "ои", "аи", "им", "ым", "skim", "skiej", "en", "er", "ом"))
            and len(before.key) > 4
        )
        if (before.capital or adjective) and not sentence.at(
            start - 1, "near", "inside", "held", "gathered", "forms", "weekday", "crowd"
        ):
            start -= 1
        else:
            break
    while (
        end < len(tokens)
        and mark_reach(start, end)
        and not tokens[end].broken
        and tokens[end].capital
    ):
        if sentence.at(end, "weekday"):
            break
        end += 1
    return start, end


def mark_reach(start: int, end: int) -> bool:
    return end - start < REACH
