"""A mirror is a place others can write to: nothing it says is believed beyond its hashes."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest

from solidary.mirrors import register
from solidary.mirrors.delivery.trees import Tree
from solidary.mirrors.delivery.wanted import MovedOnError, Wanted
from solidary.mirrors.models import Mirror
from solidary.press.folder.signing import resign_if_due
from solidary.press.kinds import section_of
from solidary.press.models import Withdrawal
from solidary.release import addresses as at
from solidary.release.keyring import new_keys
from solidary.release.statements import parse_root, read_root
from solidary.release.tree import Entry, address_of, build, lines_of
from tests.mirrors.copies import archive, change, folder_mirror, publish, same, synced
from tests.press.archive import differences, files_of, story

pytestmark = pytest.mark.django_db
FALSE = "en/s/false.html"
"""Where a page of a release could be."""


@pytest.fixture
def copy(home: Path) -> tuple[Mirror, Path]:
    """A mirror in a folder that serves the release."""
    archive()
    mirror, place = folder_mirror(home)
    assert synced(mirror).problem == ""
    return mirror, place


def forget_log(home: Path) -> None:
    (home / "press" / "mirrors" / "copy" / "progress.txt").unlink()


def plant_root(place: Path, entries: list[tuple[str, str, int]] | None, top: str = "") -> None:
    """Have the mirror serve an unsigned root over a tree of its own making."""
    root = parse_root((place / at.ROOT_FILE).read_bytes())
    if entries is not None:
        data = lines_of(entries)
        shard = hashlib.sha256(data).hexdigest()
        (place / address_of(shard)).write_bytes(data)
        above = lines_of([(entries[0][0], shard, len(data))])
        top = hashlib.sha256(above).hexdigest()
        (place / address_of(top)).write_bytes(above)
    text = root.text().decode().replace(f"tree {root.tree}", f"tree {top}")
    (place / at.ROOT_FILE).write_text(text)


def test_a_lost_log_costs_a_look_at_every_file_and_sends_what_is_wrong(
    home: Path, copy: tuple[Mirror, Path]
) -> None:
    mirror, place = copy
    forget_log(home)
    spoiled = next(place.rglob("*.html"))
    spoiled.write_bytes(b"something else")
    next(place.rglob("*.webp")).unlink()
    outcome = synced(mirror)
    assert outcome.problem == "" and same(home, place)
    parts = list((place / at.TREE_FOLDER).iterdir())
    assert outcome.sent == 2 + len(parts), "what was wrong, and the trees, which are not looked at"


@pytest.mark.parametrize("spoil", ["top", "shard", "root", "no tree", "garbage root"])
def test_a_damaged_tree_counts_as_no_tree(
    home: Path, copy: tuple[Mirror, Path], spoil: str
) -> None:
    mirror, place = copy
    root = read_root(place)
    assert root is not None
    if spoil == "top":
        (place / address_of(root.tree)).write_bytes(b"nonsense\n")
    elif spoil == "shard":
        for part in (place / "tree").iterdir():
            if part.name != f"{root.tree}.txt":
                part.write_bytes(b"x" * 100)
    elif spoil == "no tree":
        shutil.rmtree(place / "tree")
    elif spoil == "root":
        plant_root(place, None, "0" * 64)
    else:
        (place / at.ROOT_FILE).write_bytes(b"\xff\x00 nonsense")
    change()
    assert synced(mirror).problem == ""
    assert same(home, place)


@pytest.mark.parametrize(
    "named",
    ["../outside.txt", "/outside.txt", "a/../../outside.txt", "root.txt", "tree/x.txt", ".hidden"],
)
def test_a_tree_that_names_what_it_must_not_is_not_believed(
    home: Path, copy: tuple[Mirror, Path], named: str
) -> None:
    mirror, place = copy
    outside = place.parent / "outside.txt"
    outside.write_text("untouched")
    plant_root(place, [(named, "0" * 64, 1)])
    forget_log(home)
    change()
    assert synced(mirror).problem == ""
    assert outside.read_text() == "untouched"
    assert (
        differences(
            {k: v for k, v in files_of(place, root=True).items() if not k.startswith("tree/")},
            {
                k: v
                for k, v in files_of(home / "site", root=True).items()
                if not k.startswith("tree/")
            },
        )
        == {}
    )


def test_a_tree_that_claims_what_is_not_there_is_looked_at_before_it_is_believed(
    home: Path, copy: tuple[Mirror, Path]
) -> None:
    mirror, place = copy
    change()
    ours = read_root(home / "site")
    assert ours is not None
    # The mirror shows our newest root and tree, and none of the pages.
    for name in ("root.txt", "tree"):
        source = home / "site" / name
        if source.is_dir():
            shutil.rmtree(place / name)
            shutil.copytree(source, place / name)
        else:
            shutil.copy(source, place / name)
    assert synced(mirror).problem == ""
    assert same(home, place)


def test_what_a_false_tree_adds_is_removed_again(home: Path, copy: tuple[Mirror, Path]) -> None:
    mirror, place = copy
    (place / FALSE).write_text("false")
    files = {**files_of(place), FALSE: b"false"}
    entries = sorted(
        (address, hashlib.sha256(data).hexdigest(), len(data))
        for address, data in files.items()
        if not at.is_proof(address) and not at.in_overlay(address)
    )
    built = build(entries, section_of)
    for address, data in built.files.items():
        (place / address).write_bytes(data)
    plant_root(place, None, built.top)
    change()
    assert synced(mirror).problem == ""
    assert same(home, place)


def test_no_link_leads_a_sync_out_of_a_folder(home: Path, copy: tuple[Mirror, Path]) -> None:
    mirror, place = copy
    outside = place.parent / "outside"
    outside.mkdir()
    shutil.rmtree(place / "en" / "s")
    (place / "en" / "s").symlink_to(outside)
    change()
    story("More of it")
    publish()
    problem = synced(mirror).problem
    assert "something else is in its place" in problem
    assert list(outside.iterdir()) == []


def test_a_newer_release_of_ours_is_not_replaced_by_an_older_one(
    home: Path, tmp_path: Path
) -> None:
    new_keys(home / "keys", home / "offline", "", "")
    archive()
    mirror, place = folder_mirror(home)
    assert synced(mirror).problem == ""
    kept = shutil.copytree(home / "site", tmp_path / "backup")
    resign_if_due(force=True)
    assert synced(mirror).problem == ""
    shutil.rmtree(home / "site")
    shutil.copytree(kept, home / "site")
    problem = synced(mirror).problem
    assert "solidary keys sign --above 2" in problem
    resign_if_due(above=2, force=True)
    assert synced(mirror).problem == ""
    assert same(home, place)


def test_a_disk_that_is_not_plugged_in_is_not_filled(home: Path, copy: tuple[Mirror, Path]) -> None:
    mirror, place = copy
    shutil.rmtree(place)
    assert "is the disk it is on plugged in" in synced(mirror).problem
    place.mkdir()
    assert "holds none now" in synced(mirror).problem
    assert list(place.iterdir()) == []
    assert synced(mirror, anew=True).problem == ""
    assert same(home, place)


def test_a_release_that_is_damaged_at_home_is_not_sent(
    home: Path, copy: tuple[Mirror, Path]
) -> None:
    mirror, place = copy
    before = (place / at.ROOT_FILE).read_bytes()
    story("Another")
    publish()
    for path in (home / "site" / "en" / "s").rglob("*.html"):
        path.write_bytes(b"not what was published")
    problem = synced(mirror).problem
    assert "isn't what was published" in problem and "publish --full" in problem
    assert (place / at.ROOT_FILE).read_bytes() == before
    assert b"not what was published" not in b"".join(files_of(place).values())


def test_nothing_published_yet_is_told(home: Path) -> None:
    mirror, _ = folder_mirror(home)
    assert "there is no release yet" in synced(mirror).problem


def test_a_withdrawn_story_goes_even_where_nothing_is_known_of_a_mirror_any_more(
    home: Path, copy: tuple[Mirror, Path]
) -> None:
    mirror, place = copy
    shutil.rmtree(home / "press" / "mirrors" / "copy")
    shutil.rmtree(place / "tree")
    change()
    assert synced(mirror).problem == ""
    gone = {
        address
        for addresses in Withdrawal.objects.values_list("addresses", flat=True)
        for address in addresses
    }
    assert gone and not gone & set(files_of(place))
    assert b"The chain" not in b"".join(files_of(place).values())


def test_a_mirror_is_emptied_though_it_lies_and_a_publish_moves_on_meanwhile(
    home: Path, copy: tuple[Mirror, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    mirror, place = copy
    shutil.rmtree(home / "press" / "mirrors" / "copy")
    shutil.rmtree(place / "tree")
    lines, moves = Wanted.lines, iter([MovedOnError])

    def lines_after_a_move(wanted: Wanted, shard: Entry, tree: Tree) -> list[Entry]:
        for move in moves:
            raise move
        return lines(wanted, shard, tree)

    monkeypatch.setattr(Wanted, "lines", lines_after_a_move)
    register.retire(mirror, empty=True)
    assert files_of(place, root=True) == {}
