"""A mirror's own overlay: a statement beside the root, by the same key, for one address."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solidary.press.folder.signing import overlay_statement
from solidary.press.publish import publish_pending
from solidary.release import addresses as at
from solidary.release import minisign
from solidary.release.keyring import UnusableKeyError, open_signer, renew
from solidary.release.statements import MalformedError, Overlay, Root, parse_overlay, read_root
from tests.press.archive import SMALL, newsroom, story
from tests.press.signed import signed_release

MIRROR = "https://mirror.example.org/news/"
STATEMENT = Overlay(MIRROR, 4711, "ab" * 32, "cd" * 32, "1F2E3D4C5B6A7988")


def test_a_statement_reads_as_it_was_written() -> None:
    assert STATEMENT.text() == (
        b"solidary-overlay 1\naddress https://mirror.example.org/news/\nsequence 4711\n"
        + b"root " + b"ab" * 32 + b"\ntree " + b"cd" * 32 + b"\nkey 1F2E3D4C5B6A7988\n"
    )  # fmt: skip
    for overlay in (STATEMENT, replace(STATEMENT, key="")):
        assert parse_overlay(overlay.text()) == overlay


@pytest.mark.parametrize(
    "address",
    [
        "mirror.example.org/", "https://mirror.example.org", "ftp://mirror.example.org/",
        "https://a b/", "https://a/\nroot x/", "https://пример.by/", "https://", "https:///",
        "https://a/?x/", "https://a/#x/", "https://name@a/", "",
    ],
)  # fmt: skip
def test_a_statement_for_no_address_is_refused(address: str) -> None:
    with pytest.raises(MalformedError):
        parse_overlay(replace(STATEMENT, address=address).text())


@given(st.integers(0, len(STATEMENT.text()) - 1), st.binary(max_size=3))
def test_whatever_is_read_as_a_statement_is_written_the_same(position: int, put: bytes) -> None:
    spoilt = STATEMENT.text()[:position] + put + STATEMENT.text()[position + 1 :]
    try:
        assert parse_overlay(spoilt).text() == spoilt
    except MalformedError:
        return


def test_its_addresses_belong_to_no_tree() -> None:
    assert all(map(at.is_proof, ("overlay.txt", "overlay.txt.minisig")))
    assert not at.is_proof("en/overlay.txt")


def standing_root(home: Path) -> Root:
    root = read_root(home / "site")
    assert root is not None
    return root


@pytest.mark.django_db
def test_it_is_signed_by_the_key_of_the_root_it_names(home: Path) -> None:
    signed_release(home)
    signer, root = open_signer(home / "keys"), standing_root(home)
    assert signer is not None
    data, signature = overlay_statement(signer, root, MIRROR, "cd" * 32)
    told = parse_overlay(data)
    assert (told.root, told.sequence, told.key) == (
        root.sha256, root.sequence, signer.key.public.name,
    )  # fmt: skip
    assert signature is not None
    read = minisign.read_signature(signature)
    minisign.check(data, read, signer.key.public)
    assert read.trusted == f"solidary overlay of release {root.sequence} for {MIRROR}"


@pytest.mark.django_db
def test_an_unsigned_root_has_an_unsigned_overlay(home: Path) -> None:
    newsroom()
    story()
    publish_pending(rules=SMALL)
    data, signature = overlay_statement(None, standing_root(home), MIRROR, "cd" * 32)
    assert parse_overlay(data).key == ""
    assert signature is None


@pytest.mark.django_db
def test_a_root_of_another_key_is_not_vouched_for(home: Path) -> None:
    signed_release(home)
    root = standing_root(home)
    renew(home / "keys", home / "site", home / "offline" / "root.key", "", "")
    for signer in (open_signer(home / "keys"), None):
        with pytest.raises(UnusableKeyError, match="signs it anew"):
            overlay_statement(signer, root, MIRROR, "cd" * 32)


@pytest.mark.django_db
def test_a_statement_that_came_back_with_a_copy_is_cleared_away(home: Path) -> None:
    site = signed_release(home)
    for address in at.SIGNED_OVERLAY:
        (site / address).write_bytes(STATEMENT.text())
    story("Next")
    publish_pending(rules=SMALL)
    assert not list(site.glob("overlay*"))
