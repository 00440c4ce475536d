"""How often each field and each rule is right, by language: what the codebook says readers.

    python -m tests.chronicle.figures

writes the file anew. Only stories that are put away count: no rule was mended on their errors.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import solidary.chronicle.facts
from tests.chronicle.scoring import among, as_figures, near, read, score, stories

FILE = Path(solidary.chronicle.facts.__file__).with_name("figures.json")
FIELDS = {
    "event_date": "day",
    "city": "place",
    "country": "place",
    "turnout": "turnout",
    "forms": "form",
    "cited_source": "source",
    "organisers": "organiser",
    "speakers": "speaker",
}
"""A field of a line → that of a report."""
Counts = dict[str, dict[str, list[int]]]


def measured(labels: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """The figures of stories: how many there are, what is right by field, what by rule."""
    by_language: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for label in labels:
        by_language[label["lang"]].append(label)
    fields: Counts = {}
    rules: dict[str, Counts] = {}
    for language, mine in sorted(by_language.items()):
        for field, figures in score(mine).items():
            fields.setdefault(field, {})[language] = list(figures)
        for field, rule, right in _by_rule(mine):
            counts = rules.setdefault(field, {}).setdefault(rule, {})
            figure = counts.setdefault(language, [0, 0])
            figure[0] += right
            figure[1] += 1
    return {
        "stories": {language: len(mine) for language, mine in sorted(by_language.items())},
        "fields": fields,
        "rules": {field: dict(sorted(found.items())) for field, found in sorted(rules.items())},
    }


def _by_rule(labels: Iterable[dict[str, Any]]) -> Iterator[tuple[str, str, bool]]:
    """(field, rule, whether what it read is right), of every action that is read."""
    for label in labels:
        wanted = label.get("actions", [label])
        for number, action in enumerate(read(label)):
            meant = _meant(action, wanted, number)
            for name, rule in action["rules"].items():
                if name == "venue":
                    continue  # no story is labelled with it
                yield FIELDS[name], rule, meant is not None and _right(name, action, meant, label)


def _meant(
    action: dict[str, Any], wanted: list[dict[str, Any]], number: int
) -> dict[str, Any] | None:
    """The labelled action that is meant: of that place, or else the main one by the main one."""
    here = [each for each in wanted if near(action, each)]
    if here:
        return here[0]
    return wanted[0] if wanted and number == 0 else None


def _right(name: str, action: dict[str, Any], meant: dict[str, Any], label: dict[str, Any]) -> bool:
    if name == "event_date":
        return bool(action["event_date"] == meant["event_date"])
    if name == "city":
        return near(action, meant)
    if name == "country":
        return bool(action["country"] == meant["country"])
    if name == "turnout":
        return as_figures(action, meant)
    if name == "forms":
        forms = meant.get("forms", label["forms"])
        return bool(action["forms"][0] in forms)
    return all(among(said, label[name]) for said in action[name])


def written(found: dict[str, Any]) -> str:
    """As JSON, a line for each field or rule."""
    rules = [
        f"  {json.dumps(field)}: {{\n{_lines(each, 3)}\n  }}"
        for field, each in found["rules"].items()
    ]
    return (
        f'{{\n "stories": {json.dumps(found["stories"])},\n "fields": {{\n'
        f'{_lines(found["fields"], 2)}\n }},\n "rules": {{\n' + ",\n".join(rules) + "\n }\n}\n"
    )


def _lines(counts: Counts, deep: int) -> str:
    return ",\n".join(
        f"{' ' * deep}{json.dumps(name)}: {json.dumps(each)}" for name, each in counts.items()
    )


def put_away() -> list[dict[str, Any]]:
    return [story for story in stories() if story["half"] == "kept"]


if __name__ == "__main__":
    FILE.write_text(written(measured(put_away())), "utf-8")
