"""Decisions go to readers together: when whoever decides rests or leaves, and by the clock at the latest."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from solidary.chronicle.models import Decision
from solidary.desk import publishing
from solidary.serving import clock
from tests.desk.chronicle.conftest import RALLY
from tests.desk.chronicle.conftest import Report as Tell
from tests.desk.chronicle.test_queue import decide
from tests.desk.conftest import MakeStory

REST = "/desk/chronicle/rest/"


@pytest.fixture
def published(monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    """How often readers got what was pending."""
    times = []
    publish = publishing.publish_pending

    def count() -> Any:
        times.append(1)
        return publish()

    monkeypatch.setattr(publishing, "publish_pending", count)
    return lambda: len(times)


def test_several_decisions_are_one_publish(
    at_desk: Client, report: Tell, published: Callable[[], int]
) -> None:
    rows = [report(), report(RALLY, "A rally")]
    clock.tick()
    before = published()
    for row in rows:
        decide(at_desk, row, "confirm")
    assert published() == before
    assert at_desk.post(REST).status_code == 204
    assert published() == before + 1


def test_the_clock_waits_while_somebody_decides_and_publishes_what_a_killed_browser_left(
    at_desk: Client, report: Tell, published: Callable[[], int]
) -> None:
    row = report()
    clock.tick()
    before = published()
    decide(at_desk, row, "confirm")
    clock.tick()
    assert published() == before
    Decision.objects.update(made_on=timezone.now() - timedelta(seconds=11))
    clock.tick()
    assert published() == before + 1


def test_what_else_is_due_waits_for_no_decision(
    at_desk: Client, report: Tell, make_story: MakeStory, published: Callable[[], int]
) -> None:
    row = report()
    clock.tick()
    before = published()
    decide(at_desk, row, "confirm")
    make_story("Something else")
    clock.tick()
    assert published() == before + 1


def test_who_may_not_decide_publishes_nothing(
    client: Client, writer: Any, make_story: MakeStory, published: Callable[[], int]
) -> None:
    make_story("Something")
    client.force_login(writer)
    before = published()
    assert client.post(REST).status_code == 204
    assert published() == before
