"""Whoever publishes a story dated ahead is asked first; a schedule in the past is refused; clocks
name their zone."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone, translation
from django.utils.formats import date_format

from solidary.languages import LANGUAGES
from solidary.stories.acts import NotNowError
from solidary.stories.acts.redate import Redate
from solidary.stories.acts.send_to_review import SendToReview
from solidary.stories.acts.translate import StartTranslation
from solidary.stories.dated_ahead import Answer, DatedAheadError
from solidary.stories.models import Newsroom, State, Story
from solidary.stories.schedule import publish_due
from tests.desk.conftest import MakeStory
from tests.desk.test_bulk import again, said
from tests.desk.test_review import form

AHEAD = "2099-07-01"
DUE = datetime(2099, 6, 30, 22, tzinfo=UTC)
PUBLISH = {"action-publish": "1"}
APPROVE = {"action-workflow-action": "1", "workflow-action-name": "approve"}


def ask(story: Story) -> str:
    return f"/desk/stories/publish-dated-ahead/{story.pk}/"


def edit(story: Story) -> str:
    return f"/desk/stories/edit/{story.pk}/"


def waits_for(story: Story) -> datetime:
    found = again(story)
    assert not found.live and found.state is State.SCHEDULED
    at: datetime = found.scheduled_revision.approved_go_live_at
    assert found.scheduled_revision.as_object().go_live_at == at
    return at


def test_publishing_asks_keeps_what_was_written_and_does_what_is_answered(
    at_desk: Client, newsroom: Newsroom
) -> None:
    answer = at_desk.post("/desk/stories/add/", form(day=AHEAD, **PUBLISH))
    story = Story.objects.get()
    assert answer.status_code == 302 and answer["Location"] == ask(story)
    assert story.state is State.DRAFT and story.day == date(2099, 7, 1)
    page = at_desk.get(ask(story)).content.decode()
    assert "1 July 2099, 00:00 (UTC+0200)" in page
    assert 'value="wait"' in page and 'value="now"' in page and edit(story) in page

    done = at_desk.post(ask(story), {"answer": "wait"}, follow=True).content.decode()
    assert "goes out on 1 July 2099, 00:00 (UTC+0200)" in done
    assert waits_for(story) == DUE


def test_publishing_now_all_the_same_publishes_now(at_desk: Client, make_story: MakeStory) -> None:
    story = make_story(published=False)
    at_desk.post(edit(story), form(day=AHEAD, **PUBLISH))
    assert not again(story).live
    at_desk.post(ask(story), {"answer": "now"})
    assert again(story).is_public and again(story).day == date(2099, 7, 1)
    answer = at_desk.post(edit(story), form(day=AHEAD, headline="Another", **PUBLISH))
    assert answer["Location"] != ask(story), "readers have it under this date already"
    assert again(story).headline == "Another"


def test_a_time_of_today_that_is_to_come_is_asked_about_too(
    at_desk: Client, make_story: MakeStory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 3, 10, 9, tzinfo=UTC))
    story = make_story(published=False)
    for clock, asked in (("10:01", True), ("09:59", False)):
        sent = form(day="2026-03-10", time=clock, **PUBLISH)
        answer = at_desk.post(edit(story), sent)
        assert (answer["Location"] == ask(story)) is asked, clock
    assert again(story).live


def test_a_schedule_before_its_day_is_asked_about_and_one_after_it_is_not(
    at_desk: Client, make_story: MakeStory
) -> None:
    story = make_story(published=False)
    early = form(day=AHEAD, go_live_at="2099-06-29 10:00", **PUBLISH)
    assert at_desk.post(edit(story), early)["Location"] == ask(story)
    at_desk.post(ask(story), {"answer": "wait"})
    assert waits_for(story) == DUE
    other = make_story(published=False)
    at_desk.post(edit(other), form(day=AHEAD, go_live_at="2099-07-01 10:00", **PUBLISH))
    assert waits_for(other) == datetime(2099, 7, 1, 8, tzinfo=UTC)


@pytest.mark.parametrize("answer", list(Answer))
def test_an_approval_is_asked_about_and_ends_the_review(
    at_desk: Client, make_story: MakeStory, editor: Any, answer: Answer
) -> None:
    story = make_story(published=False, day=date(2099, 7, 1))
    SendToReview(story, user=editor).execute()
    asked = at_desk.post(edit(story), form(day=AHEAD, **APPROVE))["Location"]
    assert asked.startswith(ask(story)) and again(story).state is State.REVIEW
    task = again(story).current_workflow_task_state
    in_dialog = f"/desk/stories/workflow/action/{story.pk}/approve/{task.pk}/"
    sent = {"comment": "Good & true"}
    asked = at_desk.post(in_dialog, sent)["Location"]
    assert again(story).state is State.REVIEW
    page = at_desk.get(asked).content.decode()
    assert 'name="comment" value="Good &amp; true"' in page
    at_desk.post(ask(story), {"answer": answer, "approve": "1", **sent})
    assert again(story).live is (answer is Answer.NOW)
    if answer is Answer.WAIT:
        assert waits_for(story) == DUE
    task.refresh_from_db()
    assert task.status == "approved" and task.comment == "Good & true"


def test_who_may_not_publish_is_not_let_in(
    client: Client, make_story: MakeStory, writer: Any
) -> None:
    story = make_story(published=False, day=date(2099, 7, 1))
    client.force_login(writer)
    client.post(ask(story), {"answer": "now"})
    client.post(ask(story), {"answer": "now", "approve": "1"})
    assert not again(story).live


def test_a_translation_is_asked_about_like_any_story(
    at_desk: Client, make_story: MakeStory, editor: Any
) -> None:
    translation_ = StartTranslation(make_story(), "be", user=editor).execute()
    answer = at_desk.post(edit(translation_), form(language="be", day=AHEAD, **PUBLISH))
    assert answer["Location"] == ask(translation_)


def test_setting_the_day_of_an_import_to_one_ahead_asks_before_it_publishes(
    at_desk: Client, make_story: MakeStory
) -> None:
    undated = make_story(published=False, day=None, import_key="1")
    answer = at_desk.post(f"/desk/stories/day/{undated.pk}/", {"day": AHEAD, "publish": "1"})
    assert answer["Location"] == ask(undated)
    assert again(undated).day == date(2099, 7, 1) and not again(undated).live


@pytest.mark.parametrize("many", [True, False])
def test_a_date_ahead_for_what_is_public_is_asked_about(
    at_desk: Client, make_story: MakeStory, many: bool
) -> None:
    story = make_story()

    def sent(**fields: Any) -> str:
        if many:
            return said(at_desk, "redate", [story], day=AHEAD, **fields)
        address = f"/desk/stories/redate/{story.pk}/"
        return at_desk.post(address, {"day": AHEAD, **fields}, follow=True).content.decode()

    page = sent()
    assert "This date lies ahead" in page and "Please say when" in page
    assert again(story).day == date(2021, 2, 7)
    sent(dated_ahead="wait")
    assert again(story).day == date(2021, 2, 7) and again(story).live
    waiting = again(story).scheduled_revision
    assert waiting.approved_go_live_at == DUE and waiting.as_object().day == date(2099, 7, 1)
    sent(dated_ahead="now")
    assert again(story).day == date(2099, 7, 1)


def test_a_date_ahead_for_a_draft_needs_no_answer(at_desk: Client, make_story: MakeStory) -> None:
    story = make_story(published=False)
    at_desk.post(f"/desk/stories/redate/{story.pk}/", {"day": AHEAD})
    assert again(story).day == date(2099, 7, 1) and not again(story).live


def test_no_act_of_somebody_publishes_ahead_without_an_answer(
    make_story: MakeStory, editor: Any
) -> None:
    story = make_story()
    with pytest.raises(DatedAheadError):
        Redate(story, date(2099, 7, 1), user=editor).execute()
    assert again(story).day == date(2021, 2, 7)
    assert not issubclass(DatedAheadError, NotNowError)


def test_what_moved_in_as_public_stays_so_while_a_version_of_it_waits(
    at_desk: Client, make_story: MakeStory
) -> None:
    story = make_story()
    Story.objects.filter(pk=story.pk).update(live_revision=None, latest_revision=None)
    story.revisions.all().delete()
    at_desk.post(
        edit(story),
        form(day="2021-02-07", headline="Later", go_live_at="2099-01-01 10:00", **PUBLISH),
    )
    assert again(story).live and again(story).headline == "A living chain"
    assert again(story).scheduled_revision.object_str == "Later"


@pytest.mark.parametrize("action", [{}, PUBLISH])
@pytest.mark.parametrize(
    ("sent", "field", "line"),
    [
        ({"go_live_at": "2021-02-07 10:00"}, "go_live_at", "This time has passed; it is "),
        ({"expire_at": "2021-02-07 10:00"}, "expire_at", "This time has passed; it is "),
        (
            {"go_live_at": "2099-02-07 10:00", "expire_at": "2099-02-07 10:00"},
            "expire_at",
            "The story would expire before it goes out.",
        ),
    ],
)
def test_a_schedule_in_the_past_is_refused_at_its_field(
    at_desk: Client,
    make_story: MakeStory,
    action: dict[str, str],
    sent: dict[str, str],
    field: str,
    line: str,
) -> None:
    story = make_story(published=False)
    answer = at_desk.post(edit(story), form(day="2021-02-07", **sent, **action))
    assert answer.status_code == 200
    errors = answer.context["form"].errors
    assert set(errors) == {field} and len(errors[field]) == 1, errors
    assert errors[field][0].startswith(line)
    assert not again(story).live and again(story).scheduled_revision is None


def test_a_schedule_that_passed_does_not_lock_a_story_up(
    at_desk: Client, make_story: MakeStory
) -> None:
    """It went out by it, or it is a draft that somebody goes on writing."""
    passed = datetime(2021, 2, 7, 10, 0, 30, tzinfo=UTC)
    public, draft = make_story(), make_story(published=False)
    for story in (public, draft):
        version = again(story)
        version.go_live_at = passed
        version.save_revision(clean=False)
        sent = form(day="2021-02-07", headline="Mended", go_live_at="2021-02-07 11:00")
        assert at_desk.post(edit(story), sent).status_code == 302
    assert at_desk.post(edit(public), {**sent, **PUBLISH}).status_code == 302
    assert again(public).headline == "Mended"
    assert at_desk.post(edit(draft), {**sent, **PUBLISH}).status_code == 200


def test_the_schedule_and_the_status_say_by_which_clock_they_are(
    at_desk: Client, make_story: MakeStory, newsroom: Newsroom
) -> None:
    newsroom.time_zone = "Asia/Kathmandu"
    newsroom.save()
    page = at_desk.get(edit(make_story(published=False))).content.decode()
    assert page.count("Times are in Asia/Kathmandu (UTC+5:45).") == 3


@pytest.mark.parametrize("language", [one.code for one in LANGUAGES])
@pytest.mark.parametrize("name", ["DATETIME_FORMAT", "SHORT_DATETIME_FORMAT"])
def test_every_moment_at_the_desk_names_its_zone(language: str, name: str) -> None:
    moment = datetime(2026, 3, 10, 14, 35, tzinfo=timezone.get_fixed_timezone(timedelta(hours=2)))
    with translation.override(language):
        words = date_format(moment, name)
    assert "14:35" in words and words.endswith("(UTC+0200)")


def test_the_dashboard_says_the_zone_of_what_is_scheduled(
    at_desk: Client, make_story: MakeStory
) -> None:
    story = make_story(published=False)
    at_desk.post(edit(story), form(day=AHEAD, go_live_at="2099-07-01 10:00", **PUBLISH))
    panel = at_desk.get("/desk/").content.decode().split("desk-panel--scheduled")[1]
    assert "1 Jul 2099, 10:00 (UTC+0200)" in panel.split("</section>")[0]
    assert publish_due().published == 0


def test_a_lock_says_in_which_zone_it_began_and_a_schedule_in_which_it_ends(
    at_desk: Client, make_story: MakeStory, writer: Any
) -> None:
    locked, waiting = make_story(), make_story(published=False)
    Story.objects.filter(pk=locked.pk).update(
        locked=True, locked_by=writer, locked_at=datetime(2026, 3, 10, 14, 35, tzinfo=UTC)
    )
    assert "10 March 2026, 15:35 (UTC+0100)" in at_desk.get(edit(locked)).content.decode()
    at_desk.post(edit(waiting), form(day="2021-02-07", go_live_at="2099-07-01 10:00", **PUBLISH))
    page = at_desk.get(edit(waiting)).content.decode()
    assert page.count("1 July 2099, 10:00 (UTC+0200)") >= 2, "in the lock and in the status"
    history = at_desk.get(f"/desk/stories/history/{waiting.pk}/").content.decode()
    assert "(UTC+0" in history
