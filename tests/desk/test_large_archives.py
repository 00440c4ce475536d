"""The desk in a large archive: how its questions are answered, not how fast a machine is."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from solidary.desk.viewsets import paging
from tests.desk.conftest import MakeStory

pytestmark = pytest.mark.skipif(
    connection.vendor != "sqlite", reason="reads SQLite's own account of how it answers"
)


def plans(client: Client, address: str) -> list[str]:
    """How the database answers the page's questions about stories, a line for each step."""
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(address).status_code == 200
    steps = []
    with connection.cursor() as cursor:
        for query in asked.captured_queries:
            if query["sql"].startswith("SELECT") and '"stories_story"' in query["sql"]:
                cursor.execute("EXPLAIN QUERY PLAN " + query["sql"].replace("%", "%%"))
                steps += [row[3] for row in cursor.fetchall()]
    assert steps, "the page asks for stories"
    return steps


@pytest.mark.parametrize(
    "address",
    ["/desk/", "/desk/stories/", "/desk/stories/?locale=be", "/desk/stories/?state=published",
     "/desk/stories/?kind=news"],
)  # fmt: skip
def test_the_archive_is_neither_sorted_nor_read_through_for_a_page(
    at_desk: Client, make_story: MakeStory, address: str
) -> None:
    make_story("One")
    make_story("Другая", language="be")
    for step in plans(at_desk, address):
        if address != "/desk/":  # the dashboard sorts the few that wait
            assert "USE TEMP B-TREE FOR ORDER BY" not in step, step
        assert not step.startswith("SCAN stories_story") or "USING" in step, step


def test_a_listing_is_counted_no_further_than_anyone_turns_its_pages(
    at_desk: Client, make_story: MakeStory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paging, "FARTHEST", 2)
    for number in range(3):
        make_story(f"Story {number}")
    paginator = at_desk.get("/desk/stories/").context["page_obj"].paginator
    assert paginator.count == 2


def test_a_topic_with_very_many_stories_lists_them_as_one_with_few_does(
    at_desk: Client, make_story: MakeStory, monkeypatch: pytest.MonkeyPatch
) -> None:
    from solidary.desk.viewsets import stories
    from solidary.stories.models import Topic

    topic = Topic.objects.create(hashtag="Chain")
    for number in range(3):
        make_story(f"In the chain {number}", topics=[topic])
    make_story("Elsewhere")

    def listed() -> list[str]:
        page = at_desk.get(f"/desk/stories/?topics={topic.pk}")
        return [story.headline for story in page.context["object_list"]]

    few = listed()
    monkeypatch.setattr(stories, "MANY", 1)
    assert listed() == few
    assert len(few) == 3
