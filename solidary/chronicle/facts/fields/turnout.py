"""How many: numbers of those who take part, with the words that say so.

A number counts only where something says that people of the action are counted: a noun for them beside it,
a verb of gathering, an adjective of an action. Prisoners, police, permits, expectations, respondents and
kilometres in the same clause take it away, unless the gathering stands between.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from solidary.chronicle.facts.annotated import Annotated
from solidary.chronicle.facts.counting import BEHIND, Amount, amounts, bound_behind
from solidary.chronicle.facts.story import Turnout

NOUN_REACH = 5
"""Tokens behind a number among which the noun for people stands."""
VERB_REACH = 3
"""Tokens between a number without a noun and its verb."""


@dataclass(frozen=True, slots=True)
class Found:
    """A number of people that a sentence gives, the tokens it stands on, and the rule that read it."""

    turnout: Turnout
    start: int
    end: int
    rule: str
    sure: bool
    loose: bool = False
    """Whether only who says it shows that it is one: it counts beside another figure."""
    elliptic: bool = False
    """Whether a town before it shows that it is one: «у Празе — 50», where the verb stands before."""


def found_in(sentence: Annotated) -> list[Found]:
    """The numbers of people in a sentence, in order."""
    found = []
    for amount in amounts(sentence):
        if sentence.tokens[amount.core].quote:
            continue
        read = _read(sentence, amount)
        if read is not None:
            found.append(read)
    if found and not all(one.loose for one in found):
        found += [
            one
            for one in of_towns(sentence)
            if not any(one.start < other.end and other.start < one.end for other in found)
        ]
    return sorted(found, key=lambda one: one.start)


def of_towns(sentence: Annotated) -> list[Found]:
    """Numbers behind a town each, without a noun or verb: "in Chicago about 40, in Seattle a dozen"."""
    found = []
    for amount in amounts(sentence):
        if sentence.tokens[amount.core].quote or amount.adjective or amount.low < 2:
            continue
        begin, close = sentence.clause_range(amount.core)
        last = amount.end == close or sentence.at(amount.end, "joins") is not None
        last = last or sentence.at(amount.end, "crowd", "gathered", "deeds") is not None
        if not last or sentence.between(begin, close, "others", "aftermath"):
            continue
        if _town_before(sentence, begin, amount.start):
            rule = "number beside a verb of gathering"
            turnout = _turnout(sentence, amount, amount.end)
            found.append(Found(turnout, amount.start, amount.end, rule, sure=False, elliptic=True))
    return found


def _town_before(sentence: Annotated, begin: int, start: int) -> bool:
    """Whether "in" and a name stand before a number, in its clause or in a clause that a dash ends there."""
    first = max(begin - 3, 0) if start == begin else begin
    return any(
        sentence.at(place, "inside") is not None and sentence.tokens[place + 1].capital
        for place in range(max(first, start - 6), start - 1)
    )


def _read(sentence: Annotated, amount: Amount) -> Found | None:
    if amount.adjective:
        return _in_an_adjective(sentence, amount)
    if sentence.at(amount.end, "others") and amount.end < len(sentence.tokens):
        return None
    end = _noun_behind(sentence, amount)
    rule = "number before people"
    if end is None and (before := _noun_before(sentence, amount)) is not None:
        rule = "number behind people"
        amount = replace(amount, start=before, bound=_inverted(sentence, amount, before))
        end = amount.end
    if end is None and not amount.small_word and _verb_beside(sentence, amount):
        end, rule = amount.end, "number beside a verb of gathering"
    if end is None:
        return _by_a_counter(sentence, amount)
    if behind := bound_behind(sentence, end):  # "200 people or more"
        bound = BEHIND[behind.kind] if amount.bound in ("exact", "approx") else amount.bound
        amount, end = replace(amount, bound=bound), behind.end
    if _is_of_others(sentence, amount, end):
        return None
    if amount.low < 2 or (amount.small_word and not sentence.has("deeds", "gathered", "forms")):
        return None
    sure = rule != "number beside a verb of gathering" or not amount.small_word
    return Found(_turnout(sentence, amount, end), amount.start, end, rule, sure)


def _turnout(sentence: Annotated, amount: Amount, end: int) -> Turnout:
    words, sayers = sentence.words(amount.start, end), _sayers(sentence, amount)
    return Turnout(round(amount.low), round(amount.high), amount.bound, words, sayers)


def _sayers(sentence: Annotated, amount: Amount) -> tuple[str, ...]:
    """Who has no name and says it: "police", in the words of the story."""
    near = [mark for mark in sentence.spoken("counters") if abs(mark.start - amount.start) <= 12]
    if not near:
        return ()
    mark = min(near, key=lambda mark: abs(mark.start - amount.start))
    return (sentence.words(mark.start, mark.end),)


def _in_an_adjective(sentence: Annotated, amount: Amount) -> Found | None:
    """ "A 100-strong march", «многотысячный митинг»; of a town it counts who lives there."""
    for place in range(amount.end, min(amount.end + 3, len(sentence.tokens))):
        if sentence.tokens[place].broken:
            break
        if sentence.at(place, "forms", "crowd"):
            turnout = _turnout(sentence, amount, place + 1)
            return Found(turnout, amount.start, place + 1, "number in an adjective", True)
    return None


def _noun_behind(sentence: Annotated, amount: Amount) -> int | None:
    """Behind which token the noun for people ends, that a number counts."""
    for place in range(amount.end, min(amount.end + NOUN_REACH, len(sentence.tokens))):
        token = sentence.tokens[place]
        if token.broken and place > amount.end:
            joint = sentence.tokens[place - 1].text.endswith("-")
            if not joint:
                return None
        if sentence.at(place, "others"):
            return None
        mark = sentence.at(place, "crowd")
        if mark is not None:
            return _with_second_noun(sentence, mark.end)
        if sentence.lexicon.is_person(token) and not sentence.at(
            place, "cities", "forms", "venues"
        ):
            return place + 1
        if sentence.at(place, "nations", "cities") and place + 1 < len(sentence.tokens):
            if _is_people(sentence, place):
                return place + 1
            continue
        if sentence.at(
            place, "gathered", "deeds", "held", "inside", "near", "forms", "venues", "topic"
        ):
            return None
        if token.value is not None:
            return None
    last = len(sentence.tokens) - 1
    if amount.end <= last and sentence.at(last, "nations") and last < amount.end + 3:
        return last + 1 if _is_people(sentence, last) else None
    return None


def _is_people(sentence: Annotated, place: int) -> bool:
    """Whether a nation's name is a noun for its people: no noun follows that it would be an adjective of."""
    if sentence.at(place, "crowd") or place + 1 == len(sentence.tokens):
        return True
    following = sentence.tokens[place + 1]
    if following.broken or following.capital:
        return True
    return (
        sentence.at(place + 1, "gathered", "deeds", "held", "inside", "near", "joins", "others")
        is not None
    )


def _with_second_noun(sentence: Annotated, end: int) -> int:
    """„Teilnehmerinnen und Teilnehmer“: both are the words."""
    joint = sentence.starting(end, "joins") if end < len(sentence.tokens) else None
    if joint and joint.end < len(sentence.tokens) and sentence.at(joint.end, "crowd"):
        return joint.end + 1
    return end


def _noun_before(sentence: Annotated, amount: Amount) -> int | None:
    """«Человек 200», «участников было около 50», "Teilnehmer: 200": where the noun begins."""
    if amount.end < len(sentence.tokens) and not sentence.tokens[amount.end].broken:
        known = (
            "inside",
            "near",
            "gathered",
            "held",
            "deeds",
            "joins",
            "by",
            "topic",
            "ahead",
            "start",
        )
        if not sentence.at(amount.end, *known):
            return None
    for place in range(amount.start - 1, max(amount.start - 4, -1), -1):
        if sentence.at(place, "others", "reports", "spoke", "topic", "nations"):
            return None
        if mark := sentence.at(place, "crowd"):
            if place and sentence.tokens[place - 1].value is not None:
                return None
            return mark.start
    return None


_INVERTING = ("be", "be-Latn", "ru", "uk")
"""Languages in which a number behind its noun is only about right: «человек сорок»."""


def _inverted(sentence: Annotated, amount: Amount, noun: int) -> str:
    """What the place of a noun before its number makes of it; not where a verb or colon stands between."""
    beside = amount.start == noun + 1 and not sentence.tokens[amount.start].broken
    inverted = beside and amount.bound == "exact" and sentence.lexicon.code in _INVERTING
    return "approx" if inverted else amount.bound


def _verb_beside(sentence: Annotated, amount: Amount) -> bool:
    """ "Hundreds rally", «собрались около 200», "kilkaset protestowało": no other noun is counted."""
    tokens = sentence.tokens
    after = amount.end
    if after < len(tokens) and not tokens[after].broken:
        for place in range(after, min(after + 2, len(tokens))):
            if sentence.at(place, "gathered", "deeds", "participate"):
                return True
        if not sentence.at(
            after,
            "inside",
            "near",
            "start",
            "to",
            "topic",
            "weekday",
            "joins",
            "cities",
            "by",
            "ahead",
        ):
            return False
    lowest = max(amount.start - VERB_REACH - 1, -1)
    for place in range(amount.start - 1, lowest, -1):
        if sentence.at(place, "gathered", "deeds"):
            return True
        if tokens[place].capital and place < amount.start - VERB_REACH:
            return False
    return False


def _by_a_counter(sentence: Annotated, amount: Amount) -> Found | None:
    """«Организаторы говорят о 60 тысячах»: who counts and a number, without a noun."""
    if amount.small_word or amount.low < 5 or _is_of_others(sentence, amount, amount.end):
        return None
    after = amount.end
    goes_on = after < len(sentence.tokens) and not sentence.tokens[after].broken
    if goes_on and not sentence.at(after, "inside", "near", "gathered", "joins", "by"):
        return None
    for mark in sentence.spoken("counters"):
        low, high = sorted((mark.start, amount.start))
        if high - low <= 8 and not sentence.between(low, high, "venues"):
            turnout = _turnout(sentence, amount, amount.end)
            return Found(
                turnout, amount.start, amount.end, "number of who counted", False, loose=True
            )
    return None


def _is_of_others(sentence: Annotated, amount: Amount, end: int) -> bool:
    """Whether what the clause says makes it a number of prisoners, police, guesses and the like."""
    begin, close = sentence.clause_range(amount.core)
    for mark in sentence.all("others", "aftermath"):
        if not begin <= mark.start < close:
            continue
        if amount.start <= mark.start < end:
            return True
        if mark.start < amount.start and sentence.at(mark.start, "counters"):
            continue  # "police counted 300 people"
        low, high = (mark.end, amount.start) if mark.start < amount.start else (end, mark.start)
        parted = any(
            low <= cue.start < high for cue in sentence.all("gathered", "deeds", "topic", "forms")
        )
        if not parted:
            return True
    topic = sentence.ending(amount.start, "topic")
    return topic is not None


def expression(sentence: Annotated) -> tuple[int, int] | None:
    """What a bare expression of a size says: "about 100", "several", «сотні людей»; None if it is no turnout."""
    lows, highs = [], []
    for amount in amounts(sentence):
        if not _is_head_count(sentence, amount):
            return None
        lows.append(amount.low)
        highs.append(amount.high)
    return (round(min(lows)), round(max(highs))) if lows else None


def _is_head_count(sentence: Annotated, amount: Amount) -> bool:
    if any(mark.kind == "others" for mark in sentence.marks) or sentence.has("aftermath"):
        return False
    if amount.adjective:
        return True
    if amount.end == len(sentence.tokens):
        before = sentence.tokens[: amount.start]
        return not before or all(
            sentence.at(
                place,
                "gathered",
                "held",
                "deeds",
                "crowd",
                "about",
                "over",
                "nearly",
                "up_to",
                "numbers",
                "forms",
            )
            or not sentence.tokens[place].capital
            for place in range(amount.start)
        )
    if _noun_behind(sentence, amount) is not None:
        return True
    return sentence.at(amount.end, "gathered", "deeds", "joins", "inside", "forms") is not None


def together(found: list[Found]) -> Found | None:
    """The turnout of an action that several figures are given for: two sayers make a range.

    The first figure that stands on a noun or verb is the base. Others count where they are of the same kind:
    somebody else's figure, or a figure beside a word that only says about how many.
    """
    firm = [one for one in found if not one.loose]
    if not firm:
        return None
    base = max(firm[:3], key=_weight) if firm[0].turnout.bound == "vague" else firm[0]
    figures = [base] + [one for one in found if one is not base and _same_kind(base, one)]
    if base.turnout.bound == "vague" and len(figures) > 1:
        figures = figures[1:]  # who counted says more than "hundreds"
        base = replace(base, turnout=figures[0].turnout, start=figures[0].start, end=figures[0].end)
    if len(figures) == 1:
        return base
    lows = [one.turnout.low for one in figures]
    highs = [one.turnout.high for one in figures]
    if min(lows) == max(highs):
        return base
    sayers = tuple(dict.fromkeys(name for one in figures for name in one.turnout.sayers))
    turnout = replace(base.turnout, low=min(lows), high=max(highs), bound="range", sayers=sayers)
    return replace(
        base,
        turnout=turnout,
        rule="figures of several sayers",
        sure=len(figures) == 2 and len(sayers) > 1,
    )


def _weight(found: Found) -> tuple[bool, bool]:
    return found.turnout.bound != "vague", found.turnout.bound == "range"


def _same_kind(base: Found, other: Found) -> bool:
    """Whether another figure is one of the same action: said by somebody, and within the same power of ten."""
    if other.turnout.bound == "vague" or not (other.loose or other.turnout.sayers):
        return False
    low, high = sorted((max(base.turnout.low, 1), max(other.turnout.high, 1)))
    return high <= low * 12
