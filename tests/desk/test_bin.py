"""The bin at the desk: every way to delete leads there, and what is used is named."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.utils import timezone

from solidary.release.addresses import story_page
from solidary.serving.clock import tick
from solidary.stories.acts.merge import MergeTopics
from solidary.stories.acts.put_into_bin import PutIntoBin
from solidary.stories.acts.withdraw import Withdraw
from solidary.stories.models import Binned, Photo, Place, PlaceName, Story, Topic
from tests.desk.conftest import MakeStory
from tests.desk.test_pages import text
from tests.press.archive import photo


def place(name: str = "Kyiv") -> Place:
    made = Place.objects.create(country="UA")
    PlaceName.objects.create(place=made, language="en", name=name)
    return made


def roundup(make_story: MakeStory, where: Place, headline: str, language: str = "en") -> Story:
    story = make_story(headline, language=language)
    story.body = [
        {"type": "dispatch", "value": {"place": where.pk, "text": "<p>Words.</p>"}, "id": "d"}
    ]
    story.save_revision().publish()
    return story


def test_a_place_in_use_says_by_how_many_and_which_and_stays(
    at_desk: Client, make_story: MakeStory
) -> None:
    where = place()
    stories = [roundup(make_story, where, f"Day {number}") for number in range(3)]
    page = text(at_desk, f"/desk/bin/put/place/{where.pk}/")
    assert "It is used 3 times" in page
    for story in stories:
        assert f'href="/desk/stories/edit/{story.pk}/"' in page and story.headline in page
    assert 'type="submit" class="button serious"' not in page
    at_desk.post(f"/desk/bin/put/place/{where.pk}/")
    assert Place.objects.filter(pk=where.pk).exists() and not Binned.objects.exists()


def test_a_place_is_replaced_by_another_and_the_roundups_keep_their_headings(
    at_desk: Client, make_story: MakeStory, home: Path
) -> None:
    kyiv, berlin, better = place("Kyiv"), place("Berlin"), place("Kyjiv")
    story = make_story("Day 1")
    story.body = [
        {"type": "dispatch", "value": {"place": one.pk, "text": f"<p>{words}.</p>"}, "id": words}
        for one, words in ((berlin, "Sang"), (kyiv, "Marched"))
    ]
    story.save_revision().publish()
    put = text(at_desk, f"/desk/bin/put/place/{kyiv.pk}/")
    assert f'href="/desk/bin/replace/place/{kyiv.pk}/"' in put
    page = text(at_desk, f"/desk/bin/replace/place/{kyiv.pk}/")
    assert "It is used 1 time:" in page and "Day 1" in page
    at_desk.post(f"/desk/bin/replace/place/{kyiv.pk}/", {"by": better.pk})
    read = (home / "site" / story_page("en", story.address)).read_text("utf-8")
    assert re.search(r"Berlin.*Sang.*Kyjiv.*Marched", read, re.DOTALL)
    assert [one.title for one in Binned.objects.all()] == ["Kyiv"]


@pytest.mark.parametrize("number", [1, 2, 67])
def test_a_topic_says_how_many_stories_have_it(
    at_desk: Client, make_story: MakeStory, number: int
) -> None:
    topic = Topic.objects.create(hashtag="SolidarityBelarus")
    for each in range(number):
        story = make_story(f"Story {each}", published=False)
        story.topics.through.objects.create(story=story, topic=topic)
    page = text(at_desk, f"/desk/bin/put/topic/{topic.pk}/")
    assert re.search(rf"It is used {number} times? ", page)
    assert f"/desk/topics/merge/{topic.pk}/" in page
    assert ("and 17 more" in page) == (number == 67)


def test_a_topic_that_another_was_merged_into_is_told_in_a_line(
    at_desk: Client, make_story: MakeStory
) -> None:
    old, kept = Topic.objects.create(hashtag="Old"), Topic.objects.create(hashtag="Kept")
    MergeTopics(old, kept).execute()
    assert "#Old" in text(at_desk, f"/desk/bin/put/topic/{kept.pk}/")
    assert "was merged" in text(at_desk, f"/desk/bin/put/topic/{old.pk}/")
    for topic in (old, kept):
        assert at_desk.post(f"/desk/bin/put/topic/{topic.pk}/").status_code == 200
        assert at_desk.post(f"/desk/topics/delete/{topic.pk}/").status_code == 302
    assert Topic.objects.count() == 2


def addresses_that_delete(things: dict[str, Any]) -> list[str]:
    onward = urlencode({"next": "/desk/"})
    bulk = [
        f"/desk/bulk/stories/{thing._meta.model_name}/delete/?id={thing.pk}&{onward}"
        for thing in things.values()
    ]
    snippets = {"topic": "topics", "place": "places", "story": "stories"}
    plain = [f"/desk/{name}/delete/{things[kind].pk}/" for kind, name in snippets.items()]
    picture = things["photo"].pk
    return [
        *bulk,
        *plain,
        f"/desk/images/{picture}/delete/",
        f"/desk/images/{picture}/delete/?{onward}",
        f"/desk/images/multiple/{picture}/delete/",
    ]


@pytest.mark.parametrize("method", ["post", "delete", "get"])
def test_no_address_deletes_what_is_used_or_published(
    at_desk: Client, make_story: MakeStory, method: str
) -> None:
    topic, picture = Topic.objects.create(hashtag="One"), photo()
    story = make_story(topics=[topic])
    where = place()
    story.body = [
        {"type": "photo", "value": {"photo": picture.pk, "caption": ""}, "id": "p"},
        {"type": "dispatch", "value": {"place": where.pk, "text": "<p>Words.</p>"}, "id": "d"},
    ]
    story.save_revision().publish()
    things = {"topic": topic, "place": where, "photo": picture, "story": story}
    for address in addresses_that_delete(things):
        answer = getattr(at_desk, method)(address)
        assert answer.status_code in (200, 302, 405, 409), (address, answer.status_code)
    assert not Binned.objects.exists()
    for thing in things.values():
        assert type(thing).objects.filter(pk=thing.pk).exists()


def test_every_address_that_deletes_puts_into_the_bin_what_nothing_uses(
    at_desk: Client, make_story: MakeStory
) -> None:
    things: dict[str, Any] = {
        "topic": Topic.objects.create(hashtag="One"),
        "place": place(),
        "photo": photo(),
        "story": make_story(published=False),
    }
    for thing in things.values():
        name = thing._meta.model_name
        at_desk.post(f"/desk/bulk/stories/{name}/delete/?id={thing.pk}&next=/desk/")
        assert Binned.objects.filter(kind=thing.kind_of_change, ref=thing.pk).exists(), name
    for address in ("/desk/images/{}/delete/?next=/desk/", "/desk/images/multiple/{}/delete/"):
        picture = photo("blue")
        at_desk.post(address.format(picture.pk))
        assert Binned.objects.filter(kind="photo", ref=picture.pk).exists(), address
    assert not Photo.objects.exists()


def test_delete_of_a_published_story_leads_to_withdraw(
    at_desk: Client, make_story: MakeStory
) -> None:
    story = make_story()
    led = at_desk.get(f"/desk/stories/delete/{story.pk}/", follow=True)
    assert led.redirect_chain[-1][0] == f"/desk/stories/withdraw/{story.pk}/"
    assert "Withdraw the story" in led.content.decode()
    for page in ("/desk/stories/", f"/desk/stories/edit/{story.pk}/"):
        assert f"/desk/stories/delete/{story.pk}/" not in text(at_desk, page)
        assert f"/desk/bin/put/story/{story.pk}/" not in text(at_desk, page)


def test_the_bin_says_what_since_when_by_whom_and_until_when(
    at_desk: Client, make_story: MakeStory
) -> None:
    story = make_story("Half-written", published=False)
    at_desk.post(f"/desk/bin/put/story/{story.pk}/")
    page = text(at_desk, "/desk/bin/")
    assert "Half-written" in page and "hanna" in page and "Story" in page
    assert '"/desk/bin/"' in text(at_desk, "/desk/")
    binned = Binned.objects.get()
    assert f"/desk/bin/bring-back/{binned.pk}/" in page
    assert f"/desk/bin/empty-now/{binned.pk}/" in page
    assert "Half-written" not in text(at_desk, "/desk/stories/")
    answer = at_desk.post(f"/desk/bin/bring-back/{binned.pk}/", follow=True)
    assert answer.redirect_chain[-1][0] == f"/desk/stories/edit/{story.pk}/"
    assert "is back" in answer.content.decode()


def test_a_writer_sees_the_bin_but_empties_nothing(
    client: Client, writer: Any, make_story: MakeStory
) -> None:
    binned = PutIntoBin(make_story(published=False)).execute()
    client.force_login(writer)
    page = text(client, "/desk/bin/")
    assert "empty-now" not in page and "bring-back" not in page
    for address in ("bring-back", "empty-now"):
        client.post(f"/desk/bin/{address}/{binned.pk}/")
    story = make_story("Another", published=False)
    client.post(f"/desk/bin/put/story/{story.pk}/")
    client.post(f"/desk/bulk/stories/story/delete/?id={story.pk}&next=/desk/")
    assert list(Binned.objects.all()) == [binned]


def test_bulk_does_what_can_be_done_and_names_the_rest(
    at_desk: Client, make_story: MakeStory
) -> None:
    public, draft = make_story("Public"), make_story("Draft", published=False)
    gone = make_story("Gone")
    Withdraw(gone, "Asked.").execute()
    ids = urlencode([("id", one.pk) for one in (public, draft, gone)])
    answer = at_desk.post(
        f"/desk/bulk/stories/story/delete/?{ids}&next=/desk/stories/", follow=True
    ).content.decode()
    assert "2 done" in answer and "1 was left as it is" in answer and "Withdraw it first" in answer
    assert list(Story.objects.all()) == [public]


def test_no_bulk_act_takes_in_what_was_not_ticked(at_desk: Client, make_story: MakeStory) -> None:
    make_story(published=False)
    answer = at_desk.post("/desk/bulk/stories/story/delete/?id=all&next=/desk/")
    assert answer.status_code == 404 and not Binned.objects.exists()


def test_the_clock_ends_what_has_lain_there_for_thirty_days(
    at_desk: Client, make_story: MakeStory
) -> None:
    PutIntoBin(make_story("Old", published=False)).execute()
    Binned.objects.update(binned_at=timezone.now() - timedelta(days=30, minutes=1))
    PutIntoBin(make_story("New", published=False)).execute()
    tick()
    assert [one.title for one in Binned.objects.all()] == ["New"]
