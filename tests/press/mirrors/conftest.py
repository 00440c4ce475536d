"""Programs of the distribution, as a newsroom has them."""

from __future__ import annotations

import shutil

import pytest


@pytest.fixture
def stock_rsync() -> None:
    if shutil.which("rsync") is None:
        pytest.skip("no rsync on this machine")


@pytest.fixture
def stock_ssh() -> None:
    if shutil.which("ssh") is None:
        pytest.skip("no ssh on this machine")
