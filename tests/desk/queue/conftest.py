"""A newsroom whose keeper runs, what strangers sent to it, and an editor who has unlocked a key."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from solidary.intake.bringing import enter_all
from solidary.intake.models import Contribution
from tests.keeper.running import PASSPHRASES, Newsroom, made_newsroom, running

Receive = Callable[..., Contribution]
UNLOCK = "/desk/queue/unlock/"


@pytest.fixture(scope="package")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    made = made_newsroom(tmp_path_factory.mktemp("kept"))
    with running(made):
        yield made


@pytest.fixture
def house(kept: Newsroom, newsroom: Any, settings: Settings) -> Iterator[Newsroom]:
    """The keeper's home is this test's, and empty again when it ends."""
    settings.HOME = kept.home.path
    yield kept
    for name in kept.room.names():
        kept.room.remove_envelope(name)
        kept.keeper.forget(name)


@pytest.fixture
def receive(house: Newsroom) -> Receive:
    """Something is sent, brought home and entered; the row of its contribution."""

    def receive_one(*files: bytes, **words: Any) -> Contribution:
        name = house.receive(*files, **words)
        enter_all(house.room)
        found: Contribution = Contribution.objects.get(envelopes__ref=name)
        return found

    return receive_one


@pytest.fixture
def opened(at_desk: Client, house: Newsroom) -> Client:
    """An editor who has unlocked her key."""
    unlock(at_desk)
    return at_desk


def unlock(client: Client, name: str = "ola", **more: str) -> Any:
    return client.post(UNLOCK, {"name": name, "passphrase": PASSPHRASES[name], **more})
