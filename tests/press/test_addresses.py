"""Addresses and the way back from them."""

from __future__ import annotations

import pytest

from solidary.release import addresses as at
from solidary.release.addresses import Scope


def test_every_address_leads_back_to_its_page() -> None:
    topic, everything = Scope("tttttttt7", "be"), Scope("", "be")
    assert at.place_of(at.story_page("be", "sssssssss")).story == "sssssssss"
    for scope in (topic, everything):
        for part in ("", "2021", "2021-02", "2021-02-08"):
            place = at.place_of(at.listing_page(scope, part))
            assert (place.kind, place.scope, place.part) == ("listing", scope, part)
        for ending in at.FEED_LABELS:
            place = at.place_of(at.feed(scope, ending))
            assert (place.kind, place.scope, place.name) == ("feed", scope, ending)
    assert at.place_of(at.friendly_page("be", "Салідарнасць")).name == "салідарнасць"
    assert at.place_of(at.sitemap_shelf("be", "2021-02")).part == "2021-02"
    assert at.place_of("be/index.html").kind == "front"


@pytest.mark.parametrize("address", ["", "../x", "be/s/ab.html", "be/t/x.html", "p/ab/x.webp"])
def test_no_page_stands_at_a_made_up_address(address: str) -> None:
    with pytest.raises(ValueError, match="no page can stand"):
        at.place_of(address)


def test_what_names_a_host_is_in_the_overlay_and_nothing_else() -> None:
    topic = Scope("tttttttt7", "be")
    overlay = [
        at.SITEMAP, at.NEWS_SITEMAP, at.ROBOTS, at.MISSING, at.sitemap_shelf("be", "2021"),
        at.feed(topic, "rss.xml"), at.feed(topic, "feed.json"), at.friendly_page("be", "tag"),
    ]  # fmt: skip
    release = [
        at.ROOT_INDEX, at.front_page("be"), at.about_page("be"), at.story_page("be", "sssssssss"),
        at.listing_page(topic), at.listing_page(topic, "2021"), at.feed(topic, "atom.xml"),
        at.picture_file("ppppppppp", "0" * 64, 480), "a/icon.svg",
    ]  # fmt: skip
    assert all(map(at.in_overlay, overlay))
    assert not any(map(at.in_overlay, release))


def test_the_way_to_the_root_is_as_long_as_a_page_is_deep() -> None:
    assert at.root_of("index.html") == ""
    assert at.root_of(at.story_page("be", "sssssssss")) == "../../../"
