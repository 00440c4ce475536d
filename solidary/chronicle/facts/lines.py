"""Stories and readings as lines of JSON, sizes of crowds as rows of CSV: what `solidary facts` takes and gives."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, TextIO

from solidary.chronicle.facts.annotated import Annotated
from solidary.chronicle.facts.errors import FactsError
from solidary.chronicle.facts.fields.turnout import expression
from solidary.chronicle.facts.language import detected
from solidary.chronicle.facts.lexicon import languages, lexicon
from solidary.chronicle.facts.story import Action, Fact, Reading, Story
from solidary.chronicle.facts.tokens import sentences_of

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MONTH = re.compile(r"\d{4}-\d\d")
_MIDDLE = "-15"
"""The day of a month that is nearest to all of them."""
_FLAT = (
    "event_date", "event_date_end", "event_date_precision", "event_date_basis", "city", "country", "lat", "lon",
    "geonameid", "venue", "turnout_low", "turnout_high", "turnout_bound", "turnout_text", "forms", "cited_source",
    "organisers", "speakers", "standing",
)  # fmt: skip
LONGEST_EXPRESSION = 2_000


def story_of(line: str, number: int) -> tuple[Story, list[str]]:
    """The story of a line of JSON, and what is wrong with its day. Raises FactsError where it is no story."""
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as problem:
        raise FactsError(f"line {number} is not JSON: {problem}") from problem
    if not isinstance(record, dict):
        raise FactsError(
            f"line {number} is not a story: an object with id, headline and text is needed"
        )

    def text(key: str) -> str:
        value = record.get(key)
        return value if isinstance(value, str) else "" if value is None else json.dumps(value)

    day, warnings = _published(text("pub_date"))
    ident = record.get("id")
    story = Story(
        text("headline"),
        text("text"),
        text("standfirst"),
        day,
        text("lang"),
        ident if isinstance(ident, str) else "" if ident is None else str(ident),
        month_only=_MONTH.fullmatch(text("pub_date").strip()) is not None and day is not None,
    )
    return story, warnings


def _published(written: str) -> tuple[date | None, list[str]]:
    if not written:
        return None, []
    if _MONTH.fullmatch(written.strip()):
        written = written.strip() + _MIDDLE
    found = _DAY.match(written)
    try:
        if found:
            return date.fromisoformat(found[0]), []
    except ValueError:
        return None, [
            f"{found[0] if found else written[:20]} is no day: the publication day is left out"
        ]
    return None, [f"“{written[:20]}” is not a publication day as 2021-02-08 is one: it is left out"]


def line_of(story: Story, reading: Reading, warnings: Iterable[str] = ()) -> dict[str, Any]:
    """What is written of a story: the main action's fields, the whole list, and where each was read."""
    actions = [as_json(action) for action in reading.actions]
    main = actions[0] if actions else as_json(Action())
    language = story.language or reading.language
    return {
        "id": story.id,
        "lang": language,
        **{key: main[key] for key in _FLAT},
        "actions": actions,
        "spans": main["spans"],
        "warnings": list(dict.fromkeys((*warnings, *reading.warnings))),
    }


def as_json(action: Action) -> dict[str, Any]:
    """An action with the keys of a line; `sure`, `rules` and `spans` by field."""
    day, where = action.day, action.where
    turnout, venue = action.turnout, action.venue
    found: dict[str, Any] = {
        "event_date": day.value.first if day else None,
        "event_date_end": day.value.last if day else None,
        "event_date_precision": day.value.precision if day else None,
        "event_date_basis": day.value.basis if day else None,
        "city": where.value.city if where else None,
        "country": where.value.country if where else None,
        "lat": where.value.latitude if where else None,
        "lon": where.value.longitude if where else None,
        "geonameid": where.value.geoname if where else None,
        "venue": venue.value if venue else None,
        "turnout_low": turnout.value.low if turnout else None,
        "turnout_high": turnout.value.high if turnout else None,
        "turnout_bound": turnout.value.bound if turnout else None,
        "turnout_text": turnout.value.words if turnout else None,
        "turnout_sayers": list(turnout.value.sayers) if turnout else [],
        "forms": [fact.value for fact in action.forms],
        "cited_source": [fact.value for fact in action.sources],
        "organisers": [fact.value for fact in action.organisers],
        "speakers": [fact.value for fact in action.speakers],
        "standing": action.standing,
    }
    facts = list(_facts(action))
    found["sure"] = {name: all(fact.sure for fact in group) for name, group in facts if group}
    found["rules"] = {name: group[0].rule for name, group in facts if group}
    found["spans"] = {
        name: [
            {"in": span.part, "start": span.start, "end": span.end}
            for fact in group
            for span in fact.spans
        ]
        for name, group in facts
        if group
    }
    return found


def _facts(action: Action) -> Iterator[tuple[str, list[Fact[Any]]]]:
    one = (
        ("event_date", action.day),
        ("city" if action.where and action.where.value.city else "country", action.where),
        ("venue", action.venue),
        ("turnout", action.turnout),
    )
    for name, fact in one:
        yield name, [fact] if fact else []
    yield "forms", action.forms
    yield "cited_source", action.sources
    yield "organisers", action.organisers
    yield "speakers", action.speakers


def sizes(rows: Iterable[dict[str, str]]) -> Iterator[dict[str, object]]:
    """Rows of id, language and expression → rows of id, low and high, both empty where nothing is said."""
    for row in rows:
        low, high = size_of(row.get("expression") or "", row.get("lang") or "")
        yield {
            "id": row.get("id") or "",
            "low": "" if low is None else low,
            "high": "" if high is None else high,
        }


def size_of(text: str, language: str) -> tuple[int | None, int | None]:
    """What an expression of a size says; several, parted by semicolons, are the least and the most."""
    code = detected(Story(text=text, language=language))
    if code not in languages():
        return None, None
    words = lexicon(code)
    lows, highs = [], []
    for part in text[:LONGEST_EXPRESSION].split(";"):
        for sentence in sentences_of("text", part, words.key_of)[:1]:
            found = expression(Annotated(sentence, part, words))
            if found is not None:
                lows.append(found[0])
                highs.append(found[1])
    return (min(lows), max(highs)) if lows else (None, None)


def read_rows(file: TextIO) -> Iterator[dict[str, str]]:
    """The rows of a CSV file with the columns id, lang and expression. Raises FactsError where one is missing."""
    reader = csv.DictReader(line.replace("\0", "") for line in file)
    try:
        missing = {"id", "lang", "expression"} - set(reader.fieldnames or ())
        if missing:
            raise FactsError(f"the table has no column {', '.join(sorted(missing))}")
        for row in reader:
            yield {key: value for key, value in row.items() if isinstance(value, str)}
    except csv.Error as problem:
        raise FactsError(
            f"line {reader.line_num} of the table cannot be read: {problem}"
        ) from problem
