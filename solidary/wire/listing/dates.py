"""The dates of a listing: a grammar of our own, which reads nothing that is not written there.

A line is a date line when nothing is left of it once the date, its weekday, its clock time and the
words that go with a date («Опубликовано», “r.”, “Uhr”) are taken away. Dots put the day first
(08.02.2021), hyphens after a year are ISO; with slashes, or hyphens and the year last, the order
is settled by the whole listing (see `settle_order`) or not at all.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, time
from enum import Enum
from functools import cache

from solidary.wire.listing.calendar import fold, months, weekdays
from solidary.wire.listing.words import words

LONGEST_LINE = 600
ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")


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


def read_date(line: str) -> Found | None:
    """The date that a line consists of, or opens or ends with; None where there is none."""
    text = line.strip()
    if not text or len(text) > LONGEST_LINE:
        return None
    if len(text) <= 100:
        whole = _whole_line(text) or _among_parts(text)
        if whole:
            return whole
    return _at_edge(text)


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


@cache
def _grammar() -> re.Pattern[str]:
    names = sorted((re.escape(name) for name in months()), key=len, reverse=True)
    names = [name.replace("і", "[іi]") for name in names]
    month = rf"(?P<{{0}}>(?:{'|'.join(names)}))\.?(?![\w])"
    th = r"(?:\s?(?:st|nd|rd|th|го|га|ого|е)\b|-\w{1,4}\b|\.)?"
    year = r"(?P<{0}>(?:19|20)\d\d)"
    apart = r"(?:\s*[,.]?\s*|\s+)"
    forms = (
        r"(?P<y1>(?:19|20)\d\d)(?P<s1>[-./])(?P<m1>\d{1,2})(?P=s1)(?P<d1>\d{1,2})(?!\d)",
        r"(?P<d2>\d{1,2})\s?(?P<s2>[-./])\s?(?P<m2>\d{1,2})\s?(?P=s2)\s?(?P<y2>(?:19|20)\d\d|\d\d)(?!\d)",
        rf"(?P<d3>\d{{1,2}}){th}\s*(?:of\s+|de\s+)?{month.format('n3')}{apart}(?:of\s+)?'?{year.format('y3')}",
        rf"{month.format('n4')}\s*(?P<d4>\d{{1,2}}){th}{apart}{year.format('y4')}",
        rf"{year.format('y5')}(?:\s*(?:m|г|р)\.|-ųjų|-aisiais|\s+metų)?,?\s+{month.format('n5')}\s+(?P<d5>\d{{1,2}})(?!\d)(?:-\w{{1,4}})?",
        rf"(?P<d6>\d{{1,2}})[.\s]\s?(?P<r6>{'|'.join(sorted(ROMAN, key=len, reverse=True))})[.\s]\s?{year.format('y6')}",
        rf"{month.format('n7')}{apart}(?:of\s+)?{year.format('y7')}",
        rf"{year.format('y8')}(?:\s*(?:m|г|р)\.|-ųjų)?,?\s+{month.format('n8')}",
        rf"(?P<d9>3[01]|[12]\d|0?[1-9]){th}\s*(?:of\s+)?{month.format('n9')}",
        rf"{month.format('na')}\s+(?P<da>3[01]|[12]\d|0?[1-9])(?!\d)(?:-\w{{1,4}}|st|nd|rd|th)?",
        r"(?P<mb>0[1-9]|1[0-2])[./](?P<yb>(?:19|20)\d\d)(?!\d)",
        r"(?P<yc>(?:19|20)\d\d)-(?P<mc>0[1-9]|1[0-2])(?!\d)",
    )
    return re.compile(rf"(?<![\w.,/-])(?:{'|'.join(forms)})", re.IGNORECASE)


CLOCK = re.compile(
    r"(?<![\d.])(?P<h>[01]?\d|2[0-3])(?P<sep>[:.])(?P<m>[0-5]\d)(?::[0-5]\d(?:[.,]\d+)?)?"
    r"(?!\d)(?!\.\d)\s*(?P<half>[ap]\.?m\.?(?!\w))?(?P<zone>\s*(?:Z|[+-]\d\d:?\d\d)(?!\w))?",
    re.IGNORECASE,
)
HOUR = re.compile(r"(?<!\d)(?P<h>1[0-2]|[1-9])\s*(?P<half>[ap]\.?m\.?)(?!\w)", re.IGNORECASE)
GLUE = r"[\s,;:.|•·—–\-/()\[\]«»\"'*_@#►▸▪⋅∙●◦→]+"
EDGE_AFTER = re.compile(r"\s*(?P<mark>[|•·—–:\-\t)\]►▸▪⋅]+|\.(?=\s))?\s*")
EDGE_BEFORE = re.compile(r"(?P<mark>[|•·—–\-\t(\[►▸▪⋅]+)\s*$")
PARTS = re.compile(r"\s*[|•·⋅∙]\s*|\s+/\s+")
MOST_WORDS_OF_A_PART = 4
OWN_WORD = re.compile(r"[\s,(]*([^\W\d_][\w'’ʼ]*)\.?[,)]?(?=\W)")
YEAR_WORDS = {"г", "года", "год", "р", "року", "рік", "r", "roku", "m", "d"}
WORD = re.compile(r"[^\W\d_][\w'’ʼ-]*\.?|\d+")


def _whole_line(text: str) -> Found | None:
    """The line as a date and nothing else (weekday, clock and a date's own words allowed)."""
    relative = _relative(text)
    if relative:
        return relative
    matches = list(_grammar().finditer(text))
    if not matches:
        return _year_or_clock(text)
    match = matches[0]
    rest = text[: match.start()] + " \n " + text[match.end() :]
    if len(matches) > 1:  # “8 February 2021, updated 9 February 2021”
        first, second = matches[:2]
        before = _leftover(text[: first.start()])
        between = _leftover(text[first.end() : second.start()])
        if len(matches) > 2 or before[2] == between[2] or before[0] or between[0]:
            return None
        match = second if before[2] else first
        rest = text[second.end() :]
    left, clock, update, days = _leftover(rest)
    if left:
        return None
    found = _interpret(match, text, clock, days)
    if update and len(matches) == 1:
        return replace(found, precision=Precision.UPDATE)
    return found


def _among_parts(text: str) -> Found | None:
    """“By A. Kowalska | 8 February 2021 | Comments: 3”: a date between other short parts."""
    parts = [part.strip() for part in PARTS.split(text)]
    if len(parts) < 3 or any(len(part.split()) > MOST_WORDS_OF_A_PART for part in parts):
        return None
    for part in parts[1:-1]:
        found = _whole_line(part)
        if found and found.precision in (Precision.DAY, Precision.UNSETTLED):
            aside = " | ".join(other for other in parts if other != part)
            return replace(found, written=text, aside=aside)
    return None


def _at_edge(text: str) -> Found | None:
    """A full date at the beginning or the end of a line that has other words too."""
    for match in _grammar().finditer(text):
        found = _interpret(match, text, None, frozenset())
        if found.precision not in (Precision.DAY, Precision.UNSETTLED):
            continue
        before, after = text[: match.start()], text[match.end() :]
        left, clock, update, days = _leftover(before)
        if not left and not update:
            clock_after, end = _clock_at_start(after)
            return _words_after(found, after[end:], clock or clock_after, days)
        left, clock, update, days = _leftover(after)
        if not left and not update:
            before, named = _without_weekday(before)
            days = days or named
            lead = EDGE_BEFORE.search(before)
            words_before = before[: lead.start()] if lead else before
            return replace(
                found,
                clock=clock,
                weekday=days,
                beside=words_before.strip(),
                beside_comes="before",
                set_off=bool(lead),
            )
    return None


def _words_after(
    found: Found, after: str, clock: time | None, days: frozenset[int]
) -> Found | None:
    while own := OWN_WORD.match(after):
        if fold(own[1]) in weekdays():
            days = weekdays()[fold(own[1])]
        elif fold(own[1]) not in YEAR_WORDS:
            break
        after = after[own.end() :]
    gap = EDGE_AFTER.match(after)
    rest = after[gap.end() :].strip() if gap else after.strip()
    if not rest or not (rest[0].isalnum() or rest[0] in "«„“‘\"'([#…"):
        return None
    return replace(
        found,
        clock=clock,
        weekday=days,
        beside=rest,
        beside_comes="after",
        set_off=bool(gap and gap["mark"]) or "\t" in after[:3] or found.figures or bool(days),
    )


def _without_weekday(before: str) -> tuple[str, frozenset[int]]:
    """«Мітынг (аўторак, » → «Мітынг (» and Tuesday."""
    match = re.search(r"([^\W\d_][\w'’ʼ]*)\.?,?\s*$", before)
    if match and fold(match[1]) in weekdays():
        return before[: match.start()], weekdays()[fold(match[1])]
    return before, frozenset()


def _clock_at_start(after: str) -> tuple[time | None, int]:
    match = re.match(r"[\s,T|•·—–-]*", after)
    start = match.end() if match else 0
    clock = CLOCK.match(after, start)
    if not clock or clock["sep"] == ".":
        return None, 0
    return _clock_of(clock), clock.end()


def _leftover(text: str) -> tuple[list[str], time | None, bool, frozenset[int]]:
    """Words that do not belong to a date, the clock time, whether it is an update, the weekday."""
    clock: time | None = None
    match = CLOCK.search(text) or HOUR.search(text)
    if match:
        clock = _clock_of(match)
        text = text[: match.start()] + " " + text[match.end() :]
    left: list[str] = []
    days: frozenset[int] = frozenset()
    update = False
    for word in WORD.findall(text):
        folded = fold(word)
        if folded in weekdays():
            days = weekdays()[folded]
        elif folded in words("update"):
            update = True
        elif folded not in words("date"):
            left.append(word)
    if not left and re.sub(GLUE, "", WORD.sub("", text)):
        left.append(text.strip())
    return left, clock, update, days


def _clock_of(match: re.Match[str]) -> time | None:
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


def _year_or_clock(text: str) -> Found | None:
    bare = re.fullmatch(
        r"\W*((?:19|20)\d\d)\W*(?:г\.?|года?|р\.?|рік|r\.?|rok|m\.?|metai)?\W*", text
    )
    if bare:
        return Found(text, Precision.YEAR, month=(int(bare[1]), 0))
    left, clock, _, days = _leftover(text)
    if not left and (clock or days) and not re.fullmatch(GLUE, text):
        return Found(text, Precision.CLOCK, clock=clock, weekday=days)
    short = re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.?", text)
    if short and 1 <= int(short[1]) <= 31 and 1 <= int(short[2]) <= 12:
        return Found(text, Precision.NO_YEAR, month=(int(short[2]), int(short[1])))
    return None


def _relative(text: str) -> Found | None:
    bare = re.sub(GLUE, " ", CLOCK.sub(" ", text)).strip().casefold()
    if bare in words("relative"):
        return Found(text, Precision.RELATIVE)
    counted = re.fullmatch(r"(?:(\D+?)\s+)?(?:\d+|an?|one|ein\w*|год|час)?\s*(.+?)", bare)
    if counted and len(bare) < 40:
        tokens = [fold(word) for word in re.findall(r"\w+", re.sub(r"\d+", "", bare))]
        ago, unit = words("ago"), words("unit")
        allowed = ago | unit | words("relative") | words("date")
        counts = any(t in ago for t in tokens) and any(t in unit for t in tokens)
        if counts and all(t in allowed for t in tokens):
            return Found(text, Precision.RELATIVE)
    return None


def _interpret(match: re.Match[str], text: str, clock: time | None, days: frozenset[int]) -> Found:
    groups = match.groupdict()
    base = Found(text, Precision.DAY, clock=clock, weekday=days)

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
