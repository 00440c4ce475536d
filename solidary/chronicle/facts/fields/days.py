"""On which day: said in figures or words, counted from the publication day, or a day that comes back.

The day of an action is not the day of its story, nor the day a page was fetched, nor the anniversary it is
held on. Without a publication day nothing is counted and no year is added.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from solidary.chronicle.facts.annotated import Annotated
from solidary.chronicle.facts.story import Day
from solidary.gazetteer import fold

BEHIND = 60
"""Days before the publication day that an action is reported for; what is older is told as background."""
AHEAD = 240
"""Days an announcement looks ahead."""
FEAST_NEAR = 4
"""Days between a recurring day and the publication day within which it is the day of the action."""
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


@dataclass(frozen=True, slots=True)
class Found:
    """A day that a sentence names: the tokens it stands on, and the rule that read it."""

    day: Day
    start: int
    end: int
    rule: str
    sure: bool
    warning: str = ""

    @property
    def first(self) -> date:
        whole = f"{self.day.first}-01-01" if len(self.day.first) == 4 else self.day.first
        return date.fromisoformat(whole if len(whole) == 10 else f"{whole}-01")


def found_in(sentence: Annotated, published: date | None) -> list[Found]:
    """The days that a sentence names for what it reports, in order; no page's or dateline's own date."""
    every = [*_in_figures(sentence, published), *_in_words(sentence, published)]
    pages = [day for day in every if _is_page_date(sentence, day)]
    said = [day for day in every if day not in pages and not _since(sentence, day)]
    counted = [
        day
        for day in (_counted(sentence, published) if published else ())
        if not any(_beside(page, day) for page in pages)
    ]
    days = _joined(said, counted, sentence)
    if not days:
        days = [*_feasts(sentence, published), *_months(sentence, published)]
    return sorted((day for day in days if _in_time(day, published)), key=lambda day: day.start)


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
        return _day(int(match["y1"]), int(match["m1"]), int(match["d1"]))
    if match["y2"]:
        year = int(match["y2"])
        return _day(year if year > 99 else 2000 + year, int(match["m2"]), int(match["d2"]))
    one, other, year = int(match["a3"]), int(match["b3"]), int(match["y3"])
    days = [day for day in (_day(year, other, one), _day(year, one, other)) if day]
    if len(set(days)) == 2 and published is None:
        return None
    return min(days, key=lambda day: abs(day - (published or day)), default=None)


def _day(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None


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
        if before is not None and after is not None and sentence.tokens[place + 1].broken:
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
    days = [day for each in years if (day := _day(each, month, first))]
    if not days:
        return None
    ahead = sentence.has("ahead")

    def far(day: date) -> int:
        between = (day - (published or day)).days
        return abs(between) + (90 if (between < 0) == ahead and abs(between) > 2 else 0)

    day = min(days, key=far)
    until = _day(day.year, month, last) if last != first else None
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


def _since(sentence: Annotated, found: Found) -> bool:
    return sentence.ending(found.start, "since") is not None


def _counted(sentence: Annotated, published: date) -> Iterator[Found]:
    """ "Yesterday", "on Sunday", "two days ago"."""
    for mark in sentence.all("days", "weekday", "ago"):
        if sentence.tokens[mark.start].quote or sentence.ending(mark.start, "since"):
            continue
        if mark.kind == "days":
            day = published + timedelta(days=int(mark.value))
            yield Found(_relative(day), mark.start, mark.end, "counted from today", sure=True)
        elif mark.kind == "weekday" and not _is_name(sentence, mark.start):
            yield _weekday(sentence, mark.start, mark.end, int(mark.value), published)
        elif mark.kind == "ago" and mark.start and sentence.tokens[mark.start - 1].value:
            back = int(sentence.tokens[mark.start - 1].value or 0) * int(mark.value)
            if 0 < back <= BEHIND:
                day = published - timedelta(days=back)
                yield Found(_relative(day), mark.start - 1, mark.end, "days ago", sure=back < 10)


def _is_name(sentence: Annotated, place: int) -> bool:
    """Whether a short form such as "sun" or "mon" is something else: it has a capital, or is no day."""
    token = sentence.tokens[place]
    return len(token.key) <= 3 and not token.capital and sentence.lexicon.code == "en"


def _relative(day: date) -> Day:
    return Day(day.isoformat(), "day", "relative")


def _weekday(sentence: Annotated, start: int, end: int, number: int, published: date) -> Found:
    """The nearest such day: before, or on, the publication day; behind it where the action lies ahead."""
    back = (published.weekday() - number) % 7
    ahead = sentence.ending(start, "coming") is not None or _lies_ahead(sentence, start)
    if ahead:
        day = published + timedelta(days=(number - published.weekday()) % 7 or 7 * bool(back))
    else:
        day = published - timedelta(days=back)
    rule = "weekday ahead" if ahead else "weekday"
    return Found(_relative(day), start, end, rule, sure=True)


def _lies_ahead(sentence: Annotated, place: int) -> bool:
    if sentence.has("banned"):  # on Friday they banned what is planned for Sunday
        return any(mark.end <= place <= mark.end + 8 for mark in sentence.spoken("ahead"))
    if sentence.has("cancelled"):
        return any(sentence.same_clause(mark.start, place) for mark in sentence.spoken("ahead"))
    return any(
        sentence.same_clause(mark.start, place) or not sentence.has("held", "gathered", "deeds")
        for mark in sentence.spoken("ahead")
    )


def _joined(said: list[Found], counted: list[Found], sentence: Annotated) -> list[Found]:
    """Days that are said, and counted ones; one beside the other is compared, and what is said wins."""
    found = list(said)
    for day in counted:
        beside = next((one for one in said if _beside(one, day)), None)
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


def _beside(one: Found, other: Found) -> bool:
    return -3 <= one.start - other.end <= 2 or -3 <= other.start - one.end <= 2


def _feasts(sentence: Annotated, published: date | None) -> Iterator[Found]:
    """A day that comes back every year, where the story is of that time."""
    if published is None:
        return
    for mark in sentence.all("feasts"):
        month, _, number = str(mark.value).partition("-")
        days = [_day(published.year + step, int(month), int(number)) for step in (-1, 0, 1)]
        for day in days:
            if day and abs((day - published).days) <= FEAST_NEAR:
                yield Found(
                    Day(day.isoformat(), "day", "recurring day"),
                    mark.start,
                    mark.end,
                    "recurring day",
                    sure=False,
                )


def _months(sentence: Annotated, published: date | None) -> Iterator[Found]:
    """A month alone behind a preposition: "in August", «в августе 2020»."""
    for place, token in enumerate(sentence.tokens):
        month = _month_numbers().get(token.key)
        if month is None or sentence.ending(place, "inside") is None:
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
    said = [*_in_figures(sentence, published), *_in_words(sentence, published)]
    old = [day for day in said if not _in_time(day, published)]
    counted = sentence.has("weekday", "days")
    if not said and published is not None and not counted:
        recent = (published - timedelta(days=BEHIND)).year
        return any((_year(sentence, at) or recent) < recent for at in range(len(sentence.tokens)))
    return bool(old) and len(old) == len(said) and not counted
