"""The reader's site on another disk: `site` as a link, or with a disk mounted there."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from solidary.cli import main
from solidary.press.folder.staging import WITHIN
from solidary.release.verify import State
from solidary.serving.front.reader_files import reader_page
from solidary.stories.models import Newsroom
from tests.press.archive import differences, files_of, full, full_publish, pending
from tests.press.disks import mounted
from tests.press.faults import drawings
from tests.press.signed import examined, root_key

pytestmark = pytest.mark.django_db(transaction=True)


def another_disk(home: Path) -> Path:
    """A new folder on another disk than the home's."""
    for place in ("/dev/shm", tempfile.gettempdir()):
        if os.access(place, os.W_OK) and os.stat(place).st_dev != home.stat().st_dev:
            return Path(tempfile.mkdtemp(prefix="solidary-disk-", dir=place))
    pytest.skip("a second disk is needed, and neither /dev/shm nor the temporary folder is one")


@pytest.fixture(params=["a link to a disk", "a link beside it", "a disk", "a folder's mount"])
def elsewhere(archive: Path, request: pytest.FixtureRequest) -> Iterator[Path]:
    """A home whose site, still empty, stands somewhere else; all there is to publish is pending."""
    site, beside = archive / "site", archive.parent / "beside"
    shutil.rmtree(site)
    if "link" in request.param:
        target = another_disk(archive) if "disk" in request.param else beside
        target.mkdir(exist_ok=True)
        site.symlink_to(target)
        yield archive
        shutil.rmtree(target)
        return
    site.mkdir()
    beside.mkdir()
    words = ("-t", "tmpfs", "tmpfs") if request.param == "a disk" else ("--bind", str(beside))
    with mounted(site, *words):
        yield archive


def test_the_first_publish_the_next_and_a_full_one_arrive_there(
    elsewhere: Path, settings: Settings
) -> None:
    def arrived() -> None:
        assert examined(site, root_key(elsewhere), withdrawn=True).state is State.SOUND
        assert drawings(elsewhere) == []
        assert site.is_symlink() == was_link

    site, was_link = elsewhere / "site", (elsewhere / "site").is_symlink()
    assert pending().full
    arrived()
    newsroom = Newsroom.objects.get()
    newsroom.name = "Another name on every page"
    newsroom.save()
    assert pending().full
    arrived()
    assert not pending().written
    assert full().kept
    arrived()
    expected = full_publish(elsewhere, settings, "other")
    ours = {
        address: data
        for address, data in files_of(site).items()
        if address in expected or not address.startswith(("tree/", "certificate", "root"))
    }
    assert differences(ours, expected) == {}


def test_a_link_to_a_disk_that_is_away_is_told_in_one_line(
    archive: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    site, away = archive / "site", archive.parent / "away"
    shutil.rmtree(site)
    site.symlink_to(away)
    monkeypatch.setattr("sys.argv", ["solidary", "publish"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 1
    assert capsys.readouterr().err.splitlines() == [
        f"solidary: {site} leads to {away}, which isn't there: is its disk mounted?"
    ]
    assert not away.exists()


def test_no_reader_gets_what_is_still_being_drawn(archive: Path) -> None:
    drawn = archive / "site" / f"{WITHIN}1" / "index.html"
    drawn.parent.mkdir()
    drawn.write_text("not yet")
    for address in (f"{WITHIN}1/index.html", f"{WITHIN}1/", f"{WITHIN}1"):
        assert reader_page(archive / "site", f"/{address}", lambda name: "").status == 404
