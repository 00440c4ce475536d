"""A restore brings back nothing that a sender took back since: not as a photo, nor as words, in no version and
not from the bin."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection

from solidary.home import Home
from solidary.intake.withdrawing import withdraw
from solidary.press.publish import publish_pending
from solidary.release.keyring import new_keys
from solidary.stories.acts.put_into_bin import PutIntoBin
from solidary.stories.acts.withdraw import Withdraw
from solidary.stories.models import Story
from tests.intake.conftest import Send, house, send  # noqa: F401 - fixtures
from tests.intake.roundup import NEEDLES, use
from tests.keeping.homes import KEY, sealed
from tests.keeping.killing import killer
from tests.press.archive import newsroom, photo, story
from tests.sealing.sending import PICTURE

pytestmark = pytest.mark.django_db(transaction=True)


def traces(home: Path) -> list[str]:
    """Where a word of the senders' is: in any file of the home, the record with its log among them."""
    return [
        path.relative_to(home).as_posix()
        for path in home.rglob("*")
        if path.is_file() and any(needle.encode() in path.read_bytes() for needle in NEEDLES)
    ]


@pytest.mark.exhaustive
def test_a_restore_withdraws_every_use_of_what_was_taken_back_before_anything_is_published(
    home: Path,
    send: Send,  # noqa: F811
    house: Home,  # noqa: F811
    tmp_path: Path,
) -> None:
    newsroom()
    story("Stays", body=[("gallery", {"caption": "", "photos": [photo("green")]})])
    used, binned = send(PICTURE), send(PICTURE)
    shown = use(used)
    hidden = use(binned, headline="Put into the bin")
    Withdraw(hidden.story, "Asked.").execute()
    PutIntoBin(Story.objects.get(pk=hidden.story.pk)).execute()
    new_keys(house.keys, tmp_path / "stick", "", "")
    publish_pending()
    sealed(home, tmp_path / "place")
    # Since then both were taken back, and the record was lost; the headers weren't.
    withdraw(used.ref)
    withdraw(binned.ref)
    connection.close()
    key = tmp_path / "recovery.key"
    key.write_text(KEY.secret)
    with killer(home) as runs:
        ended = runs.run("restore", str(tmp_path / "place"), "--key", str(key))
        assert ended.code == 0, ended
        # The release is the one before, until the next publish.
        assert {path.partition("/")[0] for path in traces(home)} == {"site"}
        assert not (home / "files" / shown.photo.file.name).exists()
        published = runs.run("publish", "--full")
        assert published.code == 0, published
        assert traces(home) == []
        checked = runs.run("check")
        assert "Nothing is wrong" in checked.said, checked
    pages = [path.read_text() for path in (home / "site").rglob("*.html")]
    assert any("Stays" in page for page in pages)
    assert any("The newsroom" in page and "Solidarity in thirty cities" in page for page in pages)
