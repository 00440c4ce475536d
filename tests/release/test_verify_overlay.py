"""A mirror's own overlay under examination: taken away, forged, left behind, or somebody else's."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from solidary.press.folder.signing import overlay_statement, resign_if_due
from solidary.release import addresses as at
from solidary.release import minisign
from solidary.release.keyring import open_signer
from solidary.release.statements import parse_overlay, read_root
from solidary.release.verify import Report, State, examine
from tests.press.signed import (
    copy_of,
    examined,
    kinds,
    mirror_of,
    put_overlay,
    served,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_pause")]
ADDRESS = "https://mirror.example.org/"
FEED = at.feed(at.every_story("en"), "rss.xml")


@pytest.fixture
def mirror(site: Path, home: Path, tmp_path: Path) -> Path:
    return mirror_of(site, tmp_path / "mirror", ADDRESS, home)


def told(report: Report) -> list[tuple[str, str]]:
    return [(each.kind, each.address) for each in report.findings]


def forged(
    mirror: Path, home: Path, *, by: minisign.SecretKey | None = None, **other: object
) -> None:
    """Put a statement in place that says something else, signed by the newsroom or by `by`."""
    signer = open_signer(home / "keys")
    assert signer is not None
    statement = parse_overlay((mirror / "overlay.txt").read_bytes())
    (mirror / at.signature_of(statement.sha256)).unlink()
    statement = replace(statement, **other)  # type: ignore[arg-type]
    put_overlay(
        mirror, statement.text(),
        minisign.sign(
            statement.text(), by or signer.key, what="overlay.txt",
            trusted=statement.trusted_comment,
        ),
    )  # fmt: skip


def test_a_mirror_with_an_overlay_of_its_own_is_sound(
    mirror: Path, site: Path, key: minisign.PublicKey
) -> None:
    assert (mirror / FEED).read_bytes() != (site / FEED).read_bytes()
    for address in ("", ADDRESS, "http://Mirror.Example.org:80/"):
        report = examined(mirror, key, withdrawn=True, address=address, own_overlay=True)
        assert report.state is State.SOUND, list(report.lines())
    assert report.checked == examined(site, key).checked
    assert examined(mirror, key, sample=4).state is State.SOUND


def test_without_its_statement_the_files_it_stood_for_are_changed(
    mirror: Path, key: minisign.PublicKey
) -> None:
    for address in at.SIGNED_OVERLAY:
        (mirror / address).unlink()
    report = examined(mirror, key)
    assert report.state is State.TAMPERED
    assert told(examined(mirror, key, own_overlay=True))[0] == ("missing", "overlay.txt")


@pytest.mark.parametrize("sample", [None, 5])
def test_the_newsrooms_own_overlay_in_its_place_is_told_where_one_is_needed(
    site: Path, key: minisign.PublicKey, sample: int | None
) -> None:
    report = examined(site, key, address=ADDRESS, own_overlay=True, sample=sample)
    assert told(report) == [("missing", "overlay.txt")]


def test_a_changed_file_of_it_is_named(mirror: Path, key: minisign.PublicKey) -> None:
    feed = mirror / FEED
    feed.write_bytes(feed.read_bytes().replace(b"mirror.example.org", b"mirror.example.net"))
    assert told(examined(mirror, key)) == [("changed", FEED)]
    feed.unlink()
    assert told(examined(mirror, key)) == [("missing", FEED)]
    (mirror / "sitemaps" / "more.xml").write_text("<urlset/>")
    assert ("added", "sitemaps/more.xml") in told(examined(mirror, key))


@pytest.mark.parametrize("every", [11, pytest.param(1, marks=pytest.mark.exhaustive)])
def test_every_byte_of_the_statement_counts(
    mirror: Path, key: minisign.PublicKey, every: int
) -> None:
    for name in at.SIGNED_OVERLAY:
        path = mirror / name
        right = path.read_bytes()
        for position in range(0, len(right), every):
            path.write_bytes(
                right[:position] + bytes([right[position] ^ 1]) + right[position + 1 :]
            )
            report = examined(mirror, key)
            assert report.state is State.TAMPERED, (name, position)
            assert kinds(report) <= {"overlay", "signature", "other key", "missing", "added"}
            assert all(
                "overlay" in each.address or "tree/" in each.address for each in report.findings
            )
        path.write_bytes(right)
    path.unlink()
    assert told(examined(mirror, key)) == [("missing", "overlay.txt.minisig")]


def test_one_by_another_key_is_named_for_it(
    mirror: Path, home: Path, key: minisign.PublicKey
) -> None:
    stranger = minisign.new_key()
    forged(mirror, home, by=stranger)
    report = examined(mirror, key)
    assert ("other key", "overlay.txt") in told(report)
    assert stranger.public.name in report.findings[0].said
    assert report.checked > 10, "what the root itself names is examined all the same"


def test_one_that_names_another_key_than_its_own_is_refused(
    mirror: Path, home: Path, key: minisign.PublicKey
) -> None:
    for other in ("0123456789ABCDEF", ""):
        forged(mirror, home, key=other)
        assert told(examined(mirror, key)) == [("overlay", "overlay.txt")]


def test_one_of_an_older_release_left_behind_is_named(
    mirror: Path, site: Path, home: Path, key: minisign.PublicKey, tmp_path: Path
) -> None:
    old = copy_of(mirror, tmp_path / "old")
    resign_if_due(force=True)
    mirror_of(site, mirror, ADDRESS, home)
    assert examined(mirror, key).state is State.SOUND
    for name in at.SIGNED_OVERLAY:
        (mirror / name).write_bytes((old / name).read_bytes())
    report = examined(mirror, key)
    assert ("overlay", "overlay.txt") in told(report)
    assert "belongs to release 1, the root here is release 2" in report.findings[0].said


def test_a_place_in_motion_is_read_anew(
    mirror: Path, site: Path, home: Path, key: minisign.PublicKey, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """The overlay's statement moves in before the root it belongs to."""
    resign_if_due(force=True)
    newer = mirror_of(site, tmp_path / "newer", ADDRESS, home)
    for path in sorted(newer.rglob("*")):
        name = str(path.relative_to(newer))
        if path.is_file() and name not in at.SIGNED_ROOT:
            (mirror / name).write_bytes(path.read_bytes())

    def moves_on(seconds: float) -> None:
        copy_of(newer, mirror)

    monkeypatch.setattr(examine.time, "sleep", moves_on)
    report = examined(mirror, key)
    assert (report.state, report.sequence) == (State.SOUND, 2), list(report.lines())


def test_one_made_for_another_place_leads_readers_away(
    mirror: Path, key: minisign.PublicKey
) -> None:
    report = examined(mirror, key, address="https://other.example.org/")
    assert (report.state, told(report)) == (
        State.EXPOSED, [("foreign overlay", "overlay.txt")],
    )  # fmt: skip
    assert ADDRESS in report.findings[0].said
    with served(mirror) as address:
        assert kinds(examined(address, key)) == {"foreign overlay"}


def test_behind_an_address_it_is_held_against_that_address(
    site: Path, home: Path, key: minisign.PublicKey, tmp_path: Path
) -> None:
    place = tmp_path / "mirror"
    place.mkdir()
    with served(place, folder="/deep/er/") as address:
        mirror_of(site, place, address, home)
        report = examined(address, key)
        assert report.state is State.SOUND, list(report.lines())
        assert examined(f"{address}index.html", key).state is State.SOUND


def test_a_store_that_forbids_what_it_has_not_has_no_overlay(
    site: Path, key: minisign.PublicKey
) -> None:
    from http.server import BaseHTTPRequestHandler

    def forbids(handler: BaseHTTPRequestHandler, address: str) -> bool:
        if (site / address).is_file():
            return False
        handler.send_response(403)
        handler.send_header("Content-Length", "0")
        handler.end_headers()
        return True

    with served(site, answer=forbids) as address:
        report = examined(address, key, gone=("en/s/no/nothing.html",))
    assert report.state is State.SOUND, list(report.lines())


def test_an_unsigned_statement_beside_a_signed_root_is_refused(
    mirror: Path, home: Path, key: minisign.PublicKey
) -> None:
    root = read_root(mirror)
    assert root is not None
    statement = parse_overlay((mirror / "overlay.txt").read_bytes())
    unsigned, signature = overlay_statement(
        None, replace(root, signed=None), ADDRESS, statement.tree
    )
    assert signature is None
    (mirror / "overlay.txt").write_bytes(unsigned)
    assert examined(mirror, key).state is State.TAMPERED


def test_a_headers_file_the_host_keeps_to_itself_is_not_missed(
    site: Path, home: Path, key: minisign.PublicKey, tmp_path: Path
) -> None:
    (site / "_headers").write_text("/*\n  Referrer-Policy: no-referrer\n")
    mirror = mirror_of(site, tmp_path / "mirror", ADDRESS, home)
    assert examined(mirror, key).state is State.SOUND
    (mirror / "_headers").unlink()
    assert told(examined(mirror, key)) == [("missing", "_headers")]
    with served(mirror) as address:
        assert kinds(examined(address, key)) == {"foreign overlay"}
