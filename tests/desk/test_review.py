"""A writer's story goes through the editors' review."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.test import Client

from solidary.stories.models import State, Story, Topic
from tests.desk.conftest import MakeStory


def form(**more: str) -> dict[str, str]:
    """The story form as a browser sends it, without bylines and sources."""
    management = {
        f"{name}-{count}": "0"
        for name in ("bylines", "sources")
        for count in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS")
    }
    fields = {"language": "en", "kind": "news", "headline": "Letters", "sequence": "0"}
    return {**management, **fields, "body-count": "0", **more}


def test_a_writer_sends_a_story_to_review_and_an_editor_publishes_it(
    client: Client, make_story: MakeStory, writer: Any, editor: Any
) -> None:
    client.force_login(writer)
    answer = client.post("/desk/stories/add/", form(**{"action-submit": "1"}))
    assert answer.status_code == 302, answer.content.decode()[:2000]
    story = Story.objects.get()
    assert story.state is State.REVIEW
    # A writer's own click on "publish" publishes nothing.
    client.post(f"/desk/stories/edit/{story.pk}/", form(**{"action-publish": "1"}))
    assert not Story.objects.get().live

    client.force_login(editor)
    dashboard = client.get("/desk/").content.decode()
    assert "Letters" in dashboard.split("desk-panel--review")[1].split("</section>")[0]
    client.post(
        f"/desk/stories/edit/{story.pk}/",
        form(**{"action-workflow-action": "1", "workflow-action-name": "approve"}),
    )
    assert Story.objects.get().is_public


def test_topics_are_kept_in_the_order_in_which_they_are_sent(
    at_desk: Client, make_story: MakeStory
) -> None:
    feeds, zeta = (Topic.objects.create(hashtag=name) for name in ("Feeds", "Zeta"))
    story = make_story(topics=[feeds, zeta])
    address = f"/desk/stories/edit/{story.pk}/"
    sent: Any = {**form(), "topics": [str(zeta.pk), str(feeds.pk)]}
    at_desk.post(address, sent)
    draft = Story.objects.get(pk=story.pk)
    assert draft.has_unpublished_changes, "another order is a change"
    assert list(draft.topics.all()) == [feeds, zeta]
    assert list(draft.get_latest_revision_as_object().topics.all()) == [zeta, feeds]
    shown = at_desk.get(address).content.decode()
    assert shown.index(">#Zeta</option>") < shown.index(">#Feeds</option>")
    at_desk.post(address, {**sent, "action-publish": "1"})
    assert list(Story.objects.get(pk=story.pk).topics.all()) == [zeta, feeds]


def test_the_language_of_a_story_is_fixed_once_it_is_public(
    at_desk: Client, make_story: MakeStory
) -> None:
    draft = make_story(published=False)
    at_desk.post(f"/desk/stories/edit/{draft.pk}/", form(language="be"))
    assert Story.objects.get(pk=draft.pk).language == "be"
    public = make_story()
    at_desk.post(f"/desk/stories/edit/{public.pk}/", form(language="be", **{"action-publish": "1"}))
    assert Story.objects.get(pk=public.pk).language == "en"


def test_what_never_was_public_is_found_and_listed_as_it_was_last_saved(
    at_desk: Client, make_story: MakeStory
) -> None:
    undated = make_story("Import", published=False, day=None, import_key="1")
    topic = Topic.objects.create(hashtag="SolidarityBelarus")
    at_desk.post(
        f"/desk/stories/edit/{undated.pk}/",
        form(headline="Wishes", day="2021-03-08", topics=str(topic.pk)),
    )
    assert not Story.objects.undated().exists()
    story = Story.objects.get(pk=undated.pk)
    assert (story.headline, story.day, story.state) == ("Wishes", date(2021, 3, 8), State.DRAFT)
    assert "Wishes" in at_desk.get(f"/desk/stories/?topics={topic.pk}").content.decode()


def test_a_draft_of_a_public_story_leaves_what_readers_see_alone(
    at_desk: Client, make_story: MakeStory
) -> None:
    story = make_story()
    at_desk.post(f"/desk/stories/edit/{story.pk}/", form(headline="Half-written"))
    assert Story.objects.get(pk=story.pk).headline == "A living chain"


def test_an_editor_calls_a_change_a_small_mend_or_tells_of_an_update(
    at_desk: Client, make_story: MakeStory
) -> None:
    never_public = make_story(published=False)
    assert "Small mend" not in at_desk.get("/desk/stories/add/").content.decode()
    assert (
        "Small mend" not in at_desk.get(f"/desk/stories/edit/{never_public.pk}/").content.decode()
    )
    story = make_story()
    address = f"/desk/stories/edit/{story.pk}/"
    assert "Small mend" in at_desk.get(address).content.decode()

    mend = {"day": "2021-02-07", "small_mend": "on"}
    at_desk.post(address, form(headline="A livng chain", **mend))
    assert 'name="small_mend"' in (page := at_desk.get(address).content.decode())
    assert "checked" in page.split('name="small_mend"')[1].split(">")[0], "a draft keeps it"
    at_desk.post(address, form(headline="A living Chain", **mend, **{"action-publish": "1"}))
    mended = Story.objects.get(pk=story.pk)
    assert (mended.headline, mended.updated_at) == ("A living Chain", None)
    page = at_desk.get(address).content.decode()
    assert "checked" not in page.split('name="small_mend"')[1].split(">")[0]

    told = form(headline="A longer chain", day="2021-02-07", **{"action-publish": "1"})
    at_desk.post(address, told)
    assert Story.objects.get(pk=story.pk).updated_at is not None
