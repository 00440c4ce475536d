"""What signing anew writes and what a check by lot reads doesn't grow with the archive."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from solidary.press.folder.signing import resign_if_due
from solidary.press.publish import publish_pending
from solidary.release import addresses as at
from solidary.release import minisign
from solidary.release.statements import read_root
from solidary.release.verify import State
from tests.press.archive import SMALL, files_of, story
from tests.press.signed import examined, served, signed_release

pytestmark = pytest.mark.django_db
STATEMENTS = {*at.SIGNED_ROOT, *at.SIGNED_OVERLAY}


@pytest.fixture(params=[1, 60])
def site(request: pytest.FixtureRequest, home: Path) -> Path:
    """A signed release of a few stories, and one of many."""
    place = signed_release(home)
    for number in range(request.param):
        story(f"Story {number}", day=date(2021, 1, 1) + timedelta(days=number))
    publish_pending(rules=SMALL)
    return place


def test_signing_anew_writes_three_files_and_removes_one(site: Path) -> None:
    before, old = files_of(site, root=True), read_root(site)
    root = resign_if_due(force=True)
    after = files_of(site, root=True)
    assert root is not None and old is not None
    written = {name for name, data in after.items() if before.get(name) != data}
    assert written == {"root.txt", "root.txt.minisig", at.signature_of(root.sha256)}
    assert before.keys() - after.keys() == {at.signature_of(old.sha256)}


def read_at(site: Path, key: minisign.PublicKey, *, sample: int) -> Counter[str]:
    """How often each kind of file is asked for when so many objects are drawn."""
    asked: Counter[str] = Counter()

    def count(handler: BaseHTTPRequestHandler, address: str) -> bool:
        kind = "part" if address.startswith(at.TREE_FOLDER) else "object"
        asked["statement" if address in STATEMENTS else kind] += 1
        return False

    with served(site, answer=count) as address:
        assert examined(address, key, sample=sample).state is State.SOUND
    return asked


def test_a_connection_is_kept_for_every_request_of_one_reader(
    site: Path, key: minisign.PublicKey
) -> None:
    callers = set()

    def count(handler: BaseHTTPRequestHandler, address: str) -> bool:
        callers.add(handler.client_address)
        return False

    with served(site, answer=count) as address:
        report = examined(address, key)
    assert report.checked > 20
    assert len(callers) <= 1 + 8 + 4, "one for the statements, one for each reader, a few lost"


def test_a_check_by_lot_reads_no_more_than_what_was_drawn_and_what_leads_there(
    site: Path, key: minisign.PublicKey
) -> None:
    asked = read_at(site, key, sample=3)
    assert asked["object"] <= 3
    # Both tops and at most a shard for each; two signatures by name, the certificate, the list.
    assert asked["part"] <= 2 + 3 + 4
    # The root, the certificate and whether there is an overlay, and once more whether they moved.
    assert asked["statement"] <= 16
