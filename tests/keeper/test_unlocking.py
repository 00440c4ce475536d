"""Unlocked keys: how long, for whom, and how fast a passphrase may be tried."""

from __future__ import annotations

from pathlib import Path

import pytest

from solidary.keeper.client import (
    BusyError,
    LockedError,
    NoKeyError,
    TooOftenError,
    WrongPassphraseError,
)
from solidary.keeper.held_key import HeldKey
from solidary.keeper.sessions import MOST, REST, Session, Sessions
from solidary.keeper.unlocking import FEW, MANY, PAUSE, PAUSE_FOR_ALL, Unlocking
from solidary.sealing.identity import Identity
from solidary.sealing.piece import seal, unseal
from solidary.sealing.recipients import Recipients
from tests.keeper.running import PASSPHRASES, made_newsroom


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def held() -> HeldKey:
    return HeldKey(Identity.new())


def test_a_held_key_opens_what_was_sealed_for_it_until_it_is_wiped() -> None:
    key = held()
    sealed = seal(b"words", Recipients.of_one(key.public))
    assert unseal(sealed, [key]) == b"words"
    secret = key.raw
    assert secret.hex() not in repr(key) and key.secret not in repr(key)
    key.wipe()
    assert not any(key._bytes)
    with pytest.raises(LockedError):
        unseal(sealed, [key])


def test_a_session_ends_after_half_an_hour_of_rest_and_not_before() -> None:
    clock, ended = Clock(), list[str]()
    sessions = Sessions(clock, lambda session: ended.append(session.name))
    key = held()
    token = sessions.begin("ola", key)
    for _ in range(3):
        clock.now += REST - 1
        assert sessions.of(token).name == "ola"
    clock.now += REST - 1
    assert sessions.of(token, at_rest=True).key is key
    clock.now += 1
    assert sessions.names() == [] and ended == ["ola"]
    with pytest.raises(LockedError):
        sessions.of(token)
    with pytest.raises(LockedError):
        _ = key.raw


def test_a_key_is_wiped_even_where_what_is_told_of_it_fails() -> None:
    def fails(session: Session) -> None:
        raise OSError("the disk")

    sessions, key = Sessions(Clock(), fails), held()
    token = sessions.begin("ola", key)
    with pytest.raises(OSError, match="the disk"):
        sessions.end(token)
    with pytest.raises(LockedError):
        _ = key.raw


def test_sessions_of_one_name_end_together_and_others_stay() -> None:
    sessions = Sessions(Clock())
    tokens = [sessions.begin(name, held()) for name in ("ola", "jan", "ola")]
    assert len(set(tokens)) == 3 and all(len(token) >= 43 for token in tokens)
    assert sessions.end_all("ola") == 2
    assert sessions.names() == ["jan"]
    assert sessions.end_all() == 1
    assert not sessions.end(tokens[1])


def test_there_is_an_end_to_sessions() -> None:
    sessions = Sessions(Clock())
    for _ in range(MOST):
        sessions.begin("ola", held())
    with pytest.raises(BusyError):
        sessions.begin("ola", held())


def test_wrong_passphrases_are_slowed_down_for_their_key_and_never_for_ever(tmp_path: Path) -> None:
    clock, newsroom = Clock(), made_newsroom(tmp_path)
    unlocking = Unlocking(newsroom.keys, clock)
    for _ in range(FEW):
        with pytest.raises(WrongPassphraseError):
            unlocking.unlock("ola", "one herons cross the estuary")
    with pytest.raises(TooOftenError) as slow:
        unlocking.unlock("ola", PASSPHRASES["ola"])
    assert slow.value.facts == {"seconds": PAUSE}
    assert unlocking.unlock("jan", PASSPHRASES["jan"])
    clock.now += PAUSE
    assert unlocking.unlock("ola", PASSPHRASES["ola"])
    for _ in range(FEW):
        with pytest.raises(WrongPassphraseError):
            unlocking.unlock("ola", "")


def test_many_wrong_ones_slow_every_key(tmp_path: Path) -> None:
    clock, newsroom = Clock(), made_newsroom(tmp_path)
    unlocking = Unlocking(newsroom.keys, clock)
    wrong = 0
    while wrong < MANY:
        for name in PASSPHRASES:
            try:
                unlocking.unlock(name, "wrong")
            except WrongPassphraseError:
                wrong += 1
            except TooOftenError:
                unlocking._each[name].fill()
    with pytest.raises(TooOftenError):
        unlocking.unlock("jan", PASSPHRASES["jan"])
    clock.now += PAUSE_FOR_ALL
    unlocking._each["jan"].fill()
    assert unlocking.unlock("jan", PASSPHRASES["jan"])


@pytest.mark.parametrize("name", ["nobody", "", "../ola", "ola.key", "ola\0", "recovery"])
def test_a_name_without_a_key_unlocks_nothing(tmp_path: Path, name: str) -> None:
    with pytest.raises(NoKeyError):
        Unlocking(made_newsroom(tmp_path).keys).unlock(name, PASSPHRASES["ola"])


@pytest.mark.parametrize("passphrase", ["", "\ud800", "x" * 10_000, "\0" * 20])
def test_no_passphrase_does_more_than_be_wrong(tmp_path: Path, passphrase: str) -> None:
    with pytest.raises(WrongPassphraseError):
        Unlocking(made_newsroom(tmp_path).keys).unlock("ola", passphrase)
