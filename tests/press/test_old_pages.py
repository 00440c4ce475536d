"""Pages and maps at addresses of an older site."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from solidary.press.drawing.composer import Composer
from solidary.press.index import ledger
from solidary.press.kinds import KINDS, Part
from solidary.press.kinds.old_map import OldMap
from solidary.press.kinds.old_page import OldPage
from solidary.press.reading.newsroom import read_newsroom
from solidary.press.reading.old_pages import page_of
from solidary.release import addresses as at
from solidary.release.addresses import listing_page, story_page, topic_listing
from solidary.release.redirects import MAPS
from solidary.stories.acts.merge import MergeTopics
from solidary.stories.acts.put_into_bin import PutIntoBin
from solidary.stories.bin.emptying import empty
from solidary.stories.errors import OldAddressError
from solidary.stories.languages import locale_of
from solidary.stories.models import Binned, Story
from solidary.stories.old_addresses import read_old_address
from tests.fixtures.laws import examples
from tests.press.archive import (
    SMALL,
    dangling,
    files_of,
    full,
    newsroom,
    pending,
    story,
    topic,
    withdraw,
)
from tests.press.old import give
from tests.press.test_addresses import KEYS

S3 = "redirects/s3.json"


@pytest.mark.parametrize(
    ("old", "page"),
    [
        ("/2021/02/08/day/", "2021/02/08/day/index.html"),
        ("/2021/02/08/day", "2021/02/08/day/index.html"),
        ("/2021.02.08", "2021.02.08/index.html"),
        ("/a/30421234.html", "a/30421234.html"),
        ("/en/news/some-piece/", "en/news/some-piece/index.html"),
        ("/навіны/адна/", "навіны/адна/index.html"),
        ("/tag/minsk/", "tag/minsk/index.html"),
        ("/?p=1", ""),
        ("/news.php", ""),
        ("/news/1.aspx", ""),
        ("/x.html/y", ""),
        ("/en/news/", ""),  # a hashtag may come to have this place
        ("/.git/x", ""),
        ("/a%22b", ""),
        ("/%F1%EE%EB/", ""),
        ("/a%E2%80%8Bb", ""),
    ],
)
def test_a_page_can_stand_where_a_file_can(old: str, page: str) -> None:
    assert page_of(read_old_address(old)) == page
    if page:
        assert at.in_overlay(page)


def test_a_page_stands_below_where_the_site_begins() -> None:
    assert page_of(read_old_address("/news/2021/x"), "/news/") == "2021/x/index.html"
    assert page_of(read_old_address("/2021/x"), "/news/") == ""


@hypothesis_settings(max_examples=examples(60))
@given(st.text(max_size=80).map(lambda text: "/x" + text))
def test_a_page_is_where_its_address_says_and_part_of_the_overlay(written: str) -> None:
    try:
        old = read_old_address(written)
    except OldAddressError:
        return
    if page := page_of(old):
        assert at.in_overlay(page) and not at.is_proof(page) and not at.is_asset(page)
        assert "/" + page.removesuffix("/index.html") == old.path


def test_no_old_address_is_one_of_the_sites_own() -> None:
    for kind in KINDS:
        for key in KEYS[kind.name]:
            address = kind.address(*key)
            if kind.name in ("friendly name", "old page"):
                continue
            with pytest.raises(OldAddressError):
                read_old_address(f"/{address}")


# What is published


def site_files(home: Path) -> dict[str, bytes]:
    return files_of(home / "site")


@pytest.mark.django_db
def test_readers_of_an_old_address_are_led_to_the_story(home: Path) -> None:
    newsroom()
    made = story("Day", language="be")
    give(made, "https://old.example/2021/02/08/day-of-solidarity/", "/a/30421234.html")
    pending()
    page = story_page("be", made.address)
    for old in ("2021/02/08/day-of-solidarity/index.html", "a/30421234.html"):
        data = (home / "site" / old).read_text("utf-8")
        assert '<html lang="be"' in data
        assert f'<link rel="canonical" href="http://127.0.0.1:8000/{page}">' in data
        assert f'content="0; url={at.root_of(old)}{page}"' in data
        assert f'<a href="{at.root_of(old)}{page}">' in data
        assert "<script" not in data and "Day" not in data
    assert dangling(home / "site") == []


@pytest.mark.django_db
def test_nothing_unpublished_leaks_through_an_old_address(home: Path) -> None:
    newsroom()
    story("Other")
    draft = Story.objects.create(headline="Secret", locale=locale_of("en"), live=False)
    give(draft, "/secret-slug/")
    give(topic("Nothing"), "/tag/nothing/")
    pending()
    assert not any("secret" in address or "nothing" in address for address in site_files(home))
    assert not any(address in site_files(home) for address in MAPS)
    full()
    assert not any(b"secret-slug" in data for data in site_files(home).values())


@pytest.mark.django_db
def test_a_withdrawn_story_is_gone_at_its_old_address_and_comes_back_with_it(home: Path) -> None:
    newsroom()
    made = story("Taken back", language="be")
    give(made, "/before/", "/?p=7")
    pending()
    withdraw(made)
    pending()
    old = (home / "site" / "before/index.html").read_text("utf-8")
    assert '<html lang="be"' in old and made.address not in old and "refresh" not in old
    maps = {address: (home / "site" / address).read_text() for address in MAPS if address != S3}
    assert maps["redirects/nginx-paths.map"] == '"/before" "gone";\n"/before/" "gone";\n'
    assert maps["redirects/caddy-asked.map"] == '"/?p=7" "gone"\n'
    assert "/before /404.html 410\n" in maps["_redirects"]
    made.withdrawn_at, made.live = None, True
    made.save()
    pending()
    assert made.address in (home / "site" / "before/index.html").read_text("utf-8")
    nginx = (home / "site" / "redirects/nginx-asked.map").read_text()
    assert nginx == f'"/?p=7" "/{story_page("be", made.address)}";\n'


@pytest.mark.django_db
def test_a_story_in_the_bin_is_gone_until_it_is_deleted_for_good(home: Path) -> None:
    newsroom()
    story("Other")
    made = story("Binned")
    give(made, "/before/")
    pending()
    withdraw(made)
    pending()
    PutIntoBin(made).execute()
    pending()
    assert "before/index.html" in site_files(home)
    empty(Binned.objects.get())
    pending()
    assert not any(b'"/before"' in data for data in site_files(home).values())
    assert "before/index.html" not in site_files(home)


@pytest.mark.django_db
def test_an_old_address_of_a_merged_topic_leads_to_the_last_one_in_one_step(home: Path) -> None:
    newsroom()
    one, two, three = topic("One"), topic("Two"), topic("Three")
    give(one, "/tag/one/")
    give(two, "/be/tag-two/x/")
    story(topics=(one,)), story(topics=(two,)), story(topics=(three,), language="be")
    pending()
    assert listing_page(topic_listing(one.address, "en")) in maps_of(home)
    MergeTopics(one, two).execute()
    two.refresh_from_db()
    two.merged_into = three
    two.save()
    pending()
    last = listing_page(topic_listing(three.address, "en"))
    assert last in (home / "site" / "tag/one/index.html").read_text()
    in_be = listing_page(topic_listing(three.address, "be"))
    assert in_be in (home / "site" / "be/tag-two/x/index.html").read_text()
    assert one.address not in maps_of(home) and two.address not in maps_of(home)


def maps_of(home: Path) -> str:
    places = [home / "site" / address for address in MAPS if address != S3]
    return "".join(place.read_text("utf-8") for place in places if place.exists())


@pytest.mark.django_db
def test_one_more_story_writes_no_old_page_and_no_map_again(home: Path) -> None:
    newsroom()
    for number in range(30):
        give(story(f"Story {number}"), f"/old/{number}/", f"/?p={number}")
    pending()
    report = pending()
    assert report.written == 0
    made = story("One more")
    before = {path: path.stat().st_mtime_ns for path in (home / "site").rglob("*")}
    pending()
    touched = {path for path, moment in before.items()
               if path.is_file() and path.stat().st_mtime_ns != moment}  # fmt: skip
    assert not any("old/" in str(path) or "redirects" in str(path) for path in touched)
    give(made, "/old/new/")
    report = pending()
    # Its page, five maps, a shard and the top of the overlay's tree, the root.
    assert report.written <= 10, report


@pytest.mark.django_db
def test_drawing_again_what_leads_to_a_story_asks_as_little_for_many_as_for_one(
    home: Path, django_assert_max_num_queries: Any
) -> None:
    newsroom()
    made = story("Old")
    for number in range(300):
        give(made, f"/old/{number}/")
    pending()
    composer = Composer(read_newsroom(ledger.languages_standing()), SMALL)
    keys = list(OldPage().every(composer, Part("once")))
    with django_assert_max_num_queries(12):
        assert len(list(OldPage().draw_many(composer, keys))) == 300
        assert all(OldMap().draw(composer, *key) for key in OldMap().every(composer, Part("once"))
                   if "asked" not in key[-1])  # fmt: skip


@pytest.mark.django_db
def test_an_old_address_of_the_site_below_a_folder_is_found_there(home: Path) -> None:
    found = newsroom()
    found.address = "http://127.0.0.1:8000/news/"
    found.save()
    made = story("Old")
    give(made, "/news/2021/x/", "/2020/y/")
    pending()
    assert "2021/x/index.html" in site_files(home)
    assert "2020/y/index.html" not in site_files(home)
    assert f'"/2020/y" "/news/{story_page("en", made.address)}";' in maps_of(home)
