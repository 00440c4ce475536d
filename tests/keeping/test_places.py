"""Backups go wherever a mirror can be kept, and come back whole from there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from solidary.home import Home
from solidary.keeping.restore import Restore
from solidary.keeping.target import Target
from tests.keeping.homes import AT_ONCE, KEY, filled, sealed, target
from tests.mirrors.bucket import BUCKET, SECRETS, gated_bucket
from tests.mirrors.far_host import far_host
from tests.mirrors.test_rsync_mirrors import daemon

pytestmark = pytest.mark.django_db(transaction=True)


@contextmanager
def bucket(home: Path, far: Path) -> Iterator[Target]:
    with gated_bucket() as gate:
        options = {"endpoint": gate.endpoint, "allow_http": "true", "timeout": "5"}
        yield target(f"s3://{BUCKET}/backup", home, options=options, secrets=SECRETS)


@contextmanager
def sftp(home: Path, far: Path) -> Iterator[Target]:
    with far_host(far) as host:
        options = {"host_key": host.key, "timeout": "10"}
        yield target(host.place("backup"), home, options=options, secrets=host.secrets)


@contextmanager
def rsync(home: Path, far: Path) -> Iterator[Target]:
    with daemon(far) as address:
        yield target(f"{address}site/", home)


@contextmanager
def folder(home: Path, far: Path) -> Iterator[Target]:
    yield target(far, home)


@pytest.mark.exhaustive
@pytest.mark.usefixtures("stock_rsync")
@pytest.mark.parametrize("place", [folder, bucket, sftp, rsync])
def test_a_home_comes_back_from_any_place(home: Path, tmp_path: Path, place) -> None:  # type: ignore[no-untyped-def]
    wanted = filled(home)
    with place(home, tmp_path / "far") as where:
        sealed(home, where)
        (home / "files/photos/one.jpg").unlink()
        del wanted["files/photos/one.jpg"]
        (home / "files/photos/new.jpg").write_bytes(b"new")
        wanted["files/photos/new.jpg"] = b"new"
        second = sealed(home, where)
        assert second.number == 2 and second.sent == 3 and second.removed >= 2
        found = tmp_path / "found"
        found.mkdir()
        restored = Restore(Home(found), where, KEY, pace=AT_ONCE).run()
    assert restored.files == len(wanted) + 1
    for path, data in wanted.items():
        assert (found / path).read_bytes() == data
    assert not (found / "files/photos/one.jpg").exists()
    assert (found / "desk.sqlite3").stat().st_mode & 0o077 == 0
