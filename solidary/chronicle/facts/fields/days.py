"""On which day: said in figures or words, counted from the publication day, or a day that comes back.

The day of an action is not the day of its story, nor the day a page was fetched, nor the anniversary it is
held on. Without a publication day nothing is counted and no year is added.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from solidary.chronicle.facts.annotated import Annotated
from solidary.chronicle.facts.fields.relative_days import (
    BEHIND,
    Found,
    counted,
    day_of,
    feasts,
    from_another,
    weekend,
)
from solidary.chronicle.facts.fields.tellings import at_the_latest, is_our_report
from solidary.chronicle.facts.story import Day
from solidary.gazetteer import fold

AHEAD = 240
"""Days an announcement looks ahead."""
LONGEST_SPAN = 62

_FIGURES = re.compile(
    r"(?<![\d.,/-])(?:(?P<y1>(?:19|20)\d\d)-(?P<m1>\d\d)-(?P<d1>\d\d)"
    r"|(?P<d2>\d{1,2})\.(?P<m2>\d{1,2})\.(?P<y2>(?:19|20)\d\d|\d\d)"
    r"|(?P<a3>\d{1,2})/(?P<b3>\d{1,2})/(?P<y3>(?:19|20)\d\d))(?!\d)"
)
_PAGE = re.compile(r"[^.]{0,24}?\d{1,2}[:.]\d\d|\s*[/|–—-]")
"""Behind the date of a page: a clock time, or a stroke."""
_CLOSED = re.compile(r"[^.]{0,12}\)|\.?\s*[–—-]|\.\s|\.$", re.MULTILINE)
"""Behind the date of a dateline."""


def found_in(
    sentence: Annotated,
    published: date | None,
    *,
    month_only: bool = False,
    last_named: date | None = None,
) -> list[Found]:
    """The days that a sentence names for what it reports, in order; no page's or dateline's own date.

    `last_named`: the day that the story has named last. `month_only`: the publication day is only known to be of its month; it gives years, and nothing is counted.
    """
    exact = None if month_only else published
    every = [*_in_figures(sentence, published), *_in_words(sentence, published)]
    pages = [day for day in every if _is_page_date(sentence, day)]
    said = [day for day in every if day not in pages and not _is_of_another(sentence, day)]
    relative = [
        day
        for day in (counted(sentence, exact) if exact else ())
        if not any(_beside(page, day) for page in pages) and not is_our_report(sentence, day)
    ]
    days = _joined(said, relative, sentence) or list(from_another(sentence, last_named, exact))
    if not days and exact is not None:
        days = list(weekend(sentence, exact))
    if not days:
        days = [*feasts(sentence, exact), *_months(sentence, published)]
    fitting = (at_the_latest(sentence, day) for day in days if _in_time(day, published))
    return sorted(fitting, key=lambda day: day.start)


@cache
def _month_numbers() -> dict[str, int]:
    from solidary.languages.calendar import months

    known: dict[str, int] = {}
    for name, number in months().items():
        known.setdefault(fold(name), number)
    return known


def _in_figures(sentence: Annotated, published: date | None) -> Iterator[Found]:
    if not sentence.tokens:
        return
    begin, end = sentence.tokens[0].start, sentence.tokens[-1].end
    for match in _FIGURES.finditer(sentence.text, begin, end):
        day = _from_figures(match, published)
        places = [
            number
            for number, token in enumerate(sentence.tokens)
            if token.end > match.start() and token.start < match.end()
        ]
        if day and places:
            yield Found(
                Day(day.isoformat()), places[0], places[-1] + 1, "day in figures", sure=True
            )


def _from_figures(match: re.Match[str], published: date | None) -> date | None:
    if match["y1"]:
        return day_of(int(match["y1"]), int(match["m1"]), int(match["d1"]))
    if match["y2"]:
        year = int(match["y2"])
        return day_of(year if year > 99 else 2000 + year, int(match["m2"]), int(match["d2"]))
    one, other, year = int(match["a3"]), int(match["b3"]), int(match["y3"])
    days = [day for day in (day_of(year, other, one), day_of(year, one, other)) if day]
    if len(set(days)) == 2 and published is None:
        return None
    return min(days, key=lambda day: abs(day - (published or day)), default=None)


def _number(sentence: Annotated, place: int) -> int | None:
    """A day's number: "7", "7th", «25-ąją»; no figures with a point."""
    if not 0 <= place < len(sentence.tokens):
        return None
    token = sentence.tokens[place]
    value = token.value
    if value is None or value != int(value) or not 1 <= value <= 31 or len(token.tail) > 5:
        return None
    if token.text[:1] == "0" and len(token.text) > 2:
        return None
    return int(value)


def _in_words(sentence: Annotated, published: date | None) -> Iterator[Found]:
    """ "7 February 2021", "Feb. 7", «3 и 4 июля», „vasario 7–9“."""
    numbers = _month_numbers()
    for place, token in enumerate(sentence.tokens):
        month = numbers.get(token.key)
        if month is None or token.quote:
            continue
        before, after = _number(sentence, place - 1), _number(sentence, place + 1)
        if before is not None and after is not None and _counts_people(sentence, place + 1):
            after = None  # "on 7 February, 30 people"
        joint = sentence.starting(place - 1, "of") if place else None
        if before is None and joint is not None:
            before = _number(sentence, place - 2)
        prefers_after = sentence.lexicon.code in ("lt", "en") or before is None
        if after is not None and (
            before is None or (prefers_after and not _year(sentence, place + 1))
        ):
            start, end, first, last = place, place + 2, after, after
            other = _behind_joint(sentence, end)
            if (other is not None and other[1] > after) or (
                (other := _dashed(sentence, end)) is not None and other[1] > after
            ):
                end, last = other
        elif before is not None:
            start, end, last = place - 1, place + 1, before
            start, first = _before_joint(sentence, start, before)
        else:
            continue
        year, end, start = _year_beside(sentence, start, end)
        if (
            found := _settled(sentence, published, (year, month, first, last), start, end)
        ) is not None:
            yield found


def _counts_people(sentence: Annotated, place: int) -> bool:
    """Whether a number behind a month is none of it: a comma parts them, or people are counted."""
    behind = range(place + 1, min(place + 3, len(sentence.tokens)))
    return sentence.tokens[place].broken or any(
        sentence.at(each, "crowd", "scale", "scales") for each in behind
    )


def _dashed(sentence: Annotated, place: int) -> tuple[int, int] | None:
    number = _number(sentence, place)
    if number is not None and sentence.tokens[place].dash:
        return place + 1, number
    return None


def _behind_joint(sentence: Annotated, place: int) -> tuple[int, int] | None:
    """Where "and 5" or "to 5" behind a first day ends, and its number; no second month follows."""
    joint = sentence.starting(place, "joins", "to") if place < len(sentence.tokens) else None
    number = _number(sentence, joint.end) if joint else None
    if joint is None or number is None:
        return None
    behind = joint.end + 1
    if behind < len(sentence.tokens) and sentence.at(behind, "crowd", "scale", "scales"):
        return None
    return behind, number


def _before_joint(sentence: Annotated, place: int, last: int) -> tuple[int, int]:
    """Where "4 and" or "from 4 to" before a last day begins, and the first day's number."""
    joint = sentence.ending(place, "joins", "to")
    before = joint.start - 1 if joint else place - 1 if sentence.tokens[place].dash else -1
    number = _number(sentence, before)
    return (before, number) if number is not None and number < last else (place, last)


def _year(sentence: Annotated, place: int) -> int | None:
    if not 0 <= place < len(sentence.tokens):
        return None
    value = sentence.tokens[place].value
    written = len(sentence.tokens[place].text) == 4 or sentence.tokens[place].tail
    return int(value) if value and written and 1900 <= value <= 2100 else None


def _year_beside(sentence: Annotated, start: int, end: int) -> tuple[int | None, int, int]:
    if (year := _year(sentence, end)) is not None:
        return year, end + 1, start
    for back in (1, 2):  # „2021 m. vasario 7 d.“
        if sentence.lexicon.code == "lt" and (year := _year(sentence, start - back)) is not None:
            return year, end, start - back
    return None, end, start


def _settled(
    sentence: Annotated,
    published: date | None,
    said: tuple[int | None, int, int, int],
    start: int,
    end: int,
) -> Found | None:
    """A day whose year is said, or the one nearest to the publication day."""
    year, month, first, last = said
    if year is None and published is None:
        return None
    years = [year] if year else [published.year + step for step in (-1, 0, 1)] if published else []
    days = [day for each in years if (day := day_of(each, month, first))]
    if not days:
        return None
    ahead = sentence.has("ahead")

    def far(day: date) -> int:
        between = (day - (published or day)).days
        return abs(between) + (90 if (between < 0) == ahead and abs(between) > 2 else 0)

    day = min(days, key=far)
    until = day_of(day.year, month, last) if last != first else None
    if until is not None and until > day and (until - day).days <= LONGEST_SPAN:
        span = Day(day.isoformat(), "span", "said", until.isoformat())
        return Found(span, start, end, "days by month", sure=True)
    rule = "day, month and year" if year else "day and month"
    return Found(Day(day.isoformat()), start, end, rule, sure=True)


def _is_page_date(sentence: Annotated, found: Found) -> bool:
    """Whether it is the date of the page or the dateline: at the start of the text, before a clock time or a
    bracket, or behind a place in capitals."""
    if sentence.part != "text" or sentence.number > 1:
        return False
    if found.start == 0 and found.end == len(sentence.tokens):
        return True
    if sentence.number:
        return False
    end = sentence.tokens[found.end - 1].end
    with_year = found.rule in ("day in figures", "day, month and year")
    if found.start <= 1 and with_year and _PAGE.match(sentence.text, end):
        return True
    shouted = found.start <= 7 and any(token.shouted for token in sentence.tokens[: found.start])
    if not shouted and not (with_year and found.start <= 3):
        return False
    reports = any(
        sentence.at(place, "held", "gathered", "deeds", "ahead") for place in range(found.start)
    )
    return not reports and _CLOSED.match(sentence.text, end) is not None


def _is_of_another(sentence: Annotated, found: Found) -> bool:
    """Whether something else began on a day, or the newsroom told of the action."""
    return sentence.ending(found.start, "since") is not None or is_our_report(sentence, found)


def _joined(said: list[Found], relative: list[Found], sentence: Annotated) -> list[Found]:
    """Days that are said, and relative ones; one beside the other is compared, and what is said wins."""
    found = list(said)
    for day in relative:
        beside = next((one for one in said if _beside(one, day)), None)
        if beside is not None and _apart(sentence, beside, day):
            beside = None
        if beside is None:
            found.append(day)
            continue
        if beside.day.first <= day.day.first <= (beside.day.last or beside.day.first):
            continue
        if day.rule.startswith("weekday") and day.first.weekday() == beside.first.weekday():
            continue
        words = sentence.words(day.start, day.end)
        warning = f"“{words}” does not fit {beside.day.first}"
        doubted = Found(
            beside.day, beside.start, beside.end, beside.rule, sure=False, warning=warning
        )
        found[found.index(beside)] = doubted
        said = [doubted if one is beside else one for one in said]
    return found


def _apart(sentence: Annotated, one: Found, other: Found) -> bool:
    """Whether a verb parts two days: "on Friday they banned the one of 20 February"."""
    low, high = sorted((one.start, other.start))
    return sentence.between(low, high, "banned", "cancelled", "ahead")


def _beside(one: Found, other: Found) -> bool:
    return -3 <= one.start - other.end <= 2 or -3 <= other.start - one.end <= 2


_DURING = frozenset(
    map(
        fold,
        [
            "during",
            "over",
            "протягом",
            "упродовж",
            "впродовж",
            "течение",
            "продолжение",
            "цягам",
            "працягу",
            "ciągu",
        ],
    )
)
"""Behind which a month is the time of something, as behind "in"."""


def _is_time_of(sentence: Annotated, place: int) -> bool:
    """Whether a month without a day tells when: behind "in", "during", «в минувшем»; in Lithuanian by its case."""
    if _number(sentence, place - 1) is not None or _number(sentence, place + 1) is not None:
        return False
    if sentence.lexicon.code == "lt":
        return sentence.tokens[place].text.endswith(("į", "yje", "is")) is True
    for start in (place, place - 1):
        if start > 0 and (
            sentence.ending(start, "inside") is not None
            or sentence.tokens[start - 1].key in _DURING
        ):
            return True
    return False


def _months(sentence: Annotated, published: date | None) -> Iterator[Found]:
    """A month alone behind a preposition: "in August", «в августе 2020»."""
    for place, token in enumerate(sentence.tokens):
        month = _month_numbers().get(token.key)
        if month is None or token.quote or not _is_time_of(sentence, place):
            continue
        year = _year(sentence, place + 1)
        if year is None:
            if published is None:
                continue
            year = published.year - (month > published.month)
        yield Found(Day(f"{year}-{month:02}", "month"), place, place + 1, "month", sure=False)


def _in_time(found: Found, published: date | None) -> bool:
    """Whether the news of a publication day may be of that day."""
    if published is None:
        return True
    first = found.first
    last = date.fromisoformat(found.day.last) if found.day.last else first
    if found.day.precision == "month":
        last = first.replace(day=monthrange(first.year, first.month)[1])
    return last >= published - timedelta(days=BEHIND) and first <= published + timedelta(days=AHEAD)


def is_background(sentence: Annotated, published: date | None) -> bool:
    """Whether a sentence names a day that is too old, or too far ahead, to be what the story reports."""
    named = (*_in_figures(sentence, published), *_in_words(sentence, published))
    said = [day for day in named if not is_our_report(sentence, day)]
    if not said:
        said = list(_months(sentence, published))
    old = [day for day in said if not _in_time(day, published)]
    beside = sentence.has("weekday", "days")
    if not said and published is not None and not beside:
        recent = (published - timedelta(days=BEHIND)).year
        return any((_year(sentence, at) or recent) < recent for at in range(len(sentence.tokens)))
    return bool(old) and len(old) == len(said) and not beside
