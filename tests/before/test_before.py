"""A home and mirrors made before the rooms were planned anew open, migrate, verify and carry on."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from solidary.cli import solidary
from tests.before.opening import KEY, Home
from tests.fixtures.memory import in_memory
from tests.press.archive import differences, files_of

pytestmark = pytest.mark.exhaustive
SEQUENCE = 3
"""The release that stood."""


@pytest.fixture(scope="module")
def place() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="solidary-before-", dir=in_memory()) as found:
        yield Path(found)


@pytest.fixture(scope="module")
def left(place: Path) -> Home:
    """The home as it was left."""
    return Home(place / "left")


@pytest.fixture(scope="module")
def drawn_anew(place: Path) -> Home:
    """The home after a full publish by the present code."""
    home = Home(place / "anew")
    home.run("publish", "--full")
    return home


@pytest.fixture(scope="module")
def carried_on(place: Path) -> Home:
    """The home that was asked for no more than what was pending. Its ledger is of another shape
    now, so the migration asks for everything."""
    home = Home(place / "on")
    report = home.run("publish")
    assert report["full"] and not report["stopped"]
    assert report["sequence"] == SEQUENCE + 1
    return home


@pytest.fixture(scope="module")
def mirrored(carried_on: Home) -> Home:
    """The home after its mirrors were synced."""
    done = carried_on.run("mirror", "sync")
    assert sorted(done) == ["berlin", "stick"]
    for outcome in done.values():
        assert (outcome["problem"], outcome["sequence"]) == ("", SEQUENCE + 1)
    return carried_on


def verified(site: Path) -> None:
    """The release in a folder is the newsroom's, and nothing withdrawn is left in it."""
    words = ["verify", str(site), "--key", str(KEY), "--withdrawn", "--state", f"{site}.seen"]
    done = CliRunner().invoke(solidary, words)
    assert done.exit_code == 0, done.output


def said(site: Path) -> str:
    """Every word of a release's pages and feeds."""
    names = (".html", ".xml", ".json")
    return "\n".join(
        data.decode() for address, data in files_of(site).items() if address.endswith(names)
    )


def pages_of(home: Home) -> dict[str, bytes]:
    """A release without what knows the time: its root and the signatures."""
    return {
        address: data
        for address, data in files_of(home.site).items()
        if not address.startswith(("root.txt", "tree/"))
    }


def test_the_release_and_its_mirrors_verify_as_they_stand(left: Home) -> None:
    assert left.root.sequence == SEQUENCE
    for site in (left.site, left.berlin, left.stick):
        verified(site)


def test_something_waits_to_be_published(left: Home) -> None:
    assert left.asked("SELECT count(*) FROM press_duepage") == [(28,)]
    assert left.asked("SELECT count(*) FROM press_journal") == [(5,)]
    words = said(left.site)
    assert "Planned before the power went" not in words
    assert "A note from the desk" in words


def test_the_record_migrates_and_nothing_of_it_is_lost(carried_on: Home, left: Home) -> None:
    for table in ("story", "photo", "topic", "topicalias", "topicmerge", "place", "video"):
        count = f"SELECT count(*) FROM stories_{table}"
        assert carried_on.asked(count) == left.asked(count), table
    assert carried_on.asked("PRAGMA foreign_key_check") == []


def test_what_was_planned_and_what_was_only_noted_comes_out(carried_on: Home) -> None:
    words = said(carried_on.site)
    for told in (
        "Women&#39;s Day wishes from everywhere",
        "Planned before the power went",
        "Changed after the plan",
        "Its time has come",
        "Flags in the evening",
        "Marches of every city",
    ):
        assert told in words, told
    verified(carried_on.site)


def test_what_isnt_public_stays_so(carried_on: Home) -> None:
    words = said(carried_on.site)
    for kept in ("Reported twice", "A note from the desk", "A draft nobody", "Waits for its day"):
        assert kept not in words, kept
    marked = "SELECT headline FROM stories_story WHERE withdrawn_at IS NOT NULL ORDER BY headline"
    assert carried_on.asked(marked) == [("A note from the desk",), ("Reported twice",)]


def test_pages_carried_on_with_are_those_of_a_full_publish(
    carried_on: Home, drawn_anew: Home
) -> None:
    assert differences(pages_of(carried_on), pages_of(drawn_anew)) == {}
    assert carried_on.root.tree == drawn_anew.root.tree
    assert carried_on.root.overlay == drawn_anew.root.overlay


def test_a_full_publish_afterwards_finds_everything_right(mirrored: Home) -> None:
    before = mirrored.root
    report = mirrored.run("publish", "--full")
    assert (report["written"], report["removed"]) == (0, 0)
    assert mirrored.root == before


def test_mirrors_are_brought_up_and_verify(mirrored: Home) -> None:
    for site in (mirrored.berlin, mirrored.stick):
        verified(site)
        assert "A note from the desk" not in said(site)
        assert (site / "root.txt").read_bytes() == (mirrored.site / "root.txt").read_bytes()
    assert "https://berlin.example.org/" in (mirrored.berlin / "overlay.txt").read_text("ascii")


def test_atom_moved_to_the_overlay_and_counts_as_nothing_withdrawn(
    left: Home, mirrored: Home
) -> None:
    for site in (left.site, left.berlin, left.stick):
        assert 'href="../be/latest.html"' in (site / "be/latest.atom.xml").read_text()
    hosts = {mirrored.site: "", mirrored.stick: "", mirrored.berlin: "https://berlin.example.org/"}
    for site, host in hosts.items():
        for feed in site.rglob("*.atom.xml"):
            text = feed.read_text()
            assert "../" not in text, feed
            assert f'rel="self" type="application/atom+xml" href="{host}' in text, feed
    atom = "SELECT count(*) FROM press_withdrawal WHERE addresses LIKE '%atom%'"
    assert mirrored.asked(atom) == [(0,)]


def test_a_mirror_given_up_stays_given_up(mirrored: Home) -> None:
    told = {mirror["name"]: mirror for mirror in mirrored.run("mirror", "list", "--retired")}
    assert sorted(told) == ["berlin", "given-up", "stick"]
    assert told["given-up"]["retired_at"]
    assert told["stick"]["confirmed"] == 2
