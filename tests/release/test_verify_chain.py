"""Releases follow each other: what a reader saw before has to be named by what comes next."""

from __future__ import annotations

from pathlib import Path

import pytest

from solidary.press.publish import publish_pending
from solidary.release import minisign
from solidary.release.statements import read_root
from solidary.release.verify import Memory
from solidary.release.verify.memory import Seen
from tests.press.archive import SMALL, story
from tests.press.signed import examined, kinds

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_pause")]


def test_a_release_that_does_not_follow_the_one_seen_before_is_a_fork(
    site: Path, key: minisign.PublicKey, tmp_path: Path
) -> None:
    first = read_root(site)
    assert first is not None
    story("Another day")
    publish_pending(rules=SMALL)
    for seen, found in ((first.sha256, set()), ("0" * 64, {"forked"})):
        memory = Memory(tmp_path / f"{seen}.json")
        memory.note(key.text(), Seen(first.sequence, seen, 1))
        assert kinds(examined(site, key, memory=memory)) == found
