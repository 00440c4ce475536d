"""Where built data comes from: packages of Python's, Debian's and npm's, pinned by their hashes.

`make sources` brings them into .venv/sources, builds the gazetteer, the receipt words and the land of
maps again and compares. `make run` and `make test` never need them.
"""

from __future__ import annotations

import base64
import hashlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / ".venv" / "sources"
DEBIAN = FOLDER / "debian"
PYTHON = FOLDER / "python"
NPM = FOLDER / "npm"


@dataclass(frozen=True)
class Package:
    """A package of Debian's: its version and the SHA-256 of its file."""

    name: str
    version: str
    sha256: str


PACKAGES = (
    Package(
        "diceware", "0.10-2", "396e43051e49e4bdb32f78acd00211d963a927907063902c7c397d9c0146ef11"
    ),
    Package(
        "hunspell-be",
        "0.53-3.1",
        "1b4d8b79fd3d9c73afde7602a7aba44840deafce494c657d3fc15c114d7c0de3",
    ),
    Package(
        "hunspell-de-de",
        "20161207-11",
        "03073af4e73702d1dc1524986365672bcbfbaefab6b04dad0e653f19d75a30f9",
    ),
    Package(
        "hunspell-en-us",
        "1:2020.12.07-2",
        "04fdf8f6d3171d72980e8ebe4cb1a00c8100e609025cabb65dfb8f7170e65e07",
    ),
    Package(
        "hunspell-lt",
        "1:7.5.0-1",
        "1a336f8994622e6b65f7ef4f0f108b6b12cd960d366cbb2aa50eca219cd16dcc",
    ),
    Package(
        "hunspell-pl",
        "1:7.5.0-1",
        "9af9e010e5586ab3e5b46009273df8e94c8c1f0da8e3c7b1e2df1398ce68ef07",
    ),
    Package(
        "hunspell-ru",
        "1:7.5.0-1",
        "ef3f0a54a8e52682be80932e414b97d7d268d4a33dfcb5b27b46142b5d84cfe3",
    ),
    Package(
        "hunspell-uk",
        "1:7.5.0-1",
        "8191ea5162b30f7ce5ad1bedd618590d1a8094bffeffb9745fd2035b6631a14a",
    ),
    Package(
        "libgeonames-common",
        "0.3.0-1",
        "6446f39dbc93451804903f8f88fd6a893bf585509ea85ed90182984038131930",
    ),
)


def fetch(package: Package) -> None:
    """Download a package in this one version, check it and unpack it; nothing is installed."""
    with tempfile.TemporaryDirectory() as folder:
        wanted = f"{package.name}={package.version}"
        got = subprocess.run(
            ["apt-get", "-qq", "-o", "APT::Sandbox::User=root", "download", wanted],
            cwd=folder,
            check=False,
        )
        files = list(Path(folder).glob("*.deb"))
        if got.returncode or not files:
            sys.exit(
                f"Debian's {wanted} could not be downloaded: run `apt-get update` and try again."
            )
        if hashlib.sha256(files[0].read_bytes()).hexdigest() != package.sha256:
            sys.exit(f"Debian's {wanted} is not the file it was: its SHA-256 differs.")
        subprocess.run(["dpkg-deb", "--extract", files[0], DEBIAN], check=True)


@dataclass(frozen=True)
class NpmPackage:
    """A package of npm's: its version and the SHA-512 of its file, in Base64 as npm has it."""

    name: str
    version: str
    sha512: str


NPM_PACKAGES = (
    NpmPackage(
        "world-atlas",
        "2.0.2",
        "IXfV0qwlKXpckz1FhwXVwKRjiIhOnWttOskm5CtxMsjgE/MXAYRHWJqgXOpM8IkcPBoXnyTU5lFHcYa5ChG0LQ==",
    ),
)


def fetch_npm(package: NpmPackage) -> None:
    """Download a package of npm's, check it and unpack it; nothing of it runs."""
    with tempfile.TemporaryDirectory() as folder:
        wanted = f"{package.name}@{package.version}"
        got = subprocess.run(["npm", "pack", "--silent", wanted], cwd=folder, check=False)
        files = list(Path(folder).glob("*.tgz"))
        if got.returncode or not files:
            sys.exit(f"npm's {wanted} could not be downloaded: is npm installed?")
        digest = base64.b64encode(hashlib.sha512(files[0].read_bytes()).digest()).decode()
        if digest != package.sha512:
            sys.exit(f"npm's {wanted} is not the file it was: its SHA-512 differs.")
        with tarfile.open(files[0]) as archive:
            archive.extractall(folder, filter="data")
        goal = NPM / package.name
        goal.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(Path(folder) / "package", goal, dirs_exist_ok=True)


def main() -> None:
    """Bring every package of Debian's and npm's."""
    DEBIAN.mkdir(parents=True, exist_ok=True)
    for package in PACKAGES:
        fetch(package)
    for npm_package in NPM_PACKAGES:
        fetch_npm(npm_package)


if __name__ == "__main__":
    main()
