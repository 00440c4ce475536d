"""Addresses of pages, what kinds say of them, and what anyone who checks a release knows."""

from __future__ import annotations

import pytest

from solidary.press.kinds import KINDS, PageRef, is_leaf, section_of
from solidary.press.kinds.kind import PageKind
from solidary.release import addresses as at

TOPIC = at.topic_listing("tttttttt7", "be")
KEYS: dict[str, tuple[tuple[str, ...], ...]] = {
    "story": (("be", "sssssssss"),),
    "action": (("be", "xxxxxxxx7"),),
    "listing": (TOPIC, at.every_story("be")),
    "archive": ((*TOPIC, "2021"), (*at.every_story("be"), "2021-02"), (*TOPIC, "2021-02-08")),
    "atom feed": (TOPIC, at.every_story("be")),
    "rss feed": (TOPIC, at.every_story("be")),
    "json feed": (TOPIC, at.every_story("be")),
    "action month": (
        ("all", "", "be", "2021-02"),
        ("topic", "9mw2kpqrs", "be", "2021-02"),
    ),
    "action day": (("be", "2021-02-08"),),
    "action calendar": (("topic", "9mw2kpqrs", "be"), ("place", "9mw2kpqrs", "be")),
    "action map": (TOPIC, at.every_story("be")),
    "action place": (("be", "vvvvvvvv7", ""), ("be", "vvvvvvvv7", "2020")),
    "land": (("europe.svg",),),
    "front": (("be",),),
    "root index": (("",),),
    "about": (("be",),),
    "missing": (("",), ("be",), ("be-Latn",)),
    "friendly name": (("be", "салідарнасць"),),
    "old page": (("2021", "02", "08", "day", "index.html"), ("a", "30421234.html")),
    "old map": (("_redirects",), ("redirects", "nginx-paths.map")),
    "robots": (("",),),
    "sitemap index": (("",),),
    "sitemap": (("be", "2021"), ("be", "2021-02")),
    "undated sitemap": (("be",),),
    "news sitemap": (("",),),
    "dress": (("icon.svg",),),
    "icon": (("favicon.ico",), ("apple-touch-icon.png",)),
    "security": (("",),),
    "timeline": ((*TOPIC, "2021"), (*at.every_story("be"), "2021")),
    "data page": ((*TOPIC, ""), (*at.every_story("be"), "2020-08")),
    "data": (
        ("tttttttt7", "2021", "actions.csv"),
        ("", "2021-02", "chronicle.jsonl"),
        ("", "undated", "datapackage.json"),
        ("tttttttt7", "2021-02-08-b", "places.csv"),
        ("", "undated-2", "actions.geojson"),
    ),
    "data log": (("2021-02", "changes.csv"), ("2021-02", "former.jsonl")),
    "data terms": (("LICENSE.txt",), ("CITATION.cff",)),
    "codebook": (("be",),),
}
"""For each kind, keys of pages of it."""


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: str(kind.name))
def test_what_a_kind_says_of_its_addresses_is_what_everybody_takes_them_for(kind: PageKind) -> None:
    for key in KEYS[kind.name]:
        address = kind.address(*key)
        assert at.in_overlay(address) is kind.overlay, address
        assert is_leaf(address) is kind.leaf, address
        assert bool(section_of(address)) is bool(kind.section), address
        assert not at.is_proof(address)
        assert not at.is_asset(address)


def test_no_two_pages_stand_at_one_address() -> None:
    addresses = [kind.address(*key) for kind in KINDS for key in KEYS[kind.name]]
    assert len(set(addresses)) == len(addresses)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: str(kind.name))
def test_a_due_page_comes_back_from_the_books_as_it_was(kind: PageKind) -> None:
    for key in KEYS[kind.name]:
        ref = PageRef(kind.name, tuple(key))
        assert PageRef.of(ref.kind, ref.text) == ref


def test_pictures_and_the_icon_are_no_part_of_the_overlay() -> None:
    assert not at.in_overlay(at.picture_file("ppppppppp", "0" * 64, 480))
    assert not at.in_overlay("a/icon.svg")


def test_the_way_to_the_root_is_as_long_as_a_page_is_deep() -> None:
    assert at.root_of("index.html") == ""
    assert at.root_of(at.story_page("be", "sssssssss")) == "../../../"


@pytest.mark.parametrize(
    "listing", [at.every_story("be"), TOPIC, at.place_listing("vvvvvvvv7", "be")], ids=repr
)
def test_what_the_chronicle_has_names_no_host_and_is_part_of_the_release(
    listing: at.Listing,
) -> None:
    addresses = {
        at.action_page("be", "xxxxxxxx7"), at.chronicle_page(listing, "2020-08"),
        at.chronicle_page(listing, "2020"), at.day_page("be", "2020-08-09"), at.map_page(listing),
        at.place_page("be", "vvvvvvvv7"), at.calendar_file(listing), at.codebook_page("be"),
        at.data_file(listing.key, "2020", "actions.csv"), at.data_file("", "2020-08", "actions.json"),
        at.data_page(listing), at.data_page(listing, "2020-08"),
    }  # fmt: skip
    assert len(addresses) == 12
    for address in addresses:
        assert not at.in_overlay(address), address
        assert not at.is_asset(address) and not at.is_proof(address)
        assert at.may_be_in(address, overlay=False)
