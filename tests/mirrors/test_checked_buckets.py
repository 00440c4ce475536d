"""A bucket nobody can list is checked through its store: what was withdrawn is asked for by name."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from solidary.mirrors import confirmations
from solidary.mirrors.check import check
from solidary.mirrors.models import Mirror
from solidary.mirrors.places import open_store
from solidary.press.models import Withdrawal
from solidary.release.keyring import new_keys
from solidary.release.verify import State
from tests.mirrors.bucket import Gate
from tests.mirrors.copies import archive, change, synced

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.exhaustive
def test_what_was_withdrawn_is_shown_to_be_gone_from_a_bucket(
    home: Path, bucket: Gate, tmp_path: Path
) -> None:
    new_keys(home / "keys", tmp_path / "stick", "", "")
    archive()
    mirror = bucket.add("checked")
    assert synced(mirror).problem == ""
    report = check(mirror)
    assert report.state is State.SOUND, list(report.lines())
    change()
    withdrawal = Withdrawal.objects.get(kind="story")
    (page,) = withdrawal.addresses
    assert synced(mirror).problem == ""
    with closing(open_store(mirror)) as store:
        store.put(page, b"kept", {"Content-Type": "text/html; charset=utf-8"})
    mirror = Mirror.objects.get(pk=mirror.pk)
    report = check(mirror, sample=5)
    assert [(each.kind, each.address) for each in report.findings] == [("withdrawn", page)]
    assert confirmations.of(withdrawal, Mirror.objects.all()).waiting == [mirror]
    with closing(open_store(mirror)) as store:
        store.remove(page)
    assert check(mirror, sample=5).state is State.SOUND
    assert confirmations.of(withdrawal, Mirror.objects.all()).confirmed == [mirror]


def test_a_bucket_that_answers_nothing_is_out_of_reach(
    home: Path, bucket: Gate, tmp_path: Path
) -> None:
    new_keys(home / "keys", tmp_path / "stick", "", "")
    archive()
    mirror = bucket.add("down")
    assert synced(mirror).problem == ""
    bucket.mood = lambda method, address: "500"
    try:
        assert check(mirror, sample=5).state is State.UNREACHABLE
    finally:
        bucket.mood = lambda method, address: ""
    assert Mirror.objects.get(pk=mirror.pk).confirmed == 0
