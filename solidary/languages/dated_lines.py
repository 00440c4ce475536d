"""Lines with dates, as newsrooms' pages have them.

A line is a date line when nothing is left of it once the date, its weekday, its clock time and the
words that go with a date («Опубликовано», “r.”, “Uhr”) are taken away.
"""

import re
from dataclasses import replace
from datetime import time
from functools import cache

from solidary.languages.calendar import weekdays
from solidary.languages.dates import CLOCK, HOUR, Found, Precision, dates_in, read_clock, read_match
from solidary.languages.phrases import fold, one_of, phrases, single_words

LONGEST_LINE = 600
GLUE = r"[\s,;:.|•·—–\-/()\[\]«»\"'*_@#►▸▪⋅∙●◦→]+"
EDGE_AFTER = re.compile(r"\s*(?P<mark>[|•·—–:\-\t)\]►▸▪⋅]+|\.(?=\s))?\s*")
EDGE_BEFORE = re.compile(r"(?P<mark>[|•·—–\-\t(\[►▸▪⋅]+)\s*$")
PARTS = re.compile(r"\s*[|•·⋅∙]\s*|\s+/\s+")
MOST_WORDS_OF_A_PART = 4
OWN_WORD = re.compile(r"[\s,(]*([^\W\d_][\w'’ʼ]*)\.?[,)]?(?=\W)")
WORD = re.compile(r"[^\W\d_][\w'’ʼ-]*\.?|\d+")


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


def _whole_line(text: str) -> Found | None:
    """The line as a date and nothing else (weekday, clock and a date's own words allowed)."""
    relative = _relative(text)
    if relative:
        return relative
    matches = dates_in(text)
    if not matches:
        return _year_or_clock(text)
    match = matches[0]
    rest = text[: match.start()] + " \n " + text[match.end() :]
    if len(matches) > 1:  # “8 February 2021, updated 9 February 2021”
        first, second = matches[:2]
        before = leftover(text[: first.start()])
        between = leftover(text[first.end() : second.start()])
        if len(matches) > 2 or before[2] == between[2] or before[0] or between[0]:
            return None
        match = second if before[2] else first
        rest = text[second.end() :]
    left, clock, update, days = leftover(rest)
    if left:
        return None
    found = read_match(match, text, clock, days)
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
    for match in dates_in(text):
        found = read_match(match, text, None, frozenset())
        if found.precision not in (Precision.DAY, Precision.UNSETTLED):
            continue
        before, after = text[: match.start()], text[match.end() :]
        left, clock, update, days = leftover(before)
        if not left and not update:
            clock_after, end = _clock_at_start(after)
            return _words_after(found, after[end:], clock or clock_after, days)
        left, clock, update, days = leftover(after)
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
    after, named = past_own_words(after)
    days = named or days
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


def past_own_words(after: str) -> tuple[str, frozenset[int]]:
    """What follows a date without the words that belong to it («г.», “r.”, a weekday), and the
    weekday among them."""
    days: frozenset[int] = frozenset()
    while own := OWN_WORD.match(after):
        if fold(own[1]) in weekdays():
            days = weekdays()[fold(own[1])]
        elif fold(own[1]) not in single_words("dates.year_behind"):
            break
        after = after[own.end() :]
    return after, days


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
    return read_clock(clock), clock.end()


def leftover(text: str) -> tuple[list[str], time | None, bool, frozenset[int]]:
    """Words that do not belong to a date, the clock time, whether it is an update, the weekday."""
    clock: time | None = None
    match = CLOCK.search(text) or HOUR.search(text)
    if match:
        clock = read_clock(match)
        text = text[: match.start()] + " " + text[match.end() :]
    left: list[str] = []
    days: frozenset[int] = frozenset()
    update = False
    for word in WORD.findall(text):
        folded = fold(word)
        if folded in weekdays():
            days = weekdays()[folded]
        elif folded in phrases("dates.updated"):
            update = True
        elif folded not in phrases("dates.beside"):
            left.append(word)
    if not left and re.sub(GLUE, "", WORD.sub("", text)):
        left.append(text.strip())
    return left, clock, update, days


def _year_or_clock(text: str) -> Found | None:
    bare = _year_alone().fullmatch(text)
    if bare:
        return Found(text, Precision.YEAR, month=(int(bare[1]), 0))
    left, clock, _, days = leftover(text)
    if not left and (clock or days) and not re.fullmatch(GLUE, text):
        return Found(text, Precision.CLOCK, clock=clock, weekday=days)
    short = re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.?", text)
    if short and 1 <= int(short[1]) <= 31 and 1 <= int(short[2]) <= 12:
        return Found(text, Precision.NO_YEAR, month=(int(short[2]), int(short[1])))
    return None


@cache
def _year_alone() -> re.Pattern[str]:
    return re.compile(rf"\W*((?:19|20)\d\d)\W*{one_of(single_words('dates.year_alone'))}?\W*")


def _relative(text: str) -> Found | None:
    bare = re.sub(GLUE, " ", CLOCK.sub(" ", text)).strip().casefold()
    if bare in phrases("dates.relative"):
        return Found(text, Precision.RELATIVE)
    if len(bare) < 40:
        tokens = [fold(word) for word in re.findall(r"\w+", re.sub(r"\d+", "", bare))]
        ago, unit = phrases("dates.ago"), phrases("dates.units")
        allowed = ago | unit | phrases("dates.relative") | phrases("dates.beside")
        counts = any(t in ago for t in tokens) and any(t in unit for t in tokens)
        if counts and all(t in allowed for t in tokens):
            return Found(text, Precision.RELATIVE)
    return None
