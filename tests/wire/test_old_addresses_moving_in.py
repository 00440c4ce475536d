"""Addresses of an older site move in with stories and topics, and out again."""

from __future__ import annotations

from typing import Any

import pytest

from solidary.stories.acts.bring_back import BringBack
from solidary.stories.acts.merge import MergeTopics
from solidary.stories.acts.put_into_bin import PutIntoBin
from solidary.stories.models import Binned, OldAddress, Story, Topic
from tests.wire.test_json_lines import taken_in, written

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home")]
TOPIC = {"record": "topic", "address": "ttttttt22", "hashtag": "Minsk"}


def line(number: int = 1, *old: str, **more: Any) -> dict[str, Any]:
    said = {"headline": f"Story {number}", "language": "en", "import_key": str(number), **more}
    return {**said, "old_addresses": list(old)}


def addresses() -> dict[str, str]:
    rows = OldAddress.objects.select_related("story", "topic")
    return {row.address: str(row.story or row.topic) for row in rows}


def test_old_addresses_come_in_in_one_form_and_go_out_again() -> None:
    taken_in(
        line(1, "https://old.example/2021/02/08/day-of-solidarity/", "/?p=12", day="2021-02-08"),
        {**TOPIC, "old_addresses": ["/tag/minsk"]},
    )
    assert addresses() == {
        "/2021/02/08/day-of-solidarity/": "Story 1", "/?p=12": "Story 1", "/tag/minsk": "#Minsk",
    }  # fmt: skip
    out = [one for one in written() if one["record"] in ("story", "topic")]
    assert [one["old_addresses"] for one in out] == [
        ["/tag/minsk"], ["/2021/02/08/day-of-solidarity/", "/?p=12"],
    ]  # fmt: skip
    assert taken_in(*out).counts == {"topic unchanged": 1, "story unchanged": 1}


def test_another_address_is_a_change_of_the_story_and_no_address_keeps_those_it_has() -> None:
    taken_in(line(1, "/a"))
    assert taken_in(line(1, "/a/")).counts["story updated"] == 1
    assert taken_in(line(1, "/b", "/c")).counts["story updated"] == 1
    assert addresses() == {"/b": "Story 1", "/c": "Story 1"}
    said = line(1)
    del said["old_addresses"]
    assert taken_in({**said, "standfirst": "More"}).counts["story updated"] == 1
    assert set(addresses()) == {"/b", "/c"}
    taken_in(line(1))
    assert addresses() == {}


def test_an_address_that_leads_elsewhere_already_is_left_out_and_named() -> None:
    taken_in({**TOPIC, "old_addresses": ["/tag/minsk"]})
    report = taken_in(line(1, "/a", "/tag/minsk/"), line(2, "/a/index.html", "/b"))
    assert addresses() == {"/a": "Story 1", "/b": "Story 2", "/tag/minsk": "#Minsk"}
    assert report.counts["story draft added"] == 2
    assert [note for note in report.notes if "old_addresses" in note] == [
        "Line 1, old_addresses[1]: /tag/minsk/ was left out, it leads elsewhere already.",
        "Line 2, old_addresses[0]: /a/index.html was left out, it leads elsewhere already.",
    ]
    report = taken_in({**TOPIC, "old_addresses": ["/b"]})
    assert report.counts["topic left out"] == 1


def test_what_is_no_address_of_a_page_is_named_with_its_place() -> None:
    report = taken_in(line(1, "/good", "/a/../b"), line(2, "javascript:alert(1)"))
    whys = [entry.why for entry in report.entries]
    assert [why.partition(":")[0] for why in whys] == ["old_addresses[1]", "old_addresses[0]"]
    assert not Story.objects.exists()


def test_a_story_in_the_bin_has_its_addresses_again_when_it_comes_back() -> None:
    taken_in(line(1, "/a", "/?p=1"))
    PutIntoBin(Story.objects.get()).execute()
    assert addresses() == {}
    BringBack(Binned.objects.get()).execute()
    assert addresses() == {"/a": "Story 1", "/?p=1": "Story 1"}


def test_a_merged_topic_hands_its_addresses_to_the_one_it_was_merged_into() -> None:
    taken_in({**TOPIC, "old_addresses": ["/tag/minsk"]})
    into = Topic.objects.create(hashtag="Belarus")
    MergeTopics(Topic.objects.get(hashtag="Minsk"), into).execute()
    assert addresses() == {"/tag/minsk": "#Belarus"}


def test_a_story_comes_back_without_an_address_that_leads_to_another_by_now() -> None:
    taken_in(line(1, "/a", "/b"))
    PutIntoBin(Story.objects.get()).execute()
    taken_in(line(2, "/a"))
    BringBack(Binned.objects.get()).execute()
    assert addresses() == {"/a": "Story 2", "/b": "Story 1"}
