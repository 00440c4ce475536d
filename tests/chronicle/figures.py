"""How often each field and each rule is right, by language: what the codebook says readers.

    python -m tests.chronicle.figures

writes the file and the table in docs/features/facts.md again. Only stories that are put away count: no rule was mended on their errors.
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


AIMS = {
    "day": ("day", 96), "city": ("town within 25 km", 95), "country": ("country", 95),
    "turnout": ("turnout, low and high", 84), "no turnout: silent": ("no turnout: silent", 96),
    "main form first": ("main form first", 92),
    "cited_source: precision": ("cited source, precision", 90),
    "cited_source: recall": ("cited source, recall", 75),
    "organisers: precision": ("organisers, precision", None),
    "organisers: recall": ("organisers, recall", None),
    "speakers: precision": ("speakers, precision", None),
    "speakers: recall": ("speakers, recall", None),
    "day, city and turnout": ("day, town and turnout", 74),
    "no action: nothing suggested": ("no action: nothing suggested", 95),
    "list of actions: precision": ("list of actions, precision", 92),
    "list of actions: recall": ("list of actions, recall", 85),
    "event_date: sure and right": ("days called sure, right", 98.5),
    "city: sure and right": ("towns called sure, right", 98.5),
    "turnout: sure and right": ("turnouts called sure, right", 98.5),
    "event_date: sure": ("days called sure", 60), "city: sure": ("towns called sure", 60),
    "turnout: sure": ("turnouts called sure", 50),
}  # fmt: skip
"""A field → what the feature page calls it, and the aim in per cent, if there is one."""
PAGE = Path(__file__).parents[2] / "docs" / "features" / "facts.md"
BEGIN, END = "<!-- figures -->\n", "<!-- end of figures -->"


def table_of(found: dict[str, Any]) -> str:
    """The figures of figures.json as a table for people: by language, in all, the aim, what it is missed by."""
    languages = sorted(found["stories"])
    lines = [
        "| | " + " | ".join(languages) + " | all | aim | |",
        "|---|" + "---|" * (len(languages) + 3),
    ]
    for field, (name, aim) in AIMS.items():
        counts = found["fields"].get(field, {})
        cells = [
            f"{counts[lang][0]}/{counts[lang][1]}" if lang in counts else "" for lang in languages
        ]
        right, every = (sum(each[part] for each in counts.values()) for part in (0, 1))
        share = 100 * right / every if every else 0.0
        missed = f"missed by {aim - share:.1f}" if aim is not None and share < aim else ""
        said = f"{share:.1f} %" if every else ""
        lines.append(
            f"| {name} | "
            + " | ".join(cells)
            + f" | {said} | {'' if aim is None else aim} | {missed} |"
        )
    return "\n".join(lines) + "\n"


def page_with(found: dict[str, Any], page: str) -> str:
    """The feature page with these figures between its marks."""
    before, _, rest = page.partition(BEGIN)
    return before + BEGIN + table_of(found) + END + rest.partition(END)[2]


if __name__ == "__main__":
    now = measured(put_away())
    FILE.write_text(written(now), "utf-8")
    PAGE.write_text(page_with(now, PAGE.read_text("utf-8")), "utf-8")
