"""An address of an older site that names a topic is on the newsroom's own site alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from solidary.mirrors import register
from solidary.mirrors.models import Mirror
from solidary.press.drawing.old_addresses import names_a_topic
from solidary.release import addresses as at
from solidary.release.keyring import new_keys
from solidary.release.verify import State
from solidary.stories.changes import changed
from solidary.stories.models import OldAddress, Story, Topic, TopicAlias
from tests.mirrors.copies import archive, publish, same, synced
from tests.press.archive import files_of, story, topic, withdraw
from tests.press.old import give
from tests.press.signed import examined, root_key

pytestmark = pytest.mark.django_db(transaction=True)
ADDRESS = "https://mirror.example.org/news/"


def mirrored(home: Path, name: str, address: str = "") -> tuple[Mirror, Path]:
    return register.add(name, str(home.parent / name), address=address), home.parent / name


def newsroom_with_old_addresses(home: Path) -> None:
    new_keys(home / "keys", home / "offline", "", "")
    archive()
    tag = Topic.objects.get(hashtag="SolidarityBelarus")
    made = story("One more", topics=(tag,))
    give(made, "/2021/02/08/picket-in-warsaw/", "/?p=12", "/2021/solidarity-belarus-day.html")
    give(tag, "/tag/belsol-marches/")
    publish()


@pytest.mark.parametrize("address", ["", ADDRESS], ids=["stick", "mirror"])
def test_nothing_on_a_mirror_names_a_topic_by_its_old_address(home: Path, address: str) -> None:
    newsroom_with_old_addresses(home)
    ours = files_of(home / "site")
    assert {"tag/belsol-marches/index.html", "2021/solidarity-belarus-day.html"} <= set(ours)
    mirror, place = mirrored(home, "copy", address)
    assert synced(mirror).problem == ""
    theirs = files_of(place, root=True)
    assert "2021/02/08/picket-in-warsaw/index.html" in theirs
    for said in (b"belsol-marches", b"solidarity-belarus-day"):
        assert [name for name, data in theirs.items() if said in data] == []
        assert not any(said.decode() in name for name in theirs)
    assert b'"/?p=12"' in theirs["redirects/nginx-asked.map"] or address
    assert examined(place, root_key(home)).state is State.SOUND
    assert synced(mirror).sent == 0


def test_a_mirror_below_a_folder_answers_below_that_folder(home: Path) -> None:
    newsroom_with_old_addresses(home)
    mirror, place = mirrored(home, "copy", ADDRESS)
    assert synced(mirror).problem == ""
    maps = (place / "redirects/nginx-paths.map").read_text()
    assert maps.startswith('"/news/2021/02/08/picket-in-warsaw" "/news/en/s/')
    moved = (place / "2021/02/08/picket-in-warsaw/index.html").read_text()
    assert f'<link rel="canonical" href="{ADDRESS}en/s/' in moved


def test_the_host_of_the_newsrooms_own_address_has_all_of_them(home: Path) -> None:
    newsroom_with_old_addresses(home)
    mirror, place = mirrored(home, "main", "http://127.0.0.1:8000/")
    assert synced(mirror).problem == ""
    assert (place / "tag/belsol-marches/index.html").exists()


def test_an_address_leaves_a_mirror_when_a_topic_comes_to_be_called_so(home: Path) -> None:
    newsroom_with_old_addresses(home)
    mirror, place = mirrored(home, "copy", ADDRESS)
    assert synced(mirror).problem == ""
    tag = topic("Other")
    tag.aliases.add(TopicAlias(hashtag="PicketIn"))
    tag.save()
    publish()
    assert synced(mirror).problem == ""
    assert not (place / "2021").exists()
    assert "picket" not in (place / "redirects/nginx-asked.map").read_text()
    assert not (place / "redirects/nginx-paths.map").exists()
    assert examined(place, root_key(home)).state is State.SOUND


def test_a_stick_carries_the_newsrooms_overlay_again_once_no_address_names_a_topic(
    home: Path,
) -> None:
    newsroom_with_old_addresses(home)
    mirror, place = mirrored(home, "stick")
    assert synced(mirror).problem == ""
    assert (place / at.OVERLAY_FILE).exists()

    OldAddress.objects.exclude(address__startswith="/2021/02").delete()
    changed(
        story=Story.objects.values_list("pk", flat=True),
        topic=Topic.objects.values_list("pk", flat=True),
    )
    publish()
    assert synced(mirror).problem == ""
    assert same(home, place)


def test_a_story_that_is_withdrawn_is_gone_at_its_old_address_on_a_mirror_too(home: Path) -> None:
    newsroom_with_old_addresses(home)
    mirror, place = mirrored(home, "copy", ADDRESS)
    assert synced(mirror).problem == ""

    withdraw(Story.objects.get(headline="One more"))
    publish()
    assert synced(mirror).problem == ""
    assert (
        '"/news/2021/02/08/picket-in-warsaw" "gone"'
        in (place / "redirects/nginx-paths.map").read_text()
    )
    assert examined(place, root_key(home)).state is State.SOUND


@pytest.mark.parametrize(
    ("address", "named"),
    [
        ("/2021/day-of-solidarity-belarus/", True),
        ("/Solidarity_Belarus.html", True),
        ("/%D1%81/салідарнасць/1", True),
        ("/?tag=solidaritybelarus", True),
        ("/2021/museum-of-solidarity/", False),
        ("/euro/", False),
    ],
)
def test_an_address_names_a_topic_by_its_words_and_not_by_parts_of_them(
    address: str, named: bool
) -> None:
    names = frozenset({"solidaritybelarus", "салідарнасць", "eu"})
    assert names_a_topic(address, "story", names) is named
    assert names_a_topic(address, "topic", frozenset())
