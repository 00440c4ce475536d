"""A newsroom with a letterbox in its home, and what strangers send to it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from solidary.home import Home
from solidary.intake.bringing import bring_home
from solidary.intake.models import Contribution
from solidary.intake.way import way_to_the_bag
from tests.sealing.sending import sent

Send = Callable[..., Contribution]


@pytest.fixture
def house(home: Path) -> Home:
    return Home(home)


@pytest.fixture
def send(house: Home) -> Send:
    """Send a contribution and have it brought home; its row."""

    def send_one(*items: bytes, words: str = "Greetings") -> Contribution:
        name = sent(house.letterbox_bag, *items, words=words)
        bring_home(way_to_the_bag())
        found: Contribution = Contribution.objects.get(ref=name)
        return found

    return send_one
