"""A sentence that tells of two actions, each on a day of its own: "200 rallied on Saturday, and on Sunday 500 marched".

It is read as two, so that neither has the other's figure, form or venue.
"""

from __future__ import annotations

from collections.abc import Iterator

from solidary.chronicle.facts.annotated import Annotated
from solidary.chronicle.facts.fields.relative_days import Found
from solidary.chronicle.facts.gate import Read, cues
from solidary.chronicle.facts.tokens import Sentence


def parted(read: Read) -> tuple[Annotated, Annotated] | None:
    """The two parts of a sentence that tells of two actions; None where it tells of one, or nobody can say."""
    said = [one for one in read.days if _is_own(one)]
    if len(said) != 2 or said[0].first == said[1].first:
        return None
    sentence = read.sentence
    for place in _seams(sentence, said[0].end, said[1].start):
        parts = _part(sentence, 0, place), _part(sentence, place, len(sentence.tokens))
        if all(_tells(part) for part in parts):
            return parts
    return None


def _is_own(one: Found) -> bool:
    return one.day.precision == "day" and one.day.basis in ("said", "relative")


def _seams(sentence: Annotated, first: int, last: int) -> Iterator[int]:
    """Where a clause may begin between two days, the last first: behind a comma, or at "and"."""
    for place in range(last, first - 1, -1):
        if sentence.tokens[place].broken or sentence.starting(place, "joins"):
            yield place


def _part(sentence: Annotated, start: int, end: int) -> Annotated:
    tokens = sentence.tokens[start:end]
    return Annotated(
        Sentence(sentence.part, tokens, sentence.number), sentence.text, sentence.lexicon
    )


def _tells(part: Annotated) -> bool:
    """Whether a part of a sentence says by itself what was done."""
    if part.aftermath or part.has("banned", "cancelled", "past"):
        return False
    return bool(cues(part, "forms", "deeds")) or bool(
        part.spoken("gathered") and part.has("crowd", "scale", "scales")
    )
