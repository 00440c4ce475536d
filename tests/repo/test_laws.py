"""A law is about what comes out, never about how long it took on this machine."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from tests.fixtures.laws import SLOW, USUAL, examples
from tests.repo.tree import files, name_of, text_of

PROFILES = "tests/conftest.py"
"""The one place where it is said that laws have no deadline."""
LAWS = "tests/fixtures/laws.py"


def deadlines(path: Path) -> Iterator[str]:
    """Each call that gives a deadline to hypothesis, in a file that knows of hypothesis."""
    text = text_of(path)
    if "hypothesis" not in text or "deadline" not in text:
        return
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and any(word.arg == "deadline" for word in node.keywords):
            yield f"{name_of(path)}:{node.lineno}"


def test_a_law_may_take_as_long_as_it_takes() -> None:
    assert hypothesis.settings().deadline is None
    assert hypothesis.settings().print_blob


def test_no_test_brings_a_deadline_back() -> None:
    found = [line for path in files(".py") if name_of(path) != PROFILES for line in deadlines(path)]
    assert found == []


def test_what_a_law_is_not_asked_is_chosen_in_one_place() -> None:
    found = [
        name_of(path)
        for path in files(".py")
        if name_of(path) not in (LAWS, "tests/repo/test_laws.py")
        and "HealthCheck." in text_of(path)
    ]
    assert found == []


def test_every_law_of_this_run_is_without_one(request: pytest.FixtureRequest) -> None:
    late = []
    for item in request.session.items:
        if isinstance(item, pytest.Function) and getattr(item.obj, "is_hypothesis_test", False):
            its = item.obj._hypothesis_internal_use_settings
            if its.deadline is not None or not set(SLOW) <= set(its.suppress_health_check):
                late.append(item.nodeid)
    assert late == []


def test_a_law_gets_its_share_of_the_examples_of_the_run() -> None:
    times = hypothesis.settings.get_profile("exhaustive").max_examples // USUAL
    assert times > 1
    assert examples(8) in (8, 8 * times)
    assert hypothesis.settings.get_profile("laws").max_examples == USUAL
