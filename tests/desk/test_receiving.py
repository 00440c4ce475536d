"""Receiving photos and messages at the desk: the panel, the switch, the settings, the topics."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils.html import strip_tags
from wagtail.users.models import UserProfile

from solidary.intake import ending
from solidary.intake.log import FIRST, hash_of
from solidary.intake.models import (
    BagProblem,
    Contribution,
    Envelope,
    IntakeSettings,
    Item,
    LogLine,
    TopicSwitches,
)
from solidary.intake.models.log_line import Verb
from solidary.sealing.disk import today
from solidary.stories.erasing.record import marked_words
from solidary.stories.models import MarkedBlock, Newsroom, Story, Topic
from tests.desk.conftest import MakeStory
from tests.desk.test_forms import newsroom_form
from tests.intake.people import public_keys

PAUSE = "/desk/receiving/pause/"


def panel(client: Client) -> str:
    page = client.get("/desk/").content.decode()
    _, found, rest = page.partition('aria-labelledby="desk-panel-receiving"')
    return " ".join(strip_tags(rest.partition("</section>")[0]).split()) if found else ""


def test_two_steps_open_the_letterbox_and_the_panel_says_how_far_they_are(at_desk: Client) -> None:
    said = panel(at_desk)
    assert "The letterbox is closed" in said and "0 of 2 made" in said and "not made yet" in said
    assert "solidary keys desk NAME" in said
    assert "solidary keys desk --recovery --folder /media/stick" in said
    public_keys("ewa")
    assert "1 of 2 made" in panel(at_desk)
    public_keys("ewa", "jan", recovery=True)
    said = panel(at_desk)
    assert "The letterbox is open" in said and "keys desk" not in said and "weaker way" in said


def waiting(days: int) -> Contribution:
    day = today() - timedelta(days=days)
    made: Contribution = Contribution.objects.create(ref=f"{days:032x}", came_on=day)
    envelope = Envelope.objects.create(
        contribution=made, ref=made.ref, kind="contribution", came_on=day
    )
    Item.objects.create(envelope=envelope, ref="words", size=65_536)
    return made


def test_what_waits_and_what_dies_within_a_week_is_said(at_desk: Client) -> None:
    assert "Nothing waits." in panel(at_desk)
    waiting(1)
    waiting(55)
    said = panel(at_desk)
    assert "2 contributions wait, the oldest since" in said
    assert "1 file or message is deleted within a week" in said
    assert Item.objects.exclude(noticed_on=None).count() == 1


def test_who_may_not_see_what_was_sent_gives_nobody_notice(client: Client, writer: Any) -> None:
    waiting(70)
    client.force_login(writer)
    assert panel(client) == ""
    assert Item.objects.get().noticed_on is None


def test_an_unusual_hour_is_shown_to_everybody(client: Client, writer: Any) -> None:
    hour = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)
    before = FIRST
    lines = []
    for number in range(1, 103):
        line = LogLine(
            number=number,
            hour=hour,
            who="jan",
            verb=Verb.LOOK,
            item=f"{number:08x}.words",
            before=before,
        )
        line.hash = before = hash_of(line)
        lines.append(line)
    LogLine.objects.bulk_create(lines)
    client.force_login(writer)
    assert "102 items were opened in the hour" in panel(client)


def test_what_is_wrong_is_one_line_each(at_desk: Client, make_story: MakeStory) -> None:
    BagProblem.objects.create(ref="a" * 32, line="it is damaged", since=today())
    IntakeSettings.objects.create(pk=1, problem="the host doesn't answer")
    story = make_story("Merged")
    MarkedBlock.objects.create(story=story.address, block="1", since=today())
    said = panel(at_desk)
    assert "1 envelope is damaged and set aside: it is damaged" in said
    assert "can’t be emptied: the host doesn&#x27;t answer" in said
    assert "Words in “Merged” were taken back" in said
    LogLine.objects.create(number=7, hour=datetime.now(UTC), verb="look", before="", hash="")
    ending._done.clear()
    ending.daily()
    assert "isn’t as it was written" in panel(at_desk)
    ending._log_faults.clear()


def test_the_switch_pauses_and_opens_and_is_logged(at_desk: Client) -> None:
    public_keys("ewa", "jan", recovery=True)
    for paused in (True, True, False):
        assert at_desk.post(PAUSE, {"paused": "1" if paused else "0"}).status_code == 302
        assert IntakeSettings.load().paused is paused
        assert ("paused: it says so" in panel(at_desk)) is paused
    assert [line.verb for line in LogLine.objects.all()] == [Verb.PAUSE, Verb.RESUME]


def test_who_may_not_set_the_newsroom_pauses_nothing(client: Client, writer: Any) -> None:
    client.force_login(writer)
    client.post(PAUSE, {"paused": "1"})
    assert not IntakeSettings.load().paused
    assert client.get(PAUSE).status_code in (302, 405)


def test_how_long_things_are_kept_is_set_in_the_newsrooms_form(at_desk: Client) -> None:
    newsroom = Newsroom.load()
    address = f"/desk/settings/stories/newsroom/{newsroom.pk}/"
    newsroom.per_language.all().delete()
    assert "Delete what waits after" in at_desk.get(address).content.decode()
    form = newsroom_form(newsroom, "en") | {
        "refused_days": "0", "waiting_days": "", "used_days": "14",
    }  # fmt: skip
    assert at_desk.post(address, {**form, "used_days": "-1"}).status_code == 200
    assert at_desk.post(address, {**form, "used_days": "9999999"}).status_code == 200
    assert at_desk.post(address, form).status_code == 302
    chosen = IntakeSettings.load()
    assert (chosen.refused_days, chosen.waiting_days, chosen.used_days) == (0, 60, 14)
    assert LogLine.objects.get().verb == Verb.SET


def test_a_topic_asks_for_contributions_and_takes_two_where_it_is_sensitive(
    at_desk: Client,
) -> None:
    topic = Topic.objects.create(hashtag="Chain")
    address = f"/desk/topics/edit/{topic.pk}/"
    parts = {
        f"{part}-{count}": "0"
        for part in ("names", "pins", "aliases")
        for count in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS")
    }
    form = {"hashtag": "Chain", "old_addresses": "", **parts, "receiving": "1"}
    page = BeautifulSoup(at_desk.get(address).content, "html.parser")
    assert "Sensitive: two people decide" in page.get_text()
    for around in page.select(".w-panel__wrapper:has(input[type=hidden])"):
        # A field that nobody fills in has no name over it either.
        shown = around.select("input:not([type=hidden]), textarea, select, button")
        assert shown or around.has_attr("hidden"), around
    both = {**form, "asks_for_contributions": "on", "two_decide": "on"}
    assert at_desk.post(address, both).status_code == 302
    assert (TopicSwitches.objects.get().asks, TopicSwitches.objects.get().sensitive) == (True, True)
    assert at_desk.post(address, both).status_code == 302
    assert at_desk.post(address, form).status_code == 302
    assert not TopicSwitches.objects.get().asks
    # Who lets one person decide again has a line that everybody reads.
    lines = LogLine.objects.order_by("number").values_list("verb", "who")
    assert list(lines) == [(Verb.TWO_DECIDE, "hanna"), (Verb.ONE_DECIDES, "hanna")]
    read = strip_tags(at_desk.get("/desk/queue/log/").content.decode())
    assert "had one person decide about a topic again #Chain" in read
    without = {name: value for name, value in both.items() if name != "receiving"}
    assert at_desk.post(address, without).status_code == 302
    assert not TopicSwitches.objects.get().asks


@pytest.mark.parametrize("keep", ["keep", "out"])
def test_an_editor_decides_about_marked_blocks(
    at_desk: Client, make_story: MakeStory, keep: str
) -> None:
    story = make_story("Merged", published=False)
    said = {"text": "Two hundred came.", "language": "be", "who": "Hanna"}
    entry = {"type": "item", "id": "2", "value": said}
    wall = {"title": "Wishes", "wishes": [entry]}
    story.body = [{"type": "wall", "value": wall, "id": "1"}]
    story.save()
    story.save_revision()
    block = story.raw_body[0]["id"]
    MarkedBlock.objects.create(story=story.address, block=block, since=today())
    address = f"/desk/stories/decide-marked/{story.pk}/"
    # As readers read it: nothing of what the program knows besides, such as a language's code.
    assert marked_words(story) == ["Wishes Two hundred came. Hanna"]
    assert "Two hundred came." in at_desk.get(address).content.decode()
    assert at_desk.post(address, {"keep": keep}).status_code == 302
    assert not MarkedBlock.objects.exists()
    left = Story.objects.get(pk=story.pk).get_latest_revision_as_object().raw_body
    assert [each["id"] for each in left] == ([block] if keep == "keep" else [])


@pytest.mark.parametrize("first", ["be", "en"])
def test_the_dashboard_leads_to_the_tabs_of_the_settings_in_every_language(
    at_desk: Client, first: str
) -> None:
    """Whichever language the form was first opened in."""
    profile = UserProfile.get_for_user(at_desk.get("/desk/").wsgi_request.user)
    for language in (first, "lt", "en"):
        profile.preferred_language = language
        profile.save()
        page = at_desk.get("/desk/").content.decode()
        ways = re.findall(r'href="(/desk/settings/[^"#]+)#(tab-[^"]+)"', page)
        assert {tab for _, tab in ways} == {"tab-receiving", "tab-backups"}
        for way, tab in ways:
            assert f'id="{tab}"' in at_desk.get(way).content.decode(), language
