"""What a post of a Ghost export becomes, and what never becomes public by moving in."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest

from solidary.stories.models import Newsroom, OldAddress, Story, Topic
from solidary.wire.errors import WireError
from tests.wire.ghost.exports import export, post, taken_in
from tests.wire.moving_in import brought_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home")]


def test_a_published_post_is_a_story_with_its_day_bylines_topics_and_address() -> None:
    Newsroom.objects.update_or_create(pk=Newsroom.load().pk, defaults={"time_zone": "Europe/Minsk"})
    data = export(
        post(7, "Rain & flags", custom_excerpt="They came."),
        tags=[{"id": "t1", "name": "living chain", "slug": "chain"}, {"id": "t2", "name": "Solidarity", "slug": "s"}],
        posts_tags=[
            {"post_id": "p7", "tag_id": "t1", "sort_order": 1},
            {"post_id": "p7", "tag_id": "t2", "sort_order": 0},
        ],
        posts_authors=[
            {"post_id": "p7", "author_id": "u2", "sort_order": 0},
            {"post_id": "p7", "author_id": "u1", "sort_order": 1},
        ],
    )  # fmt: skip
    report = taken_in(data, site="https://news.example")
    story = Story.objects.get()
    assert (story.headline, story.standfirst) == ("Rain & flags", "They came.")
    assert (story.live, story.day, story.time) == (True, date(2021, 2, 8), time(14, 35))
    assert [block["value"] for block in story.raw_body] == ["<p>Words.</p>"]
    assert [byline.name for byline in story.bylines.all()] == ["Jane Roe", "Ola Nowak"]
    assert [topic.hashtag for topic in story.topics.all()] == ["Solidarity", "LivingChain"]
    assert set(OldAddress.objects.values_list("address", flat=True)) == {"/walk-7/"}
    assert report.account.held == {("post, published", "story"): 1}


@pytest.mark.parametrize(
    ("said", "meta"),
    [
        ({"status": "draft", "published_at": None}, {}),
        ({"status": "scheduled", "published_at": "2100-01-01T00:00:00.000Z"}, {}),
        ({"published_at": "2100-01-01T00:00:00.000Z"}, {}),
        ({"status": "sent"}, {}),
        ({"visibility": "members"}, {}),
        ({"visibility": "paid"}, {}),
        ({"visibility": "tiers"}, {}),
        ({"visibility": "status:-free"}, {}),
        ({"published_at": None}, {}),
        ({"published_at": "0000-00-00 00:00:00"}, {}),
        ({"status": "odd"}, {}),
        ({}, {"email_only": 1}),
        ({}, {"email_only": True}),
    ],
)
def test_what_not_everybody_could_read_is_a_draft_without_an_old_address(
    said: dict[str, Any], meta: dict[str, Any]
) -> None:
    report = taken_in(export(post(1, **said), posts_meta=[{"post_id": "p1", **meta}]))
    story = Story.objects.get()
    assert not story.live
    assert story.first_published_at is None and story.go_live_at is None
    assert not OldAddress.objects.exists()
    assert report.counts == {"story draft added": 1}


def test_internal_tags_are_no_topics_and_are_counted() -> None:
    data = export(
        post(1),
        tags=[
            {"id": "a", "name": "#secret", "slug": "hash-secret"},
            {"id": "b", "name": "quiet", "slug": "quiet", "visibility": "internal"},
            {"id": "c", "name": "Flags", "slug": "flags", "visibility": "public"},
        ],
        posts_tags=[{"post_id": "p1", "tag_id": each} for each in "abc"],
    )
    report = taken_in(data)
    assert list(Topic.objects.values_list("hashtag", flat=True)) == ["Flags"]
    assert report.account.held["internal tag of a post", "left out: for the newsroom only"] == 2


def test_pages_are_left_out_or_taken_by_choice_in_every_version() -> None:
    data = export(post(1), post(2, type="page"), {**post(3), "type": None, "page": 1})
    report = taken_in(data)
    assert Story.objects.count() == 1
    assert report.account.held["page", "left out: pages (--pages statements takes them)"] == 2
    taken_in(data, pages="statements")
    assert Story.objects.count() == 3


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("2021-02-08 11:35:00", date(2021, 2, 8)),
        ("2021-02-08T23:35:00+02:00", date(2021, 2, 8)),
        (1612784100000, date(2021, 2, 8)),
        ("2021-02-08T11:35:00Z", date(2021, 2, 8)),
    ],
)
def test_a_moment_is_read_as_any_version_writes_it(said: Any, day: date) -> None:
    taken_in(export(post(1, published_at=said)))
    story = Story.objects.get()
    assert (story.live, story.day) == (True, day)


def test_addresses_follow_the_permalinks_of_the_site_by_its_own_clock() -> None:
    late = post(1, published_at="2021-02-08T23:35:00Z")
    settings = [
        {"key": "permalinks", "value": "/:year/:month/:day/:slug/"},
        {"key": "active_timezone", "value": "Europe/Minsk"},
    ]
    taken_in(export(late, settings=settings))
    assert set(OldAddress.objects.values_list("address", flat=True)) == {"/2021/02/09/walk-1/"}


def test_mail_addresses_keys_and_readers_stay_behind(home: Any) -> None:
    needle = "needle-7c1f"
    mail = f"{needle}@example.org"
    data = export(
        post(1, codeinjection_head=f"<script>{needle}</script>", plaintext=needle, email=mail),
        users=[{"id": "u1", "name": mail, "email": mail, "password": needle, "slug": needle}],
        members=[{"id": "m", "email": mail, "note": needle}],
        api_keys=[{"id": "k", "secret": needle}],
        settings=[{"key": "members_private_key", "value": needle}, {"key": "lang", "value": "en"}],
        comments=[{"id": "c", "html": needle}],
        webhooks=[{"id": "w", "secret": needle}],
        odd=[{"x": needle}],
    )
    report = taken_in(data)
    held = dict(report.account.held.keys())
    assert held["members"] == "left out: readers"
    assert held["api_keys"] == "left out: keys"
    assert held["odd"] == "left out: no part of a story"
    said = str(report.as_json()) + "".join(str(entry) for entry in report.entries)
    assert needle not in said
    story = Story.objects.get()
    assert not story.bylines.exists()
    from django.core.management import call_command

    call_command("dumpdata", output=str(home / "all.json"))
    assert needle not in (home / "all.json").read_text("utf-8")


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b'{"db":[{"data":{"posts":', "isn't whole"),
        (b'{"db":[{"meta":{"exported_on":1},"data":{}}]}', "no table of posts"),
        (b'{"db":[{"data":{"posts":{}}}]}', "no table of posts"),
        (b'{"db":[]}', "no table of posts"),
    ],
)
def test_an_export_that_is_broken_is_refused_in_words(data: bytes, why: str) -> None:
    with pytest.raises(WireError, match=why):
        brought_in("ghost", data)


def test_rows_that_are_no_rows_stop_nothing() -> None:
    data = export(
        {"id": 5}, {"id": None, "title": 7, "html": ["x"], "status": {}}, post(3), tags=[{"id": []}],
        posts_tags=[{"post_id": "p3"}, {}], users=[{"name": None}],
    )  # fmt: skip
    report = taken_in(data.replace(b'"posts": [', b'"posts": [null, 3, "x", '))
    assert Story.objects.count() == 1
    assert report.counts["story left out"] == 2
