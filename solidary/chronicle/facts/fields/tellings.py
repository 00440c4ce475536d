"""Days on which somebody told of an action, which needn't be days of it: "police said on Monday".

A day on which the newsroom itself told of it earlier ("which we reported on 29 July") is no day of the action.
That of somebody else's telling says when it was over at the latest.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from solidary.chronicle.facts.annotated import Annotated
from solidary.chronicle.facts.fields.relative_days import Found
from solidary.chronicle.facts.lexicon import Mark

NEAR = 4
"""Tokens between a verb of telling and a day of its own: "said the police in Riga on Monday"."""
_DONE = ("deeds", "gathered", "held", "going", "banned", "cancelled", "ahead")
"""Verbs that a day is rather of."""
_SPOKEN_FORMS = ("statement", "meeting")
"""Forms of which telling is a part: "the diplomats said on Monday in a joint statement"."""


def is_our_report(sentence: Annotated, found: Found) -> bool:
    """Whether a day is one on which the newsroom told of the action earlier."""
    marks = sentence.spoken("own_reports")
    if not marks or _is_of_action(sentence, found):
        return False
    begin, close = sentence.clause_range(found.start)
    behind = sentence.starting(close, "own_reports") if close < len(sentence.tokens) else None
    if found.end == close and behind is not None and not _done_between(sentence, begin, close):
        return True  # "On 29 July, we wrote"
    here = [mark for mark in marks if begin <= mark.start < close]
    return any(_belongs(sentence, found, mark) for mark in here) or (
        bool(here) and not _done_between(sentence, begin, close)
    )


def at_the_latest(sentence: Annotated, found: Found) -> Found:
    """A day as it is, or, where it is only that of somebody's telling, as the last possible one."""
    unfit = found.day.precision != "day" or found.day.basis == "recurring day"
    if unfit or sentence.has("banned", "cancelled", "own_reports"):
        return found
    if any(mark.value in _SPOKEN_FORMS for mark in sentence.all("forms", "deeds")):
        return found
    begin, close = sentence.clause_range(found.start)
    marks = [mark for mark in sentence.spoken("reporting") if begin <= mark.start < close]
    if _is_of_action(sentence, found) or not any(_belongs(sentence, found, mark) for mark in marks):
        return found
    day = replace(found.day, precision="not later than")
    return replace(found, day=day, rule="day of a report", sure=False)


def _belongs(sentence: Annotated, found: Found, mark: Mark) -> bool:
    """Whether a day stands beside a verb of telling, with no verb of doing nearer to it."""
    if mark.end <= found.start:
        between = found.start - mark.end
        return between <= NEAR and not any(
            mark.start <= done < found.start for done in _done(sentence)
        )
    begin, _close = sentence.clause_range(found.start)
    between = mark.start - found.end
    return between <= NEAR and not any(begin <= done <= mark.start for done in _done(sentence))


def _done(sentence: Annotated) -> Iterator[int]:
    return (
        mark.start for mark in sentence.spoken(*_DONE) if not sentence.at(mark.start, "reporting")
    )


def _done_between(sentence: Annotated, start: int, end: int) -> bool:
    return any(start <= done < end for done in _done(sentence))


def _is_of_action(sentence: Annotated, found: Found) -> bool:
    """Whether a word for the action touches its day: "the march of 29 July", "Sunday's march"."""
    if sentence.tokens[found.end - 1].possessive:
        return True
    behind = sentence.at(found.end, "forms") if found.end < len(sentence.tokens) else None
    apart = behind is not None and sentence.tokens[found.end].broken
    before = found.start - 1
    while before > 0 and sentence.at(before, "inside", "of", "near") and before > found.start - 3:
        before -= 1
    return (behind is not None and not apart) or (
        before >= 0
        and sentence.at(before, "forms") is not None
        and sentence.same_clause(before, found.start)
    )
