"""A mirror with an address has an overlay of its own: it names that address and no other."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from solidary.mirrors import register
from solidary.mirrors.models import Mirror
from solidary.press.folder.signing import resign_if_due
from solidary.release import addresses as at
from solidary.release.keyring import new_keys
from solidary.release.statements import parse_overlay, read_root
from solidary.release.verify import State
from solidary.stories.models import Newsroom, Story
from tests.mirrors.copies import archive, change, folder_mirror, publish, same, synced
from tests.press.archive import differences, files_of, story, topic, withdraw
from tests.press.signed import examined, root_key

pytestmark = pytest.mark.django_db(transaction=True)
ADDRESS = "https://mirror.example.org/news/"
NEWSROOM = "http://127.0.0.1:8000/"


def with_address(home: Path, name: str = "copy", **more: str) -> tuple[Mirror, Path]:
    place = home.parent / name
    return register.add(name, str(place), address=ADDRESS, **more), place  # type: ignore[arg-type]


def overlay_of(files: dict[str, bytes]) -> dict[str, bytes]:
    return {address: data for address, data in files.items() if at.in_overlay(address)}


def assert_own_overlay(home: Path, place: Path) -> None:
    """All but the overlay is the newsroom's; the overlay differs in the address alone."""
    ours, theirs = files_of(home / "site", root=True), files_of(place, root=True)
    own = {*at.SIGNED_OVERLAY}
    for address in (*ours, *theirs):
        if at.in_overlay(address) or address in own or address.startswith(at.TREE_FOLDER):
            continue
        assert ours.get(address) == theirs.get(address), address
    one, other = overlay_of(ours), overlay_of(theirs)
    assert set(one) == set(other) - {at.HEADERS_FILE}
    for address, data in one.items():
        said = other[address]
        assert NEWSROOM.encode() not in said, address
        if not address.endswith((at.ROBOTS, at.MISSING)):
            assert said.replace(ADDRESS.encode(), NEWSROOM.encode()) == data, address
    statement = parse_overlay((place / at.OVERLAY_FILE).read_bytes())
    root = read_root(place)
    assert root is not None
    assert (statement.address, statement.root) == (ADDRESS, root.sha256)


def test_feeds_and_sitemaps_of_a_mirror_name_its_own_address(home: Path) -> None:
    archive()
    mirror, place = with_address(home)
    assert synced(mirror).problem == ""
    assert_own_overlay(home, place)
    named = re.compile(rb"https?://[\w.:-]+/")
    for address in ("sitemap.xml", "robots.txt", "en/latest.rss.xml"):
        hosts = set(named.findall((place / address).read_bytes()))
        assert b"https://mirror.example.org/" in hosts, address


def test_a_mirror_names_the_newsrooms_own_site_as_where_its_pages_are(home: Path) -> None:
    found = Newsroom.load()
    found.address = "https://news.example/house/"
    found.save()
    made = topic("Ab")
    story(topics=(made,))
    archive()
    mirror, place = with_address(home, profile="headers-file")
    assert synced(mirror).problem == ""
    page = (place / "en" / "Ab" / "index.html").read_text()
    goal = at.listing_page(at.topic_listing(made.address, "en"))
    assert f'<link rel="canonical" href="https://news.example/house/{goal}">' in page
    assert f'property="og:image" content="{ADDRESS}{at.TOUCH_ICON}"' in page
    told = (place / at.HEADERS_FILE).read_text()
    assert '\n  Link: <https://news.example/house/en/about.html>; rel="canonical"\n' in told
    found.address = NEWSROOM
    found.save()
    publish()
    assert synced(mirror).problem == ""
    page = (place / "en" / "Ab" / "index.html").read_text()
    assert f'rel="canonical" href="{ADDRESS}{goal}"' in page, "nobody else reaches a loopback"


def test_an_overlay_follows_every_change_as_if_it_were_drawn_anew(home: Path) -> None:
    archive()
    mirror, place = with_address(home)
    assert synced(mirror).problem == ""
    for number, act in enumerate((change, _rename, _withdraw_all)):
        act()
        publish()
        second = synced(mirror)
        assert second.problem == ""
        assert_own_overlay(home, place)
        fresh, fresh_place = with_address(home, f"fresh-{number}")
        assert synced(fresh).problem == ""
        # Besides what binds it to the same root nothing tells how the copy came to be.
        assert differences(files_of(place, root=True), files_of(fresh_place, root=True)) == {}


def _rename() -> None:
    found = Newsroom.load()
    found.name = "Another name"
    found.save()


def _withdraw_all() -> None:
    for found in Story.objects.filter(locale__language_code="be"):
        withdraw(found)
    story("One more", day=date(2022, 1, 1))


def test_only_what_changed_is_drawn_again(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from solidary.mirrors import overlay

    archive()
    mirror, _ = with_address(home)
    asked: list[list[str]] = []
    drawing = overlay.draw

    def counting(composer: object, addresses: list[str]) -> object:
        asked.append(list(addresses))
        return drawing(composer, addresses)  # type: ignore[arg-type]

    monkeypatch.setattr(overlay, "draw", counting)
    assert synced(mirror).problem == ""
    assert synced(mirror).problem == ""
    story("One more", day=date(2019, 1, 1), topics=())
    publish()
    assert synced(mirror).problem == ""
    every, none, few = asked
    assert none == []
    assert 0 < len(few) < len(every)


def test_verify_finds_a_mirror_with_an_overlay_of_its_own_sound(home: Path) -> None:
    new_keys(home / "keys", home / "offline", "", "")
    archive()
    mirror, place = with_address(home)
    assert synced(mirror).problem == ""
    report = examined(place, root_key(home))
    assert report.state is State.SOUND, report.lines()
    change()
    assert synced(mirror).problem == ""
    assert examined(place, root_key(home)).state is State.SOUND
    resign_if_due(force=True)
    third = synced(mirror)
    assert third.problem == "" and third.sent < 10
    assert examined(place, root_key(home)).state is State.SOUND


def test_a_mirror_without_an_address_carries_the_newsrooms_overlay(home: Path) -> None:
    new_keys(home / "keys", home / "offline", "", "")
    archive()
    mirror, place = folder_mirror(home)
    assert synced(mirror).problem == ""
    assert same(home, place)
    assert examined(place, root_key(home)).state is State.SOUND


def test_a_headers_file_is_part_of_the_overlay(home: Path) -> None:
    new_keys(home / "keys", home / "offline", "", "")
    archive()
    mirror, place = with_address(home, profile="headers-file")
    assert synced(mirror).problem == ""
    assert b"Content-Security-Policy" in (place / "_headers").read_bytes()
    assert examined(place, root_key(home)).state is State.SOUND


def test_an_overlay_that_was_spoiled_in_the_home_is_drawn_anew(home: Path) -> None:
    archive()
    mirror, place = with_address(home)
    assert synced(mirror).problem == ""
    kept = home / "press" / "mirrors" / "copy" / "overlay"
    for address in ("robots.txt", "sitemap.xml", "overlay.txt"):
        (kept / address).write_bytes(b"spoiled")
    (place / "sitemap.xml").unlink()
    assert synced(mirror, anew=True).problem == ""
    assert_own_overlay(home, place)


def test_what_is_pending_is_published_before_an_overlay_is_drawn(home: Path) -> None:
    archive()
    mirror, place = with_address(home)
    story("Not yet published")
    assert synced(mirror).problem == ""
    assert any(b"Not yet published" in data for data in files_of(place).values())
    assert_own_overlay(home, place)
