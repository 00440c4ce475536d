"""Bags in both places a bag can be in: what holds for one has to hold for the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from solidary.sealing.bag.carrier import Carrier
from solidary.sealing.bag.folder import FolderCarrier
from solidary.sealing.bag.sftp import Login, SftpCarrier
from solidary.sealing.strongroom import Strongroom
from tests.sealing.host import SshHost, sshd


@dataclass
class Houses:
    """A letterbox's bag, the newsroom's strongroom, and the way between them."""

    bag: Path
    strongroom: Strongroom
    carrier: Carrier
    carrier_again: Callable[[], Carrier]


@pytest.fixture(scope="session")
def ssh_host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SshHost]:
    with sshd(tmp_path_factory.mktemp("sshd")) as host:
        yield host


@pytest.fixture(params=["folder", "sftp"])
def houses(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Houses]:
    bag, home = tmp_path / "bag", tmp_path / "home"
    bag.mkdir()

    def way() -> Carrier:
        if request.param == "folder":
            return FolderCarrier(bag)
        host: SshHost = request.getfixturevalue("ssh_host")
        login = Login(host_key=host.host_key, key_file=host.key_file, timeout=60)
        return SftpCarrier(host.place(bag), login)

    carrier = way()
    yield Houses(bag, Strongroom(home / "keys", home / "sealed"), carrier, way)
    carrier.close()
