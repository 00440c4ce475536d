"""Homes made and served by the installed command itself, as a newsroom would do it."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from solidary.home import Home
from tests.fixtures.ports import free_port
from tests.fixtures.record import Sample

SOLIDARY = Path(sys.executable).with_name("solidary")
SEED = Path(__file__).with_name("listing.txt")

Solidary = Callable[..., str]


def command(home: Path) -> Solidary:
    """`command(home)("publish", "--json")` runs the program on that home; gives what it printed."""

    def run(*words: str) -> str:
        environment = {**os.environ, "SOLIDARY_HOME": str(home)}
        done = subprocess.run(
            [SOLIDARY, *words], env=environment, capture_output=True, text=True, timeout=300
        )
        assert done.returncode == 0, f"solidary {' '.join(words)}: {done.stderr}{done.stdout}"
        return done.stdout

    return run


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Homes are made by whole runs of the program, and take their time on a busy machine."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.timeout(600))


@pytest.fixture(scope="session")
def empty_home(tmp_path_factory: pytest.TempPathFactory, migrated_record: Path) -> Path:
    """A home that holds nothing but a record with every migration; the others begin as copies."""
    home = Home(tmp_path_factory.mktemp("empty") / "home")
    home.path.mkdir(mode=0o700)
    shutil.copyfile(migrated_record, home.record)
    command(home.path)("export", "-")
    return home.path


@pytest.fixture(scope="session")
def seed_home(empty_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home into which the listing was imported, published."""
    home = tmp_path_factory.mktemp("seed") / "home"
    shutil.copytree(empty_home, home)
    solidary = command(home)
    report: dict[str, Any] = json.loads(solidary("import", str(SEED), "--json"))
    (home / "report.json").write_text(json.dumps(report))
    solidary("publish")
    return home


@pytest.fixture(scope="session")
def sample_home(sample: Sample, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the sample dossier, published; all workers read one, which the first makes."""
    above = tmp_path_factory.getbasetemp()
    above = above.parent if "PYTEST_XDIST_WORKER" in os.environ else above
    home = above / "sample" / "home"
    with (above / "sample.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not home.exists():
            making = Home(above / "making")
            making.path.mkdir(mode=0o700)
            shutil.copyfile(sample.record, making.record)
            shutil.copytree(sample.files, making.files)
            command(making.path)("publish")
            home.parent.mkdir()
            making.path.rename(home)
    return home


@pytest.fixture(scope="session")
def sample_site(sample_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the sample, served by `solidary run` from a copy: a server takes notes."""
    served = tmp_path_factory.mktemp("served") / "home"
    shutil.copytree(sample_home, served)
    port = free_port()
    environment = {**os.environ, "SOLIDARY_HOME": str(served)}
    server = subprocess.Popen(
        [SOLIDARY, "run", "--port", str(port), "--letterbox-port", "0"],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    address = f"http://127.0.0.1:{port}/"
    try:
        _wait_for(address, server)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=30)


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(240):
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.25)
    server.kill()
    _, said = server.communicate()
    pytest.fail(f"solidary run did not answer: {said.decode(errors='replace')}")
