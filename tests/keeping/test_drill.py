"""The drill: everything is lost but a backup and four mirrors, each of another kind."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from django.db import connection
from pytest_django import Settings

from solidary.home import Home
from solidary.keeping.backup import back_up
from solidary.keeping.models import BackupPlan
from solidary.mirrors import register
from solidary.mirrors.sync import sync_all
from solidary.press.publish import publish_pending
from solidary.release import addresses as at
from solidary.release.statements import read_root
from solidary.stories.models import Story
from tests.keeping.conftest import of_a_newsroom
from tests.keeping.homes import AT_ONCE, KEY, record, target
from tests.keeping.killing import killer
from tests.mirrors.bucket import BUCKET, SECRETS, gated_bucket
from tests.mirrors.far_host import far_host
from tests.mirrors.test_rsync_mirrors import daemon
from tests.press.archive import files_of, withdraw

pytestmark = pytest.mark.django_db(transaction=True)
STORIES = 100


def pages(files: dict[str, bytes]) -> dict[str, bytes]:
    """What readers see of a release, without what is signed by the clock."""
    return {address: data for address, data in files.items() if not at.is_proof(address)}


@pytest.mark.exhaustive
@pytest.mark.usefixtures("stock_rsync")
def test_the_drill_with_four_mirrors_of_four_kinds(tmp_path: Path, settings: Settings) -> None:
    home, key = tmp_path / "home", tmp_path / "recovery.key"
    key.write_text(KEY.secret)
    settings.HOME, settings.MEDIA_ROOT = home, home / "files"
    addresses = of_a_newsroom(home, tmp_path, STORIES)
    with (
        gated_bucket() as gate,
        far_host(tmp_path / "far") as host,
        daemon(tmp_path / "d") as rsync,
    ):
        register.add(
            "bucket", f"s3://{BUCKET}/site", secrets=SECRETS, profile="object",
            options={"endpoint": gate.endpoint, "allow_http": "true", "timeout": "5"},
        )  # fmt: skip
        options = {"host_key": host.key, "timeout": "10"}
        register.add("sftp", host.place(), options=options, secrets=host.secrets)
        register.add("rsync", f"{rsync}site/")
        goal = target(host.place("backup"), home, options=options, secrets=host.secrets)
        back_up(Home(home), goal, BackupPlan.load().name, KEY.public, record=record(), pace=AT_ONCE)
        before = files_of(home / "site")
        # After the backup two stories are withdrawn, and all mirrors hear of it.
        for headline in ("Story 1", "Story 7"):
            withdraw(Story.objects.get(headline=headline))
        publish_pending()
        outcomes = sync_all()
        assert {name for name, each in outcomes.items() if not each.problem} == {
            "berlin", "bucket", "rsync", "sftp",
        }  # fmt: skip
        newest, was = read_root(home / "site"), files_of(home / "site")
        assert newest is not None
        connection.close()
        shutil.rmtree(home)
        home.mkdir()
        credentials = tmp_path / "credentials.json"
        credentials.write_text(json.dumps(host.secrets))
        credentials.chmod(0o600)
        with killer(home) as runs:
            ended = runs.run(
                "restore", host.place("backup"), "--key", str(key), "--credentials",
                str(credentials), "--option", f"host_key={host.key}",
            )  # fmt: skip
            assert ended.code == 0, ended
            for name in ("berlin", "bucket", "rsync", "sftp"):
                assert f"{name}: release {newest.sequence}, 2 withdrawn" in ended.said
            assert runs.run("publish").code == 0
            root, published = read_root(home / "site"), files_of(home / "site")
            assert root is not None
            assert root.sequence > newest.sequence and root.previous == newest.sha256
            # The same bytes as when it was lost, since nobody has decided yet.
            assert (root.tree, root.overlay) == (newest.tree, newest.overlay)
            assert pages(published) == pages(was) != pages(before)
            assert root.signed is not None and newest.signed is not None
            assert root.signed.withdrawn == newest.signed.withdrawn
            assert not any(addresses["Story 7"] in address for address in published)
            synced = runs.run("mirror", "sync")
            assert synced.code == 0, synced
            for site in (tmp_path / "mirror", tmp_path / "far/site", tmp_path / "d/site"):
                assert files_of(site) == published
