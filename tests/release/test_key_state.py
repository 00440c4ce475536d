"""The desk can see how the keys stand, and what somebody should do about it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from solidary.press.publish import publish_pending
from solidary.release import key_state as states
from solidary.release.key_state import Care, KeyState, key_state
from solidary.release.keyring import new_keys, renew
from solidary.release.statements import now
from tests.press.archive import SMALL, newsroom, story

pytestmark = pytest.mark.django_db


@pytest.fixture
def signing(home: Path, tmp_path: Path) -> Path:
    """A home that signs what it publishes, with its root key elsewhere."""
    newsroom()
    story()
    new_keys(home / "keys", tmp_path / "stick", "", "")
    publish_pending(rules=SMALL)
    return home


@pytest.fixture
def later(signing: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[int], KeyState]:
    """The state so many days from now."""

    def state(days: int) -> KeyState:
        moment = now() + timedelta(days=days, hours=1)
        monkeypatch.setattr(states, "now", lambda: moment)
        return key_state(signing / "keys", signing / "site")

    return state


def test_keys_in_good_order_need_no_care(signing: Path) -> None:
    state = key_state(signing / "keys", signing / "site")
    assert state.cares == []
    assert (state.certificate, state.sequence, state.problem) == (1, 1, "")
    assert state.certificate_days in (399, 400)
    assert state.root_days in (13, 14)
    assert len(state.release_key) == 16
    assert (signing / "keys" / "root.pub").read_text().splitlines()[1] == state.root_key


def test_a_home_without_keys_says_so(home: Path) -> None:
    assert key_state(home / "keys", home / "site") == KeyState(cares=[Care.NO_KEYS])


def test_time_that_runs_out_is_told_before_and_after(later: Callable[[int], KeyState]) -> None:
    assert later(9).cares == []
    assert later(11).cares == [Care.ROOT_EXPIRES]
    assert later(14).cares == [Care.ROOT_EXPIRED]
    assert later(380).cares == [Care.ROOT_EXPIRED, Care.CERTIFICATE_ENDS]
    state = later(401)
    assert state.cares == [Care.CERTIFICATE_ENDED, Care.ROOT_EXPIRED]
    assert state.certificate_days == -2


def test_a_release_the_key_has_not_signed_is_told(
    home: Path, signing: Path, tmp_path: Path
) -> None:
    renew(home / "keys", home / "site", tmp_path / "stick" / "root.key", "", "")
    state = key_state(home / "keys", home / "site")
    assert (state.cares, len(state.revoked)) == ([Care.UNSIGNED], 1)
    publish_pending(rules=SMALL)
    assert key_state(home / "keys", home / "site").cares == []


@pytest.mark.parametrize("file", ["release.key", "root.pub", "certificate.txt"])
def test_a_key_that_can_not_be_used_says_why(signing: Path, file: str) -> None:
    path = signing / "keys" / file
    if file == "release.key":
        path.chmod(0o644)
    else:
        path.unlink()
    state = key_state(signing / "keys", signing / "site")
    assert state.cares == [Care.UNUSABLE]
    assert file in state.problem


def test_a_setting_that_makes_no_sense_says_so(
    signing: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOLIDARY_ROOT_DAYS", "never")
    assert "from 1 to 365" in key_state(signing / "keys", signing / "site").problem


def test_a_root_key_that_was_left_in_the_home_is_told(signing: Path, tmp_path: Path) -> None:
    (tmp_path / "stick").rename(signing / "keys" / "offline")
    assert key_state(signing / "keys", signing / "site").cares == [Care.ROOT_KEY_HERE]
