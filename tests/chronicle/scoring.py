"""How well facts are read: by field, over stories with labels."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from typing import Any

from solidary.chronicle.facts import Action, Story, read_story
from solidary.chronicle.facts.lines import as_json
from solidary.gazetteer import fold

FOLDER = Path(__file__).parent / "stories"
NEAR = 25.0
"""Kilometres within which a place is right."""
CLOSE = 0.1
"""How far a figure may be off, as a part of it."""


@cache
def stories() -> tuple[dict[str, Any], ...]:
    """Every labelled story."""
    return tuple(
        json.loads(line)
        for path in sorted(FOLDER.glob("*.jsonl"))
        for line in path.read_text("utf-8").splitlines()
    )


def read(label: dict[str, Any]) -> list[dict[str, Any]]:
    """The actions that are read out of a labelled story, as lines have them."""
    return [as_json(action) for action in actions_of_label(label)]


def actions_of_label(label: dict[str, Any]) -> list[Action]:
    """The actions that are read out of a labelled story."""
    story = Story(
        label["headline"],
        label["text"],
        label.get("standfirst", ""),
        day=date.fromisoformat(label["pub_date"]) if label.get("pub_date") else None,
        language=label["lang"],
        id=label["id"],
    )
    return read_story(story).actions


def score(labels: Iterable[dict[str, Any]]) -> dict[str, tuple[int, int]]:
    """Field → how many are right, of how many."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for label in labels:
        actions = read(label)
        for field, right in _judged(label, actions):
            counts[field][0] += right
            counts[field][1] += 1
    return {field: (right, every) for field, (right, every) in counts.items()}


def _judged(label: dict[str, Any], actions: list[dict[str, Any]]) -> Iterator[tuple[str, bool]]:
    if label.get("actions") == []:
        yield "no action: nothing suggested", not actions
        return
    main = actions[0] if actions else as_json(Action())
    day = (main["event_date"] or "") == label["event_date"]
    place = near(main, label)
    people = as_figures(main, label)
    yield "day", day
    yield "city", place
    yield "country", main["country"] == label["country"]
    yield "turnout" if label["turnout_low"] is not None else "no turnout: silent", people
    yield "main form first", bool(main["forms"]) and main["forms"][0] == label["forms"][0]
    yield "day, city and turnout", day and place and people
    for field in ("cited_source", "organisers", "speakers"):
        for name in main[field]:
            yield f"{field}: precision", among(name, label[field])
        for name in label[field]:
            yield f"{field}: recall", among(name, main[field])
    for field, right in (("event_date", day), ("city", place), ("turnout", people)):
        if main["sure"].get(field):
            yield f"{field}: sure and right", right
        yield f"{field}: sure", bool(main["sure"].get(field))
    wanted = label.get("actions") or [label]
    left = list(wanted)
    for action in actions:
        found = next(
            (w for w in left if w["event_date"] == action["event_date"] and near(action, w)), None
        )
        if found is not None:
            left.remove(found)
        yield "list of actions: precision", found is not None
    for each in wanted:
        yield "list of actions: recall", each not in left


def near(found: dict[str, Any], wanted: dict[str, Any]) -> bool:
    if found["lat"] is None or wanted["lat"] is None:
        return found["city"] == wanted["city"]
    north, south = radians(found["lat"]), radians(wanted["lat"])
    half = sin((south - north) / 2) ** 2
    half += cos(north) * cos(south) * sin(radians(wanted["lon"] - found["lon"]) / 2) ** 2
    return 12742 * asin(sqrt(half)) <= NEAR


def as_figures(found: dict[str, Any], wanted: dict[str, Any]) -> bool:
    pairs = [(found[key], wanted[key]) for key in ("turnout_low", "turnout_high")]
    return all(
        one is other
        if one is None or other is None
        else abs(one - other) <= CLOSE * max(one, other)
        for one, other in pairs
    )


def among(name: str, names: list[str]) -> bool:
    stems = {word[:5] for word in fold(name).split()}
    return any(stems & {word[:5] for word in fold(other).split()} for other in names)


def table(labels: Iterable[dict[str, Any]]) -> str:
    """The figures of each language and of all, as a table."""
    by_language: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for label in labels:
        by_language[label["lang"]].append(label)
    scores = {name: score(each) for name, each in by_language.items()}
    scores["all"] = score([label for each in by_language.values() for label in each])
    lines = ["| | " + " | ".join(scores) + " |", "|---|" + "---|" * len(scores)]
    for field in scores["all"]:
        cells = [found.get(field, (0, 0)) for found in scores.values()]
        lines.append(f"| {field} | " + " | ".join(f"{a}/{b}" if b else "" for a, b in cells) + " |")
    return "\n".join(lines)
