"""What the codebook says of the rules is said of those that run, in every language."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

import solidary.chronicle.facts
from solidary.chronicle.facts.rules import RULES
from solidary.site import codebook
from tests.chronicle import figures
from tests.chronicle.scoring import read, stories

FACTS = Path(solidary.chronicle.facts.__file__).parent
RULE_OF_A_LINE = {**figures.FIELDS, "venue": "venue"}
TAKES_A_RULE = {"Fact", "Found", "_fact", "_beside", "replace"}


def _written_rules() -> Iterator[str]:
    """Texts that the code hands on as the name of a rule: as an argument of what makes a fact, or under
    the name `rule`."""
    for path in sorted(FACTS.rglob("*.py")):
        if path.name in ("rules.py", "roles.py"):
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                given = [*node.args, *(word.value for word in node.keywords if word.arg == "rule")]
                if node.func.id in TAKES_A_RULE:
                    yield from _texts(*given)
            elif isinstance(node, ast.Assign) and any(
                isinstance(name, ast.Name) and name.id == "rule" for name in node.targets
            ):
                yield from _texts(node.value)


def _texts(*values: ast.expr) -> Iterator[str]:
    for value in values:
        if isinstance(value, ast.Constant) and isinstance(value.value, str):
            if " " in value.value:
                yield value.value
        elif isinstance(value, ast.IfExp):
            yield from _texts(value.body, value.orelse)


def test_every_rule_that_the_code_names_is_in_the_list() -> None:
    known = {rule for rules in RULES.values() for rule in rules}
    assert sorted(set(_written_rules()) - known) == [], "add it to rules.py and site/codebook.py"


def test_every_rule_in_the_list_is_named_by_the_code() -> None:
    text = "\n".join(
        path.read_text("utf-8") for path in FACTS.rglob("*.py") if path.name != "rules.py"
    )
    gone = [rule for rules in RULES.values() for rule in rules if f'"{rule}"' not in text]
    assert gone == []


def test_every_rule_that_reads_a_story_of_ours_is_in_the_list_under_its_field() -> None:
    for story in stories()[::3]:
        for action in read(story):
            for name, rule in action["rules"].items():
                assert rule in RULES[RULE_OF_A_LINE[name]], (story["id"], name)


def test_the_codebook_says_how_each_rule_reads() -> None:
    assert {field: set(said) for field, said in codebook.RULES.items()} == {
        field: set(rules) for field, rules in RULES.items()
    }
    assert set(codebook.FIELDS) == set(RULES)


def test_figures_are_those_of_rules_that_run_and_of_all_stories_that_are_put_away() -> None:
    found = json.loads(figures.FILE.read_bytes())
    put_away: dict[str, int] = {}
    for story in figures.put_away():
        put_away[story["lang"]] = put_away.get(story["lang"], 0) + 1
    assert found["stories"] == put_away, "python -m tests.chronicle.figures"
    for field, rules in found["rules"].items():
        assert set(rules) <= set(RULES[field])


def test_the_feature_page_says_the_same_figures() -> None:
    page = figures.PAGE.read_text("utf-8")
    found = json.loads(figures.FILE.read_bytes())
    assert figures.page_with(found, page) == page, "python -m tests.chronicle.figures"


@pytest.mark.exhaustive
def test_figures_are_what_the_rules_read_today() -> None:
    found = figures.written(figures.measured(figures.put_away()))
    assert figures.FILE.read_text("utf-8") == found, "python -m tests.chronicle.figures"
