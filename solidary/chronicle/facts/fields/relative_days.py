"""Days that are counted from the publication day, and days that come back every year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from solidary.chronicle.facts.annotated import Annotated
from solidary.chronicle.facts.lexicon import Mark
from solidary.chronicle.facts.story import Day
from solidary.gazetteer import fold

BEHIND = 60
"""Days before the publication day that an action is reported for; what is older is told as background."""
FEAST_NEAR = 4
"""Days between a recurring day and the publication day within which it is the day of the action."""


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


def weekend(sentence: Annotated, published: date) -> Iterator[Found]:
    """ "At the weekend": the Saturday and Sunday before the story, or of its day; behind it where it lies ahead."""
    for mark in sentence.all("weekend"):
        if sentence.tokens[mark.start].quote:
            continue
        saturday = published - timedelta(days=(published.weekday() - 5) % 7)
        if published.weekday() < 5 and _lies_ahead(sentence, mark.start):
            saturday += timedelta(days=7)
        sunday = saturday + timedelta(days=1)
        day = Day(saturday.isoformat(), "span", "relative", sunday.isoformat())
        yield Found(day, mark.start, mark.end, "weekend", sure=False)


def from_another(
    sentence: Annotated, last_named: date | None, published: date | None
) -> Iterator[Found]:
    """ "The day before", "the next day": counted from the day that the story has named last; where it has
    named none, the day before is that before the story."""
    for mark in sentence.all("from_day"):
        if sentence.tokens[mark.start].quote:
            continue
        if mark.value == -1 and not _stands_alone(sentence, mark):
            continue
        base = last_named or (published if mark.value == -1 else None)
        if base is None:
            continue
        day = base + timedelta(days=int(mark.value))
        yield Found(_relative(day), mark.start, mark.end, "counted from another day", sure=False)


def _stands_alone(sentence: Annotated, mark: Mark) -> bool:
    """Whether no event follows that it is the eve of: «накануне выборов»."""
    if mark.end >= len(sentence.tokens):
        return True
    following = sentence.tokens[mark.end]
    return (
        following.broken
        or following.capital
        or following.value is not None
        or sentence.at(mark.end, "inside", "near", "gathered", "held", "deeds", "forms") is not None
    )


def counted(sentence: Annotated, published: date) -> Iterator[Found]:
    """ "Yesterday", "on Sunday", "two days ago"."""
    for mark in sentence.all("days", "weekday", "ago"):
        if sentence.tokens[mark.start].quote or sentence.ending(mark.start, "since"):
            continue
        if mark.kind == "days":
            day = published + timedelta(days=int(mark.value))
            yield Found(_relative(day), mark.start, mark.end, "counted from today", sure=True)
        elif mark.kind == "weekday" and not _is_name(sentence, mark.start):
            yield _weekday(sentence, mark.start, mark.end, int(mark.value), published)
        elif mark.kind == "ago":
            start, back = _how_long_ago(sentence, mark)
            if 0 < back <= BEHIND:
                day = published - timedelta(days=back)
                yield Found(_relative(day), start, mark.end, "days ago", sure=back < 10)


_AGO = {"de": "vor", "lt": "pries"}
"""Where the word for it comes first: „vor zwei Tagen“, „prieš dvi dienas“."""


def _how_long_ago(sentence: Annotated, mark: Mark) -> tuple[int, int]:
    """Where "two days ago" begins, and how many days it counts back; 0 where it counts none."""
    first = _AGO.get(sentence.lexicon.code)
    if first is not None and mark.start < 2:
        return mark.start, 0
    if first is not None and sentence.tokens[mark.start - 2].key != first:
        return mark.start, 0
    number = sentence.ending(mark.start, "numbers")
    value = sentence.tokens[mark.start - 1].value if mark.start else None
    if value is None and number is not None:
        value = float(number.value)
    if value is None:
        return mark.start, int(mark.value) if mark.value == 7 and first is None else 0
    start = mark.start - 1 if first is None else mark.start - 2
    return start, int(value) * int(mark.value)


def _is_name(sentence: Annotated, place: int) -> bool:
    """Whether a short form such as "sun" or "mon" is something else: it has a capital, or is no day."""
    token = sentence.tokens[place]
    return len(token.key) <= 3 and not token.capital and sentence.lexicon.code == "en"


def _relative(day: date) -> Day:
    return Day(day.isoformat(), "day", "relative")


def _weekday(sentence: Annotated, start: int, end: int, number: int, published: date) -> Found:
    """The nearest such day: before, or on, the publication day; behind it where the action lies ahead."""
    back = (published.weekday() - number) % 7
    ahead = _is_coming(sentence, start) or _lies_ahead(sentence, start)
    if ahead:
        day = published + timedelta(days=(number - published.weekday()) % 7 or 7 * bool(back))
    else:
        day = published - timedelta(days=back)
    rule = "weekday ahead" if ahead else "weekday"
    return Found(_relative(day), start, end, rule, sure=True)


_THIS = frozenset(map(fold, ["это", "эту", "цю", "цієї", "гэтую", "гэту", "diesen", "diese"]))
"""Words that point at a weekday before the story as well as at one behind it."""


def _is_coming(sentence: Annotated, place: int) -> bool:
    """Whether a weekday is the next one; "this Sunday" is not where something was done on it."""
    mark = sentence.ending(place, "coming")
    if mark is None:
        return False
    points = sentence.tokens[mark.start].key in _THIS
    return not points or sentence.has("ahead") or not sentence.spoken("held", "gathered", "deeds")


def _lies_ahead(sentence: Annotated, place: int) -> bool:
    if sentence.has("banned"):  # on Friday they banned what is planned for Sunday
        return any(mark.end <= place <= mark.end + 8 for mark in sentence.spoken("ahead"))
    if sentence.has("cancelled"):
        return any(sentence.same_clause(mark.start, place) for mark in sentence.spoken("ahead"))
    return any(
        sentence.same_clause(mark.start, place) or not sentence.has("held", "gathered", "deeds")
        for mark in sentence.spoken("ahead")
    )


def feasts(sentence: Annotated, published: date | None) -> Iterator[Found]:
    """A day that comes back every year, where the story is of that time."""
    if published is None:
        return
    for mark in sentence.all("feasts"):
        month, _, number = str(mark.value).partition("-")
        days = [day_of(published.year + step, int(month), int(number)) for step in (-1, 0, 1)]
        for day in days:
            if day and abs((day - published).days) <= FEAST_NEAR:
                yield Found(
                    Day(day.isoformat(), "day", "recurring day"),
                    mark.start,
                    mark.end,
                    "recurring day",
                    sure=False,
                )


def day_of(year: int, month: int, number: int) -> date | None:
    """The day of these numbers, if there is one."""
    try:
        return date(year, month, number)
    except ValueError:
        return None
