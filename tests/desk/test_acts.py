"""What the desk makes of each act: its address, its buttons, whose it is, and its words."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from wagtail.log_actions import registry as history

from solidary.desk.acts import buttons_for
from solidary.desk.acts.offering import every_view
from solidary.stories.acts import Act, ActPermissionError, every_act
from solidary.stories.acts.correct import AddCorrection
from solidary.stories.acts.decide_day import DecideDay
from solidary.stories.acts.merge import MergeTopics
from solidary.stories.acts.put_into_bin import PutIntoBin
from solidary.stories.acts.translate import StartTranslation
from solidary.stories.acts.withdraw import Withdraw
from solidary.stories.models import Binned, Place, PlaceName, Story, Topic
from tests.desk.conftest import MakeStory
from tests.desk.test_pages import text

ADDRESSES = {
    "translate": "stories/translate",
    "catch_up": "stories/catch-up",
    "correct": "stories/correct",
    "withdraw": "stories/withdraw",
    "restore": "stories/restore",
    "decide_day": "stories/day",
    "merge": "topics/merge",
    "retag": "stories/retag",
    "redate": "stories/redate",
    "send_to_review": "stories/send-to-review",
    "bring_back": "bin/bring-back",
    "empty_now": "bin/empty-now",
}


@pytest.mark.parametrize("name", ADDRESSES)
def test_an_act_keeps_its_address(name: str) -> None:
    assert reverse(f"desk_{name}", args=[7]) == f"/desk/{ADDRESSES[name]}/7/"


def test_the_act_on_things_of_every_kind_has_the_kind_in_its_address() -> None:
    assert reverse("desk_put_into_bin", args=["place", 7]) == "/desk/bin/put/place/7/"
    assert reverse("desk_replace", args=["photo", 7]) == "/desk/bin/replace/photo/7/"


def test_the_desk_has_a_view_for_every_act_of_the_record() -> None:
    assert [view.act_class for view in every_view()] == list(every_act())


def offered(thing: Any, user: Any) -> dict[str, str]:
    """What the buttons for a thing say, and the last part but the key of where they lead."""
    return {str(button.label): button.url.split("/")[3] for button in buttons_for(thing, user)}


def test_a_story_has_buttons_for_the_acts_that_make_sense_as_it_stands(
    make_story: MakeStory, editor: Any
) -> None:
    draft, public = make_story("Draft", published=False), make_story("Public")
    translation = StartTranslation(public, "be").execute()
    gone = make_story("Gone")
    Withdraw(gone, "The family asked.").execute()
    translate = {"Start translation": "translate"}
    bin = {"Put into the bin": "put"}
    assert offered(draft, editor) == {**translate, **bin}
    assert offered(public, editor) == {
        **translate,
        "Add correction": "correct",
        "Withdraw": "withdraw",
    }
    assert offered(translation, editor) == {
        **translate,
        **bin,
        "Compare with the original": "catch-up",
    }
    assert offered(Story.objects.get(pk=gone.pk), editor) == {"Restore": "restore", **bin}


def test_buttons_stand_in_the_order_of_daily_use(make_story: MakeStory, editor: Any) -> None:
    buttons = buttons_for(make_story(), editor)
    assert [(button.priority, button.icon_name) for button in sorted(buttons)] == [
        (40, "globe"),
        (41, "edit"),
        (42, "no-view"),
    ]


def test_a_writer_has_no_button_for_what_only_editors_may(
    make_story: MakeStory, writer: Any
) -> None:
    assert offered(make_story(), writer) == {"Start translation": "translate"}
    assert offered(Topic.objects.create(hashtag="Old"), writer) == {}


def test_a_topic_can_be_merged_until_it_is(newsroom: Any, editor: Any) -> None:
    old, kept = Topic.objects.create(hashtag="Old"), Topic.objects.create(hashtag="Kept")
    assert offered(old, editor) == {"Merge into another topic": "merge", "Put into the bin": "put"}
    MergeTopics(old, kept).execute()
    assert offered(Topic.objects.get(pk=old.pk), editor) == {}


def test_the_buttons_stand_in_the_listing_and_beside_the_headline(
    at_desk: Client, make_story: MakeStory
) -> None:
    story, topic = make_story(), Topic.objects.create(hashtag="Old")
    for page, act in (
        ("/desk/stories/", f"/desk/stories/withdraw/{story.pk}/"),
        (f"/desk/stories/edit/{story.pk}/", f"/desk/stories/withdraw/{story.pk}/"),
        ("/desk/topics/", f"/desk/topics/merge/{topic.pk}/"),
        (f"/desk/topics/edit/{topic.pk}/", f"/desk/topics/merge/{topic.pk}/"),
    ):
        assert text(at_desk, page).count(f'href="{act}"') == 1, page


def test_an_act_on_any_thing_of_the_record_has_its_button(
    at_desk: Client, newsroom: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = Place.objects.create(country="LT")
    PlaceName.objects.create(place=place, language="en", name="Vilnius")
    (merge,) = (view for view in every_view() if view.act_class is MergeTopics)
    monkeypatch.setattr(MergeTopics, "model", Place)
    monkeypatch.setattr(MergeTopics, "offered", classmethod(lambda act, thing: True))
    for page in ("/desk/places/", f"/desk/places/edit/{place.pk}/"):
        assert str(merge.title()) in text(at_desk, page), page


@pytest.mark.parametrize("act", every_act(), ids=lambda act: act.name)
def test_the_history_words_an_act_as_the_act_does(act: type[Act[Any]]) -> None:
    assert history.action_exists(act.log_action())
    with override("be"):
        assert history.get_action_label(act.log_action()) == str(act.label)
        assert history.get_formatter(_Entry(act)).message == act.logged


class _Entry:
    """A line of the history, as far as the registry asks it."""

    def __init__(self, act: type[Act[Any]]) -> None:
        self.action = act.log_action()


@pytest.mark.parametrize("act", every_act(), ids=lambda act: act.name)
def test_an_editor_has_the_right_to_every_act(act: type[Act[Any]], editor: Any) -> None:
    assert editor.has_perm(act.right)


@pytest.mark.parametrize("view", every_view(), ids=lambda view: view.act_class.name)
def test_who_has_no_right_to_an_act_is_led_back_from_its_page(
    view: Any, client: Client, make_story: MakeStory, writer: Any
) -> None:
    rights = writer.groups.get().permissions
    rights.remove(*rights.filter(content_type__app_label="stories"))
    client.force_login(writer)
    binned = PutIntoBin(make_story("Binned", published=False)).execute()
    topic, where = Topic.objects.create(hashtag="Old"), Place.objects.create(country="LT")
    things = {Story: make_story(), Topic: topic, Binned: binned, Model: where}
    address = view.address_for(things[view.act_class.model])
    answer = client.post(address, {"day": "2020-08-09"})
    assert (answer.status_code, answer["Location"]) == (302, "/desk/")


def test_a_writer_translates_but_neither_corrects_withdraws_merges_nor_publishes(
    make_story: MakeStory, writer: Any
) -> None:
    story = make_story()
    StartTranslation(story, "be", user=writer).check()
    undated = make_story("Undated", published=False, day=None, import_key="3")
    DecideDay(undated, date(2020, 8, 9), publish=False, user=writer).check()
    topics = [Topic.objects.create(hashtag=hashtag) for hashtag in ("Old", "Kept")]
    for act in (
        AddCorrection(story, date(2021, 2, 9), "x", user=writer),
        Withdraw(story, "x", user=writer),
        MergeTopics(*topics, user=writer),
        DecideDay(undated, date(2020, 8, 9), publish=True, user=writer),
    ):
        with pytest.raises(ActPermissionError):
            act.check()
