"""One keeper for a module's tests: what is sent to it stays, so a test counts what is its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.keeper.running import Newsroom, made_newsroom, running


@pytest.fixture(scope="package")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    """A newsroom whose keeper runs."""
    made = made_newsroom(tmp_path_factory.mktemp("newsroom"))
    with running(made):
        yield made


@pytest.fixture
def token(newsroom: Newsroom) -> str:
    """A session of Ola's."""
    return newsroom.unlocked()
