"""Buckets hold a burst, run dry, and fill again; nobody is told apart."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from solidary.letterbox.buckets import CONTRIBUTIONS, OF_A_TOPIC, Bucket, Buckets, Rate
from tests.fixtures.laws import examples


@settings(max_examples=examples(100))
@given(st.lists(st.floats(0, 600), max_size=200))
def test_never_more_comes_through_than_a_burst_and_what_filled_meanwhile(
    pauses: list[float],
) -> None:
    bucket, now, through = Bucket(Rate(burst=5, an_hour=60)), 0.0, 0
    for pause in pauses:
        now += pause
        if bucket.wait(now) == 0:
            bucket.take()
            through += 1
    assert through <= 5 + now / 60 + 1e-6


def test_who_waits_as_long_as_is_said_comes_through() -> None:
    bucket = Bucket(Rate(burst=1, an_hour=60))
    assert bucket.wait(0) == 0
    bucket.take()
    wait = bucket.wait(1)
    assert 58 < wait < 60
    assert bucket.wait(1 + wait + 0.001) == 0


def test_a_flood_on_one_topic_leaves_the_others_their_share() -> None:
    buckets = Buckets()
    through = sum(buckets.wait("contributions", 0, "minsk") == 0 for _ in range(1000))
    assert through == OF_A_TOPIC.burst
    assert buckets.wait("contributions", 0, "vilnius") == 0
    assert buckets.wait("receipts", 0) == 0


def test_topics_together_have_a_bound_too() -> None:
    buckets = Buckets()
    topics = [f"topic {number}" for number in range(10)]
    through = sum(buckets.wait("contributions", 0, topic) == 0 for topic in topics * 60)
    assert through == CONTRIBUTIONS.burst


def test_topics_that_are_no_longer_offered_are_forgotten() -> None:
    buckets = Buckets()
    for number in range(OF_A_TOPIC.burst):
        assert buckets.wait("contributions", 0, "minsk") == 0, number
    assert buckets.wait("contributions", 0, "minsk") > 0
    buckets.keep_topics(["vilnius"])
    assert buckets.wait("contributions", 0, "minsk") == 0
