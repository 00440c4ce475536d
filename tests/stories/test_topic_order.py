"""The topics of a story keep the order in which an editor set them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solidary.press.publish import address_of
from solidary.stories.acts.merge import MergeTopics
from solidary.stories.acts.retag import Retag
from solidary.stories.models import Story, Topic
from tests.fixtures.laws import examples
from tests.press.archive import newsroom, pending, story, topic

pytestmark = pytest.mark.django_db
orders = st.lists(st.permutations(range(5)).flatmap(
    lambda order: st.integers(0, 5).map(lambda length: list(order[:length]))
), min_size=1, max_size=4)  # fmt: skip


def named(made: Story) -> list[str]:
    return [str(one) for one in Story.objects.get(pk=made.pk).topics.all()]


@settings(max_examples=examples(25))
@given(orders)
def test_topics_come_back_as_they_were_set(
    django_db_blocker: object, sequence: list[list[int]]
) -> None:
    tags = [Topic.objects.get_or_create(hashtag=name)[0] for name in ("Ab", "Zu", "Mi", "Be", "Yo")]
    made = story("Any")
    for order in sequence:
        wanted = [tags[number] for number in order]
        made.topics = wanted
        assert list(made.topics.all()) == wanted, "before it is saved"
        made.save()
        again = Story.objects.get(pk=made.pk)
        assert list(again.topics.all()) == wanted
        assert list(Story.objects.prefetch_related("topics").get(pk=made.pk).topics.all()) == wanted
        draft = again.save_revision().as_object()
        assert list(draft.topics.all()) == wanted


def test_a_topic_added_at_the_end_costs_one_row() -> None:
    tags = [topic(name) for name in ("Zeta", "Beta", "Alpha")]
    made = story(topics=tuple(tags[:2]))
    rows = list(Story.topics.through.objects.filter(story=made).values_list("pk", flat=True))
    Retag(made, [tags[2]]).execute()
    after = list(Story.topics.through.objects.filter(story=made).values_list("pk", flat=True))
    assert after[:2] == rows
    assert named(made) == ["#Zeta", "#Beta", "#Alpha"]


def test_merging_keeps_the_order_of_the_others() -> None:
    zeta, beta, alpha = (topic(name) for name in ("Zeta", "Beta", "Alpha"))
    made = story(topics=(zeta, beta))
    MergeTopics(zeta, alpha).execute()
    assert named(made) == ["#Alpha", "#Beta"]


def test_readers_see_the_editors_order_everywhere(home: Path) -> None:
    newsroom()
    feeds, zeta = topic("Feeds"), topic("Zeta")
    made = story("Zeta is what it is about", topics=(zeta, feeds))
    for expected in (["Zeta", "Feeds"], ["Feeds", "Zeta"]):
        pending()
        site = home / "site"
        page = (site / address_of(made)).read_text()
        assert f'"keywords":["{expected[0]}","{expected[1]}"]' in page
        assert page.index(f"#{expected[0]}<") < page.index(f"#{expected[1]}<")
        for ending in ("atom.xml", "rss.xml", "feed.json"):
            feed = (site / f"en/latest.{ending}").read_text()
            places = [feed.index(f'"{each}"') if ending != "rss.xml" else feed.index(f">{each}<")
                      for each in expected]  # fmt: skip
            assert places == sorted(places), ending
        made = Story.objects.get(pk=made.pk)
        made.topics = [feeds, zeta]
        made.save()
