"""Programs of the distribution, as a newsroom has them."""

from __future__ import annotations

import pytest

from tests.fixtures.programs import program


@pytest.fixture
def stock_rsync() -> None:
    program("rsync", package="rsync")


@pytest.fixture
def stock_ssh() -> None:
    program("ssh", package="openssh-client")
