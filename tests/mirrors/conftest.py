"""Programs of the distribution, as a newsroom has them, and places at the other end of a line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.fixtures.programs import program
from tests.mirrors.far_host import Host, far_host

if TYPE_CHECKING:
    from tests.mirrors.bucket import Gate


@pytest.fixture
def stock_rsync() -> None:
    program("rsync", package="rsync")


@pytest.fixture
def stock_ssh() -> None:
    program("ssh", package="openssh-client")


@pytest.fixture(scope="module")
def bucket() -> Iterator[Gate]:
    # Read here: the store that answers takes longer to load than most tests take.
    from tests.mirrors.bucket import gated_bucket

    with gated_bucket() as gate:
        yield gate


@pytest.fixture
def host(tmp_path: Path) -> Iterator[Host]:
    with far_host(tmp_path / "far") as found:
        yield found
