"""Nothing of what is sealed reaches a disk unsealed: the system's own record of each write says so."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fixtures.programs import program
from tests.repo.tree import ROOT
from tests.sealing.keys import identities, recipients
from tests.sealing.writing_process import NEEDLE

CALLS = (
    "write,pwrite64,writev,pwritev,pwritev2,sendto,sendmsg,mmap,open,openat,rename,mkdir,mkdirat"
)
SHARED = re.compile(r"mmap\([^)]*PROT_WRITE[^)]*MAP_SHARED(?!\|MAP_ANONYMOUS)[^)]*, \d+, ")


def watched(folder: Path, how: str) -> tuple[int, list[str]]:
    """Seal in a process under strace: its calls that write, and those that show a needle."""
    strace = program("strace", package="strace")
    bag = folder / "bag"
    bag.mkdir()
    done = subprocess.run(
        [
            strace, "-f", "-qq", "-s", "4000000", "-e", f"trace={CALLS}", "-o", folder / "calls",
            sys.executable, "-m", "tests.sealing.writing_process", bag, ",".join(recipients().keys), how,
        ],
        input=identities()[2].secret, text=True, capture_output=True, check=False, cwd=ROOT,
    )  # fmt: skip
    if done.returncode and "ptrace" in done.stderr.lower():
        pytest.skip("this system lets nobody trace a process")
    assert done.returncode == 0, done.stderr
    lines = (folder / "calls").read_text("latin-1").splitlines()
    writes = [line for line in lines if "write" in line.split("(")[0]]
    shown = [line[:200] for line in lines if NEEDLE in line or SHARED.search(line)]
    assert [path for path in bag.rglob("*") if NEEDLE in path.name] == []
    return len(writes), shown


@pytest.mark.parametrize("how", ["whole", "aborted", "refused"])
def test_no_write_holds_a_word_a_name_or_a_part_of_a_file(tmp_path: Path, how: str) -> None:
    writes, shown = watched(tmp_path, how)
    assert shown == []
    assert writes > {"whole": 40, "aborted": 4, "refused": 0}[how]


def test_a_plaintext_that_is_written_is_found(tmp_path: Path) -> None:
    _, shown = watched(tmp_path, "planted")
    assert shown
