"""Many actions are put together as one by one, in questions that don't grow with them."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from solidary.chronicle.acts.merge import MergeActions
from solidary.chronicle.face import faces
from solidary.chronicle.models import Action
from solidary.chronicle.whole import Whole, whole
from solidary.chronicle.wholes import wholes
from tests.chronicle.record import MakeStory, confirm, tell

pytestmark = pytest.mark.django_db


def parts(found: Whole) -> tuple[list[int], list[int], object, object]:
    reports = [report.pk for report in found.reports]
    return [part.pk for part in found.parts], reports, found.turnout, found.when


def test_actions_put_together_at_once_are_those_put_together_one_by_one(
    make_story: MakeStory,
) -> None:
    actions = [confirm(tell(make_story)).action for _ in range(4)]
    MergeActions(actions[2], actions[1]).execute()
    MergeActions(actions[1], actions[0]).execute()
    keys = [action.pk for action in actions]
    found = wholes([*keys, 999_999])
    assert list(found) == keys
    assert [parts(each) for each in found.values()] == [parts(whole(Action(pk=k))) for k in keys]


def test_twice_as_many_actions_are_as_many_questions(make_story: MakeStory) -> None:
    actions = [confirm(tell(make_story)).action.pk for _ in range(6)]
    counts = []
    for few in (actions[:3], actions):
        with CaptureQueriesContext(connection) as asked:
            assert all(each.reports for each in wholes(few).values())
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 10


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite's own way to say how it answers")
def test_what_readers_see_of_actions_is_read_without_going_through_all_stories(
    make_story: MakeStory,
) -> None:
    actions = [confirm(tell(make_story)).action.pk for _ in range(3)]
    with CaptureQueriesContext(connection) as asked:
        assert list(faces(actions)) == actions
    with connection.cursor() as cursor:
        for each in asked.captured_queries:
            cursor.execute("EXPLAIN QUERY PLAN " + each["sql"])
            ways = [row[3] for row in cursor.fetchall()]
            found = [
                way for way in ways if way.startswith(("SCAN stories_story", "SCAN U0", "LIST SUB"))
            ]
            assert found == [], each["sql"]
