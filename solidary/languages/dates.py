"""Dates as newsrooms write them: a grammar of our own, which reads nothing that is not written.

Dots put the day first (08.02.2021), hyphens after a year are ISO; with slashes, or hyphens and
the year last, the order is settled by other dates of the same text (see `settle_order`) or not
at all. The names and words are those of all languages together.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, time
from enum import Enum
from functools import cache, lru_cache

from solidary.languages.calendar import months
from solidary.languages.phrases import fold, one_of, patterns, single_words

ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
CLOCK = re.compile(
    r"(?<![\d.])(?P<h>[01]?\d|2[0-3])(?P<sep>[:.])(?P<m>[0-5]\d)(?::[0-5]\d(?:[.,]\d+)?)?"
    r"(?!\d)(?!\.\d)\s*(?P<half>[ap]\.?m\.?(?!\w))?(?P<zone>\s*(?:Z|[+-]\d\d:?\d\d)(?!\w))?",
    re.IGNORECASE,
)
HOUR = re.compile(r"(?<!\d)(?P<h>1[0-2]|[1-9])\s*(?P<half>[ap]\.?m\.?)(?!\w)", re.IGNORECASE)


_LINE = 600
_DIGIT = re.compile(r"\d")
_TOUCHED = re.compile(r"[^\W\d_]\d|(?:19|20)\d\d\w")


class Precision(Enum):
    DAY = "day"
    UNSETTLED = "day and month in an unsettled order"
    NO_YEAR = "day and month without a year"
    MONTH = "month"
    YEAR = "year"
    RELATIVE = "counted from an unknown day"
    IMPOSSIBLE = "a day that does not exist"
    UPDATE = "day of an update"
    CLOCK = "clock time only"


@dataclass(frozen=True, slots=True)
class Found:
    """A date as written: `day` only where precision is DAY; two readings where UNSETTLED."""

    written: str
    precision: Precision
    day: date | None = None
    clock: time | None = None
    month: tuple[int, int] | None = None  # year and month of MONTH; month and day of NO_YEAR
    month_first: date | None = None
    day_first: date | None = None
    weekday: frozenset[int] = frozenset()
    aside: str = ""  # an author, a count and the like, in parts of their own
    beside: str = ""  # other words on the line
    beside_comes: str = ""  # "after" or "before" the date
    figures: bool = False  # written 08.02.2021 or the like
    set_off: bool = False  # a dash, bracket or the like stands between date and words

    @property
    def weekday_differs(self) -> bool:
        return bool(self.day and self.weekday and self.day.weekday() not in self.weekday)


def settle_order(found: Iterable[Found]) -> str:
    """ "day first", "month first" or "" for 08/02/2021, from those that allow one reading only."""
    orders = set()
    for one in found:
        if one.precision in (Precision.UNSETTLED, Precision.DAY):
            if one.day_first and not one.month_first:
                orders.add("day first")
            if one.month_first and not one.day_first:
                orders.add("month first")
    return orders.pop() if len(orders) == 1 else ""


def with_order(found: Found, order: str) -> Found:
    """An unsettled date settled by `order` ("" leaves it as it is)."""
    if found.precision is not Precision.UNSETTLED or not order:
        return found
    day = found.day_first if order == "day first" else found.month_first
    return replace(found, precision=Precision.DAY, day=day) if day else found


def with_year(found: Found, year: int | None) -> Found:
    """A date without a year, completed by the year heading that stands above it."""
    if found.precision is not Precision.NO_YEAR or not year or not found.month:
        return found
    month, number = found.month
    try:
        return replace(found, precision=Precision.DAY, day=date(year, month, number))
    except ValueError:
        return replace(found, precision=Precision.IMPOSSIBLE)


def dates_in(text: str, *, glued: bool = False) -> list[re.Match[str]]:
    """The dates in a text, whole or in part, for `read_match`; with `glued` also those that other
    words or a counter touch: «Общество14 августа 2020», “03.02.2018412”."""
    if not (_TOUCHED if glued else _DIGIT).search(text):
        return []  # the grammar takes a thousand times as long to find that out
    found = _in_line if len(text) <= _LINE else _in_line.__wrapped__
    return list(found(text, glued))


@lru_cache(maxsize=20_000)
def _in_line(text: str, glued: bool) -> tuple[re.Match[str], ...]:
    """Kept for lines, which are asked about by themselves and again as part of their page."""
    return tuple(_grammar(glued).finditer(text))


@cache
def _grammar(glued: bool) -> re.Pattern[str]:
    """Every way to write a date; `glued` lets letters stand before it and digits after its year."""
    names = sorted((re.escape(name) for name in months()), key=len, reverse=True)
    names = [name.replace("і", "[іi]") for name in names]
    month = rf"(?P<{{0}}>{one_of(names)})\.?(?![\w])"
    ending = rf"(?:\s?{one_of(single_words('dates.day_endings'))}\b|-\w{{1,4}}\b|\.)?"
    last_ending = rf"(?:-\w{{1,4}}|{one_of(single_words('dates.last_day_endings'))})?"
    joints = single_words("dates.joints")
    # "8 de …" is read as well: some templates say it whatever their language.
    of_or_de = rf"(?:{one_of((*joints, 'de'))}\s+)?"
    of = rf"(?:{one_of(joints)}\s+)?"
    before_month = patterns("dates.year_before_month")
    behind_year = rf"{one_of(before_month)}?"
    behind_year_of_day = rf"{one_of((*before_month, *patterns('dates.year_before_day')))}?"
    year = r"(?P<{0}>(?:19|20)\d\d)"
    in_figures = rf"(?:19|20)\d\d{'' if glued else '(?![0-9])'}|\d\d(?!\d)"
    apart = r"(?:\s*[,.]?\s*|\s+)"
    forms = (
        r"(?P<y1>(?:19|20)\d\d)(?P<s1>[-./])(?P<m1>\d{1,2})(?P=s1)(?P<d1>\d{1,2})(?!\d)",
        rf"(?P<d2>\d{{1,2}})\s?(?P<s2>[-./])\s?(?P<m2>\d{{1,2}})\s?(?P=s2)\s?(?P<y2>{in_figures})",
        rf"(?P<d3>\d{{1,2}}){ending}\s*{of_or_de}{month.format('n3')}{apart}{of}'?{year.format('y3')}",
        rf"{month.format('n4')}\s*(?P<d4>\d{{1,2}}){ending}{apart}{year.format('y4')}",
        rf"{year.format('y5')}{behind_year_of_day},?\s+{month.format('n5')}\s+(?P<d5>\d{{1,2}})(?!\d)(?:-\w{{1,4}})?",
        rf"(?P<d6>\d{{1,2}})[.\s]\s?(?P<r6>{'|'.join(sorted(ROMAN, key=len, reverse=True))})[.\s]\s?{year.format('y6')}",
        rf"{month.format('n7')}{apart}{of}{year.format('y7')}",
        rf"{year.format('y8')}{behind_year},?\s+{month.format('n8')}",
        rf"(?P<d9>3[01]|[12]\d|0?[1-9]){ending}\s*{of}{month.format('n9')}",
        rf"{month.format('na')}\s+(?P<da>3[01]|[12]\d|0?[1-9])(?!\d){last_ending}",
        r"(?P<mb>0[1-9]|1[0-2])[./](?P<yb>(?:19|20)\d\d)(?!\d)",
        r"(?P<yc>(?:19|20)\d\d)-(?P<mc>0[1-9]|1[0-2])(?!\d)",
    )
    apart_from = r"(?<![\d.,/-])" if glued else r"(?<![\w.,/-])"
    return re.compile(rf"{apart_from}(?:{'|'.join(forms)})", re.IGNORECASE)


def read_match(
    match: re.Match[str], written: str, clock: time | None, weekday: frozenset[int]
) -> Found:
    """What one of `dates_in` says, with the clock time and weekday that stand beside it."""
    groups = match.groupdict()
    base = Found(written, Precision.DAY, clock=clock, weekday=weekday)

    def named(key: str) -> int:
        return months()[fold(groups[key])]

    if groups["y1"] or groups["y2"]:
        base = replace(base, figures=True)
    if groups["y1"]:
        return _day(base, int(groups["y1"]), int(groups["m1"]), int(groups["d1"]))
    if groups["y2"]:
        year = int(groups["y2"])
        return _numeric(
            base,
            year if year > 99 else 2000 + year,
            int(groups["d2"]),
            int(groups["m2"]),
            groups["s2"],
        )
    for number in "345":
        if groups[f"y{number}"]:
            year, day = int(groups[f"y{number}"]), int(groups[f"d{number}"])
            return _day(base, year, named(f"n{number}"), day)
    if groups["y6"]:
        month = ROMAN.index(groups["r6"].lower()) + 1
        return _day(base, int(groups["y6"]), month, int(groups["d6"]))
    for number in "78":
        if groups[f"y{number}"]:
            month_of = (int(groups[f"y{number}"]), named(f"n{number}"))
            return replace(base, precision=Precision.MONTH, month=month_of)
    for number in "bc":
        if groups[f"y{number}"]:
            month_of = (int(groups[f"y{number}"]), int(groups[f"m{number}"]))
            return replace(base, precision=Precision.MONTH, month=month_of)
    name, day_number = ("n9", "d9") if groups["n9"] else ("na", "da")
    in_year = (named(name), int(groups[day_number]))
    return replace(base, precision=Precision.NO_YEAR, month=in_year)


def _day(base: Found, year: int, month: int, number: int) -> Found:
    try:
        return replace(base, day=date(year, month, number))
    except ValueError:
        return replace(base, precision=Precision.IMPOSSIBLE)


def _numeric(base: Found, year: int, first: int, second: int, separator: str) -> Found:
    """Day, month and year in figures, the year last."""
    if separator == ".":
        return _day(base, year, second, first)
    readings: list[date | None] = []
    for month, number in ((second, first), (first, second)):
        try:
            readings.append(date(year, month, number))
        except ValueError:
            readings.append(None)
    day_first, month_first = readings
    base = replace(base, day_first=day_first, month_first=month_first)
    if day_first and month_first and day_first != month_first:
        return replace(base, precision=Precision.UNSETTLED)
    day = day_first or month_first
    return replace(base, day=day) if day else replace(base, precision=Precision.IMPOSSIBLE)


def read_clock(match: re.Match[str]) -> time | None:
    """The time that a match of `CLOCK` or `HOUR` says; None where it is of another zone."""
    groups = match.groupdict()
    if groups.get("zone"):
        return None  # of another clock than the newsroom's
    hour = int(groups["h"])
    half = (groups.get("half") or "").lower()
    if half:
        if hour > 12:
            return None
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    return time(hour, int(groups.get("m") or 0))
