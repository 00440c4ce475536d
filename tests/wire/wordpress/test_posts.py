"""What a post of a WordPress archive becomes, and what never becomes public by moving in."""

from __future__ import annotations

from datetime import date, time

import pytest

from solidary.stories.models import Newsroom, OldAddress, Story, Topic, TopicName
from solidary.wire.errors import WireError
from solidary.wire.formats import named
from solidary.wire.into.telling import report_lines
from tests.wire.moving_in import brought_in
from tests.wire.wordpress.archives import archive, field, post, taken_in, term

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home")]


def test_a_published_post_is_a_story_with_its_day_byline_topics_and_addresses() -> None:
    Newsroom.objects.update_or_create(pk=Newsroom.load().pk, defaults={"time_zone": "Europe/Minsk"})
    terms = term("category", "solidarity", "Solidarity") + term(
        "post_tag", "living-chain", "living chain"
    )
    item = post(
        7, "Rain &amp; flags", "One.\n\nTwo,\nthree.", excerpt="<p>They came.</p>", more=terms
    )
    report = taken_in(archive(item))
    story = Story.objects.get()
    assert (story.headline, story.standfirst, story.language) == (
        "Rain & flags",
        "They came.",
        "en",
    )
    assert (story.live, story.day, story.time) == (True, date(2021, 2, 8), time(14, 35))
    assert [block["value"] for block in story.raw_body] == ["<p>One.</p><p>Two,<br/>three.</p>"]
    assert [byline.name for byline in story.bylines.all()] == ["Ola Nowak"]
    assert [topic.hashtag for topic in story.topics.all()] == ["Solidarity", "LivingChain"]
    assert set(OldAddress.objects.values_list("address", flat=True)) == {"/2021/02/7/", "/?p=7"}
    assert report.account.held == {("post, publish", "as stories"): 1}


@pytest.mark.parametrize(
    ("status", "password"),
    [
        ("draft", ""),
        ("pending", ""),
        ("private", ""),
        ("future", ""),
        ("pitch", ""),
        ("publish", "sesame"),
    ],
)
def test_what_readers_did_not_have_is_a_draft_without_an_old_address(
    status: str, password: str
) -> None:
    report = taken_in(archive(post(1, status=status, password=password)))
    story = Story.objects.get()
    assert not story.live
    assert story.first_published_at is None and story.go_live_at is None
    assert not OldAddress.objects.exists()
    assert report.counts == {"story draft added": 1}
    assert "there" in report.entries[0].why


def test_what_was_thrown_away_stays_behind_and_is_counted() -> None:
    report = taken_in(archive(post(1, status="trash"), post(2, status="auto-draft"), post(3)))
    assert Story.objects.count() == 1
    assert report.account.held["post, trash", "left out: in the bin"] == 1
    assert report.left_out == 0


@pytest.mark.parametrize(
    ("gmt", "pub_date", "local", "day"),
    [
        ("2021-02-08 11:35:00", "", "2021-02-08 14:35:00", date(2021, 2, 8)),
        ("0000-00-00 00:00:00", "Tue, 09 Feb 2021 11:35:00 +00:00", "", date(2021, 2, 9)),
        ("0000-00-00 00:00:00", "", "2021-02-10 14:35:00", date(2021, 2, 10)),
        ("0000-00-00 00:00:00", "Thu, 01 Jan 1970 00:00:00 +0000", "0000-00-00 00:00:00", None),
        ("0000-00-00 00:00:00", "Wed, 30 Nov -0001 00:00:00 +0000", "", None),
    ],
)
def test_a_day_is_that_of_gmt_else_of_pub_date_else_of_the_sites_clock(
    gmt: str, pub_date: str, local: str, day: date | None
) -> None:
    item = post(1, gmt=gmt, local=local).replace("Mon, 08 Feb 2021 11:35:00 +0000", pub_date)
    taken_in(archive(item))
    story = Story.objects.get()
    assert story.day == day
    assert story.live is (day is not None)


def test_a_post_dated_ahead_of_the_import_is_not_public() -> None:
    taken_in(archive(post(1, gmt="2100-01-01 00:00:00", local="2100-01-01 00:00:00")))
    assert not Story.objects.get().live


def test_a_post_without_a_title_is_called_by_its_first_words_and_a_long_title_is_kept_whole() -> (
    None
):
    long = "word " * 100
    report = taken_in(archive(post(1, "", "<p>They walked.</p>"), post(2, long), post(3, "", "")))
    headlines = set(Story.objects.values_list("headline", flat=True))
    assert "They walked." in headlines
    [cut] = headlines - {"They walked."}
    assert len(cut) <= 300 and cut.endswith("…")
    [story] = Story.objects.filter(headline=cut)
    assert story.raw_body[0]["value"] == f"<p>{long.strip()}</p>"
    assert report.counts["story left out"] == 1


def test_guest_authors_are_called_as_readers_saw_them_and_no_mail_address_is_a_byline() -> None:
    guest = post(50, "Jane Roe", kind="guest-author", more=field("cap-user_login", "jroe"))
    authors = term("author", "cap-jroe", "jroe") + term("author", "cap-ola", "ola")
    others = (post(2, creator="secret@example.org"), post(3, creator="account7"))
    taken_in(archive(post(1, more=authors), guest, *others))
    bylines = {
        story.import_key: [each.name for each in story.bylines.all()]
        for story in Story.objects.all()
    }
    assert sorted(bylines.values()) == [[], [], ["Jane Roe", "Ola Nowak"]]


def test_pages_are_left_out_or_taken_by_choice_and_other_types_by_name() -> None:
    data = archive(
        post(1), post(2, kind="page"), post(3, kind="podcast"), post(4, kind="nav_menu_item")
    )
    report = taken_in(data)
    assert Story.objects.count() == 1
    assert {what for what, _ in report.account.held} == {
        "post, publish", "page", "podcast", "nav_menu_item",
    }  # fmt: skip
    taken_in(data, pages="statements", types="podcast")
    assert Story.objects.count() == 3


def test_the_language_is_asked_for_judged_or_what_the_archive_says() -> None:
    russian = "Люди вышли на площадь и говорили о том, что они не забыли своих друзей. " * 20
    report = taken_in(archive(post(1, content=russian)))
    assert Story.objects.get().language == "en"
    assert any("--language ru" in note for note in report.account.notes)
    # A language that no story can be in is none; then the words say it.
    taken_in(archive(post(2, content=russian), language="xx"))
    with pytest.raises(WireError, match="no language code"):
        brought_in("wordpress", archive(post(3)), language="xx")
    taken_in(archive(post(3, content="a"), language="pl-PL"), language="be")
    languages = {one.headline + one.import_key: one.language for one in Story.objects.all()}
    assert sorted(languages.values()) == ["be", "en", "ru"]


def test_version_1_0_names_terms_twice_and_authors_by_name() -> None:
    terms = "<category><![CDATA[Solidarity]]></category>" + term(
        "category", "solidarity", "Solidarity"
    )
    tags = '<category domain="tag"><![CDATA[Flags]]></category>' + term("tag", "flags", "Flags")
    taken_in(
        archive(post(1, creator="John Doe", more=terms + tags)).replace(
            b"export/1.2/", b"export/1.0/"
        )
    )
    story = Story.objects.get()
    assert [byline.name for byline in story.bylines.all()] == ["John Doe"]
    assert set(Topic.objects.values_list("hashtag", flat=True)) == {"Solidarity", "Flags"}


def test_what_an_editor_has_changed_since_stays_as_it_is() -> None:
    data = archive(post(1, "First"), post(2, "Second"), post(3, "Third"))
    taken_in(data)
    first, second, _ = Story.objects.order_by("headline")
    first.headline = "Put right"
    first.save_revision().publish()
    Story.objects.filter(pk=second.pk).update(live=False, withdrawn_at=first.last_published_at)
    later = archive(post(1, "First"), post(2, "Second"), post(3, "Third, longer"))
    report = brought_in("wordpress", later)
    assert report.counts == {"story edited here": 2, "story updated": 1}
    assert "Stories: 1 updated, 2 edited here since, and left as they are." in report_lines(
        report, named("wordpress")
    )
    headlines = set(Story.objects.filter(live=True).values_list("headline", flat=True))
    assert headlines == {"Put right", "Third, longer"}


def test_topics_that_an_import_makes_are_called_as_their_terms_were() -> None:
    Topic.objects.create(hashtag="LivingChain")
    terms = (("living-chain", "living chain"), ("day", "Day of Solidarity"), ("flags", "flags"))
    taken_in(archive(post(1, more="".join(term("post_tag", *each) for each in terms))))
    names = TopicName.objects.values_list("topic__hashtag", "language", "name")
    assert list(names) == [("DayOfSolidarity", "en", "Day of Solidarity")]


def test_the_category_of_what_has_none_is_no_topic() -> None:
    taken_in(archive(post(1, more=term("category", "uncategorized", "Uncategorized"))))
    assert not Topic.objects.exists()
