"""Numbers as they are said of people: figures, words, scales, and words that only say about how many.

Fuzzy words have the least number they may mean, as the Crowd Counting Consortium codes them (coding
guidelines 3.0): dozens 24, hundreds 200, thousands 2,000; several 3, a couple 2, a handful 5; tens 20.
"Nearly N", "about N", "more than N" are N; a range has two figures.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from solidary.chronicle.facts.annotated import Annotated
from solidary.chronicle.facts.lexicon import Mark
from solidary.chronicle.facts.tokens import is_month

SMALL = 20
"""Below it a number in one word needs more beside it to be one of a crowd."""
SEVERAL = 2
"""What a plural of a scale is taken for: "hundreds" are two hundred."""
MOST = 20_000_000
"""More people than this were at no action."""
BOUNDS = {"about": "approx", "over": "min", "nearly": "max", "up_to": "max"}
"""Words before a number → what they make of it."""
BEHIND = {"or_more": "min", "or_so": "approx", "or_fewer": "max"}
"""Words behind it, or behind the noun it counts → the same."""
ROUND = (
    20, 40, 50, 60, 70, 80, 90, 200, 500,
    3_000, 4_000, 5_000, 10_000, 20_000, 50_000, 100_000, 1_000_000,
)  # fmt: skip
"""Sizes that an adjective names itself: «стотысячный»; «многотысячный» only says about how many."""
_LONGEST_NUMBER = 6
"""Words of a number."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A number of something: the tokens from `start` to before `end`, with the words that bound it."""

    low: float
    high: float
    bound: str
    start: int
    end: int
    core: int
    """Where the number itself begins."""
    scaled: float = 1
    """The scale that its last word has: 1000 of "20 thousand"."""
    adjective: bool = False
    """Whether it is inside an adjective: "100-strong"."""
    small_word: bool = False
    """Whether it is one little word ("one", "a few") that needs a noun beside it."""


def amounts(sentence: Annotated) -> list[Amount]:
    """The numbers of a sentence, in order, none within another."""
    found: list[Amount] = []
    place = 0
    while place < len(sentence.tokens):
        amount = _whole(sentence, place)
        if amount is None:
            place += 1
        else:
            found.append(_bounded(sentence, amount, found[-1].end if found else 0))
            place = amount.end
    return found


def _whole(sentence: Annotated, place: int) -> Amount | None:
    """A number, or a range of two, that begins at a token."""
    one = _core(sentence, place)
    if one is None or one.adjective:
        return one
    if one.end < len(sentence.tokens):
        ranging = sentence.ending(place, "ranging") is not None
        joint = sentence.starting(one.end, "to", *(("joins",) if ranging else ()))
        behind = joint.end if joint else one.end if sentence.tokens[one.end].dash else None
        other = (
            _core(sentence, behind)
            if behind is not None and behind < len(sentence.tokens)
            else None
        )
        if other is not None and not other.adjective:
            low = one.low
            if one.scaled < other.scaled and low < other.low / other.scaled:
                low *= other.scaled  # "from 20 to 60 thousand"
            if low < other.high:
                return replace(
                    one, low=low, high=other.high, bound="range", end=other.end, scaled=other.scaled
                )
    return one


def _core(sentence: Annotated, place: int) -> Amount | None:
    token = sentence.tokens[place]
    if token.value is not None:
        return _figures(sentence, place)
    if (between := sentence.starting(place, "between")) is not None:
        low, _, high = str(between.value).partition("-")
        return Amount(float(low), float(high), "range", place, between.end, place)
    if sized := sentence.starting(place, "sized"):
        value = float(sized.value)
        if value > 1:
            bound = "exact" if value in ROUND else "vague"
            return Amount(value, value, bound, place, sized.end, place, adjective=True)
    return _hyphened(sentence, place) or _in_words(sentence, place)


def _hyphened(sentence: Annotated, place: int) -> Amount | None:
    """Two number words in one: "twenty-five", «две-три сотни»."""
    parts = sentence.tokens[place].key.split(" ")
    values = [
        float(tag.value)
        for part in parts
        for tag in sentence.lexicon.tags(part)
        if tag.kind == "numbers"
    ]
    if len(parts) != 2 or len(values) != 2:
        return None
    end, scale = _scales(sentence, place + 1)
    low, high = values
    if low >= SMALL and high < 10:
        return Amount((low + high) * scale, (low + high) * scale, "exact", place, end, place, scale)
    if low < high:
        return Amount(low * scale, high * scale, "range", place, end, place, scale)
    return None


def _figures(sentence: Annotated, place: int) -> Amount | None:
    token = sentence.tokens[place]
    value = token.value or 0.0
    if token.tail:
        return _with_tail(sentence, place, value)
    if not _counts(sentence, place, value):
        return None
    end, scale = _scales(sentence, place + 1)
    if scale == 1 and value != int(value):
        return None
    bound = "min" if sentence.text[token.end : token.end + 1] == "+" else "exact"
    return Amount(value * scale, value * scale, bound, place, end, place, scale)


def _with_tail(sentence: Annotated, place: int, value: float) -> Amount | None:
    """ "100-strong", «100-тысячный», "10k"; an ordinal or a measure is no number of anything."""
    tail = sentence.tokens[place].tail
    for tag in sentence.lexicon.tags(tail):
        if tag.kind == "sized":
            size = (
                value * float(tag.value) if float(tag.value) in (1, 100, 1000, 1000000) else value
            )
            return Amount(size, size, "exact", place, place + 1, place, adjective=True)
        if tag.kind in ("scale", "scales"):
            size = value * float(tag.value)
            return Amount(size, size, "exact", place, place + 1, place, float(tag.value))
        if tag.kind == "or_more":  # "100-plus"
            return Amount(value, value, "min", place, place + 1, place)
    return None


def _counts(sentence: Annotated, place: int, value: float) -> bool:
    """Whether figures may count something: no clock, year, money, percentage, day or house number."""
    token, text = sentence.tokens[place], sentence.text
    before, after = text[token.start - 1 : token.start], text[token.end : token.end + 2]
    if before in tuple("$€£№#/:") or after[:1] in ("%", "€", "°") or after == " %":
        return False
    following = sentence.tokens[place + 1] if place + 1 < len(sentence.tokens) else None
    if after[:1] in (":", "/") and following is not None and following.value is not None:
        return False
    if value <= 31 and _is_day_number(sentence, place):
        return False
    year = (
        1900 <= value <= 2100
        and "." not in token.text
        and " " not in token.text
        and len(token.text) == 4
    )
    if not year:
        return value <= MOST
    bounded = sentence.ending(place, *BOUNDS) is not None
    return bounded or (following is not None and sentence.at(place + 1, "crowd") is not None)


def _is_day_number(sentence: Annotated, place: int) -> bool:
    """Whether a month is beside a figure, and no comma between."""
    tokens = sentence.tokens
    before = place > 0 and not tokens[place].broken and is_month(tokens[place - 1].key)
    if before and place > 1 and tokens[place - 2].value is not None:
        before = False  # "on 7 February 30 people"
    after = place + 1 < len(tokens) and not tokens[place + 1].broken
    return before or (after and is_month(tokens[place + 1].key))


def _scales(sentence: Annotated, place: int) -> tuple[int, float]:
    """The scales behind a number: where they end, and what they multiply it by."""
    scale = 1.0
    for _ in range(2):
        mark = sentence.starting(place, "scale", "scales") if place < len(sentence.tokens) else None
        if mark is None:
            break
        scale *= float(mark.value)
        place = mark.end
    return place, scale


def _in_words(sentence: Annotated, place: int) -> Amount | None:
    total, last, end, scaled, vague, factor = 0.0, 0.0, place, 1.0, False, False
    for _ in range(_LONGEST_NUMBER):
        if end >= len(sentence.tokens):
            break
        if number := sentence.starting(_behind_and(sentence, end, last), "numbers"):
            value = float(number.value)
            if vague and scaled > 1 and value <= SMALL and total == scaled * SEVERAL:
                total, last, end, vague = value * scaled, scaled, number.end, False
                continue  # «тысяч пять»
            if last and not (value < 10 <= last or (value < 100 <= last)):
                break
            total, last, end = total + value, value, number.end
            if (half := _half(sentence, end)) is not None:
                total, last, end = total + 0.5, last + 0.5, half
            continue
        if scale := sentence.starting(end, "scale", "scales"):
            value = float(scale.value)
            several = scale.kind == "scales" and not _is_one(sentence, end, place)
            if not total:
                total, vague = (value * SEVERAL, True) if several else (value, False)
            elif value < scaled and last < value:  # "one thousand five hundred"
                total += last * (value - 1)
            elif value > last or factor or vague:
                total *= value
            else:
                break
            last, end, scaled = value, _behind_of(sentence, scale.end, value), max(scaled, value)
            continue
        if not total and (few := sentence.starting(end, "factors")):
            total = last = float(few.value)
            end, vague, factor = _behind_of(sentence, few.end, 0), True, True
            continue
        break
    if not total or (total != int(total)):
        return None
    if factor and scaled == 1 and total < SEVERAL:
        return None
    exact_half = factor and scaled > 0 and end > place and total / scaled % 1 == 0.5
    bound = "vague" if vague and not exact_half else "exact"
    return Amount(
        total,
        total,
        bound,
        place,
        end,
        place,
        scaled,
        small_word=scaled == 1 and end == place + 1 and total < SMALL,
    )


def _half(sentence: Annotated, place: int) -> int | None:
    """Where "and a half" before a scale ends: "two and a half thousand"."""
    half = sentence.starting(place, "halves") if place < len(sentence.tokens) else None
    if half is None or half.end >= len(sentence.tokens):
        return None
    return half.end if sentence.starting(half.end, "scale", "scales") else None


def _behind_and(sentence: Annotated, place: int, last: float) -> int:
    """Behind "and" within an English number: "one hundred and fifty"."""
    joint = sentence.starting(place, "joins") if place < len(sentence.tokens) else None
    inside = sentence.lexicon.code == "en" and last >= 100 and joint is not None
    return joint.end if joint is not None and inside and joint.end < len(sentence.tokens) else place


def _is_one(sentence: Annotated, place: int, begin: int) -> bool:
    """«Около сотни» is about one hundred, «сотни» are hundreds."""
    return (
        place == begin
        and sentence.at(place, "genitives") is not None
        and sentence.ending(place, *BOUNDS) is not None
    )


def _behind_of(sentence: Annotated, place: int, scale: float) -> int:
    """Behind "of" where another scale follows: "tens of thousands", "dozens upon dozens"."""
    joint = sentence.starting(place, "of") if place < len(sentence.tokens) else None
    if joint is None or joint.end >= len(sentence.tokens):
        return place
    following = sentence.starting(joint.end, "scale", "scales")
    return joint.end if following and float(following.value) >= scale else place


def _bounded(sentence: Annotated, amount: Amount, earliest: int) -> Amount:
    """With the words around it that bound it: "more than", "about a", "or so"."""
    place, bound, end = _behind_article(sentence, amount, earliest), amount.bound, amount.end
    for _ in range(2):
        mark = _bound_before(sentence, place, earliest)
        if mark is None:
            break
        place = mark.start
        bound = _narrowed(bound, BOUNDS.get(mark.kind, bound))
    if behind := bound_behind(sentence, end):
        bound, end = _narrowed(bound, BEHIND[behind.kind]), behind.end
    return replace(amount, start=place, bound=bound, end=end)


def _behind_article(sentence: Annotated, amount: Amount, earliest: int) -> int:
    """Where the article of a number in words begins: it is one of its words ("a hundred")."""
    if sentence.ending(amount.start, *BOUNDS) is not None:  # „an die tausend“
        return amount.start
    article = sentence.ending(amount.start, "articles")
    in_words = sentence.tokens[amount.start].value is None and not amount.adjective
    return article.start if article and in_words and article.start >= earliest else amount.start


def _bound_before(sentence: Annotated, place: int, earliest: int) -> Mark | None:
    """The word that bounds a number and stands before it; articles may stand between: "above the 200"."""
    for _ in range(2):
        if place <= earliest:
            return None
        mark = sentence.ending(place, *BOUNDS, "ranging")
        if mark is not None:
            return mark if mark.start >= earliest else None
        article = sentence.ending(place, "articles")
        if article is None:
            return None
        place = article.start
    return None


def bound_behind(sentence: Annotated, place: int) -> Mark | None:
    """The word that bounds a number and stands behind it, or behind its noun: "or more"."""
    mark = sentence.starting(place, *BEHIND) if place < len(sentence.tokens) else None
    if mark is None or (sentence.tokens[place].broken and mark.end - mark.start == 1):
        return None
    another = mark.end < len(sentence.tokens) and _core(sentence, mark.end)
    return None if another else mark  # "200, at least 20 of them"


def _narrowed(bound: str, other: str) -> str:
    """What two words make of one number: "at least about 200" are at least 200."""
    return other if bound in ("exact", "approx") and other != "exact" else bound
