"""One live letterbox for the tests of a worker; those that change what it says put it back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.letterbox.live import Live, living


@pytest.fixture(scope="session")
def letterbox() -> Iterator[Live]:
    """A letterbox that is open."""
    with living() as live:
        yield live
        said = live.said.read_text("utf-8")
        assert "ERROR" not in said, said


@pytest.fixture
def put_back(letterbox: Live) -> Iterator[None]:
    """The newsroom's notice as it was before the test."""
    yield
    letterbox.put(letterbox.notice)
